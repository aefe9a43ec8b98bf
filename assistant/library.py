"""The collection as a reader sees it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.article import Article
from index.embed import Vectors
from index.meaning import Meanings
from index.statement import Statement


@dataclass(frozen=True, slots=True)
class Library:
    """The collection as a reader sees it."""

    articles: Callable[[], tuple[Article, ...]]
    article: Callable[[str], Article]
    statements: Callable[[Iterable[str] | None], Sequence[Statement]]
    """The statements of these articles, of all where None."""
    meanings: Meanings
    nearness: Callable[[Sequence[Statement], str], Vectors]
    close: Callable[[], None]
