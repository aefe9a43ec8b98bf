"""Plain text: articles as a newspaper's page gives them when it is copied."""

from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.load.assemble import Block, Metadata, assemble
from index.load.blocks import blocks
from index.load.decode import read_text


def read(path: Path, article_id: str) -> Iterator[tuple[None, Article]]:
    """Yield the one article of a text file; raise Problem where it holds none, OSError if unreadable."""
    yield None, article(read_text(path), article_id)


def article(text: str, article_id: str) -> Article:
    """Return the article in a cleaned text; raise Problem where it has no paragraph.

    Every text block is a paragraph, numbered from 1 in the order of the file. Only two things are not: the
    headline, a short block without a full stop above the body, which becomes the title; and labelled lines
    in the head ("Title:", "Source:", "Author:", "Date:", "URL:"), which become metadata. Bylines and
    "Published:" lines are both, paragraph and metadata.
    """
    return assemble(article_id, [Block(block) for block in blocks(text)], Metadata())
