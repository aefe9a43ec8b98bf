"""Articles in batches, what the model is to read of them, and what it makes of that: passages with their vectors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.article import Article, fingerprint
from index.embed import Embedded, Encoder
from index.part import Reading, readings, whole_text
from index.passage import Passage, passages

# Enough texts to sort by length and fill the model's batches, few enough to lose little to a kill: whatever moment it
# comes at, two batches are on their way, one in the model and one being written.
ARTICLES_AT_ONCE = 64
# Word vectors take some 400 bytes a character until they are written: books come alone.
CHARACTERS_AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Made:
    """A passage that was embedded: its vectors' ids and what is kept of each part."""

    passage: Passage
    vectors: tuple[str, ...]
    parts: tuple[Embedded, ...]
    places: tuple[np.ndarray, ...]


@dataclass(frozen=True, slots=True)
class ToRead:
    """Passages of several articles, the passes over each, and the fingerprints of the articles by id."""

    passages: tuple[Passage, ...]
    passes: tuple[tuple[Reading, ...], ...]
    prints: Mapping[str, str]


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield the articles in lists that are worked on together."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        size = sum(len(paragraph.text) for paragraph in article.paragraphs)
        if batch and (len(batch) == ARTICLES_AT_ONCE or characters + size > CHARACTERS_AT_ONCE):
            yield batch
            batch, characters = [], 0
        batch.append(article)
        characters += size
    if batch:
        yield batch


def to_read(encoder: Encoder, articles: Sequence[Article]) -> ToRead:
    """Split articles into passages, and those into what the model reads in one pass."""
    from index.tokens import counts

    titles = {article.id: article.title for article in articles}
    prints = {article.id: fingerprint(article) for article in articles}
    found = tuple(passage for article in articles for passage in passages(article, counts=counts) if passage.worded)
    if not found:
        return ToRead((), (), prints)
    sizes = encoder.sizes([whole_text(passage, titles[passage.article]) for passage in found])
    passes = tuple(
        tuple(readings(passage, titles[passage.article], size=size, window=encoder.window, sizes=encoder.sizes))
        for passage, size in zip(found, sizes, strict=True)
    )
    return ToRead(found, passes, prints)


def embedded(encoder: Encoder, wanted: ToRead) -> list[Made]:
    """Embed all passages in one go, so that the model's batches are full."""
    parts = iter(encoder.embed([reading.text for several in wanted.passes for reading in several]))
    made = []
    for passage, several in zip(wanted.passages, wanted.passes, strict=True):
        own = [next(parts) for _ in several]
        places = [reading.places(part.starts, part.ends) for reading, part in zip(several, own, strict=True)]
        name = f"{wanted.prints[passage.article]}:{passage.numbers[0]}"
        made.append(
            Made(
                passage,
                tuple(f"{name}:{number}" for number in range(len(several))),
                tuple(part.keeping(inside) for part, (inside, _) in zip(own, places, strict=True)),
                tuple(rows for _, rows in places),
            )
        )
    return made
