"""Is declined what the articles do not answer, and only that?

A question that failed with an error is neither declined nor answered: it helps no figure here.
"""

from eval.metrics.metric import Case, Metric, Value
from eval.statistics.estimate import area, balanced, harmonic


def precision(case: Case) -> Value:
    """Return, for a declined question, whether the articles do not answer it (the mean is refusal precision).

    Of four declined, three unanswerable: values 1, 1, 1, 0, mean 0.75.
    """
    return float(not case.question.answerable) if case.record.declined else None


def recall(case: Case) -> Value:
    """Return, for an unanswerable question, whether it was declined (the mean is refusal recall)."""
    return None if case.question.answerable else float(case.record.declined)


def answered(case: Case) -> Value:
    """Return, for an answerable question, whether it was answered (the mean is specificity)."""
    return float(case.answered) if case.question.answerable else None


def risk(case: Case) -> tuple[Value, Value]:
    """Return how sure the assistant was that the articles answer, and whether they do not."""
    return case.record.chance, None if case.record.chance is None else float(not case.question.answerable)


METRICS = (
    Metric("refusal precision", "of the declined, the share without an answer", lambda case: (precision(case),)),
    Metric("refusal recall", "of the questions without an answer, the share declined", lambda case: (recall(case),)),
    Metric(
        "refusal F1",
        "harmonic mean of refusal precision and recall",
        lambda case: (precision(case), recall(case)),
        over=harmonic,
    ),
    Metric(
        "refusal balanced accuracy",
        "mean of the shares of unanswerable declined and of answerable answered",
        lambda case: (recall(case), answered(case)),
        over=balanced,
        headline=True,
    ),
    Metric(
        "answerable declined",
        "of the questions with an answer, the share declined",
        lambda case: (float(case.record.declined) if case.question.answerable else None,),
        better="lower",
    ),
    Metric(
        "risk–coverage area",
        "share without an answer among the surest, averaged over how many are answered (Geifman and El-Yaniv 2017)",
        risk,
        over=area,
        better="lower",
    ),
)
