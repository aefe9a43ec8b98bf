"""The figures of a run, each one small function; `all_metrics` lists them."""

from eval.metrics import answer, citation, cost, judged, latency, refusal, retrieval
from eval.metrics.metric import Metric


def all_metrics(prices: cost.Prices) -> tuple[Metric, ...]:
    """Return every metric, in the order of reports."""
    return (
        *answer.METRICS,
        *citation.METRICS,
        *refusal.METRICS,
        *retrieval.METRICS,
        *judged.METRICS,
        *latency.METRICS,
        *cost.metrics(prices),
    )
