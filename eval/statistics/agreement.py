"""Do a model and people grade alike?"""

from collections.abc import Sequence

import numpy as np

from eval.statistics.bootstrap import LEVEL, SAMPLES, SEED, Interval


def kappa(a: Sequence[str], b: Sequence[str]) -> float:
    """Return Cohen's kappa (1960): agreement beyond what the graders' habits alone would give; NaN if all are one.

    >>> round(kappa(["full", "none", "full", "none"], ["full", "none", "none", "none"]), 3)
    0.5
    """
    grades = sorted({*a, *b})
    left, right = (np.array([[grade == g for g in grades] for grade in told], float) for told in (a, b))
    agreed = float((left * right).sum(axis=1).mean())
    chance = float((left.mean(axis=0) * right.mean(axis=0)).sum())
    return (agreed - chance) / (1 - chance) if chance < 1 else float("nan")


def agreement(a: Sequence[str], b: Sequence[str], *, samples: int = SAMPLES, seed: int = SEED) -> Interval:
    """Return kappa with its bootstrap interval."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(samples):
        rows = rng.integers(0, len(a), len(a))
        drawn.append(kappa([a[row] for row in rows], [b[row] for row in rows]))
    known = [value for value in drawn if not np.isnan(value)]
    if not known:
        return Interval(kappa(a, b), np.nan, np.nan, len(a), len(a))
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(kappa(a, b), float(low), float(high), len(a), len(a))
