"""What statements mean, as vectors: read off the word vectors that the index holds, nothing is embedded again.

A statement's words were seen by the model when its passage was; their mean over the statement's span is its
vector (late chunking, Günther et al. 2024). docs/decisions/0010-statements-compared.md has the measurement.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from index.embed import Vectors
from index.joint import Searched
from index.statement import Statement

Meanings = Callable[[Sequence[Statement]], Vectors]
"""Statements → one unit vector each, float32 (n, d); zeros for one whose words the model did not see."""


def meanings(index: Searched, statements: Sequence[Statement]) -> Vectors:
    """Return the vector of each statement of the index."""
    from scipy.sparse import csr_array

    words, starts, counts = _words(index, statements)
    ends = np.append(starts, counts.sum())
    whose = csr_array((np.ones(len(words), np.float32), np.arange(len(words)), ends), shape=(len(counts), len(words)))
    sums = whose @ words
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), np.float32)


def nearness(index: Searched, statements: Sequence[Statement], text: str) -> Vectors:
    """Return how near each statement is to a text, float32 (n,): for each word of the text the best cosine, averaged.

    That is late interaction, as in index/search.py.
    """
    asked = index.encoder.embed([text])[0].tokens
    words, starts, counts = _words(index, statements)
    near = np.zeros(len(statements), np.float32)
    worded = counts > 0
    if worded.any() and len(asked):
        best = np.maximum.reduceat(asked @ words.T, starts[worded], axis=1)
        near[worded] = best.mean(axis=0)
    return near


def _words(index: Searched, statements: Sequence[Statement]) -> tuple[Vectors, np.ndarray, np.ndarray]:
    """Return all words as unit vectors, float32 (m, d), and of each statement where its words begin and how many."""
    dimensions = int(index.catalog.about()["dimensions"])
    articles = dict.fromkeys(statement.article for statement in statements)
    seen: dict[tuple[str, int], list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)
    wanted = {(statement.article, statement.paragraph) for statement in statements}
    for article, part in index.catalog.parts_of(articles, dimensions=dimensions):
        numbers = part.places[:, 0]
        # The words of a paragraph stand together: they are looked at where they are, not copied.
        begins = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)]
        for first, end in pairwise(begins):
            if first < end and (article, key := int(numbers[first])) in wanted:
                seen[article, key].append((part.tokens[first:end], part.places[first:end, 1:]))
    paragraphs = {
        key: several[0]
        if len(several) == 1
        else (np.concatenate([tokens for tokens, _ in several]), np.concatenate([places for _, places in several]))
        for key, several in seen.items()
    }
    chosen = [_inside(paragraphs.get((s.article, s.paragraph)), s, dimensions) for s in statements]
    counts = np.array([len(rows) for rows in chosen], np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(chosen) else counts
    words = np.concatenate(chosen).astype(np.float32) if chosen else np.zeros((0, dimensions), np.float32)
    words /= np.maximum(np.sqrt(np.einsum("ij,ij->i", words, words)), 1e-12)[:, None]
    return words, starts, counts


def _inside(paragraph: tuple[np.ndarray, np.ndarray] | None, statement: Statement, dimensions: int) -> np.ndarray:
    if paragraph is None:
        return np.zeros((0, dimensions), np.int8)
    tokens, places = paragraph
    return np.asarray(tokens[(places[:, 0] >= statement.start) & (places[:, 1] <= statement.end)])
