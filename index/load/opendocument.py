"""OpenDocument text (.odt): paragraphs, headings, lists and tables in their order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.article import Article, Role
from index.load.assemble import Block, Metadata, assemble
from index.load.dates import date_in
from index.load.decode import clean
from index.load.package import element, opened, part
from index.problem import Problem

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_UNREAD = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls", f"{_TEXT}note-citation"}


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of an OpenDocument text; raise Problem where it holds none, OSError if unreadable."""
    with opened(path, "The OpenDocument file") as package:
        content = element(part(package, "content.xml"), "The OpenDocument file")
        facts = (
            element(part(package, "meta.xml"), "The OpenDocument file") if "meta.xml" in package.namelist() else None
        )
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Problem("The OpenDocument file is no text: save it as .odt, and index that.")
    styles = _parents(content)
    blocks = list(_blocks(body, styles))
    titled = next((block.text for block, style in blocks if style == "Title" and block.text), "")
    told = {name: _fact(facts, f"{space}{name}") for space, name in ((_DC, "title"), (_DC, "creator"), (_DC, "date"))}
    told["creation-date"] = _fact(facts, f"{_META}creation-date")
    told["initial-creator"] = _fact(facts, f"{_META}initial-creator")
    known = Metadata(title=titled or told["title"], author=told["initial-creator"] or told["creator"] or None)
    article = assemble(article_id, [block for block, _ in blocks if block.text], known)
    day = date_in(told["creation-date"]) or date_in(told["date"])
    yield None, replace(article, published=article.published or day)


def _parents(content: Any) -> dict[str, str]:
    """Return the named style behind each automatic one."""
    return {
        style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name") or ""
        for style in content.iter(f"{_STYLE}style")
    }


def _fact(facts: Any, tag: str) -> str:
    found = next(facts.iter(tag), None) if facts is not None else None
    return " ".join(clean(found.text or "").split()) if found is not None else ""


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[tuple[Block, str]]:
    for child in parent:
        if child.tag in _UNREAD or not isinstance(child.tag, str):
            continue
        if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            own = child.get(f"{_TEXT}style-name") or ""
            style = styles.get(own) or own
            heading = child.tag == f"{_TEXT}h" or style in {"Subtitle", "Heading"}
            caption = style in {"Illustration", "Caption", "Figure"}
            role = Role.KICKER if heading else Role.CAPTION if caption else None
            yield Block(_line(child), role), style
            for frame in child.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"):
                yield from _blocks(frame, styles)
        elif child.tag == f"{_TABLE}table":
            for row in child.iter(f"{_TABLE}table-row"):
                cells = (_line(cell) for cell in row.iter(f"{_TABLE}table-cell"))
                yield Block(" | ".join(filter(None, cells)), Role.BODY), ""
        else:
            yield from _blocks(child, styles)


def _line(element: Any) -> str:
    return " ".join(clean("".join(_words(element))).split())


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            yield " "
        elif child.tag not in _UNREAD and not str(child.tag).endswith("}text-box"):
            yield " " if child.tag in {f"{_TEXT}p", f"{_TEXT}note"} else ""
            yield from _words(child)
        yield child.tail or ""
