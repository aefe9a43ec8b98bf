"""Words and meaning together: question → hits.

Three looks at a passage, each cheaper the more passages it sees: the cosine of whole texts (Chroma), the
words both hold (BM25), and, for the best of both, late interaction: for each word of the question the nearest
word of the passage in its context (Khattab and Zaharia 2020, ColBERT), here with the token vectors that the
pass for the passage's own vector leaves behind. docs/decisions/0003-search.md has the measurements.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.catalog import Part
from index.embed import Embedded, Vectors
from index.filter import Within
from index.joint import Searched
from index.stopwords import STOPWORDS

Ranking = Literal["hybrid", "dense"]
"""Words, meaning and late interaction together, or the cosine of whole texts alone: a baseline to compare with."""

# How many passages words and meaning each propose, and how many of their union are looked at closely.
PROPOSED = 60
CLOSELY = 24
# Up to so many vectors are named to the store where filters leave them; of more, the nearest of all are looked through.
FEW = 20_000
# The part of words and of whole-text meaning in the final score, beside late interaction's 1.
WORDS = 0.05
MEANING = 0.1


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. `score` is in [0, 1] and comparable between questions."""

    article_id: str
    paragraphs: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Sight:
    """One paragraph as the question sees it.

    `likeness` float32 (q, n): cosine of each word piece of the question to each of the paragraph, in context;
    `places` int32 (n, 2): where those stand in the paragraph's text. `score` as a hit's.
    """

    article_id: str
    number: int
    likeness: Vectors
    places: NDArray[np.int32]
    score: float

    def best(self, start: int, end: int) -> Vectors:
        """Return for each word piece of the question its best cosine inside [start, end); 0 without words."""
        inside = (self.places[:, 0] >= start) & (self.places[:, 1] <= end)
        if not inside.any():
            return np.zeros(len(self.likeness), np.float32)
        return np.asarray(self.likeness[:, inside].max(axis=1))


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found: passages and their paragraphs, each best first."""

    question: Embedded
    hits: tuple[Hit, ...]
    sights: tuple[Sight, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """One paragraph of a passage; `nearest` float32 (q,): the best cosine of each piece of the question."""

    passage: int
    number: int
    likeness: Vectors
    places: NDArray[np.int32]
    nearest: Vectors


def content_words(text: str) -> list[str]:
    """Return the words of a question that can tell passages apart, in order, each once.

    >>> content_words("What did the US readout omit?")
    ['us', 'readout', 'omit']
    """
    words = list(dict.fromkeys(re.findall(r"\w+", text.lower())))
    return [word for word in words if word not in STOPWORDS] or words


def search(
    index: Searched, question: str, *, limit: int = 10, ranking: Ranking = "hybrid", within: Within | None = None
) -> Findings:
    """Return at most `limit` passages for a question, best first, with their paragraphs; only those `within`.

    A question without a word that the model reads finds nothing.
    """
    asked = index.encoder.embed([question])[0]
    if not len(asked.tokens):
        return Findings(asked, (), ())
    meaning, words = _proposals(index, asked, question, limit=max(PROPOSED, 2 * limit), within=within)
    if ranking == "dense":
        words = {}
    nearest, most = _top(meaning.values()), _top(words.values())
    fused = {passage: meaning[passage] / nearest + words.get(passage, 0.0) / most for passage in meaning}
    close = sorted(fused, key=lambda passage: (-fused[passage], passage))[: max(CLOSELY, limit)]
    best = _top(fused.values())
    seen = _seen(asked, index.catalog.parts(close, dimensions=asked.tokens.shape[1]))
    scores = {}
    for passage, looks in groupby(seen, key=lambda look: look.passage):
        own = np.max([look.nearest for look in looks], axis=0)
        support = WORDS * fused[passage] / best + MEANING * max(meaning[passage], 0.0)
        whole = (float(own.mean()) + support) / (1 + WORDS + MEANING)
        scores[passage] = _share(whole if ranking == "hybrid" else meaning[passage])
    return _found(index, asked, seen, scores, limit, within)


def _top(values: Iterable[float]) -> float:
    """Return what to scale by: the largest, or 1 where none is above zero: dividing would turn the order."""
    best = max(values, default=1.0)
    return best if best > 0.0 else 1.0


def _share(score: float) -> float:
    # Words of nothing in common have a cosine a little below zero.
    return min(1.0, max(0.0, score))


def _proposals(
    index: Searched, asked: Embedded, question: str, *, limit: int, within: Within | None
) -> tuple[dict[int, float], dict[int, float]]:
    """Return cosine and BM25 of every passage that either proposes, `limit` each; cosines are complete."""
    near, passages = _nearest(index, asked, limit, within)
    words = index.catalog.matches(content_words(question), limit=limit, articles=within.articles if within else None)
    missing = index.catalog.vectors_in(set(words) - set(passages.values()))
    near |= index.vectors.cosines(asked.vector, list(missing))
    meaning: dict[int, float] = {}
    for vector, passage in (passages | missing).items():
        # A vector that the store has lost is told by `readout doctor`: the rest is found all the same.
        if vector not in near:
            continue
        meaning[passage] = max(meaning.get(passage, -1.0), near[vector])
    return meaning, {passage: score for passage, score in words.items() if passage in meaning}


def _nearest(
    index: Searched, asked: Embedded, limit: int, within: Within | None
) -> tuple[dict[str, float], dict[str, int]]:
    """Return the vectors nearest to the question with their cosine, and the passages of those that are known."""
    if within is None:
        near = index.vectors.nearest(asked.vector, limit=limit)
        return near, index.catalog.passages_of(near)
    size = index.catalog.size_within(within.articles)
    if size <= FEW:
        inside = index.catalog.vectors_within(within.articles)
        near = index.vectors.nearest(asked.vector, limit=limit, among=list(inside))
        return near, {vector: inside[vector] for vector in near}
    # Among more of the nearest than are wanted: twice as many as ought to do.
    near = index.vectors.nearest(asked.vector, limit=2 * limit * index.vectors.count() // size)
    known = index.catalog.passages_of(near)
    spans = index.catalog.spans(known.values())
    best = [vector for vector in near if vector in known and spans[known[vector]][0] in within.articles][:limit]
    return {vector: near[vector] for vector in best}, {vector: known[vector] for vector in best}


def _seen(asked: Embedded, parts: Sequence[Part]) -> list[_Look]:
    """Return a look at each paragraph of each passage, in the order of the parts."""
    if not any(len(part.places) for part in parts):
        return []
    passages = np.repeat([part.passage for part in parts], [len(part.places) for part in parts])
    places = np.concatenate([part.places for part in parts])
    tokens = np.concatenate([part.tokens for part in parts]).astype(np.float32)
    # The question has few rows: scaling the cosines is cheaper than scaling the tokens.
    likeness = np.ascontiguousarray((tokens @ asked.tokens.T).T)
    likeness /= np.sqrt(np.einsum("ij,ij->i", tokens, tokens))
    turns = np.flatnonzero((np.diff(passages) != 0) | (np.diff(places[:, 0]) != 0)) + 1
    starts = [0, *turns.tolist()]
    nearest = np.maximum.reduceat(likeness, starts, axis=1)
    return [
        _Look(
            int(passages[start]),
            int(places[start, 0]),
            likeness[:, start:end],
            places[start:end, 1:],
            nearest[:, row],
        )
        for row, (start, end) in enumerate(pairwise([*starts, len(places)]))
    ]


def _found(
    index: Searched,
    asked: Embedded,
    seen: Sequence[_Look],
    scores: Mapping[int, float],
    limit: int,
    within: Within | None,
) -> Findings:
    best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:limit]
    spans = index.catalog.spans(best)
    if within is not None and within.paragraphs is not None:
        best = [key for key in best if within.holds(spans[key][0], range(spans[key][1], spans[key][2] + 1))]
        spans = {key: spans[key] for key in best}
    hits = []
    for passage in best:
        article, first, last = spans[passage]
        hits.append(Hit(article, tuple(range(first, last + 1)), scores[passage]))
    sights = [
        # A paragraph stands for itself first; its passage says how well its surroundings fit.
        Sight(
            spans[look.passage][0],
            look.number,
            look.likeness,
            look.places,
            _share(0.5 * float(look.nearest.mean()) + 0.5 * scores[look.passage]),
        )
        for look in seen
        if look.passage in spans and (within is None or within.holds(spans[look.passage][0], [look.number]))
    ]
    sights.sort(key=lambda sight: (-sight.score, sight.article_id, sight.number))
    return Findings(asked, tuple(hits), tuple(sights))
