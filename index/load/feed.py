"""RSS and Atom feeds: an article an entry."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.article import Article
from index.load import markup
from index.load.assemble import Block, Metadata, assemble
from index.problem import Problem


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article | Problem]]:
    """Yield the article of each entry, or the Problem of one that holds none; raise Problem where it is no feed."""
    yield from articles(path.read_bytes(), article_id)


def articles(raw: bytes, feed_id: str) -> Iterator[tuple[None, Article | Problem]]:
    """Yield what the entries of a feed hold, whole texts before summaries, ids made of the feed's and the entry's."""
    import feedparser

    # The library's own cleaning would take away what markup.blocks reads structure from.
    try:
        found = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise Problem("The feed is broken: fetch it again.") from error
    if not found.get("version") and not found.entries:
        raise Problem("The file is XML but no RSS or Atom feed: index the pages it tells of instead.")
    if not found.entries:
        raise Problem("The feed has no entry: index it again later.")
    seen: set[str] = set()
    for number, entry in enumerate(found.entries, start=1):
        name = _name(entry, feed_id, number)
        if name in seen:
            continue
        seen.add(name)
        try:
            yield None, _article(entry, name, found.feed.get("title"))
        except Problem as problem:
            yield None, Problem(f"Entry {number} ({entry.get('title') or 'without a title'}): {problem}")


def _name(entry: Any, feed_id: str, number: int) -> str:
    own = " ".join(str(entry.get("id") or entry.get("link") or "").split())
    return own or f"{feed_id}/{number}"


def _article(entry: Any, name: str, source: str | None) -> Article:
    contents = [one.get("value") or "" for one in entry.get("content") or []]
    text = max([*contents, entry.get("summary") or ""], key=len)
    tree = markup.parsed(text) if text.strip() else None
    blocks = markup.blocks(tree) if tree is not None else []
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    known = Metadata(
        title=_words(entry.get("title") or ""),
        source=" ".join((source or "").split()) or None,
        author=" ".join((entry.get("author") or "").split()) or None,
        published=f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else None,
        url=entry.get("link") or None,
    )
    if not blocks:
        raise Problem("it has no text, only a link: index the page it leads to.")
    return assemble(name, [Block(block.text, block.role) for block in blocks], known)


def _words(title: str) -> str:
    tree = markup.parsed(title) if title.strip() else None
    return markup.words(tree) if tree is not None else ""
