"""Which statement of one side is the counterpart of which of the other's.

Two statements are as alike as the mean of two shares: the cosine of their vectors, and the words they share,
each word counting by how few of the statements hold it. Of the words the shorter statement's weigh most, so
that a statement told shorter is still the same. Each is taken once, so that the sum is the largest (Kuhn 1955).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.question import stems
from index.embed import Vectors
from index.ledger.cue import lexicon
from index.stopwords import STOPWORDS

# Fitted on the planted omissions of seeds that `python -m eval.planted` does not report.
ALIKE = 0.55
# Between this and ALIKE the rules see no counterparts; a model, where one is asked, is asked about these too.
NEARLY = 0.4
# A further statement joins a pair that stands when it is this much like one of the two.
JOINS = 0.75
SHORTER = 0.7

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATED = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Matching:
    """How alike the statements of two sides are, float (n, m), and the pairs (row, column) that are counterparts."""

    alike: NDArray[np.float64]
    pairs: tuple[tuple[int, int], ...]


def matched(ours: Sequence[str], theirs: Sequence[str], near: Vectors, *, least: float = ALIKE) -> Matching:
    """Match the texts of two sides; `near` holds the cosines of their vectors, (n, m), and `least` is how much alike
    counterparts are."""
    from scipy.optimize import linear_sum_assignment

    alike = (np.clip(near, 0.0, 1.0) + shared(ours, theirs)) / 2
    if not alike.size:
        return Matching(alike, ())
    rows, columns = linear_sum_assignment(-alike)
    pairs = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if alike[r, c] >= least]
    return Matching(alike, tuple(pairs))


def shared(ours: Sequence[str], theirs: Sequence[str]) -> NDArray[np.float64]:
    """Return the share of words that each text has in common with each of the other side's, (n, m) in [0, 1]."""
    from scipy.sparse import csr_array

    bags = [_bag(text) for text in (*ours, *theirs)]
    held = Counter(word for bag in bags for word in bag)
    column = {word: place for place, word in enumerate(held)}
    rare = np.log(1.0 + len(bags) / np.fromiter(held.values(), np.float64, len(held)))
    places = np.fromiter((column[word] for bag in bags for word in bag), np.int64)
    ends = np.concatenate([[0], np.cumsum([len(bag) for bag in bags], dtype=np.int64)])
    # Few of all words stand in one statement: the grid of statements and words is nearly empty.
    grid = csr_array((np.ones(len(places)), places, ends), shape=(len(bags), len(held)))
    weighed = csr_array((rare[places], places, ends), shape=grid.shape)
    common = (weighed[: len(ours)] @ grid[len(ours) :].T).toarray()
    sizes = weighed.sum(axis=1)
    least = np.minimum.outer(sizes[: len(ours)], sizes[len(ours) :])
    most = np.maximum.outer(sizes[: len(ours)], sizes[len(ours) :])
    return np.asarray(common / np.maximum(SHORTER * least + (1 - SHORTER) * most, 1e-9), np.float64)


def _bag(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    telling = [word for word in words if word not in STOPWORDS]
    return frozenset(stems(" ".join(telling or words)))


def contradicts(one: str, other: str) -> bool:
    """Say whether two statements on one matter cannot both hold: another number, a "not" more, an opposite word.

    >>> contradicts("12 jets came", "14 jets came"), contradicts("It rose", "It fell"), contradicts("It rose", "It did")
    (True, True, False)
    """
    numbers = [set(_NUMBER.findall(text)) for text in (one, other)]
    if all(numbers) and not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0]):
        return True
    if len(_NEGATED.findall(one)) % 2 != len(_NEGATED.findall(other)) % 2:
        return True
    words = [set(stems(text)) for text in (one, other)]
    return any(_on_both_sides(words[0] - words[1], words[1] - words[0], *pair) for pair in _opposites())


def _on_both_sides(ours: set[str], theirs: set[str], this: frozenset[str], that: frozenset[str]) -> bool:
    return bool((ours & this and theirs & that) or (ours & that and theirs & this))


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(stems(" ".join(one))), frozenset(stems(" ".join(other)))) for one, other in lexicon().opposites
    )
