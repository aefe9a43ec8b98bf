"""Bootstrap intervals, clustered where questions share an article or a conversation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.statistics.estimate import Array, Estimate

SAMPLES = 1000
LEVEL = 0.95
SEED = 20260116
# Intervals from fewer effective clusters are far too narrow (Cameron, Gelbach and Miller 2008): questions are drawn
# instead.
FEWEST_CLUSTERS = 10
# So many weights are held at once.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its bootstrap interval; `defined` of `questions` have a value."""

    value: float
    low: float
    high: float
    defined: int
    questions: int


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which questions are drawn together: `member` int (n,), the number of each question's cluster, from 0."""

    member: NDArray[np.int64]
    count: int
    note: str

    @classmethod
    def of(cls, names: Sequence[str]) -> "Clusters":
        """Return the clusters that these names, one a question, make; each question one where they are too few."""
        distinct, member = np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)
        sizes = np.bincount(member, minlength=1).astype(float)
        # As many clusters of one size would tell as much (Kish 1965): two large ones beside many small count as two.
        effective = sizes.sum() ** 2 / (sizes**2).sum() if len(names) else 0.0
        if effective >= FEWEST_CLUSTERS:
            note = f"drawn by article or conversation ({len(distinct)} clusters of {len(names)} questions)"
            return cls(np.asarray(member, np.int64), len(distinct), note)
        note = (
            f"drawn by question: about {effective:.0f} articles or conversations hold most questions, too few to tell "
            "how other articles would fare, only how other questions about these would"
        )
        return cls(np.arange(len(names)), len(names), note)


def draws(clusters: Clusters, samples: int = SAMPLES, seed: int = SEED) -> Iterator[Array]:
    """Yield how often each question is drawn, (b, n) in blocks, together `samples` rows; the same for a seed."""
    rng = np.random.default_rng(seed)
    block = max(1, _AT_ONCE // max(1, len(clusters.member)))
    even = np.full(clusters.count, 1 / max(1, clusters.count))
    for first in range(0, samples, block):
        times = rng.multinomial(clusters.count, even, size=min(block, samples - first))
        yield times[:, clusters.member].astype(np.float64)


def interval(
    values: Array, estimate: Estimate, clusters: Clusters, *, samples: int = SAMPLES, seed: int = SEED
) -> Interval:
    """Return the estimate with its percentile bootstrap interval (Efron 1979), whole clusters being drawn."""
    return intervals([(values, estimate)], clusters, samples=samples, seed=seed)[0]


def intervals(
    asked: Sequence[tuple[Array, Estimate]], clusters: Clusters, *, samples: int = SAMPLES, seed: int = SEED
) -> list[Interval]:
    """Return the interval of each of many estimates over the same questions, from the same draws."""
    drawn: list[list[Array]] = [[] for _ in asked]
    for weights in draws(clusters, samples, seed):
        for found, (values, estimate) in zip(drawn, asked, strict=True):
            found.append(estimate(values, weights))
    return [
        _interval(values, estimate, np.concatenate(found))
        for found, (values, estimate) in zip(drawn, asked, strict=True)
    ]


def _interval(values: Array, estimate: Estimate, drawn: Array) -> Interval:
    value = float(estimate(values, np.ones((1, len(values))))[0]) if len(values) else np.nan
    # A row of several columns has a value where any is defined: F1 is made of those that have either.
    defined = int((~np.isnan(values)).any(axis=1).sum())
    if not defined or np.isnan(drawn).all():
        return Interval(value, np.nan, np.nan, defined, len(values))
    low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, float(low), float(high), defined, len(values))
