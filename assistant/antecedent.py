"""What a pronoun can stand for: the phrases of a short text, by a grammar over word classes.

A chat turn must be read in less than a millisecond, which no tagger of real size does. Each word gets a class,
one letter; phrases are regular expressions over the letters. Classes: D determiner, P possessive pronoun,
C number, N name, T month, day or year, n other noun or adjective, S possessive ’s, O "of", R preposition,
V verb, A auxiliary, W question word, p pronoun, c "and", k conjunction, x adverb, and "," for signs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from index.ledger.state import words_of_kind

_CLASSES = {
    "D": "the a an some any each every no",
    "P": "his its their our my your",
    "C": "one two three four five six seven eight nine ten eleven twelve twenty hundred thousand million",
    "T": "january february april june july august september october november december monday tuesday wednesday "
         "thursday friday saturday sunday yesterday today tomorrow",
    "O": "of",
    "R": "according about above across after against along among around at before behind below between by despite during for "
         "from in inside into like near on onto outside over since through to toward towards under until upon via "
         "with within without following versus",
    "A": "do does did is are was were be been am has have had will would can could shall should may might must",
    "W": "who whom whose what which when where why how",
    "p": "i you he she it we they me him them us himself herself itself themselves his hers theirs her this that these those",
    "c": "and or",
    "k": "if because although though unless whether as than while but so",
    "x": "not also ever never too very just only even still again then there here now already yet soon later earlier "
         "else more most less exactly really ago once up out down away back off afterwards together instead "
         "actually yes well please long many much often far",
}  # fmt: skip
_BASES = (
    "accept accuse address admit agree aim announce answer apologize appear approve argue arrest arrive ask attack attend "
    "avoid back ban base believe blame block call cancel cause change charge cite claim close comment compare complain "
    "concern condemn confirm consider contain continue cost cover create criticize cross damage decide declare decline "
    "defend delay demand deny deploy describe design destroy detain develop differ disagree discover discuss dismiss drop "
    "echo end enter exercise expand expect explain express face fail fear finish fire fix follow force gather handle happen "
    "help hope hurt include injure insist intend interpret investigate issue join kill last launch lift like link live look "
    "mean measure mention miss move name need negotiate note object occur offer omit open oppose order organize own pass plan "
    "play pledge point praise predict prepare prevent promise propose protest prove publish push question raise reach react "
    "receive recommend refer refuse regret reject release remain remove reopen repair repeat replace reply report request "
    "resign respond result retire return reveal review rule save say seem settle share show sign sound start state stay stop "
    "store stress strike suffer suggest support talk test thank threaten train travel treat try turn urge use visit voice vote "
    "wait walk want warn watch weigh welcome work worry"
)
_IRREGULAR = (
    "be:was:been become:became:become begin:began:begun break:broke:broken bring:brought build:built buy:bought "
    "catch:caught choose:chose:chosen come:came:come cut:cut do:did:done draw:drew:drawn drive:drove:driven fall:fell:fallen "
    "feel:felt fight:fought find:found fly:flew:flown forget:forgot get:got give:gave:given go:went:gone grow:grew:grown "
    "have:had hear:heard hide:hid:hidden hit:hit hold:held keep:kept know:knew:known lay:laid lead:led leave:left lend:lent "
    "lose:lost make:made mean:meant meet:met pay:paid put:put read:read ride:rode rise:rose:risen run:ran:run say:said "
    "see:saw:seen sell:sold send:sent set:set shoot:shot sink:sank:sunk sit:sat speak:spoke:spoken spend:spent "
    "spread:spread stand:stood steal:stole:stolen strike:struck swear:swore:sworn sweep:swept take:took:taken teach:taught "
    "tell:told think:thought understand:understood wear:wore win:won write:wrote:written"
)
_NOUNS_IN_ING = frozenset("briefing building evening funding hearing meeting morning ruling spending training warning".split())
_TIMES = frozenset("day week month year time morning evening night afternoon spring summer autumn winter weekend".split())
_GROUPS = frozenset("crew team family staff couple pair public people men women children rest".split())
_BODIES = frozenset(
    "agency airline army association authority bank board broadcaster cabinet campaign club coalition commission committee "
    "company council court department federation firm force government group kremlin league ministry navy network newspaper "
    "organisation organization outlet paper parliament party pentagon police senate side team tribunal union university".split()
)
_OUTLETS = frozenset({"reuters", "politico", "asahi", "kyodo", "xinhua", "tass"})
_ROLE = re.compile(
    r"man$|woman$|person$|ist$|official|captain|owner|driver|worker|player|engineer|prosecutor|critic|chief|"
    r"^(?!(?:num|pap|tow|lett|ord|pow|wat|riv|lay|mat|ferr|quart|off|pap|figur|corn|comput)\w*ers$)\w+ers$"
)
_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Gov|St)\.|(?:[A-Za-z]\.){2,}|\w+n['’]t\b|['’]s?(?!\w)|\w+(?:[-’'.](?!s\b)\w+)*|[^\w\s]"
)
CORE = r"[DP]?(?:[CnNT]S?)*(?:TC*|[nN]C?)"
_CORE = re.compile(CORE)
PHRASE = rf"{CORE}(?:O{CORE})*(?:R{CORE}(?:O{CORE})*(?=x*[AV]))?"
_PHRASE = re.compile(PHRASE)
PAIR = rf"{PHRASE}(?:,{PHRASE})*,?c{PHRASE}"
_PAIR = re.compile(PAIR)
_OWNER = re.compile(r"D?N+(?=S)")


@dataclass(frozen=True, slots=True)
class Read:
    """A text with the class of each word; `places[i]` is the span of word i, `tags[i]` its class."""

    text: str
    places: tuple[tuple[int, int], ...]
    tags: str

    def words(self, start: int, end: int) -> str:
        """Return the text from word `start` up to word `end`, without it."""
        return self.text[self.places[start][0] : self.places[end - 1][1]] if start < end else ""

    def word(self, index: int) -> str:
        """Return one word in lower case, or nothing beyond the text."""
        return self.words(index, index + 1).lower() if 0 <= index < len(self.tags) else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words `start` to `end` of a text; `head` is its main word, `kind` what it names.

    `kind` is person, role (a person by office), state, body, name (of either), time, or thing.
    """

    text: str
    start: int
    end: int
    head: str
    kind: str
    plural: bool


@cache
def _bases() -> dict[str, str]:
    """Return the base of every known form of a verb."""
    forms = {}
    for base in _BASES.split():
        stem = base[:-1] if base.endswith("e") else base[:-1] + "i" if re.search(r"[^aeiou]y$", base) else base
        double = base + base[-1] if re.fullmatch(r"plan|drop|stop|ban|omit|refer|occur|regret|admit", base) else stem
        for form in (base, base + "s", double + "ed", double.removesuffix("i") + "ing", base + "ing"):
            forms[form] = base
        if re.search(r"(?:s|sh|ch|x|i)$", stem):
            forms[stem + "es"] = base
    for entry in _IRREGULAR.split():
        base, *past = entry.split(":")
        for form in (base, base + "s", base + "es", base.removesuffix("e") + "ing", base + "ing", *past):
            forms[form] = base
    return forms


def base_of(verb: str) -> str | None:
    """Return the base of a verb form, or None where it is not known ("met" → "meet")."""
    return _bases().get(verb.lower())


def past_of(verb: str) -> str:
    """Return the simple past of a base form ("reveal" → "revealed")."""
    irregular = re.search(rf"\b{re.escape(verb)}:(\w+)", _IRREGULAR)
    if irregular:
        return irregular[1]
    known = (form for form, base in _bases().items() if base == verb and form.endswith("ed"))
    return next(known, verb + ("d" if verb.endswith("e") else "ed"))


@cache
def _closed() -> dict[str, str]:
    return {word: tag for tag, words in _CLASSES.items() for word in words.split()}


def _tag(word: str, *, first: bool) -> str:
    """Return the class of a word by itself."""
    lower = word.lower()
    if not word[0].isalnum():
        return "S" if word[0] in "'’" else ","
    if word.isdigit():
        return "T" if re.fullmatch(r"(?:1[5-9]|20)\d\d", word) else "C"
    if lower.endswith(("n't", "n’t")):
        return "A"
    if lower in {"may", "march", "us"} and word != lower and not first:
        return "N" if lower == "us" else "T"
    if word == "US":
        return "N"
    if lower in _closed():
        return _closed()[lower]
    known = lower in words_of_kind("states") or (word[0].isupper() and lower in _OUTLETS)
    if (word[0].isupper() and not first) or known:
        return "N"
    if lower in _NOUNS_IN_ING:
        return "n"
    if lower in _bases() or (lower.endswith(("ed", "ing")) and len(lower) > 5):
        return "V"
    if lower.endswith("ly") and lower not in {"family", "ally", "supply", "assembly", "reply", "italy"}:
        return "x"
    return "N" if word[0].isupper() and not (lower.endswith("s") and not lower.endswith("ss")) else "n"


@lru_cache(maxsize=512)
def read(text: str) -> Read:
    """Return a text with its words classed.

    >>> read("What did the US readout of the December call leave out?").tags
    'WADNnODTnVx,'
    """
    found = list(_WORD.finditer(text))
    tags: list[str] = []
    for place, match in enumerate(found):
        before = tags[-1] if tags else ","
        opens = place == 0 or (before == "," and found[place - 1][0] in ".?!:“\"")
        tags.append(_tag(match[0], first=opens))
    words = [match[0] for match in found]
    for place in range(len(found)):
        tags[place] = _in_context(words, place, tags)
    line = "".join(tags)
    line = _with_verb(line, [word.lower() for word in words])
    return Read(text, tuple(match.span() for match in found), line)


def _in_context(words: list[str], place: int, tags: list[str]) -> str:
    """Return the class of a word among its neighbours, those before it being decided."""
    word = words[place].lower()
    tag, before = tags[place], tags[place - 1] if place else ","
    after = tags[place + 1] if place + 1 < len(tags) else ","
    if tag == "V":
        asks = re.search(r"A[^AVk,]*$", "".join(tags[:place])) is not None
        return _verb_or_noun(word, tags[:place], after, asks=asks)
    if tag == "S" and before in "Wp":
        return "A"
    if tag == "A" and word in {"have", "do"} and re.search(r"A[^V,k]*$", "".join(tags[:place])):
        return "V"
    if tag == "n" and after == "N" and words[place][0].isupper():
        return "N"
    if word in {"this", "that", "these", "those"}:
        if after == "W" or (before == "A" and after == "n" and tags[place + 2 : place + 3] in ([], [","])):
            return "n" if after == "W" else "p"
        return "D" if after in "nNCT" else "p" if after in ",A" or before in "AR," else "k"
    if word == "her":
        return "P" if after in "nNCTV" else "p"
    if word == "his":
        return "p" if after in ",A" else "P"
    if word == "us" and before == "D":
        return "N"
    return "n" if word in {"long", "many", "far"} and before in "DS" else tag


def _verb_or_noun(word: str, before: list[str], after: str, *, asks: bool) -> str:
    """Say whether a word that may be a verb is one here: not after "the", nor where the next word is the verb."""
    last = before[-1] if before else ","
    if "".join(before) in {"", "c"} and word.endswith("ing"):
        return "n"
    finite = base_of(word) is not None and not word.endswith("ing")
    if last in "DPSCT" or (last == "R" and after in ",RO") or (last == "W" and after in "AV" and word.endswith("s")):
        return "n"
    if last in "Nn" and after == "A" and asks:
        return "V"
    if last in "Nn" and finite and (after in "AV" or re.search(r"V[^,kW]*R[DP]?[CnNT]+$", "".join(before))):
        return "n"
    return "V"


def _with_verb(tags: str, words: list[str]) -> str:
    """After "did" there is a verb: where none is known, it is the last word of the first phrase."""
    asked = re.match(r"(?:[^A]*,)?(?:x|R|W[nNO]*)*A", tags)
    if asked is None or words[asked.end() - 1] not in {"do", "does", "did"} or "V" in tags[asked.end() :]:
        return tags
    subject = re.match(rf"[xp]*{CORE}(?:O{CORE})*", tags[asked.end() :])
    last = asked.end() + (subject.end() if subject else 0) - 1
    alone = subject is not None and len(subject[0].lstrip("xDP")) < 2 and "p" not in subject[0]
    return tags if subject is None or alone or tags[last] != "n" else tags[:last] + "V" + tags[last + 1 :]


def phrases(told: Read, start: int = 0) -> Iterator[Phrase]:
    """Yield the noun phrases of a text from word `start` on, in order; joined ones before their parts."""
    for match in _PAIR.finditer(told.tags, start):
        text = told.words(match.start(), match.end())
        kinds = {_phrase(told, part.start(), part.end()).kind for part in _PHRASE.finditer(told.tags, *match.span())}
        kind = "person" if kinds <= {"person", "role"} else "thing"
        yield Phrase(text, match.start(), match.end(), text.split()[-1].lower(), kind, True)
    for pattern in (_PHRASE, _OWNER):
        for match in pattern.finditer(told.tags, start):
            yield _phrase(told, match.start(), match.end())


def _phrase(told: Read, start: int, end: int) -> Phrase:
    core = _CORE.match(told.tags, start, end)
    stop = core.end() if core else end
    named = start
    while named < stop and "N" in told.tags[named:stop] and (told.tags[named:stop].strip("N") or _office(told, named, stop)):
        named += 1
    full = told.tags[start] not in "DP" and "S" not in told.tags[start:stop]
    head = told.word(stop - 1)
    words = {told.word(index) for index in range(start, stop)}
    if full and named < stop and told.tags[named:stop].strip("N") == "" and _personal(told, named, stop, end):
        return Phrase(told.words(named, stop), named, end, head, "person", False)
    plural = _plural(head) and told.tags[stop - 1] != "N"
    return Phrase(told.words(start, end), start, end, head, _kind(head, words, told.tags[start:stop]), plural)


def _office(told: Read, start: int, stop: int) -> bool:
    """Say whether a title or a state's name stands before a person's own name ("Defense Minister Aki Mori")."""
    titles = words_of_kind("titles") | words_of_kind("states")
    return any(told.word(index) in titles and len(told.word(index)) > 4 for index in range(start, stop - 1))


def _personal(told: Read, start: int, stop: int, end: int) -> bool:
    words = {told.word(index) for index in range(start, stop)}
    other = words_of_kind("organizations") | words_of_kind("places")
    whole = told.words(start, stop)
    return not (words & other or whole.lower() in words_of_kind("states") or whole.isupper() or stop - start > 3) and (
        (stop == end or stop - start > 1) and told.word(start - 1) not in {"in", "at", "near"}
    )


def _kind(head: str, words: set[str], tags: str) -> str:
    single = singular(head)
    if tags.strip("DTCn") == "" and tags[-1] in "TC" or single in _TIMES:
        return "time"
    if head in words_of_kind("states"):
        return "state"
    named = tags[-1] == "N"
    if single in _BODIES or head in _GROUPS or (named and words & words_of_kind("organizations")):
        return "body"
    if single in words_of_kind("titles") | words_of_kind("private") or (not named and _ROLE.search(head)):
        return "role"
    return "name" if named else "thing"


def singular(noun: str) -> str:
    """Return a noun without the ending of the plural ("companies" → "company")."""
    if not _plural(noun) or noun in _GROUPS:
        return noun
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]


def _plural(word: str) -> bool:
    return word in _GROUPS or (word.endswith("s") and not word.endswith(("ss", "us", "is", "news", "series")))
