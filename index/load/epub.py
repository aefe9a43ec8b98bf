"""EPUB: the chapters of a book, the stories of an issue, each an article, in the order of the spine."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from index.article import Article
from index.load import html, markup
from index.load.assemble import Metadata, assemble
from index.load.dates import date_in
from index.load.package import element, opened, part
from index.problem import Problem

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
# Covers, title pages and tables of contents have fewer characters than a story.
SHORTEST = 200


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article | Problem]]:
    """Yield an article for each chapter, ids numbered where there are several; raise Problem where there is none."""
    with opened(path, "The EPUB") as package:
        container = element(part(package, "META-INF/container.xml"), "The EPUB")
        rootfile = next(container.iter(_CONTAINER), None)
        if rootfile is None:
            raise Problem("The EPUB is broken: it does not say where its pages are.")
        opf = str(rootfile.get("full-path"))
        book = element(part(package, opf), "The EPUB")
        chapters = [html.decoded(part(package, name)) for name in _spine(book, opf) if name in package.namelist()]
    told = [(tree, markup.blocks(tree)) for tree in map(markup.parsed, chapters) if tree is not None]
    long = [(tree, blocks) for tree, blocks in told if sum(len(block.text) for block in blocks) >= SHORTEST]
    stories = long or [(tree, blocks) for tree, blocks in told if blocks]
    if not stories:
        raise Problem("The EPUB holds no text: it may be a book of pictures.")
    facts = _facts(book)
    for number, (tree, blocks) in enumerate(stories, start=1):
        name = article_id if len(stories) == 1 else f"{article_id}/{number}"
        title = _title(tree) or (facts.title if len(stories) == 1 else "")
        yield None, assemble(name, blocks, Metadata(title, facts.source, facts.author, facts.published))


def _spine(book: Any, opf: str) -> Iterator[str]:
    files = {item.get("id"): item.get("href") for item in book.iter(f"{_OPF}item")}
    for reference in book.iter(f"{_OPF}itemref"):
        href = files.get(reference.get("idref"))
        if href and reference.get("linear") != "no":
            yield posixpath.normpath(posixpath.join(posixpath.dirname(opf), unquote(href)))


def _facts(book: Any) -> Metadata:
    def fact(name: str) -> str:
        found = next(book.iter(f"{_DC}{name}"), None)
        return " ".join((found.text or "").split()) if found is not None else ""

    return Metadata(fact("title"), fact("publisher") or None, fact("creator") or None, date_in(fact("date")))


def _title(tree: Any) -> str:
    heading = next(tree.iter("h1", "h2"), None)
    title = next(tree.iter("title"), None) if heading is None else heading
    return markup.words(title) if title is not None else ""
