"""The class of each word of a short text, one letter a word.

A chat turn must be read in less than a millisecond, which no tagger of real size does. The classes: D determiner,
P possessive pronoun, C number, N name, T month, day or year, n other noun or adjective, S possessive ’s, O "of", R
preposition, V verb, A auxiliary, W question word, p pronoun, c "and", k conjunction, x adverb, and "," for signs.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.turn.verb import base_of, bases
from index.ledger.state import words_of_kind

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
_NOUNS_IN_ING = frozenset(
    "briefing building evening funding hearing meeting morning ruling spending training warning".split()
)
_OUTLETS = frozenset({"reuters", "politico", "asahi", "kyodo", "xinhua", "tass"})
_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Gov|St)\.|(?:[A-Za-z]\.){2,}|\w+n['’]t\b|['’]s?(?!\w)|\w+(?:[-’'.](?!s\b)\w+)*|[^\w\s]"
)
CORE = r"[DP]?(?:[CnNT]S?)*(?:TC*|[nN]C?)"


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
    if word in bases() or (word.endswith(("ed", "ing")) and len(word) > 5):
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


def put(old: Read, start: int, end: int, new: str) -> str:
    """Return the text with words `start` to `end` replaced."""
    first = old.places[start][0]
    last = old.places[end - 1][1]
    return re.sub(r"\s+([,.?])", r"\1", f"{old.text[:first]}{new}{old.text[last:]}").replace("  ", " ")
