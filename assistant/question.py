"""What a question asks for, read off its words: the kind of answer, the names, numbers and content it holds."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from index.search import content_words
from index.stopwords import STOPWORDS

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    "millions?|billions?|trillions?|dozens?|half|third|quarter|twice|once|double|several|no|none"
)


class Kind(StrEnum):
    """The kind of answer asked for."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    NUMBER = "number"
    WHY = "why"
    HOW = "how"
    YES_NO = "yes_no"
    WHAT = "what"


_KINDS = (
    (Kind.NUMBER, r"\b(how (many|much|old|long|far|often|large|big|tall|high|fast|deep|heavy)|what (number|"
                  r"percent(age)?|amount|proportion|share|age|price|cost)|at what (price|age|cost))\b"),
    (Kind.WHEN, r"\b(when|(what|which|in what|on what|in which|on which) (year|date|day|month|decade|century|time|"
                r"period)|how soon|since when)\b"),
    (Kind.WHO, r"\b(who|whom|whose|(what|which) (person|man|woman|expert|official|minister|spokes\w+|president|"
               r"player|author|king|queen|leader|scientist))\b"),
    (Kind.WHERE, r"\b(where|(what|which|in what|in which|at what|at which) (city|country|place|state|location|"
                 r"town|region|area|county|continent|stadium))\b"),
    (Kind.WHY, r"\b(why|for what reason|what (was|is|were|are) the (reason|cause)s?|what (caused|led|made))\b"),
    (Kind.HOW, r"\bhow\b"),
    (Kind.YES_NO, r"^\s*(did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b"),
)  # fmt: skip

_SHAPES = {
    Kind.WHEN: re.compile(
        rf"\b(1[0-9]{{3}}|20[0-9]{{2}}|\d{{1,2}}(st|nd|rd|th)|(?:{MONTHS})\b\.?|\w+day|centur\w+|decades?|ago|"
        rf"\d{{1,4}} ?(AD|BC|BCE|CE)|\d{{1,2}}:\d\d|\d{{1,2}} ?[ap]\.?m|earlier|later|yesterday|today|"
        rf"(last|next|this) (week|month|year|spring|summer|autumn|fall|winter))\b"
    ),
    Kind.NUMBER: re.compile(rf"(\d|%|\b(?i:{_NUMBER_WORD})\b)"),
    Kind.WHY: re.compile(
        r"\b(because|due to|owing|since|as a result|so that|in order|therefore|reason|caused?|leads?|led|thanks "
        r"to|aim(s|ed|ing)?|to (avoid|prevent|allow|make|keep|protect|reduce|ensure|increase))\b"
    ),
    Kind.HOW: re.compile(r"\b(by|through|using|via|with|from)\b"),
}
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'&.-]*\w|[A-Z])(?: (?:of |the |de |von |van |al-|bin )?[A-ZÀ-Þ][\w’'&.-]*\w)*")
# Words that make a name that of a body, a place or an office, stemmed: they alone name nobody.
ORGANISATION = frozenset(
    "time new post press journal ministri depart union hous sea ocean island state parti agenc univers colleg forc "
    "base court council author associ compani bank offic bai river citi north south east west foreign nation "
    "minist prime presid secretari general member parliament intern unit".split()
)
_PLACED = re.compile(r"\b(?:in|at|near|from|to|of|on|across|outside|around|throughout) (?:the )?[A-ZÀ-Þ]\w+")
_DESIGNATION = re.compile(r"\b(?=[\w-]*\d)\w(?:[\w.,/:-]*\w)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, read.

    `stems`: its content words, stemmed, in order, each once. `names`: capitalised names beyond the first word.
    `numbers`: words that hold a digit (12, F-22, 2026).
    """

    text: str
    kind: Kind
    stems: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


def read(question: str) -> Asked:
    """Return what a question asks for.

    >>> asked = read("Which F-22 fighters did Japan deploy?")
    >>> asked.kind, asked.names, asked.numbers
    (<Kind.WHAT: 'what'>, ('F-22', 'Japan'), ('F-22',))
    """
    kind = next((kind for kind, cue in _KINDS if re.search(cue, question, re.IGNORECASE)), Kind.WHAT)
    return Asked(
        question,
        kind,
        tuple(dict.fromkeys(stems(" ".join(content_words(question))))),
        tuple(names(question)),
        tuple(_DESIGNATION.findall(question)),
    )


def names(text: str) -> list[str]:
    """Return the capitalised names of a text; a first word counts only where more of the name follows it."""
    found = []
    for match in _NAME.finditer(text):
        name = match[0]
        opens = match.start() == 0 or text[: match.start()].rstrip()[-1:] in {".", "?", "!", "“", '"', ":"}
        if opens and content_words(name) != [word.lower() for word in re.findall(r"\w+", name)]:
            name = name.partition(" ")[2]
        elif opens and " " not in name and name[1:].islower():
            continue
        name = re.sub(r"['’]s?$", "", name)
        if name and name.lower() not in STOPWORDS:
            found.append(name)
    return found


def holds(kind: Kind, sentence: str, asked: Asked) -> bool:
    """Say whether a sentence holds something of the kind asked for that the question does not name itself."""
    if kind is Kind.WHO:
        return any(name not in asked.text for name in names(sentence))
    if kind is Kind.WHERE:
        return any(match[0].split()[-1] not in asked.text for match in _PLACED.finditer(sentence))
    shape = _SHAPES.get(kind)
    return shape is None or any(match[0] not in asked.text for match in shape.finditer(sentence))


def stems(text: str) -> list[str]:
    """Return the words of a text, stemmed (Porter, as the full-text index does), in order."""
    return list(_stemmer().stemWords(re.findall(r"\w+", text.lower())))


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("porter")
