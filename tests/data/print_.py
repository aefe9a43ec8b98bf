"""Printed pages: PDF."""

from pathlib import Path
from typing import Any

from tests.data.pages import STORY, TITLE

# The fonts every reader of PDF has know no curly quotes but those of Western Europe's code page.
_LINES = (
    (
        "The ministries of both coun-",
        "tries signed an agreement on",
        "the so-called summer time-",
        "table, which begins in May.",
    ),
    (
        "A well-known critic called it",
        "a first step. Another so-",
        "called expert disagreed, and",
        "asked for an investigation.",
    ),
)
HYPHENATED = (
    "The ministries of both countries signed an agreement on the so-called summer timetable, which begins in May.",
    "A well-known critic called it a first step. Another so-called expert disagreed, and asked for an investigation.",
)


def _document(columns: int = 1) -> Any:
    from datetime import UTC, datetime

    from fpdf import FPDF

    class Release(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=8)
            self.cell(0, 8, "Ministry of Transport - Press release", align="C")
            self.ln(12)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Helvetica", size=8)
            self.cell(0, 10, f"Page {self.page_no()} of 2", align="C")

    document = Release()
    document.set_creation_date(datetime(2026, 3, 4, tzinfo=UTC))
    document.core_fonts_encoding = "cp1252"
    document.add_page()
    document.set_font("Helvetica", "B", 18)
    document.multi_cell(0, 10, TITLE)
    document.ln(2)
    document.set_font("Times", size=11)
    return document


def column(path: Path) -> None:
    document = _document()
    document.set_author("Jane Doe")
    document.set_title(TITLE)
    for text in STORY:
        document.multi_cell(0, 5, text)
        document.ln(3)
    document.add_page()
    document.output(str(path))


def columns(path: Path) -> None:
    document = _document()
    document.set_author("Jane Doe")
    with document.text_columns(ncols=2, gutter=8, text_align="J") as set_:
        for text in STORY * 3:
            with set_.paragraph(bottom_margin=3) as paragraph:
                paragraph.write(text)
    document.add_page()
    document.output(str(path))


def hyphens(path: Path) -> None:
    document = _document()
    for lines in _LINES:
        for line in lines:
            document.cell(0, 5, line)
            document.ln(5)
        document.ln(4)
    document.add_page()
    document.output(str(path))
