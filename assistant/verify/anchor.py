"""The names and numbers of a sentence: what must stand in the paragraph, and at the same place of what it says."""

import re
from dataclasses import dataclass

from assistant.verify.reading import Reading, Word
from assistant.verify.term import MONTHS, WEEKDAYS, term

_CALENDAR = frozenset(term(word) for word in (*MONTHS, *WEEKDAYS))
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name or number of a reading: words `start` to `end`, its terms, and the place of its main word."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    head: int
    kind: str

    @property
    def span(self) -> tuple[int, int, int]:
        """Start, end and main word."""
        return self.start, self.end, self.head

    @property
    def is_date(self) -> bool:
        """Say whether this is a year, a month or a day of the week."""
        return bool(set(self.terms) & _CALENDAR) or bool(_YEAR.fullmatch(self.text))

    def stands_in(self, source: Reading, other: "Anchor") -> bool:
        """Say whether an anchor of a source names the same: an equal number, or a name in full or in part."""
        if self.kind != other.kind:
            return False
        if self.kind == "number":
            return self.terms == other.terms
        mine, theirs = set(self.terms), set(other.terms)
        return mine <= theirs or (theirs <= mine and mine <= {word.term for word in source.words})


def anchors(reading: Reading) -> tuple[Anchor, ...]:
    """Return the numbers and names of a reading, in order."""
    found: list[Anchor] = []
    place = 0
    while place < len(reading.words):
        kind = kind_of(reading.words[place])
        end = place + 1
        while kind and end < len(reading.words) and _goes_on(reading, end, kind):
            end += 1
        if kind:
            found.append(_anchor(reading, place, end, kind))
        place = end
    return tuple(found)


def kind_of(word: Word) -> str:
    """Return "number", "name" or nothing; F-35A is a name, the 15th a number."""
    if word.is_number:
        return "name" if any(sign.isupper() for sign in word.text) else "number"
    return "name" if word.is_name else ""


def _goes_on(reading: Reading, place: int, kind: str) -> bool:
    """Say whether a word goes on with the name or number before it."""
    before, word = reading.words[place - 1], reading.words[place]
    if kind_of(word) != kind or before.end + 1 < word.start:
        return False
    if word.term in _CALENDAR or before.term in _CALENDAR:
        return False
    # "US Japan talks" are two names; "two 2016 meetings" two numbers.
    return not (word.term.startswith("state:") or (kind == "number" and word.text[:1].isdigit()))


def _anchor(reading: Reading, start: int, end: int, kind: str) -> Anchor:
    words = reading.words[start:end]
    inside = range(start, end)
    heads = [place for place in inside if not any(to in inside for to, _ in reading.links[place])]
    text = reading.text[words[0].start : words[-1].end]
    return Anchor(text, start, end, tuple(word.term for word in words), (heads or [end - 1])[-1], kind)
