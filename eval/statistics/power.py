"""How small a difference a question set can show."""

ALPHA = 0.05
POWER = 0.8


def power(effect: float, error: float, *, alpha: float = ALPHA) -> float:
    """Return how often a true difference of this size is called significant, its estimate having this error.

    The normal approximation to the paired two-sided test (Card et al. 2020).

    >>> round(power(0.028, 0.01), 2)
    0.8
    """
    from scipy.stats import norm

    if error == 0:
        return 1.0 if effect else alpha
    cut, shift = norm.ppf(1 - alpha / 2), abs(effect) / error
    return float(norm.sf(cut - shift) + norm.cdf(-cut - shift))


def minimum_detectable(error: float, *, alpha: float = ALPHA, wanted: float = POWER) -> float:
    """Return the least true difference that is called significant with the wanted power.

    `error` is the standard error of the difference, of this set and these two runs.

    >>> round(minimum_detectable(0.01), 4)
    0.028
    """
    from scipy.stats import norm

    return float((norm.ppf(1 - alpha / 2) + norm.ppf(wanted)) * error)
