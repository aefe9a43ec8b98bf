"""PDF: lines with their places on the page, read in the order of columns and joined to paragraphs."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.article import Article
from index.load.assemble import Block, Metadata, assemble
from index.load.dates import date_in
from index.load.decode import clean
from index.load.layout import Line, Page, paragraphs, title_of
from index.problem import Problem

LONGEST = 120.0
"""Seconds that a file may take: drawings by the million hold no article."""


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of a PDF file; raise Problem where it holds none, OSError if unreadable."""
    pages, facts = _pages(path)
    if not any(page.lines for page in pages):
        pictures = any(page.pictures for page in pages)
        raise Problem(
            "The PDF holds pictures of pages and no text: have its text recognised (OCR) first, and index that."
            if pictures
            else "The PDF holds no text: nothing in it can be cited."
        )
    title = _told(facts.get("Title"))
    known = Metadata(
        title=title if _is_title(title, path) else title_of(pages),
        author=_told(facts.get("Author")) or None,
    )
    article = assemble(article_id, [Block(text, role, page) for text, role, page in paragraphs(pages)], known)
    # The day a file was made is a guess at the day of its article; what is printed goes before it.
    yield None, replace(article, published=article.published or _day(_told(facts.get("CreationDate"))))


def _pages(path: Path) -> tuple[list[Page], dict[str, Any]]:
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfparser import PDFParser

    # The library tells of every flaw of a file; what matters of it is told as a Problem.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with path.open("rb") as stream:
        try:
            document = PDFDocument(PDFParser(stream))
            return list(_laid_out(document)), _facts(document)
        except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
            raise Problem("The PDF is locked with a password: unlock it, and index the copy.") from error
        except OSError:
            raise
        except Problem:
            raise
        except Exception as error:
            # A broken file shows in the library as almost any exception.
            raise Problem(f"The PDF is broken ({type(error).__name__}): open it, and save it again.") from error


def _facts(document: Any) -> dict[str, Any]:
    return {key: value for facts in document.info for key, value in facts.items()}


def _laid_out(document: Any) -> Iterator[Page]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(line_margin=0.3, boxes_flow=None))
    interpreter = PDFPageInterpreter(resources, device)
    began = time.monotonic()
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if time.monotonic() - began > LONGEST:
            raise Problem(f"The PDF takes more than {LONGEST:.0f} seconds to read: index its text instead.")
        interpreter.process_page(page)
        found = device.get_result()
        yield Page(number, found.width, found.height, tuple(_lines(found)), _has_picture(found))


def _lines(layout: Any) -> Iterator[Line]:
    from pdfminer.layout import LTChar, LTTextBox, LTTextLine

    for box in layout:
        if not isinstance(box, LTTextBox):
            continue
        for line in box:
            text = clean(line.get_text()).replace("\xad", "-").strip() if isinstance(line, LTTextLine) else ""
            characters = [one for one in line if isinstance(one, LTChar)] if text else []
            if characters:
                sizes = sorted(one.size for one in characters)
                bold = sum("bold" in one.fontname.lower() for one in characters) * 2 > len(characters)
                size = round(sizes[len(sizes) // 2], 1)
                yield Line(" ".join(text.split()), line.x0, line.x1, line.y0, line.y1, size, bold)


def _has_picture(layout: Any) -> bool:
    from pdfminer.layout import LTFigure, LTImage

    return any(isinstance(one, LTImage | LTFigure) for one in layout)


def _told(value: Any) -> str:
    from pdfminer.utils import decode_text

    if isinstance(value, bytes):
        value = decode_text(value)
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _is_title(title: str, path: Path) -> bool:
    """Say whether the title is one: programs put the names of files there."""
    return " " in title and path.stem not in title and not title.lower().startswith(("microsoft word", "untitled"))


def _day(stamp: str) -> str | None:
    """Return the day of PDF's date, "D:20260116…", as ISO 8601."""
    digits = stamp.removeprefix("D:")[:8]
    return date_in(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if digits.isdecimal() and len(digits) == 8 else None
