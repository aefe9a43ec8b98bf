"""One claim made by construction: what it was made from, how, and whether the paragraph says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verify.reading import Reading
from assistant.verify.source import Source


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with the paragraph it cites; `made` names the change, `holds` says whether the paragraph says it."""

    made: str
    holds: bool
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a paragraph, parsed, with what stands around it.

    `others` are the other sentences of its article, parsed, with their sources; `foreign` those of another article.
    """

    reading: Reading
    source: Source
    others: Sequence["Told"] = ()
    foreign: Sequence["Told"] = ()

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.reading.text


def words(reading: Reading, start: int, end: int) -> str:
    """Return the text of words `start` up to `end`, without it."""
    if start >= end:
        return ""
    return reading.text[reading.words[start].start : reading.words[end - 1].end]


def put(reading: Reading, *changes: tuple[int, int, str]) -> str:
    """Return the text with each run of words (start, end) replaced by another text."""
    text = reading.text
    for start, end, new in sorted(changes, reverse=True):
        text = text[: reading.words[start].start] + new + text[reading.words[end - 1].end :]
    return text[:1].upper() + text[1:]
