"""How the values of questions combine to one figure, for many weightings at once.

`values` is float64 (n, p), a row a question, NaN where undefined; `weights` is (b, n), a row a weighting: all ones
for the figure itself, how often each question was drawn for a bootstrap sample, which run a question is counted
for in a randomisation. Each function returns (b,), NaN where a weighting leaves the figure undefined.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Estimate = Callable[[Array, Array], Array]


def _means(values: Array, weights: Array) -> Array:
    """Return the weighted mean of each column over what is defined, (b, p)."""
    defined = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((weights @ np.where(defined, values, 0.0)) / (weights @ defined.astype(float)))


def mean(values: Array, weights: Array) -> Array:
    """Return the mean of what is defined.

    >>> mean(np.array([[1.0], [0.0], [np.nan]]), np.ones((1, 3))).tolist()
    [0.5]
    """
    return _means(values, weights)[:, 0]


def balanced(values: Array, weights: Array) -> Array:
    """Return the mean of two columns' means: each kind of question weighs the same, however few it has.

    >>> balanced(np.array([[1.0, np.nan], [np.nan, 0.0], [np.nan, 1.0]]), np.ones((1, 3))).tolist()
    [0.75]
    """
    return np.asarray(_means(values, weights).mean(axis=1))


def harmonic(values: Array, weights: Array) -> Array:
    """Return the harmonic mean of two columns' means: F1 of precision and recall; 0 where both are 0.

    >>> harmonic(np.array([[1.0, 0.5]]), np.ones((1, 1))).round(3).tolist()
    [0.667]
    """
    both = _means(values, weights)
    total = both.sum(axis=1)
    return np.asarray(np.where(total == 0, 0.0, 2 * both.prod(axis=1) / np.where(total == 0, 1.0, total)))


def quantile(share: float) -> Estimate:
    """Return the estimate of a quantile: the least value that at least this share is no larger than.

    >>> quantile(0.5)(np.array([[3.0], [1.0], [2.0], [np.nan]]), np.ones((1, 4))).tolist()
    [2.0]
    """

    def estimate(values: Array, weights: Array) -> Array:
        order = np.argsort(values[:, 0], kind="stable")
        order = order[~np.isnan(values[order, 0])]
        if not len(order):
            return np.full(len(weights), np.nan)
        heaped = np.cumsum(weights[:, order], axis=1)
        # A hair below, so that 0.5 of ten questions is five and not six for want of the last binary digit.
        reached = heaped >= share * heaped[:, -1:] * (1 - 1e-12)
        found = values[order[reached.argmax(axis=1)], 0]
        return np.where(heaped[:, -1] > 0, found, np.nan)

    return estimate


def area(values: Array, weights: Array) -> Array:
    """Return the area under the risk–coverage curve of columns (confidence, wrong): the less the better.

    The mean, over all questions in the order of falling confidence, of the share of wrong ones up to there
    (Geifman and El-Yaniv 2017); questions of one confidence are taken together.

    >>> area(np.array([[0.9, 0.0], [0.5, 1.0]]), np.ones((1, 2))).tolist()
    [0.25]
    """
    kept = values[~np.isnan(values).any(axis=1)]
    weighed = weights[:, ~np.isnan(values).any(axis=1)]
    if not len(kept):
        return np.full(len(weights), np.nan)
    order = np.argsort(-kept[:, 0], kind="stable")
    confidence, wrong, weighed = kept[order, 0], kept[order, 1], weighed[:, order]
    last = np.searchsorted(-confidence, -confidence, side="right") - 1
    covered, failed = np.cumsum(weighed, axis=1), np.cumsum(weighed * wrong, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        risk = np.where(covered > 0, failed / np.where(covered > 0, covered, 1.0), 0.0)
        return np.asarray((weighed * risk[:, last]).sum(axis=1) / covered[:, -1])
