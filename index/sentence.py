"""Sentences of a paragraph, with their offsets."""

import re
from dataclasses import dataclass

# A quotation that ends in ? or ! and the words that say who said it are one sentence to a reader.
_ATTRIBUTION = re.compile(r"^[\w.'’\- ]{2,60}\b(said|asked|added|told|wrote|warned|says|asks)\b[^.]{0,60}\.?$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`paragraph.text[start:end] == text`, without the white space around it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph's text, in order; every character that is not space is in one.

    >>> [s.text for s in sentences("The U.S. said little. Japan, Mr. Koizumi said, agreed.")]
    ['The U.S. said little.', 'Japan, Mr. Koizumi said, agreed.']
    """
    from sentencex import segment

    found: list[Sentence] = []
    position = 0
    for piece in segment("en", text):
        start = text.index(piece, position)
        position = start + len(piece)
        stripped = piece.strip()
        if not stripped:
            continue
        start += len(piece) - len(piece.lstrip())
        if found and _belongs(found[-1].text, stripped):
            start = found.pop().start
        found.append(Sentence(start, position - (len(piece) - len(piece.rstrip())), ""))
        found[-1] = Sentence(found[-1].start, found[-1].end, text[found[-1].start : found[-1].end])
    return tuple(found)


def _belongs(before: str, piece: str) -> bool:
    return before[-2:] in {'?"', '!"', "?”", "!”"} and bool(_ATTRIBUTION.match(piece))
