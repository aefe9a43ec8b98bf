"""Lines of a file to text blocks: what was one paragraph in print is one block here."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, pairwise

from index.load.roles import is_byline, is_kicker, label

NARROWEST, WIDEST = 30, 132
"""The columns, in characters, between which text is taken to be hard-wrapped: a newspaper's, a printer's."""

_SAMPLE = 2_000

_ENDS_SENTENCE = re.compile(r"[.!?:;。！？…][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")
_VISIBLE = re.compile(r"\S")


def blocks(text: str) -> list[str]:
    """Return the text blocks of a cleaned text, in order.

    Every line is a block, unless the text is hard-wrapped: then lines up to the next blank or short line are
    joined by single spaces (by nothing between Chinese or Japanese characters and after a hyphen). Lines
    without a visible character part blocks.

    >>> blocks("The minister spoke by telephone\\nwith his counterpart on\\nThursday.\\n\\nNo more.")
    ['The minister spoke by telephone with his counterpart on Thursday.', 'No more.']
    """
    chunks = _chunks(text)
    width = _column(chunks)
    if width is None:
        return [line.strip() for chunk in chunks for line in chunk]
    return [block for chunk in chunks for block in joined(chunk, width)]


def _chunks(text: str) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _is_visible(line):
            chunks[-1].append(line.rstrip())
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _is_visible(line: str) -> bool:
    first = _VISIBLE.search(line)
    if first is None:
        return False
    if line[first.start()].isprintable():
        return True
    return any(unicodedata.category(character) not in {"Cf", "Cc", "Zs"} for character in line)


def _column(chunks: list[list[str]]) -> int | None:
    """Return the column, in characters, at which the lines were wrapped, or None where they were not.

    A line is wrapped where the first word of the next one would not have fitted, and the sentence goes on.
    """
    every = (pair for chunk in chunks for pair in pairwise(chunk))
    pairs = [pair for pair in islice(every, _SAMPLE) if not any(map(_stands_alone, pair))]
    width = max((len(line) for line, _ in pairs), default=0)
    lengths = [len(line) for chunk in chunks[:_SAMPLE] for line in chunk[:_SAMPLE]]
    if sum(length > WIDEST for length in lengths) * 10 > len(lengths):
        return None
    if not NARROWEST <= width <= WIDEST:
        return None
    wrapped = sum(_filled(line, after, width) and _goes_on(line, after) for line, after in pairs)
    return width if wrapped * 5 >= len(pairs) * 2 else None


def joined(chunk: list[str], width: int = 0) -> Iterator[str]:
    """Yield the paragraphs in lines wrapped at `width` characters (0: at any); bylines stay apart."""
    pieces = [chunk[0].strip()]
    for line, after in pairwise(chunk):
        if _parts(line, after, width):
            yield "".join(pieces)
            pieces = [after.strip()]
        else:
            pieces += [_glue(line, after.lstrip()[0]), after.strip()]
    yield "".join(pieces)


def _parts(line: str, after: str, width: int) -> bool:
    """Say whether a paragraph ends between two lines of a wrapped text that no blank line parts."""
    if not _filled(line, after, width) or _stands_alone(line) or _stands_alone(after):
        return True
    ended = _ENDS_SENTENCE.search(line) is not None
    indented = after[0].isspace() and not line[0].isspace()
    return ended and (indented or _BULLET.match(after.lstrip()) is not None)


def _filled(line: str, after: str, width: int) -> bool:
    first_word = after.split(maxsplit=1)[0]
    if _is_wide(first_word[0]):
        first_word = first_word[0]
    return len(line) + 1 + len(first_word) >= width * 0.85


def _goes_on(line: str, after: str) -> bool:
    first = after.lstrip()[0]
    cased_start = first.isalpha() and not (first.isupper() or first.istitle())
    return cased_start and _ENDS_SENTENCE.search(line) is None


def _stands_alone(line: str) -> bool:
    line = line.strip()
    return label(line) is not None or is_kicker(line) or is_byline(line)


def _glue(line: str, first: str) -> str:
    hyphenated = line[-1] == "-" and line[-2:-1].isalnum() and first.isalnum()
    return "" if hyphenated or (_is_wide(line[-1]) and _is_wide(first)) else " "


def _is_wide(character: str) -> bool:
    # Korean is written wide, but with spaces between its words.
    return unicodedata.east_asian_width(character) in "WF" and not "가" <= character <= "힣"
