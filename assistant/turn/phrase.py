"""Noun phrases of a short text, and what they name: regular expressions over the classes of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.turn.word import CORE, Read
from index.ledger.state import words_of_kind

_TIMES = frozenset(
    "day week month year time morning evening night afternoon spring summer autumn winter weekend".split()
)
_GROUPS = frozenset("crew team family staff couple pair public people men women children rest".split())
_BODIES = frozenset(
    (
        "agency airline army association authority bank board broadcaster cabinet campaign club coalition "
        "commission committee company council court department federation firm force government group "
        "kremlin league ministry navy network newspaper organisation organization outlet paper parliament "
        "party pentagon police senate side team tribunal union university"
    ).split()
)
_ROLE = re.compile(
    r"man$|woman$|person$|ist$|official|captain|owner|driver|worker|player|engineer|prosecutor|critic|chief|"
    r"^(?!(?:num|pap|tow|lett|ord|pow|wat|riv|lay|mat|ferr|quart|off|pap|figur|corn|comput)\w*ers$)\w+ers$"
)
_CORE = re.compile(CORE)
PHRASE = rf"{CORE}(?:O{CORE})*(?:R{CORE}(?:O{CORE})*(?=x*[AV]))?"
_PHRASE = re.compile(PHRASE)
PAIR = rf"{PHRASE}(?:,{PHRASE})*,?c{PHRASE}"
_PAIR = re.compile(PAIR)
_OWNER = re.compile(r"D?N+(?=S)")


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


def named_again(told_in: Read, phrase: Phrase) -> str:
    """Return a phrase as one speaks of it the second time: "a new port" → "the new port"."""
    first = told_in.tags[phrase.start]
    if phrase.kind == "person":
        return phrase.text
    if first in "DP" and told_in.word(phrase.start) not in {"my", "your", "our"}:
        return "the " + phrase.text.split(" ", 1)[1]
    return phrase.text if "N" in told_in.tags[phrase.start : phrase.end] and first != "n" else f"the {phrase.text}"


def owner_of(name: str) -> str:
    """Return a name as an owner's: "the union's", "the members'"."""
    return name + ("'" if name.endswith("s") and name[:1].islower() else "'s")
