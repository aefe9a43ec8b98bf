"""Is one run better than another on the same questions? Paired tests, corrected for how many are made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.statistics.bootstrap import LEVEL, SAMPLES, SEED, Clusters, draws
from eval.statistics.estimate import Array, Estimate

RANDOMISATIONS = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """How much B's figure is above A's: `effect` with its interval, standard error and p value."""

    a: float
    b: float
    effect: float
    low: float
    high: float
    error: float
    p: float


def difference(
    a: Array,
    b: Array,
    estimate: Estimate,
    clusters: Clusters,
    *,
    samples: int = SAMPLES,
    randomisations: int = RANDOMISATIONS,
    seed: int = SEED,
) -> Difference:
    """Return B's estimate less A's, a row of `a` and of `b` being the same question.

    Interval: paired bootstrap, the same clusters drawn for both runs. p: paired randomisation (Fisher; Smucker,
    Allan and Carterette 2007), the runs exchanged cluster by cluster; undefined where there is no difference to test.
    """
    both = np.concatenate([a, b])
    drawn = np.concatenate(
        [_of_b(w, both, estimate) - _of_a(w, both, estimate) for w in draws(clusters, samples, seed)]
    )
    ones = np.ones((1, len(a)))
    told_a, told_b = float(_of_a(ones, both, estimate)[0]), float(_of_b(ones, both, estimate)[0])
    effect = told_b - told_a
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(effect) or not len(drawn):
        return Difference(told_a, told_b, effect, np.nan, np.nan, np.nan, np.nan)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    p = randomised(both, estimate, clusters, abs(effect), randomisations, seed)
    return Difference(told_a, told_b, effect, float(low), float(high), float(drawn.std(ddof=1)), p)


def _of_a(weights: Array, both: Array, estimate: Estimate) -> Array:
    return estimate(both, np.concatenate([weights, np.zeros_like(weights)], axis=1))


def _of_b(weights: Array, both: Array, estimate: Estimate) -> Array:
    return estimate(both, np.concatenate([np.zeros_like(weights), weights], axis=1))


def randomised(
    both: Array, estimate: Estimate, clusters: Clusters, effect: float, randomisations: int, seed: int
) -> float:
    """Return how often runs exchanged by lot differ at least so much, the real one among them.

    `both` is A's rows over B's; exchanging is weighing: A' takes a question from B where B' takes it from A.
    """
    rng = np.random.default_rng(seed)
    as_large, left = 1, randomisations
    block = max(1, 2_000_000 // max(1, len(both)))
    while left > 0:
        turns = rng.integers(0, 2, size=(min(block, left), clusters.count)).astype(np.float64)
        kept = turns[:, clusters.member]
        gap = estimate(both, np.concatenate([1 - kept, kept], axis=1))
        gap = gap - estimate(both, np.concatenate([kept, 1 - kept], axis=1))
        as_large += int((np.abs(gap) >= effect - 1e-12).sum())
        left -= len(turns)
    return as_large / (randomisations + 1)


def mcnemar(only_a: int, only_b: int) -> float:
    """Return the exact two-sided p of McNemar's test (1947): of questions right in one run only, half by chance.

    >>> round(mcnemar(1, 9), 4)
    0.0215
    """
    from scipy.stats import binomtest

    together = only_a + only_b
    return float(binomtest(only_a, together, 0.5).pvalue) if together else 1.0


def holm(values: Sequence[float]) -> list[float]:
    """Return p values corrected for their number (Holm 1979), in their order; undefined ones stay so.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted((value, place) for place, value in enumerate(values) if not np.isnan(value))
    adjusted = list(values)
    least = 0.0
    for rank, (value, place) in enumerate(order):
        least = max(least, min(1.0, value * (len(order) - rank)))
        adjusted[place] = least
    return adjusted
