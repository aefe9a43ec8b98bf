"""The collection as a reader sees it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.reply import Citation, Claim
from index.article import Article
from index.embed import Vectors
from index.meaning import Meanings
from index.statement import Statement


@dataclass(frozen=True, slots=True)
class Library:
    """The collection as a reader sees it."""

    articles: Callable[[], tuple[Article, ...]]
    count: Callable[[], int]
    article: Callable[[str], Article]
    statements: Callable[[Iterable[str] | None], Sequence[Statement]]
    """The statements of these articles, of all where None."""
    meanings: Meanings
    nearness: Callable[[Sequence[Statement], str], Vectors]
    close: Callable[[], None]
    alike: Callable[[str], Sequence[str]] = lambda _: ()
    """The ids of the other articles that tell the story of one, word for word or nearly."""

    def also(self, claims: Sequence[Claim]) -> dict[Citation, tuple[str, ...]]:
        """Return for each citation the other articles that have its words; citations without one are left out."""
        cited = dict.fromkeys(citation for claim in claims for citation in claim.citations)
        found = {citation: tuple(self._holding(citation)) for citation in cited}
        return {citation: ids for citation, ids in found.items() if ids}

    def _holding(self, citation: Citation) -> Iterator[str]:
        for key in self.alike(citation.article):
            if any(citation.quote in paragraph.text for paragraph in self.article(key).paragraphs):
                yield key
