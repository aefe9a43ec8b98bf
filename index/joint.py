"""Two indexes asked as one: the collection that all share, and what one reader has put beside it.

A search takes its proposals from both and ranks them together, so an answer may rely on either. The passages of the
second have negative numbers here. Ids of articles are its owner's to keep apart.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import finalize

from index.article import Article
from index.catalog import Catalog, Part
from index.copies import words_of
from index.embed import Encoder, Vectors
from index.folder import Index
from index.memory import MemoryStore
from index.statement import Statement
from index.store import VectorStore


def unnamed(encoder: Encoder) -> Index:
    """Return an empty index that no folder holds: it is gone when it is let go of."""
    catalog = Catalog(None)
    catalog.create({"dimensions": str(encoder.dimensions)})
    return _kept(catalog, MemoryStore(), encoder)


def copied(index: Index) -> Index:
    """Return another index that no folder holds, with all that such a one has: either is changed alone."""
    assert isinstance(index.vectors, MemoryStore)
    return _kept(index.catalog.unnamed(), index.vectors.copy(), index.encoder)


def _kept(catalog: Catalog, vectors: MemoryStore, encoder: Encoder) -> Index:
    index = Index(Path(), catalog, vectors, encoder)
    # Nobody closes it: a question may still be reading what a reader has changed since.
    finalize(catalog, catalog.connection.close)
    return index


class JointCatalog:
    """What asking reads of two catalogs; each method is that of index/catalog.py."""

    def __init__(self, shared: Catalog, own: Catalog) -> None:
        self._shared = shared
        self._own = own

    def about(self) -> dict[str, str]:
        """Return how the shared index was made."""
        return self._shared.about()

    def fingerprints(self) -> dict[str, str]:
        """Return the digest of each article by id."""
        return self._shared.fingerprints() | self._own.fingerprints()

    def sources(self) -> list[str]:
        """Return the publications that the articles come from, each once."""
        return sorted({*self._shared.sources(), *self._own.sources()})

    def published(
        self, *, articles: Sequence[str], sources: Sequence[str], since: str | None, until: str | None
    ) -> set[str]:
        """Return the articles of these ids, sources and days."""
        both = (self._shared, self._own)
        return {
            key for one in both for key in one.published(articles=articles, sources=sources, since=since, until=until)
        }

    def days(self, articles: Iterable[str] | None = None) -> list[str]:
        """Return the days on which articles (of these ids, where given) were published, earliest first."""
        inside = None if articles is None else list(articles)
        return sorted({*self._shared.days(inside), *self._own.days(inside)})

    def count(self) -> int:
        """Return how many articles there are."""
        return self._shared.count() + self._own.count()

    def names(self) -> list[tuple[str, str]]:
        """Return what speakers are called: the speaker, and the words that name the speaker."""
        return sorted({*self._shared.names(), *self._own.names()})

    def said(self, names: Iterable[tuple[str, str]]) -> set[tuple[str, int]]:
        """Return the paragraphs in which speakers called so say something."""
        wanted = list(names)
        return self._shared.said(wanted) | self._own.said(wanted)

    def article(self, article_id: str) -> Article:
        """Return the article; raise KeyError where there is none."""
        try:
            return self._own.article(article_id)
        except KeyError:
            return self._shared.article(article_id)

    def family(self, article_id: str) -> list[str]:
        """Return the ids of the other articles that tell the story of one: those of its own index, and in the other
        those with the very same words.
        """
        is_own = self._own.fingerprint_of(article_id) is not None
        here, there = (self._own, self._shared) if is_own else (self._shared, self._own)
        words = words_of(self.article(article_id))
        same = there.stories.originals([words]).values() if words else ()
        return [*here.family(article_id), *same]

    def statements(self, article_ids: Iterable[str] | None = None) -> list[Statement]:
        """Return the statements of these articles (of all where None), in the order of the text."""
        wanted = None if article_ids is None else list(article_ids)
        both = [*self._shared.statements(wanted), *self._own.statements(wanted)]
        return sorted(both, key=lambda statement: statement.article)

    def matches(self, words: Sequence[str], *, limit: int, articles: Iterable[str] | None = None) -> dict[int, float]:
        """Return passages that hold any of the words, by id, with their BM25 score.

        How rare a word is, is that of the shared collection for both: among a handful of articles no word is.
        """
        inside = None if articles is None else list(articles)
        found = self._shared.matches(words, limit=limit, articles=inside)
        total, held = self._shared.spread(words)
        mine, own = self._own.spread(words)
        scores: dict[int, float] = defaultdict(float)
        for word, everywhere, here in zip(words, held, own, strict=True):
            scale = _rarity(total, everywhere) / _rarity(mine, here) if total else 1.0
            for passage, score in self._own.matches([word], limit=mine, articles=inside).items() if here else ():
                scores[-passage] += scale * score
        ranked = sorted((found | scores).items(), key=lambda pair: (-pair[1], pair[0]))
        return dict(ranked[:limit])

    def size_within(self, articles: Iterable[str]) -> int:
        """Return how many vectors these articles have."""
        inside = list(articles)
        return self._shared.size_within(inside) + self._own.size_within(inside)

    def vectors_within(self, articles: Iterable[str]) -> dict[str, int]:
        """Return the vector ids of these articles, with their passage."""
        inside = list(articles)
        return self._shared.vectors_within(inside) | _negative(self._own.vectors_within(inside))

    def passages_of(self, vectors: Iterable[str]) -> dict[str, int]:
        """Return the passage of each vector id that is known."""
        wanted = list(vectors)
        return self._shared.passages_of(wanted) | _negative(self._own.passages_of(wanted))

    def vectors_in(self, passages: Iterable[int]) -> dict[str, int]:
        """Return the vector ids of these passages, with their passage."""
        shared, own = _parted(passages)
        return self._shared.vectors_in(shared) | _negative(self._own.vectors_in(own))

    def parts(self, passages: Iterable[int], *, dimensions: int) -> list[Part]:
        """Return the parts of these passages, those of a passage together and in the order of the text."""
        shared, own = _parted(passages)
        mine = (replace(part, passage=-part.passage) for part in self._own.parts(own, dimensions=dimensions))
        return [*self._shared.parts(shared, dimensions=dimensions), *mine]

    def parts_of(self, article_ids: Iterable[str], *, dimensions: int) -> list[tuple[str, Part]]:
        """Return all parts of these articles with their article's id."""
        wanted = list(article_ids)
        mine = self._own.parts_of(wanted, dimensions=dimensions)
        return [
            *self._shared.parts_of(wanted, dimensions=dimensions),
            *((key, replace(part, passage=-part.passage)) for key, part in mine),
        ]

    def spans(self, passages: Iterable[int]) -> dict[int, tuple[str, int, int]]:
        """Return article id, first and last paragraph number of each passage."""
        shared, own = _parted(passages)
        mine = {-passage: span for passage, span in self._own.spans(own).items()}
        return self._shared.spans(shared) | mine


class JointVectors:
    """What asking reads of the vectors of two indexes; each method is that of index/store.py."""

    def __init__(self, shared: VectorStore | MemoryStore, own: VectorStore | MemoryStore) -> None:
        self._shared = shared
        self._own = own

    def nearest(self, vector: Vectors, *, limit: int, among: Sequence[str] | None = None) -> dict[str, float]:
        """Return the ids (of these, where given) nearest to a unit vector with their cosine, nearest first."""
        mine = self._own.nearest(vector, limit=limit, among=among)
        # The store need not look for what the reader's own articles hold.
        rest = None if among is None else sorted({*among} - self._own.ids())
        both = mine if rest == [] else mine | self._shared.nearest(vector, limit=limit, among=rest)
        return dict(sorted(both.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Return the cosine of each of these ids to a unit vector."""
        mine = self._own.cosines(vector, ids)
        return self._shared.cosines(vector, [key for key in ids if key not in mine]) | mine

    def count(self) -> int:
        """Return how many vectors there are."""
        return self._shared.count() + self._own.count()


@dataclass(frozen=True, slots=True)
class Joint:
    """Two indexes as one that can be asked; neither is closed with it."""

    catalog: JointCatalog
    vectors: JointVectors
    encoder: Encoder


def joint(shared: Index, own: Index) -> Joint:
    """Return both indexes as one, read with the model that made both."""
    return Joint(JointCatalog(shared.catalog, own.catalog), JointVectors(shared.vectors, own.vectors), shared.encoder)


Searched = Index | Joint
"""What can be asked."""


def _rarity(total: int, held: int) -> float:
    """Return how much a word counts that so many of all passages hold (FTS5's own formula)."""
    return max(math.log((total - held + 0.5) / (held + 0.5)), 1e-6)


def _negative(passages: dict[str, int]) -> dict[str, int]:
    return {vector: -passage for vector, passage in passages.items()}


def _parted(passages: Iterable[int]) -> tuple[list[int], list[int]]:
    wanted = list(passages)
    return [key for key in wanted if key > 0], [-key for key in wanted if key < 0]
