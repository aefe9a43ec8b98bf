"""Markdown: notes and pages saved from the web."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article, Role
from index.load.assemble import Block, Metadata, assemble
from index.load.blocks import joined
from index.load.dates import date_in
from index.load.decode import clean, read_text

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_FRONT_LINE = r"(?:[A-Za-z_][\w-]*:[^\n]*|[ \t][^\n]*|#[^\n]*|-[ \t][^\n]*|)\n"
_FRONT_MATTER = re.compile(rf"---[ \t]*\n(?P<lines>(?:{_FRONT_LINE}){{1,100}})(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>\S.*)")
_FIELDS = {
    "title": "title",
    "source": "source",
    "publisher": "source",
    "author": "author",
    "date": "published",
    "published": "published",
    "url": "url",
    "link": "url",
}


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of a Markdown file; raise Problem where it holds none, OSError if unreadable."""
    yield None, article(read_text(path), article_id)


def article(text: str, article_id: str) -> Article:
    """Return the article in a cleaned Markdown text; raise Problem where it has no paragraph.

    Front matter or the first heading of level 1 gives the title; other headings are paragraphs with the role
    of a kicker, an image alone is a caption in its own words. Markup goes, words stay: links by their text,
    code as it stands, HTML by its text.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    known, body = _front_matter(text)
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body))
    heading = next((node for node in tree.children if node.tag == "h1" and _words(node)), None)
    if heading and not known.title:
        known = replace(known, title=_words(heading))
    blocks = (block for block in _blocks(tree) if block.text.strip())
    return assemble(article_id, list(blocks), known)


def _front_matter(text: str) -> tuple[Metadata, str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Metadata(), text
    said: dict[str, str] = {}
    for line in match["lines"].splitlines():
        pair = _PAIR.fullmatch(line)
        name = _FIELDS.get(pair["key"].lower()) if pair else None
        value = pair["value"].strip().strip("\"'") if pair else ""
        value = (date_in(value) or "") if name == "published" else value
        if name and value:
            said.setdefault(name, value)
    return Metadata(**said), text[match.end() :]


def _blocks(node: "SyntaxTreeNode") -> Iterator[Block]:
    if node.type == "heading":
        yield Block(_words(node), Role.KICKER)
    elif node.type == "paragraph":
        lines = [line for line in _words(node, line_end="\n").split("\n") if line.strip()]
        role = Role.CAPTION if _is_picture(node) else None
        yield from (Block(block, role) for block in (joined(lines) if lines else ()))
    elif node.type == "tr":
        yield Block(" | ".join(_words(cell) for cell in node.children), Role.BODY)
    elif node.type in {"fence", "code_block"}:
        yield Block(node.content.rstrip(), Role.BODY)
    elif node.type == "html_block":
        yield Block(_words_of_html(node.content))
    else:
        for child in node.children:
            yield from _blocks(child)


def _words(node: "SyntaxTreeNode", *, line_end: str = " ") -> str:
    """Return the words of a node without the markup in it."""
    return clean("".join(_inline(node, line_end))).strip()


def _inline(node: "SyntaxTreeNode", line_end: str) -> Iterator[str]:
    if node.type in {"text", "code_inline", "text_special"}:
        yield node.content
    elif node.type in {"softbreak", "hardbreak"}:
        yield line_end
    elif node.type == "image" and not node.children:
        yield str(node.attrs.get("title", ""))
    for child in node.children:
        yield from _inline(child, line_end)


def _is_picture(paragraph: "SyntaxTreeNode") -> bool:
    parts = [part for inline in paragraph.children for part in inline.children]
    shown = [part for part in parts if part.type != "softbreak" and _words(part)]
    return bool(shown) and all(part.type == "image" for part in shown)


_INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}


class _Words(HTMLParser):
    """Collects what a reader of the HTML would see."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [] if tag in _INLINE else [" "]
        self._hidden = self._hidden or tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag not in {"script", "style"}

    def handle_data(self, words: str) -> None:
        self.words += [] if self._hidden else [words]


def _words_of_html(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return " ".join(clean("".join(parser.words)).split())
