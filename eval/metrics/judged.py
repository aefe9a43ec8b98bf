"""Figures that a model gave, in the same shape as the others; `eval/judge.py` asks the model."""

from functools import partial

from eval.metrics.metric import Case, Metric, Value

SUPPORT, CORRECTNESS, COMPLETENESS = "support", "correctness", "completeness"
# The three levels of TREC 2024 RAG (Thakur et al. 2025), and the same for whole answers.
LEVELS = {"full": 1.0, "partial": 0.5, "none": 0.0}


def graded(name: str, case: Case) -> tuple[Value]:
    """Return the mean of a record's grades, from 0 (none) to 1 (full), or None where the model gave none."""
    return (case.judged.get(name),)


METRICS = tuple(
    Metric(f"judged {name}", told, partial(graded, name), judged=True)
    for name, told in (
        (SUPPORT, "how far claims are supported by what they cite: full 1, partial 0.5, none 0"),
        (CORRECTNESS, "how far the answer agrees with the reference answer"),
        (COMPLETENESS, "how much of the reference answer is told"),
    )
)
