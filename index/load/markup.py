"""HTML in any dress (a page, a chapter of a book, an entry of a feed) to text blocks, in the order of the page."""

import re
from collections.abc import Iterator
from typing import Any

from index.article import Role
from index.load.assemble import Block
from index.load.decode import clean

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a reader of the page does not take for its text.
_UNREAD = frozenset(
    "script style noscript template nav header footer aside form button select iframe svg math object head".split()
)
_BLOCKS = HEADINGS | frozenset(
    "p div section article main li dt dd blockquote pre td th tr table ul ol dl figure figcaption caption address hr "
    "body html center details summary".split()
)
_PARAGRAPH_END = re.compile(r"\n[ \t\xa0]*\n\s*|\ue000")


def parsed(source: str) -> Any:
    """Return the lxml element of an HTML text; None where it holds no element."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def blocks(element: Any) -> list[Block]:
    """Return the text blocks of an element: headings are kickers, words under pictures captions, cells of a table
    row one block. Navigation, scripts and forms are left out.
    """
    return [block for block in _blocks(element, None) if block.text]


def words(element: Any) -> str:
    """Return all words of an element on one line."""
    return _line("".join(_text(element)))


def _blocks(element: Any, role: Role | None) -> Iterator[Block]:
    """Yield the runs of words between block elements, and what the block elements hold."""
    run = [_folded(element.text)]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _UNREAD or _is_hidden(child):
            run.append(" " + _folded(child.tail))
            continue
        if child.tag in _BLOCKS:
            yield from _ended(run, role)
            yield from _inside(child, role)
            run = [_folded(child.tail)]
        else:
            run += ["\n" if child.tag == "br" else "".join(_text(child)), _folded(child.tail)]
    yield from _ended(run, role)


def _inside(child: Any, role: Role | None) -> Iterator[Block]:
    if child.tag == "tr":
        cells = [words(cell) for cell in child if isinstance(cell.tag, str)]
        yield Block(" | ".join(cell for cell in cells if cell), role or Role.BODY)
    elif child.tag in HEADINGS:
        yield Block(words(child), Role.KICKER)
    elif child.tag in {"figcaption", "caption"}:
        yield from _blocks(child, Role.CAPTION)
    else:
        yield from _blocks(child, role)


def _ended(run: list[str], role: Role | None) -> Iterator[Block]:
    """Two line breaks end a paragraph, as writers without paragraph tags mean them."""
    for part in _PARAGRAPH_END.split("".join(run)):
        if line := _line(part):
            yield Block(line, role)


def _text(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    yield _folded(element.text)
    for child in element:
        yield "\n" if child.tag == "br" else "".join(_text(child))
        yield _folded(child.tail)


def _folded(text: str | None) -> str:
    # Line ends of the source are spaces; only <br> ends a line.
    return re.sub(r"\s+", " ", text or "")


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or element.get("aria-hidden") == "true"
