"""Web pages, saved or fetched: trafilatura finds the article among navigation, adverts and comments."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.article import Article, Role
from index.load import markup
from index.load.assemble import Block, Metadata, assemble
from index.load.dates import date_in
from index.load.decode import decode
from index.problem import Problem

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Links to other articles between the paragraphs of this one.
_ELSEWHERE = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related|more on this|recommended|watch|listen)\b", re.I
)
_PARTED = "\ue000"
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of a saved page; raise Problem where it holds none, OSError if unreadable."""
    yield None, article(decoded(path.read_bytes()), article_id)


def decoded(raw: bytes, charset: str | None = None) -> str:
    """Return the text of a page: in the encoding its site or it declares, else in the one that its bytes show."""
    declared = _CHARSET.search(raw[:4096])
    charset = charset or (declared[1].decode("ascii") if declared else None)
    if charset and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def article(source: str, article_id: str, *, url: str | None = None) -> Article:
    """Return the article of a page that lies at `url`, where known; raise Problem where there is none.

    Headings are kickers, figcaptions captions. Title, author, date and publication are those that the page declares.
    """
    tree = markup.parsed(source)
    if tree is None:
        raise Problem("The page is empty: save it once it is shown whole.")
    captions = _captions(tree)
    _part_at_breaks(tree)
    _without_links_elsewhere(tree)
    found = _extracted(tree, url)
    known = _metadata(tree, found, url)
    blocks = _blocks_of(found.body) if found is not None else []
    blocks = blocks or markup.blocks(tree)
    if not blocks:
        raise Problem("The page holds no text: it may be made by scripts; save it once it is shown whole.")
    blocks = [replace(b, role=Role.CAPTION) if b.text in captions else b for b in blocks]
    return assemble(article_id, blocks, known)


def _captions(tree: Any) -> set[str]:
    """Turn words under pictures into paragraphs, which stay where they are, and return them."""
    told = set()
    for caption in list(tree.iter("figcaption")):
        text = markup.words(caption)
        if text:
            told.add(text)
            caption.clear(keep_tail=True)
            caption.tag, caption.text = "p", _legal(text)
            figure = next((up for up in caption.iterancestors("figure")), None)
            if figure is not None and figure.getparent() is not None:
                figure.addnext(caption)
    return told


def _legal(text: str) -> str:
    """Return the text without what XML cannot hold: pages write it as numbers (&#1;)."""
    return "".join(sign for sign in text if (sign >= " " and sign not in "\ufffe\uffff") or sign in "\t\n")


def _part_at_breaks(tree: Any) -> None:
    """Mark two line breaks in a row: the library takes them for one space."""
    for first in list(tree.iter("br")):
        second = first.getnext()
        if second is not None and second.tag == "br" and not (first.tail or "").strip():
            second.tail = _PARTED + _legal(second.tail or "")


def _without_links_elsewhere(tree: Any) -> None:
    for paragraph in list(tree.iter("p", "li", "div", "aside")):
        text = markup.words(paragraph)
        linked = sum(len(markup.words(link)) for link in paragraph.iter("a"))
        if len(text) < 300 and linked * 2 > len(text) and _ELSEWHERE.match(text):
            paragraph.drop_tree()


def _extracted(tree: Any, url: str | None) -> Any:
    """Return what trafilatura takes for the article, None where it finds none."""
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            # Days that the page only mentions are no date of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        # The library stumbles over some broken pages; their words can be read all the same.
        return None


def _metadata(tree: Any, found: Any, url: str | None) -> Metadata:
    if found is None:
        title = next(iter(tree.xpath("//title")), None)
        return Metadata(title=markup.words(title) if title is not None else "", url=url)
    canonical = next((href for path in _CANONICAL for href in tree.xpath(path) if _is_web(href)), None)
    return Metadata(
        title=" ".join((found.title or "").split()),
        source=found.sitename or found.hostname or None,
        author=" and ".join(filter(None, (found.author or "").split("; "))) or None,
        published=date_in(found.date or ""),
        url=url or canonical or found.url or None,
    )


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme in {"http", "https"}
    except ValueError:
        return False


def _blocks_of(body: Any) -> list[Block]:
    """Return the blocks of trafilatura's tree: head, p, item, quote, row."""
    return [block for element in body for block in _block(element) if block.text]


def _block(element: Any) -> Iterator[Block]:
    if element.tag in {"list", "quote", "table", "div", "figure"} and len(element):
        if element.tag == "table":
            yield from (Block(" | ".join(filter(None, map(_words, row))), Role.BODY) for row in element.iter("row"))
            return
        if element.text and element.text.strip():
            yield Block(" ".join(element.text.split()))
        for child in element:
            yield from _block(child)
            if child.tail and child.tail.strip():
                yield Block(" ".join(child.tail.split()))
        return
    role = Role.KICKER if element.tag == "head" else None
    yield from (Block(text, role) for text in _paragraphs(element))


def _paragraphs(element: Any) -> list[str]:
    parts = re.split(rf"\n\s*\n|\s*{_PARTED}\s*", "".join(_lines(element)))
    return [" ".join(part.split()) for part in parts if part.strip()]


def _lines(element: Any) -> Iterator[str]:
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield "\n" if child.tag == "lb" else "".join(_lines(child))
        yield re.sub(r"\s+", " ", child.tail or "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
