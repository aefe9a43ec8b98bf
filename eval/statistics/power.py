"""How small a difference a question set can show."""

import numpy as np

from eval.statistics.estimate import Array

ALPHA = 0.05
POWER = 0.8


def power(effect: float, error: float, *, step: float = 0.0, alpha: float = ALPHA) -> float:
    """Return how often a true difference of this size is called significant, its estimate having this error.

    The normal approximation to the paired two-sided test (Card et al. 2020). `step` is what one question can move
    the figure by where each is right or wrong: such a test counts ties against itself (see `step_of`).

    >>> round(power(0.028, 0.01), 2), round(power(0.028, 0.01, step=0.005), 2)
    (0.8, 0.63)
    """
    from scipy.stats import norm

    if error == 0:
        return 1.0 if abs(effect) > step else alpha
    cut, shift = norm.ppf(1 - alpha / 2), (abs(effect) - step) / error
    return float(norm.sf(cut - shift) + norm.cdf(-cut - shift))


def minimum_detectable(error: float, *, step: float = 0.0, alpha: float = ALPHA, wanted: float = POWER) -> float:
    """Return the least true difference that is called significant with the wanted power.

    `error` is the standard error of the difference, of this set and these two runs; `step` as for `power`.

    >>> round(minimum_detectable(0.01), 4)
    0.028
    """
    from scipy.stats import norm

    return float((norm.ppf(1 - alpha / 2) + norm.ppf(wanted)) * error + step)


def step_of(differences: Array) -> float:
    """Return by how much one question can move the mean of differences (n,), 0 where they are of many sizes.

    >>> step_of(np.array([1.0, 0.0, -1.0, 0.0])), step_of(np.array([0.5, 0.25]))
    (0.25, 0.0)
    """
    sizes = np.unique(np.abs(differences[~np.isnan(differences)]).round(9))
    sizes = sizes[sizes > 0]
    return float(sizes[0]) / len(differences) if len(sizes) == 1 else 0.0
