"""What an importer gives back, and how it reads files that may be anything."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.question import Question
from index.article import Article, Paragraph


@dataclass(frozen=True, slots=True)
class Imported:
    """A collection and the questions about it; `notes` are sentences on what was left out."""

    articles: tuple[Article, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()


class Misfit(Exception):
    """What does not fit a format, and where."""

    def __init__(self, place: object, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason


def article(
    name: str, texts: Sequence[str], *, title: str = "", facts: Mapping[str, str | None] | None = None
) -> Article:
    """Return an article of these paragraphs; `facts` are source, author, published and url where known."""
    paragraphs = tuple(Paragraph(number, " ".join(text.split())) for number, text in enumerate(texts, start=1))
    known = {key: value or None for key, value in (facts or {}).items()}
    return Article(name, paragraphs, title, **known)


def json_of(path: Path) -> Any:
    """Return what a JSON file holds; raise Misfit where it is none."""
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except ValueError as error:
        raise Misfit(path, f"it is not JSON ({error})") from error


def lines_of(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the place and the object of each line of JSON; raise Misfit where one is none."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            place = f"{path}, line {number}"
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise Misfit(place, "it is not JSON") from error
                if not isinstance(row, dict):
                    raise Misfit(place, "it is not an object")
                yield place, row


def need(row: Any, key: str, kind: type, place: object) -> Any:
    """Return the value under a key; raise Misfit where it is missing or of another kind."""
    if not isinstance(row, dict) or not isinstance(row.get(key), kind):
        raise Misfit(place, f"it has no {key!r} that is {'a text' if kind is str else 'a ' + kind.__name__}")
    return row[key]


def one_of(folder: Path, names: Sequence[str], what: str) -> Path:
    """Return the file of the folder that has one of these names, the first that is there; raise Misfit without."""
    if not folder.is_dir():
        raise Misfit(folder, "it is not a folder")
    for name in names:
        found = sorted(folder.glob(name))
        if found:
            return found[0]
    raise Misfit(folder, f"it has no {what} ({' or '.join(names)})")


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text: at blank lines, else at line ends; one empty text where there is none.

    >>> paragraphs_of("One.\\n\\nTwo,\\nstill two.")
    ['One.', 'Two,\\nstill two.']
    """
    blocks = text.replace("\r\n", "\n").split("\n\n")
    if len(blocks) == 1:
        blocks = text.splitlines()
    return [block.strip() for block in blocks if block.strip()] or [""]
