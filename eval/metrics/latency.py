"""How long a reader waits, in all and by stage; questions that failed are left out."""

from functools import partial

from eval.metrics.metric import Case, Metric, Value
from eval.record import OTHER, TOTAL
from eval.statistics.estimate import quantile

STAGES = ("standalone", "retrieve", "answer", OTHER)
PERCENTILES = (50, 95, 99)


def seconds(stage: str, case: Case) -> tuple[Value]:
    """Return the seconds a stage took, or None where the question did not come to it."""
    return (case.record.seconds.get(stage),)


METRICS = tuple(
    Metric(
        f"latency p{percent}" if stage == TOTAL else f"latency {stage} p{percent}",
        f"{percent} of 100 questions " + ("are done in" if stage == TOTAL else f"pass the stage “{stage}” in"),
        partial(seconds, stage),
        over=quantile(percent / 100),
        unit="seconds",
        better="lower",
    )
    for stage in (TOTAL, *STAGES)
    for percent in PERCENTILES
)
