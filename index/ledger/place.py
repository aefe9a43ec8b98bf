"""Attributions placed in their paragraph: from words of a parse to offsets of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.article import Paragraph
from index.ledger.clause import Attribution
from index.ledger.sentence import CLOSING, OPENING, Sentence, Word
from index.statement import Speech, Stance

# No more stands between the two halves of a quotation than who says it.
_INTERRUPTION = 60
_EDGES = " \t,;:–—-"


@dataclass(frozen=True, slots=True)
class Place:
    """A statement in the making: `start` and `end` are offsets, `sentence` counts through the article.

    `speaker` is empty where the sentence names none; `start == end` where the content stands before.
    """

    paragraph: Paragraph
    sentence: int
    speaker: str
    speaker_text: str
    cue: str
    start: int
    end: int
    stance: Stance
    quotes: tuple[tuple[int, int], ...]
    after: bool = False
    mind: bool = False
    past: bool = False


def placed(found: Attribution, paragraph: Paragraph, sentence: Sentence, number: int, name: str) -> Iterator[Place]:
    """Return the attribution as a place, and each quotation that goes on behind its cue as another."""
    words, text = sentence.words, paragraph.text
    spoken = found.speaker
    called = text[words[spoken.first].start : words[spoken.last].end] if spoken is not None else ""
    start, end = (sentence.start, sentence.start)
    if found.content is not None:
        start, end = _bounds(text, words[found.content[0]], words[found.content[1]], sentence)
    stance = Stance.ASKS if _asks(text[start:end], found) else found.stance
    place = Place(
        paragraph,
        number,
        name,
        called,
        found.cue,
        start,
        end,
        stance,
        sentence.quotes,
        found.after,
        found.mind,
    )
    rest = sentence.dropped if found.after and found.content is not None and words[found.content[0]].folded else ()
    if rest and text[: rest[0][0] - 1].rstrip()[-1:] == "," and rest[0][0] - place.end < _INTERRUPTION:
        # "I saw it," he said, "and I ran": one statement that the cue interrupts.
        place, rest = replace(place, end=tidied(text, place.start, rest[0][1])[1]), rest[1:]
    yield place
    for begin, close in rest:
        first, last = tidied(text, begin, close)
        yield Place(paragraph, number, name, called, found.cue, first, last, stance, sentence.quotes)


def _asks(content: str, found: Attribution) -> bool:
    whole = content.rstrip('"” ')
    return found.stance is Stance.ASSERTS and whole.endswith("?") and not any(m in whole[:-1] for m in ".!")


def _bounds(text: str, first: Word, last: Word, sentence: Sentence) -> tuple[int, int]:
    start, end = first.start, max(last.end, first.end)
    for begin, close in sentence.quotes:
        if start <= begin and begin - 1 < start <= close < end:
            start = begin - 1
        if start == begin and close < end and text[close:end].strip(_EDGES + '"”’.'):
            start = begin - 1
        if start < begin - 1 and begin <= end <= close + 1:
            end = min(close + 1, len(text))
    carried = re.match(r"""[,.]?["”]?,? (?:and|but|or) ["“]""", text[end:])
    if carried and any(a <= end <= b + 1 for a, b in sentence.quotes):
        end = next((b for a, b in sentence.quotes if a == end + carried.end()), end)
        end = min(end + 1, len(text))
    return tidied(text, start, end)


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without marks at its edges; quotation marks go where they enclose all of it."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and (text[end - 1] in _EDGES or text[end - 1] == "."):
        end -= 1
    opening, closing = OPENING + '"', CLOSING + '"'
    inner = text[start + 1 : end - 1]
    enclosed = end - start > 2 and text[start] in opening and text[end - 1] in closing
    if enclosed and not any(mark in inner for mark in opening + closing):
        return tidied(text, start + 1, end - 1)
    return start, end


def quoted(place: Place) -> Speech:
    """Return whether the speaker's own words are printed: all of them, some, or none."""
    inside = sum(max(0, min(place.end, b) - max(place.start, a)) for a, b in place.quotes)
    if inside <= 0:
        return Speech.INDIRECT
    return Speech.DIRECT if inside >= 0.95 * (place.end - place.start) - 2 else Speech.MIXED
