"""Rich text (.rtf), as Word and TextEdit write it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.article import Article
from index.load.assemble import Block, Metadata, assemble
from index.load.decode import clean
from index.problem import Problem

_INFO = re.compile(rb"\{\\info(?:[^{}]|\{[^{}]*\})*\}")
_MADE = re.compile(r"\\creatim\\yr(\d+)\\mo(\d+)\\dy(\d+)")


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of a rich text; raise Problem where it holds none, OSError if unreadable."""
    from striprtf.striprtf import rtf_to_text

    raw = path.read_bytes()
    source = raw.decode("latin-1")
    try:
        text = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, AttributeError) as error:
        raise Problem("The rich text is broken: open it, and save it again.") from error
    lines = [" ".join(line.split()) for line in clean(text).split("\n")]
    if not any(lines):
        raise Problem("The rich text holds no words: put the text of an article into it, or leave it out.")
    info = _INFO.search(raw)
    facts = info[0].decode("latin-1") if info else ""
    known = Metadata(title=_fact(facts, "title"), author=_fact(facts, "author") or None)
    article = assemble(article_id, [Block(_cells(line)) for line in lines if line.strip(" |")], known)
    yield None, replace(article, published=article.published or _made(facts))


def _fact(facts: str, name: str) -> str:
    from striprtf.striprtf import rtf_to_text

    found = re.search(rf"\{{\\{name}\s((?:[^{{}}])*)\}}", facts)
    if not found:
        return ""
    words = rtf_to_text("{\\rtf1\\ansi " + found[1] + "}", errors="replace")  # type: ignore[no-untyped-call]
    return " ".join(words.split())


def _cells(line: str) -> str:
    """Part the cells of a table's row as other formats do; the library ends each with a bar."""
    return " | ".join(part.strip() for part in line.split("|") if part.strip()) if line.endswith("|") else line


def _made(facts: str) -> str | None:
    found = _MADE.search(facts)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else None
    except ValueError:
        return None
