"""Awkward files of every format, made here, with the paragraphs that a reader of them sees.

`python -m tests.data DIR` writes them, to be looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.data import office, pages, print_, rows

TITLE = pages.TITLE


@dataclass(frozen=True, slots=True)
class File:
    """A file of the corpus: its name, what writes it, its articles' paragraphs, and what is told about the first."""

    name: str
    write: Callable[[Path], None]
    articles: tuple[tuple[str, ...], ...]
    title: str = pages.TITLE
    author: str | None = "Jane Doe"
    published: str | None = "2026-03-04"
    source: str | None = None
    url: str | None = None


_PAGE = {"source": "The Daily Planet", "url": "https://planet.example/ferry"}

CORPUS = (
    File("page.html", pages.page, (pages.PAGE_PARAGRAPHS,), **_PAGE),
    File("latin.html", pages.latin, (pages.PAGE_PARAGRAPHS,), **_PAGE),
    File("divs.html", pages.divs, (pages.STORY,), author=None, published=None),
    File("breaks.html", pages.breaks, (pages.STORY,), author=None, published=None),
    File("lying.txt", pages.page, (pages.PAGE_PARAGRAPHS,), **_PAGE),
    File("column.pdf", print_.column, (pages.STORY,)),
    File("columns.pdf", print_.columns, (pages.STORY * 3,)),
    File("hyphens.pdf", print_.hyphens, (print_.HYPHENATED,), author=None),
    File("letter.docx", office.word, (office.WORD_PARAGRAPHS,)),
    File("letter.odt", office.odt, (office.ODT_PARAGRAPHS,)),
    File("letter.rtf", office.rtf, (pages.STORY,)),
    File("issue.epub", office.epub, (pages.STORY, pages.STORY[::-1]), source="Planet Press"),
    File("table.csv", rows.csv_file, (pages.STORY, pages.STORY[:2]), source="The Daily Planet"),
    File("semicolons.csv", rows.semicolons, (pages.STORY, pages.STORY[:2]), source="The Daily Planet"),
    File("feed.rss", rows.rss, (pages.STORY, pages.STORY[:2]), source="Planet News", url="https://planet.example/1"),
    File("feed.xml", rows.atom, (pages.STORY,), source="Planet News", url="https://planet.example/1"),
    File("lines.jsonl", rows.lines, (pages.STORY,), source="The Daily Planet"),
    File("note.md", rows.markdown, (pages.STORY,), author=None, published=None),
    File("note.txt", rows.text, (pages.STORY,), author=None, published=None),
    File("old.txt", rows.old, (pages.STORY,), author=None, published=None),
)


def write(folder: Path) -> None:
    """Write every file of the corpus into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in CORPUS:
        file.write(folder / file.name)
