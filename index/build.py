"""From articles to an index: embeds what is new or changed, skips the rest, survives being killed.

Three threads share the work, so that the model never waits: while it reads a batch, the next is being read, parsed
and split, and the one before is being written.

A batch of articles is written vectors first, catalog second, old vectors last. Vectors are named after the content
they come from, and search passes over those the catalog does not know; so whatever moment the process dies at, the
index holds whole articles, and the next run finishes the work and clears away what was left.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from types import MappingProxyType

import numpy as np

from index.article import Article, fingerprint
from index.copies import words_of
from index.folder import Index
from index.made import Made, ToRead, batches, embedded, to_read
from index.statement import Statement

Ledger = Callable[[Sequence[Article]], Sequence[tuple[Statement, ...]]]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run of indexing did, in articles."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicate: int = 0

    def __add__(self, other: "Summary") -> "Summary":
        return Summary(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.duplicate + other.duplicate,
        )

    @property
    def total(self) -> int:
        """How many articles were seen."""
        return self.added + self.changed + self.unchanged + self.duplicate


def no_ledger(articles: Sequence[Article]) -> list[tuple[Statement, ...]]:
    """Return no statements: an index that only finds."""
    return [() for _ in articles]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles on their way: all of them, those that are new or changed, and what the model is to read of these."""

    articles: tuple[Article, ...]
    fresh: tuple[Article, ...]
    originals: tuple[Article, ...]
    ledgers: Sequence[tuple[Statement, ...]]
    reading: ToRead


def build(
    index: Index,
    articles: Iterable[Article],
    *,
    ledger: Ledger = no_ledger,
    progress: Progress = lambda _: None,
) -> Summary:
    """Bring the index up to date with these articles, each of an id of its own.

    An article that is there and unchanged is passed over; `progress` is told of each number of articles done.
    `articles` and `ledger` are used in a thread of their own.
    """
    with index.turn():
        _sweep(index)
    done = Summary()
    # The catalog is one connection: a thread reads it, or another writes.
    catalog = Lock()
    ready = _ready(index, articles, ledger, catalog)
    with ThreadPoolExecutor(1, "reading") as reading, ThreadPoolExecutor(1, "writing") as writing:
        ahead = reading.submit(next, ready, None)
        written: Future[Summary] | None = None
        while (batch := ahead.result()) is not None:
            ahead = reading.submit(next, ready, None)
            made = embedded(index.encoder, batch.reading)
            if written is not None:
                done += written.result()
            written = writing.submit(_finished, index, batch, made, ledger, catalog, progress)
        if written is not None:
            done += written.result()
    return done


def _ready(index: Index, articles: Iterable[Article], ledger: Ledger, catalog: Lock) -> Iterator[_Batch]:
    """Yield the articles in batches, each ready for the model."""
    known: dict[str, str] | None = None
    # Words on their way to the catalog: a copy of them is not read by the model.
    coming: dict[str, str] = {}
    for batch in batches(articles):
        with catalog:
            if known is None or index.shared:
                known = {**index.catalog.fingerprints(copies=True), **(known or {})}
            fresh = [article for article in batch if known.get(article.id) != fingerprint(article)]
            originals, _ = _parted(index, fresh, coming)
        known |= {article.id: fingerprint(article) for article in fresh}
        coming = {words_of(article): article.id for article in originals}
        ledgers = ledger(originals) if originals else ()
        yield _Batch(tuple(batch), tuple(fresh), tuple(originals), ledgers, to_read(index.encoder, originals))


def _finished(
    index: Index, batch: _Batch, made: Sequence[Made], ledger: Ledger, catalog: Lock, progress: Progress
) -> Summary:
    """Write a batch that the model has read, and tell what was done."""
    with index.turn(), catalog:
        known = index.catalog.fingerprints_of(article.id for article in batch.fresh)
        if index.shared:
            # While the model read, others may have done the same.
            batch = replace(batch, fresh=tuple(a for a in batch.fresh if known.get(a.id) != fingerprint(a)))
        originals, copied = _shelved(index, batch, made, ledger)
    changed = sum(article.id in known for article in originals)
    progress(len(batch.articles))
    unchanged = len(batch.articles) - len(batch.fresh)
    return Summary(len(originals) - changed, changed, unchanged, len(copied))


def _shelved(
    index: Index, batch: _Batch, made: Sequence[Made], ledger: Ledger
) -> tuple[list[Article], list[tuple[Article, str]]]:
    """Write these articles, and return those indexed and those kept as copies, each with its original's id."""
    # While the model read, others may have indexed what these are copies of, or taken an original out.
    originals, copied = _parted(index, batch.fresh)
    kept = {article.id for article in originals}
    told = {article.id: ledger for article, ledger in zip(batch.originals, batch.ledgers, strict=True)}
    unread = [article for article in originals if article.id not in told]
    made = [one for one in made if one.passage.article in kept]
    if unread:
        made += embedded(index.encoder, to_read(index.encoder, unread))
        told |= {article.id: own for article, own in zip(unread, ledger(unread), strict=True)}
    if originals:
        _write(index, originals, made, [told[article.id] for article in originals])
    _copy(index, copied)
    return originals, copied


def _make_way(index: Index, article: Article) -> list[str]:
    """Let what had the id of an article go, and return its vectors: what it was is kept, and where it has copies, which
    have not changed, the first takes its place and its vectors.
    """
    there = index.catalog.fingerprint_of(article.id)
    if there is None:
        return []
    if there == fingerprint(article):
        return index.catalog.vectors_of(article.id)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    index.catalog.stories.keep_version(index.catalog.article(article.id), moment)
    return [] if index.catalog.stories.hand_over(article.id) else index.catalog.vectors_of(article.id)


def _parted(
    index: Index, fresh: Sequence[Article], coming: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[Article], list[tuple[Article, str]]]:
    """Part articles into those to index and those that say the same, word for word, as another, with its id.

    `coming` holds the words of articles that are on their way to the catalog.
    """
    digests = {article.id: words_of(article) for article in fresh}
    # What is to be replaced is no original of others.
    there = {**coming, **index.catalog.stories.originals(digests.values())}
    known = {told: key for told, key in there.items() if told and key not in digests}
    originals: list[Article] = []
    copied: list[tuple[Article, str]] = []
    for article in fresh:
        original = known.get(digests[article.id])
        if original is not None:
            copied.append((article, original))
            continue
        originals.append(article)
        if digests[article.id]:
            known[digests[article.id]] = article.id
    return originals, copied


def _copy(index: Index, copied: Sequence[tuple[Article, str]]) -> None:
    if not copied:
        return
    old: list[str] = []
    with index.catalog.writing():
        for article, original in copied:
            old += _make_way(index, article)
            index.catalog.drop(article.id)
            index.catalog.stories.put_copy(article, original)
    index.vectors.remove(old)


def rebuild(index: Index, articles: Sequence[Article], ledger: Ledger) -> None:
    """Index these articles again, changed or not."""
    for batch in batches(articles):
        made, ledgers = embedded(index.encoder, to_read(index.encoder, batch)), ledger(batch)
        with index.turn():
            _write(index, batch, made, ledgers)


def remove(index: Index, article_ids: Sequence[str]) -> None:
    """Forget these articles; raise KeyError for one that is not there."""
    for article_id in article_ids:
        index.catalog.article(article_id)
    going: list[str] = []
    with index.turn():
        with index.catalog.writing():
            for article_id in article_ids:
                if not index.catalog.stories.hand_over(article_id):
                    going += index.catalog.vectors_of(article_id)
                    index.catalog.drop(article_id)
        index.vectors.remove(going)


def _sweep(index: Index) -> None:
    """Remove the vectors a killed run left: unknown to the catalog, they take the places of known ones."""
    known = index.catalog.vectors()
    if index.vectors.count() != len(known):
        index.vectors.remove(sorted(index.vectors.ids() - known))


def _write(
    index: Index, articles: Sequence[Article], made: Sequence[Made], ledgers: Sequence[tuple[Statement, ...]]
) -> None:
    ids = [vector for one in made for vector in one.vectors]
    if ids:
        index.vectors.add(ids, np.stack([part.vector for one in made for part in one.parts]))
    old: list[str] = []
    with index.catalog.writing():
        for article, statements in zip(articles, ledgers, strict=True):
            old += _make_way(index, article)
            index.catalog.put(article, [one for one in made if one.passage.article == article.id], statements)
    index.vectors.remove(sorted(set(old) - set(ids)))
