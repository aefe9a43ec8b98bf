"""What a pronoun can stand for: the phrases of a short text, by a grammar over word classes.

A chat turn must be read in less than a millisecond, which no tagger of real size does. Each word has a class,
one letter, and phrases are regular expressions over the letters. The classes: D determiner, P possessive
pronoun, C number, N name, T month, day or year, n other noun or adjective, S possessive ’s, O "of", R
preposition, V verb, A auxiliary, W question word, p pronoun, c "and", k conjunction, x adverb,
and "," for signs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.ledger.state import words_of_kind
from index.sentence import sentences


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_CLASSES = {
    "D": "the a an some any each every no",
    "P": "his its their our my your",
    "C": "one two three four five six seven eight nine ten eleven twelve twenty hundred thousand million",
    "T": "january february april june july august september october november december monday tuesday "
         "wednesday thursday friday saturday sunday yesterday today tomorrow",
    "O": "of",
    "R": "according about above across after against along among around at before behind below between by "
         "despite during for from in inside into like near on onto outside over since through to toward "
         "towards under until upon via with within without following versus regarding",
    "A": "do does did is are was were be been am has have had will would can could shall should may might "
         "must",
    "W": "who whom whose what which when where why how",
    "p": "i you he she it we they me him them us himself herself itself themselves his hers theirs her "
         "this that these those",
    "c": "and or",
    "k": "if because although though unless whether as than while but so",
    "x": "not also ever never too very just only even still again then there here now already yet soon "
         "later earlier else more most less exactly really ago once up out down away back off afterwards "
         "together instead actually twice yes well please long many much often far",
}  # fmt: skip
_BASES = (
    "accept accuse address admit agree aim announce answer apologize appear approve argue arrest arrive "
    "ask attack attend avoid back ban base believe blame block call cancel cause change charge cite claim "
    "close comment compare complain concern condemn confirm consider contain continue cost cover create "
    "criticize cross damage decide declare decline defend delay demand deny deploy describe design destroy "
    "detain develop differ disagree discover discuss dismiss drop echo end enter exercise expand expect "
    "explain express face fail fear finish fire fix follow force gather handle happen help hope hurt "
    "include injure insist intend interpret investigate issue join kill last launch lift like link live "
    "look mean measure mention miss move name need negotiate note object occur offer omit open oppose "
    "order organize own pass plan play pledge point praise predict prepare prevent promise propose protest "
    "prove publish push question raise reach react receive recommend refer refuse regret reject release "
    "remain remove reopen repair repeat replace reply report request resign respond result retire return "
    "reveal review rule save say seem settle share show sign sound start state stay stop store stress "
    "strike suffer suggest support talk test thank threaten train travel treat try turn urge use visit "
    "voice vote wait walk want warn watch weigh welcome work worry"
)
_IRREGULAR = (
    "be:was:been become:became:become begin:began:begun break:broke:broken bring:brought build:built "
    "buy:bought catch:caught choose:chose:chosen come:came:come cut:cut do:did:done draw:drew:drawn "
    "drive:drove:driven fall:fell:fallen feel:felt fight:fought find:found fly:flew:flown forget:forgot "
    "get:got give:gave:given go:went:gone grow:grew:grown have:had hear:heard hide:hid:hidden hit:hit "
    "hold:held keep:kept know:knew:known lay:laid lead:led leave:left lend:lent lose:lost make:made "
    "mean:meant meet:met pay:paid put:put read:read ride:rode rise:rose:risen run:ran:run say:said "
    "see:saw:seen sell:sold send:sent set:set shoot:shot sink:sank:sunk sit:sat speak:spoke:spoken "
    "spend:spent spread:spread stand:stood steal:stole:stolen strike:struck swear:swore:sworn sweep:swept "
    "take:took:taken teach:taught tell:told think:thought understand:understood wear:wore win:won "
    "write:wrote:written"
)
_NOUNS_IN_ING = _words("briefing building evening funding hearing meeting morning ruling spending training warning")
_TIMES = _words("day week month year time morning evening night afternoon spring summer autumn winter weekend")
_GROUPS = _words("crew team family staff couple pair public people men women children rest")
_BODIES = _words(
    "agency airline army association authority bank board broadcaster cabinet campaign club coalition "
    "commission committee company council court department federation firm force government group "
    "kremlin league ministry navy network newspaper organisation organization outlet paper parliament "
    "party pentagon police senate side team tribunal union university"
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
    """Return the class of a word by itself; `first` where a sentence would give any word its capital."""
    lower, capital = word.lower(), word[0].isupper()
    if not word[0].isalnum():
        return "S" if word[0] in "'’" else ","
    if word.isdigit():
        return "T" if re.fullmatch(r"(?:1[5-9]|20)\d\d", word) else "C"
    if capital and (word == "US" or (lower in {"may", "march"} and not first)):
        return "N" if word == "US" else "T"
    if lower in _closed() or lower.endswith(("n't", "n’t")):
        return _closed().get(lower, "A")
    if (capital and not (first and lower not in _OUTLETS)) or lower in words_of_kind("states"):
        return "N"
    return _open(lower, capital=capital)


def _open(word: str, *, capital: bool) -> str:
    """Return the class of a word of an open class, by the list of verbs and by its ending."""
    if word in _NOUNS_IN_ING:
        return "n"
    if word in _bases() or (word.endswith(("ed", "ing")) and len(word) > 5):
        return "V"
    if word.endswith("ly") and word not in {"family", "ally", "supply", "assembly", "reply", "italy"}:
        return "x"
    return "N" if capital and not (word.endswith("s") and not word.endswith("ss")) else "n"


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
        opens = place == 0 or (before == "," and found[place - 1][0] in '.?!:“"')
        tags.append(_tag(match[0], first=opens))
    words = [match[0] for match in found]
    for place in range(len(found)):
        tags[place] = _in_context(words, place, tags)
    line = "".join(tags)
    line = _with_verb(line, [word.lower() for word in words])
    return Read(text, tuple(match.span() for match in found), line)


def _in_context(words: list[str], place: int, tags: list[str]) -> str:
    """Return the class of a word among its neighbours, those before it being decided."""
    word, tag = words[place].lower(), tags[place]
    before = tags[place - 1] if place else ","
    after = tags[place + 1] if place + 1 < len(tags) else ","
    if tag == "V":
        gerund = after == "V" and words[place + 1].endswith("ing")
        return _verb_or_noun(word, "".join(tags[:place]), "x" if gerund else after)
    if word in {"this", "that", "these", "those"}:
        ends = "".join(tags[place + 2 : place + 3]) in {"", ","}
        return _pointing(before, after, ends=ends)
    if tag == "n" and (before == "W" and after in "DP"):
        return "V"
    if tag == "n" and after == "N" and words[place][0].isupper():
        return "N"
    if tag == "A" and word in {"have", "do"} and re.search(r"A[^V,k]*$", "".join(tags[:place])):
        return "V"
    return _small_word(word, tag, before, after)


def _pointing(before: str, after: str, *, ends: bool) -> str:
    """Return what "this" or "that" is: noun ("those who"), pronoun, determiner or conjunction."""
    if after == "W":
        return "n"
    if before == "A" and after == "n" and ends:
        return "p"
    return "D" if after in "nNCT" else "p" if after in ",A" or before in "AR," else "k"


def _small_word(word: str, tag: str, before: str, after: str) -> str:
    if tag == "S" and before in "Wp":
        return "A"
    if word == "her":
        return "P" if after in "nNCTV" else "p"
    if word == "his":
        return "p" if after in ",A" else "P"
    if word == "us" and before == "D":
        return "N"
    return "n" if word in {"long", "many", "far"} and before in "DS" else tag


def _verb_or_noun(word: str, before: str, after: str) -> str:
    """Say whether a word that may be a verb is one here: not after "the", nor where the verb comes next."""
    last = before[-1:] or ","
    gerund = word.endswith("ing")
    noun = last in "DPSCT" or (gerund and before in {"", "c"})
    noun = noun or (last == "R" and after in ",RO") or (last == "W" and after in "AV" and word.endswith("s"))
    if noun or last not in "Nn":
        return "n" if noun else "V"
    if after == "A" and re.search(r"A[^AVk,]*$", before):
        return "V"
    follows = after in "AV" or re.search(r"V[^,kW]*R[DP]?[CnNT]+$", before)
    return "n" if follows and not gerund and base_of(word) else "V"


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
    while (
        named < stop
        and "N" in told.tags[named:stop]
        and (told.tags[named:stop].strip("N") or _office(told, named, stop))
    ):
        named += 1
    full = told.tags[start] not in "DP" and "S" not in told.tags[start:stop]
    head = told.word(stop - 1)
    words = {told.word(index) for index in range(start, stop)}
    if full and named < stop and told.tags[named:stop].strip("N") == "" and _personal(told, named, stop, end):
        return Phrase(told.words(named, stop), named, end, head, "person", False)
    plural = _plural(head) and told.tags[stop - 1] != "N"
    return Phrase(told.words(start, end), start, end, head, _kind(head, words, told.tags[start:stop]), plural)


def _office(told: Read, start: int, stop: int) -> bool:
    """Say whether a title or a state stands before a person's own name ("Defense Minister Aki Mori")."""
    titles = words_of_kind("titles") | words_of_kind("states")
    words = [told.word(index) for index in range(start, stop - 1)]
    return any(len(word) > 4 and (word in titles or _ROLE.search(word)) for word in words)


def _personal(told: Read, start: int, stop: int, end: int) -> bool:
    words = {told.word(index) for index in range(start, stop)}
    other = words_of_kind("organizations") | words_of_kind("places")
    whole = told.words(start, stop)
    return not (words & other or whole.lower() in words_of_kind("states") or whole.isupper() or stop - start > 3) and (
        (stop == end or stop - start > 1) and told.word(start - 1) not in {"in", "at", "near"}
    )


def _kind(head: str, words: set[str], tags: str) -> str:
    single = singular(head)
    if (tags.strip("DTCn") == "" and tags[-1] in "TC") or single in _TIMES:
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


DO = frozenset({"do", "does", "did"})
_SPEAKING = _words(
    "say tell want announce reply respond deny claim react accept reject promise plan report decide "
    "expect explain do mean"
)


def stem(question: str) -> str:
    """Return a question without the sign at its end."""
    return question.strip().rstrip("?.! ")


def first_sentence(answer: str) -> str:
    """Return the first sentence of an answer without "Yes," and marks of citations."""
    text = re.sub(r"\s*\[[\d, ]+\]", "", answer).strip()
    text = re.sub(r"^(?:yes|no)[,.:]?\s+|^that (?=\w)", "", text, flags=re.IGNORECASE)
    found = sentences(text)
    return stem(found[0].text) if found else ""


def lowered(text: str) -> str:
    """Return a clause with a small first letter unless it begins with a name."""
    return text if read(text).tags[:1] == "N" else text[:1].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Clause:
    """A question taken apart: what it asks with, auxiliary, subject, and the rest from the verb on."""

    asked: str
    auxiliary: str
    subject: str
    rest: str

    @property
    def inverted(self) -> str:
        """The clause in the order of a question, the noun asked for in its place after the verb."""
        noun = re.match(r"(?:which|what|how many) (\w.*)", self.asked)
        verb, _, more = self.rest.partition(" ")
        words = (self.auxiliary, self.subject, verb, f"the {noun[1]}" if noun else "", more)
        return " ".join(word for word in words if word)

    @property
    def plain(self) -> str:
        """The clause in the order of a statement ("Koizumi revealed a plan")."""
        verb, _, more = self.rest.partition(" ")
        if self.auxiliary == "did":
            return f"{self.subject} {past_of(verb)} {more}".strip()
        if self.auxiliary in {"do", "does"}:
            return f"{self.subject} {verb}{'s' if self.auxiliary == 'does' else ''} {more}".strip()
        return f"{self.subject} {self.auxiliary} {self.rest}".strip()


def parsed(question: str) -> Clause | None:
    """Return a question's parts where a subject stands between its auxiliary and its verb, else None."""
    told = read(stem(question))
    match = re.match(rf"((?:R?W(?:[xCnD]*n)?)?)(A)((?:{PAIR})|(?:{PHRASE})|p)(x*)(.*)$", told.tags)
    if match is None:
        return None
    parts = [told.words(*match.span(group)) for group in (1, 2, 3)]
    if parts[1].lower() in DO and not match[5].startswith("V"):
        return None
    return Clause(parts[0].lower(), parts[1].lower(), parts[2], told.words(match.start(4), match.end()))


def inverted(said: str) -> str:
    """Return a statement in the order of a question ("Japan sent two" → "did Japan send two")."""
    told = read(said)
    match = re.match(rf"((?:{PAIR})|(?:{PHRASE}(?:,[^,AVW]+,)?)|p)(x*)([AV])", told.tags)
    if match is None:
        return f"is it that {said}"
    subject, rest = told.words(0, match.end(1)), told.words(match.end(), len(told.tags))
    verb = told.word(match.start(3))
    middle = told.words(*match.span(2))
    if match[3] == "A":
        return " ".join(part for part in (verb, subject, middle, rest) if part)
    base = base_of(verb)
    if base is None:
        return f"is it that {said}"
    auxiliary = "do" if verb == base else "does" if verb in {base + "s", base + "es"} else "did"
    return " ".join(part for part in (auxiliary, subject, middle, base, rest) if part)


def spoken_of(message: Read, place: int, kind: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the words for what was spoken of last that fits a pronoun, looking back exchange by exchange."""
    word = message.word(place)
    speaks = any(base_of(message.word(index)) in _SPEAKING for index in range(place + 1, place + 4))
    gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(word)
    for question, answer in reversed(told):
        pair = _pair(question) if kind == "several" else None
        if pair:
            return pair
        ranked = sorted(_ranked(question, answer, kind, speaks=speaks), key=lambda found: found[0])
        for _, told_in, phrase in ranked:
            if message.text.lower().find(phrase.head) >= 0 or _fits_not(told_in, phrase, gender, answer):
                continue
            return named_again(told_in, phrase)
    return None


def _pair(question: str) -> str | None:
    """Return the two people a question speaks of apart ("When did Lund meet Ort?"), where nothing in it is plural."""
    found = [phrase for phrase in phrases(read(stem(question))) if phrase.kind in {"person", "role"}]
    if len(found) != 2 or any(phrase.plural for phrase in phrases(read(stem(question)))):
        return None
    first, second = found
    return f"{first.text} and {second.text}" if first.end <= second.start else None


def fits(phrase: Phrase, kind: str, *, acts: bool = False) -> bool:
    """Say whether a pronoun can stand for a phrase; a single name may be a body's where it `acts`."""
    if acts and phrase.kind == "person" and " " not in phrase.text:
        return True
    if kind == "person":
        return phrase.kind in {"person", "role"} and not phrase.plural
    if phrase.kind == "time":
        return False
    if kind == "several":
        return phrase.plural or phrase.kind in {"body", "state"}
    return phrase.kind in {"thing", "name", "body", "state"} and not (phrase.plural and phrase.kind == "thing")


def _fits_not(told_in: Read, phrase: Phrase, gender: str | None, answer: str) -> bool:
    """Say whether a person is of the other gender, by title, first name or the answer's pronoun."""
    if gender is None:
        return False
    before = {told_in.word(index) for index in range(max(0, phrase.start - 3), phrase.end)}
    pronoun = read(answer).word(0)
    known = {
        "f": bool(before & (words_of_kind("feminine_titles") | words_of_kind("female"))) or pronoun == "she",
        "m": bool(before & (words_of_kind("masculine_titles") | words_of_kind("male"))) or pronoun == "he",
    }
    return known["m" if gender == "f" else "f"] and not known[gender]


def _ranked(question: str, answer: str, kind: str, *, speaks: bool) -> list[tuple[float, Read, Phrase]]:
    """Return what an exchange offers a pronoun, each with its rank: 0 the likeliest."""
    asking, answering = read(stem(question)), read(first_sentence(answer))
    named = asking.tags[:1] == "W" and asking.word(0) in {"who", "which", "what", "whose"}
    found: list[tuple[float, Read, Phrase]] = []
    for told_in, later in ((asking, 0), (answering, 2)):
        for phrase in phrases(told_in):
            if not fits(phrase, kind, acts=speaks):
                continue
            rank: float = _rank(told_in, phrase, kind, speaks=speaks) + later
            if later and phrase.start == 0:
                # "Who …?", "Which bridge …?": the answer's first words are the one asked for.
                rank -= 3.5 if named and not _is_about(asking, kind, phrase) else 1.5
            found.append((rank, told_in, phrase))
    return found


def _is_about(asking: Read, kind: str, answered: Phrase) -> bool:
    """Say whether a question has a subject of the pronoun's kind ("What did Shen say?" and "he")."""
    subject = parsed(asking.text)
    is_verbless = subject is not None and "V" not in read(subject.rest).tags
    if subject is None or (is_verbless and answered.kind == "person"):
        return False
    return any(fits(phrase, kind) and phrase.kind not in {"state", "body"} for phrase in phrases(read(subject.subject)))


def is_event(question: str) -> bool:
    """Say whether a question is about something that happens ("What was the row about?")."""
    clause = parsed(question)
    if clause is None or clause.auxiliary not in {"is", "was", "are", "were"}:
        return False
    return "V" not in read(clause.rest).tags


def _rank(told_in: Read, phrase: Phrase, kind: str, *, speaks: bool) -> float:
    """Rank by standing: the subject first, full names before single ones, things before those who speak."""
    subject = phrase.start > 0 and told_in.tags[phrase.start - 1] in "AW"
    rank = 0.0 if subject else 1.0
    if kind == "person":
        rank += (0 if " " in phrase.text else 0.4 if subject else 1.5) + (1.2 if phrase.kind == "role" else 0)
    elif kind == "thing":
        agent = phrase.kind in {"state", "body", "name", "person"}
        # "a strike fund" brings in what is spoken of next.
        rank += -1.5 if told_in.word(phrase.start) in {"a", "an"} else 0
        rank += (0 if speaks == agent else 3) + (0.5 if phrase.start and told_in.tags[phrase.start - 1] == "R" else 0)
    else:
        rank += 0 if phrase.plural else 3
    return rank


def named_again(told_in: Read, phrase: Phrase) -> str:
    """Return a phrase as one speaks of it the second time: "a new port" → "the new port"."""
    first = told_in.tags[phrase.start]
    if phrase.kind == "person":
        return phrase.text
    if first in "DP" and told_in.word(phrase.start) not in {"my", "your", "our"}:
        return "the " + phrase.text.split(" ", 1)[1]
    return phrase.text if "N" in told_in.tags[phrase.start : phrase.end] and first != "n" else f"the {phrase.text}"
