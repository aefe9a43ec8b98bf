"""What the model reads of a passage: the title before the words, in as many passes as its window asks for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Paragraph
from index.passage import Passage
from index.sentence import sentences

# The title tells short passages of different articles apart; a long one must not fill the window.
TITLE_WORDS = 24
# A sentence of several times this length is cut in stretches of about it, in characters, so that the runs
# of stretches fill the window well; what is still too long for the window is halved until it fits.
LONGEST_CUT = 160

Sizes = Callable[[Sequence[str]], list[int]]
Piece = tuple[int, int, int]
"""Paragraph number, start and end of a stretch of its text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass of the model over (a part of) a passage: the text it reads and where its words stand."""

    text: str
    offsets: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def places(self, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
        """Return which spans of the text lie in a paragraph, and for those an int32 (m, 3) of
        paragraph number, start and end in that paragraph.
        """
        index = np.searchsorted(np.asarray(self.offsets), starts, side="right") - 1
        inside = index >= 0
        pieces = np.asarray(self.pieces, dtype=np.int32)[index[inside]]
        shift = pieces[:, 1] - np.asarray(self.offsets, dtype=np.int32)[index[inside]]
        rows = np.stack([pieces[:, 0], starts[inside] + shift, ends[inside] + shift], axis=1)
        return inside, rows.astype(np.int32)


def readings(passage: Passage, title: str, *, size: int, window: int, sizes: Sizes) -> list[Reading]:
    """Return the passes over a passage, in order: one, or several where `size` is above the window.

    `size` is the number of word pieces of the whole reading, `sizes` counts those of texts.
    """
    whole = [(p.number, 0, len(p.text)) for p in passage.worded]
    texts = {p.number: p.text for p in passage.worded}
    if size <= window:
        return [_reading(title, whole, texts)]
    taken = sizes([heading(title)])[0]
    if taken > window // 2:
        title, taken = "", 0
    pieces = [piece for paragraph in passage.worded for piece in _cuts(paragraph)]
    fitting, counted = _halved(pieces, texts, window - taken, sizes)
    return [_reading(title, run, texts) for run in _runs(fitting, counted, window - taken)]


def whole_text(passage: Passage, title: str) -> str:
    """Return the text of a passage as the model reads it in one pass."""
    return heading(title) + "\n".join(paragraph.text for paragraph in passage.worded)


def heading(title: str) -> str:
    """Return the words put before each passage of an article."""
    words = title.split()[:TITLE_WORDS]
    return " ".join(words) + ". " if words else ""


def _reading(title: str, pieces: Sequence[Piece], texts: dict[int, str]) -> Reading:
    text = heading(title)
    offsets = []
    for number, start, end in pieces:
        offsets.append(len(text))
        text += texts[number][start:end] + "\n"
    return Reading(text.removesuffix("\n"), tuple(offsets), tuple(pieces))


def _cuts(paragraph: Paragraph) -> Iterator[Piece]:
    """Sentences; one longer than the window can be sure to hold is cut at a space where it has one."""
    for sentence in sentences(paragraph.text):
        start = sentence.start
        while sentence.end - start > LONGEST_CUT * 4:
            space = paragraph.text.rfind(" ", start + 1, start + LONGEST_CUT)
            end = space if space > 0 else start + LONGEST_CUT
            yield paragraph.number, start, end
            start = end
        yield paragraph.number, start, sentence.end


def _halved(pieces: Sequence[Piece], texts: dict[int, str], room: int, sizes: Sizes) -> tuple[list[Piece], list[int]]:
    """Return the pieces, each halved until it fits the room, with their sizes."""
    counted = sizes([texts[number][start:end] for number, start, end in pieces])
    fitting: list[Piece] = []
    fitting_sizes: list[int] = []
    for (number, start, end), size in zip(pieces, counted, strict=True):
        if size <= room or end - start == 1:
            fitting.append((number, start, end))
            fitting_sizes.append(size)
            continue
        space = texts[number].rfind(" ", start + 1, (start + end) // 2)
        middle = space if space > 0 else (start + end) // 2
        halves, own = _halved([(number, start, middle), (number, middle, end)], texts, room, sizes)
        fitting += halves
        fitting_sizes += own
    return fitting, fitting_sizes


def _runs(pieces: Sequence[Piece], counted: Sequence[int], room: int) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    left = -1
    for piece, size in zip(pieces, counted, strict=True):
        if size > left or not runs:
            runs.append([])
            left = room
        runs[-1].append(piece)
        left -= size
    return runs
