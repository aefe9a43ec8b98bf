"""A run's values and figures: question by question, together, and by kind of question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.metrics import all_metrics
from eval.metrics.cost import Prices, by_model
from eval.metrics.cost import read as read_prices
from eval.metrics.metric import Case, Metric, cases
from eval.question import Question
from eval.record import Run
from eval.statistics.bootstrap import SAMPLES, SEED, Clusters, Interval, intervals
from eval.statistics.estimate import Array


@dataclass(frozen=True, slots=True)
class Scores:
    """The values of a run: for each metric float64 (n, p), a row a question, repeats averaged, NaN undefined."""

    run: Run
    cases: Mapping[str, Sequence[Case]]
    metrics: tuple[Metric, ...]
    values: Mapping[str, Array]
    prices: Prices

    @property
    def questions(self) -> list[Question]:
        """The questions, in the order of the rows."""
        return [several[0].question for several in self.cases.values()]

    def of(self, name: str) -> dict[str, float]:
        """Return the first value of each question for a metric, by id, without the undefined."""
        rows = zip(self.cases, self.values[name][:, 0].tolist(), strict=True)
        return {key: value for key, value in rows if not np.isnan(value)}


def scored(run: Run, prices: Prices | None = None) -> Scores:
    """Return the values of all metrics for all questions of a run that were asked."""
    grouped: dict[str, list[Case]] = {}
    for case in cases(run):
        grouped.setdefault(case.question.id, []).append(case)
    prices = read_prices() if prices is None else prices
    metrics = all_metrics(prices)
    values = {metric.name: _rows(metric, grouped.values()) for metric in metrics}
    return Scores(run, grouped, metrics, values, prices)


def _rows(metric: Metric, grouped: Iterable[Sequence[Case]]) -> Array:
    rows = [_averaged([metric.of(case) for case in several]) for several in grouped]
    return np.array(rows, dtype=np.float64).reshape(len(rows), -1)


def _averaged(several: Sequence[Sequence[float | None]]) -> list[float]:
    """Return the mean of each part over the repeats that define it."""
    parts = []
    for part in zip(*several, strict=True):
        told = [value for value in part if value is not None]
        parts.append(sum(told) / len(told) if told else np.nan)
    return parts


def summary(
    scores: Scores,
    *,
    where: Callable[[Question], bool] = lambda question: True,
    only: Callable[[Metric], bool] = lambda metric: True,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> dict[str, Interval]:
    """Return each metric's figure with its interval, over the questions that `where` keeps."""
    questions = scores.questions
    rows = np.array([row for row, question in enumerate(questions) if where(question)], dtype=np.int64)
    if not len(rows):
        return {}
    chosen = [metric for metric in scores.metrics if only(metric)]
    found = intervals(
        [(scores.values[metric.name][rows], metric.over) for metric in chosen],
        clusters_of([questions[row] for row in rows]),
        samples=samples,
        seed=seed,
    )
    return {metric.name: told for metric, told in zip(chosen, found, strict=True) if told.defined}


def clusters_of(questions: Sequence[Question]) -> Clusters:
    """Return which questions are drawn together."""
    return Clusters.of([question.cluster for question in questions])


def groups(scores: Scores, samples: int = SAMPLES) -> dict[str, dict[str, dict[str, Interval]]]:
    """Return the headline figures by type and by tag: "type" or "tag" → its name → metric → figure."""
    questions = scores.questions
    kinds = sorted({question.type for question in questions if question.type})
    tags = sorted({tag for question in questions for tag in question.tags})

    def of(where: Callable[[Question], bool]) -> dict[str, Interval]:
        return summary(scores, where=where, only=lambda metric: metric.headline, samples=samples)

    return {
        "type": {kind: of(lambda question, kind=kind: question.type == kind) for kind in kinds},  # type: ignore[misc]
        "tag": {tag: of(lambda question, tag=tag: tag in question.tags) for tag in tags},  # type: ignore[misc]
    }


def costs(scores: Scores) -> dict[str, float]:
    """Return what a thousand such questions would cost in USD with each model of the price table."""
    return by_model((record.tokens for record in scores.run.records), scores.prices)


def unstable(scores: Scores) -> list[str]:
    """Return the questions whose repeats differ: in what was cited, declined or said."""
    return [
        key
        for key, several in scores.cases.items()
        if len({(c.record.declined, c.record.cited, c.record.text, c.record.error) for c in several}) > 1
    ]
