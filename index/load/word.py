"""Word (.docx): paragraphs, tables and text boxes in their order; what was deleted under tracked changes is gone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.article import Article, Role
from index.load.assemble import Block, Metadata, assemble
from index.load.decode import clean
from index.problem import Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of a Word file; raise Problem where it holds none, OSError if unreadable."""
    import docx

    with path.open("rb") as stream:
        try:
            document = docx.Document(stream)
        except OSError:
            raise
        except Exception as error:
            # A broken file shows in the library as almost any exception.
            raise Problem(f"The Word file is broken ({type(error).__name__}): open it, and save it again.") from error
    facts = document.core_properties
    styles = {style.style_id: (style.name or "").lower() for style in document.styles if style.style_id}
    blocks = [block for block in _blocks(document.element.body, styles) if block.text]
    titled = next((b.text for b, style in _styled(document.element.body, styles) if style == "title" and b.text), "")
    created = facts.created.date().isoformat() if facts.created else None
    article = assemble(
        article_id,
        blocks,
        Metadata(title=titled or " ".join((facts.title or "").split()), author=_author(facts)),
    )
    yield None, _dated(article, created)


def _author(facts: Any) -> str | None:
    name = " ".join((facts.author or "").split())
    # What the library that makes such files writes of itself is no author.
    return name if name and name.lower() not in {"python-docx", "unknown", "user", "admin"} else None


def _dated(article: Article, created: str | None) -> Article:
    from dataclasses import replace

    # python-docx's own template was made in 2013; what is printed goes before any day of making.
    return replace(article, published=article.published or (created if created != "2013-12-23" else None))


def _styled(body: Any, styles: dict[str, str]) -> Iterator[tuple[Block, str]]:
    for paragraph in body.iter(f"{_W}p"):
        yield Block(_words(paragraph)), _style(paragraph, styles)


def _blocks(element: Any, styles: dict[str, str]) -> Iterator[Block]:
    for child in element:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = (" ".join(filter(None, map(_words, cell.iter(f"{_W}p")))) for cell in row.iter(f"{_W}tc"))
                yield Block(" | ".join(filter(None, cells)), Role.BODY)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[Block]:
    style = _style(element, styles)
    role = Role.KICKER if style.startswith(("heading", "subtitle")) else Role.CAPTION if style == "caption" else None
    yield Block(_words(element), role)
    for box in element.iter(f"{_W}txbxContent"):
        if not any(up.tag == _FALLBACK for up in box.iterancestors()):
            yield from _blocks(box, styles)


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(found.get(f"{_W}val"), "") if found is not None else ""


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph; those of its text boxes are paragraphs of their own."""
    return " ".join(clean("".join(_runs(paragraph))).split())


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in {f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _FALLBACK}:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        else:
            yield from _runs(child)
