"""Were the relevant paragraphs found? Definitions of trec_eval, checked against ir_measures by a test.

`ranked` are paragraphs, best first and each once; `gains` the relevant ones with their grades, from 1. All are
undefined (None) without relevant paragraphs.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from math import log2

from eval.metrics.metric import Case, Metric, Value
from eval.question import Address

CUTS = (1, 5, 10)


def success(ranked: Sequence[Address], gains: Mapping[Address, int], k: int) -> Value:
    """Return 1 if any relevant paragraph is among the first k, else 0.

    >>> success([("a", 1), ("b", 1)], {("b", 1): 1}, 1), success([("a", 1), ("b", 1)], {("b", 1): 1}, 2)
    (0.0, 1.0)
    """
    return float(any(place in gains for place in ranked[:k])) if gains else None


def recall(ranked: Sequence[Address], gains: Mapping[Address, int], k: int) -> Value:
    """Return the share of the relevant paragraphs that is among the first k.

    >>> recall([("a", 1), ("b", 1)], {("b", 1): 1, ("c", 1): 1}, 2)
    0.5
    """
    return sum(place in gains for place in ranked[:k]) / len(gains) if gains else None


def precision(ranked: Sequence[Address], gains: Mapping[Address, int], k: int) -> Value:
    """Return the share of relevant ones of k; a place that is empty counts as not relevant.

    >>> precision([("a", 1), ("b", 1)], {("b", 1): 1}, 5)
    0.2
    """
    return sum(place in gains for place in ranked[:k]) / k if gains else None


def mrr(ranked: Sequence[Address], gains: Mapping[Address, int], k: int) -> Value:
    """Return 1 over the rank of the first relevant paragraph, 0 if it is beyond k (Kantor and Voorhees 2000).

    >>> mrr([("a", 1), ("b", 1)], {("b", 1): 1}, 10)
    0.5
    """
    if not gains:
        return None
    return next((1 / rank for rank, place in enumerate(ranked[:k], start=1) if place in gains), 0.0)


def average_precision(ranked: Sequence[Address], gains: Mapping[Address, int], k: int) -> Value:
    """Return the mean over all relevant paragraphs of the precision at their rank, 0 for those beyond k.

    The mean of it over questions is MAP (Harman 1992).

    >>> average_precision([("b", 1), ("a", 1), ("c", 1)], {("b", 1): 1, ("c", 1): 1}, 10)
    0.8333333333333333
    """
    if not gains:
        return None
    ranks = [rank for rank, place in enumerate(ranked[:k], start=1) if place in gains]
    return sum(found / rank for found, rank in enumerate(ranks, start=1)) / len(gains)


def ndcg(ranked: Sequence[Address], gains: Mapping[Address, int], k: int) -> Value:
    """Return the discounted gain of the first k over that of the best order (Järvelin and Kekäläinen 2002).

    >>> round(ndcg([("a", 1), ("b", 1)], {("b", 1): 1}, 10), 4)
    0.6309
    """
    if not gains:
        return None
    best = sorted(gains.values(), reverse=True)[:k]
    return _discounted([gains.get(place, 0) for place in ranked[:k]]) / _discounted(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


_NAMED = {
    "success": (success, "a relevant paragraph is among the first {k} found"),
    "recall": (recall, "share of the relevant paragraphs among the first {k} found"),
    "precision": (precision, "share of relevant ones among the first {k} found"),
    "MRR": (mrr, "1 over the rank of the first relevant paragraph, down to rank {k}"),
    "MAP": (average_precision, "mean precision at the ranks of the relevant paragraphs, down to rank {k}"),
    "nDCG": (ndcg, "discounted gain of the first {k} found, over that of the best order"),
}


def _of(name: str, k: int, case: Case) -> tuple[Value]:
    return (_NAMED[name][0](case.ranked, case.gains, k),)


METRICS = tuple(
    Metric(f"{name}@{k}", told.format(k=k), partial(_of, name, k), headline=(name, k) == ("nDCG", 10))
    for name, (_, told) in _NAMED.items()
    for k in (CUTS if name in {"success", "recall", "precision"} else (10,))
)
