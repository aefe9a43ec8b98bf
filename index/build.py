"""From articles to an index: embeds what is new or changed, skips the rest, survives being killed.

A batch of articles is written vectors first, catalog second, old vectors last. Vectors are named after the
content they come from, and search passes over those the catalog does not know; so whatever moment the process
dies at, the index holds whole articles, and the next run finishes the work and clears away what was left.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from index.article import Article, fingerprint
from index.catalog import Made
from index.copies import words_of
from index.folder import Index
from index.part import readings, whole_text
from index.passage import passages
from index.statement import Statement

# Enough texts to sort by length and fill the model's batches, few enough to lose little to a kill.
ARTICLES_AT_ONCE = 64

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


def build(
    index: Index,
    articles: Iterable[Article],
    *,
    ledger: Ledger = no_ledger,
    progress: Progress = lambda _: None,
) -> Summary:
    """Bring the index up to date with these articles, each of an id of its own.

    An article that is there and unchanged is passed over; `progress` is told of each number of articles done.
    """
    with index.turn():
        _sweep(index)
    known = index.catalog.fingerprints(copies=True)
    done = Summary()
    for batch in _batches(articles):
        if index.shared:
            known = index.catalog.fingerprints(copies=True)
        fresh = [article for article in batch if known.get(article.id) != fingerprint(article)]
        originals, copied = _shelved(index, fresh, ledger)
        changed = sum(article.id in known for article in originals)
        known |= {article.id: fingerprint(article) for article in fresh}
        done += Summary(len(originals) - changed, changed, len(batch) - len(fresh), len(copied))
        progress(len(batch))
    return done


def _shelved(index: Index, fresh: Sequence[Article], ledger: Ledger) -> tuple[list[Article], list[tuple[Article, str]]]:
    """Write these articles, and return those indexed and those kept as copies, each with its original's id."""
    originals, _ = _parted(index, fresh)
    made, ledgers = _embedded(index, originals), ledger(originals) if originals else ()
    with index.turn():
        embedded = {article.id for article in originals}
        # While the model read, others may have indexed what these are copies of, or taken an original out.
        originals, copied = _parted(index, fresh)
        if {article.id for article in originals} - embedded:
            made, ledgers = _embedded(index, originals), ledger(originals)
        elif len(originals) < len(embedded):
            kept = {article.id for article in originals}
            made = [one for one in made if one.passage.article in kept]
            first = [article for article in fresh if article.id in embedded]
            ledgers = [told for article, told in zip(first, ledgers, strict=True) if article.id in kept]
        if originals:
            _write(index, originals, made, ledgers)
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


def _parted(index: Index, fresh: Sequence[Article]) -> tuple[list[Article], list[tuple[Article, str]]]:
    """Part articles into those to index and those that say the same, word for word, as another, with its id."""
    digests = {article.id: words_of(article) for article in fresh}
    # What is to be replaced is no original of others.
    known = {told: key for told, key in index.catalog.stories.originals(digests.values()).items() if key not in digests}
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
    for batch in _batches(articles):
        made, ledgers = _embedded(index, batch), ledger(batch)
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


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == ARTICLES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


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


def _embedded(index: Index, articles: Sequence[Article]) -> list[Made]:
    """Embed all passages of the articles in one go, so that the model's batches are full."""
    from index.tokens import counts

    encoder = index.encoder
    titles = {article.id: article.title for article in articles}
    prints = {article.id: fingerprint(article) for article in articles}
    found = [passage for article in articles for passage in passages(article, counts=counts) if passage.worded]
    if not found:
        return []
    sizes = encoder.sizes([whole_text(passage, titles[passage.article]) for passage in found])
    read = [
        readings(passage, titles[passage.article], size=size, window=encoder.window, sizes=encoder.sizes)
        for passage, size in zip(found, sizes, strict=True)
    ]
    parts = iter(encoder.embed([reading.text for several in read for reading in several]))
    made = []
    for passage, several in zip(found, read, strict=True):
        own = [next(parts) for _ in several]
        places = [reading.places(part.starts, part.ends) for reading, part in zip(several, own, strict=True)]
        name = f"{prints[passage.article]}:{passage.numbers[0]}"
        made.append(
            Made(
                passage,
                tuple(f"{name}:{number}" for number in range(len(several))),
                tuple(part.keeping(inside) for part, (inside, _) in zip(own, places, strict=True)),
                tuple(rows for _, rows in places),
            )
        )
    return made
