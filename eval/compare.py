"""Which of two runs is better, how sure that is, and on which questions they differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.figures import Scores, clusters_of
from eval.metrics.metric import Metric
from eval.stage import failed_stage
from eval.statistics.bootstrap import SAMPLES, SEED
from eval.statistics.paired import Difference, difference, holm, mcnemar
from eval.statistics.power import ALPHA, minimum_detectable, step_of
from index.problem import Problem

RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Compared:
    """One metric of two runs: B's figure less A's; `adjusted` is Holm's p, `least` the smallest one could show."""

    metric: Metric
    difference: Difference
    adjusted: float
    least: float
    wins: int
    losses: int

    @property
    def significant(self) -> bool:
        """Whether the runs differ, at 5 % for all metrics compared together."""
        return self.adjusted < ALPHA

    @property
    def worse(self) -> bool:
        """Whether B's figure lies on the worse side of A's."""
        effect = self.difference.effect
        return effect > 0 if self.metric.better == "lower" else effect < 0

    @property
    def verdict(self) -> str:
        """What can be said of B, in a word or two."""
        if not self.significant:
            return "not told apart"
        return "B is worse" if self.worse else "B is better"


@dataclass(frozen=True, slots=True)
class Change:
    """A question that changed: how right each run was, and where it failed."""

    id: str
    type: str
    question: str
    a: float
    b: float
    stage_a: str
    stage_b: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared on the questions both asked.

    `only_a`, `only_b`: questions right in one run alone, with McNemar's exact p. `types`: for each type of question
    how many B won and lost. `changes` are worst first: lost by most, then won.
    """

    a: str
    b: str
    questions: int
    note: str
    compared: tuple[Compared, ...]
    only_a: int
    only_b: int
    mcnemar: float
    types: tuple[tuple[str, int, int, int], ...]
    changes: tuple[Change, ...]


def compare(a: Scores, b: Scores, *, names: Sequence[str] = (), samples: int = SAMPLES, seed: int = SEED) -> Comparison:
    """Compare run B with run A by the metrics named, else by the headline figures.

    Raise Problem where they share no question or asked a question of one id in other words.
    """
    shared = _shared(a, b)
    rows_a, rows_b = _rows(a, shared), _rows(b, shared)
    questions = [a.cases[key][0].question for key in shared]
    clusters = clusters_of(questions)
    found = []
    for metric in _chosen(a, names):
        left, right = a.values[metric.name][rows_a], b.values[metric.name][rows_b]
        gap = difference(left, right, metric.over, clusters, samples=samples, seed=seed)
        if not np.isnan(gap.effect):
            # Runs that are the same on every question do not tell how much they might differ.
            step = step_of((right - left)[:, 0])
            least = minimum_detectable(gap.error, step=step) if gap.error else np.nan
            found.append((metric, gap, least, *_wins(metric, left[:, 0], right[:, 0])))
    adjusted = holm([gap.p for _, gap, *_ in found])
    compared = [
        Compared(metric, gap, p, least, wins, losses)
        for (metric, gap, least, wins, losses), p in zip(found, adjusted, strict=True)
    ]
    left, right = a.values[RIGHT][rows_a, 0], b.values[RIGHT][rows_b, 0]
    only_a, only_b = int(((left > 0.5) & (right <= 0.5)).sum()), int(((right > 0.5) & (left <= 0.5)).sum())
    changes = _changes(a, b, shared)
    return Comparison(
        a.run.name, b.run.name, len(shared), clusters.note, tuple(compared), only_a, only_b, mcnemar(only_a, only_b),
        _types(changes, Counter(question.type for question in questions)), changes,
    )  # fmt: skip


def _shared(a: Scores, b: Scores) -> list[str]:
    shared = [key for key in a.cases if key in b.cases]
    if not shared:
        raise Problem(f"The runs {a.run.name} and {b.run.name} share no question: compare runs of one set.")
    for key in shared:
        mine, theirs = a.run.questions[key], b.run.questions[key]
        if (mine.question, mine.history) != (theirs.question, theirs.history):
            raise Problem(f"The runs ask other words under the id {key}: compare runs of one set.")
    return shared


def _rows(scores: Scores, keys: Sequence[str]) -> list[int]:
    places = {key: place for place, key in enumerate(scores.cases)}
    return [places[key] for key in keys]


def _chosen(scores: Scores, names: Sequence[str]) -> list[Metric]:
    known = {metric.name: metric for metric in scores.metrics}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Problem(f"There is no metric {unknown[0]!r}: there are {', '.join(known)}.")
    return [known[name] for name in names] or [metric for metric in scores.metrics if metric.headline]


def _wins(metric: Metric, a: "np.ndarray", b: "np.ndarray") -> tuple[int, int]:
    gap = (a - b) if metric.better == "lower" else (b - a)
    return int((gap > 1e-12).sum()), int((gap < -1e-12).sum())


def _changes(a: Scores, b: Scores, shared: Sequence[str]) -> tuple[Change, ...]:
    """Return the questions whose rightness, or else whose stage of failing, changed."""
    right_a, right_b = a.of(RIGHT), b.of(RIGHT)
    changes = []
    for key in shared:
        if key not in right_a or key not in right_b:
            continue
        case_a, case_b = a.cases[key][0], b.cases[key][0]
        stages = [str(failed_stage(case) or RIGHT) for case in (case_a, case_b)]
        if right_a[key] != right_b[key] or stages[0] != stages[1]:
            question = case_a.question
            changes.append(Change(key, question.type, question.question, right_a[key], right_b[key], *stages))
    return tuple(sorted(changes, key=lambda change: (change.b - change.a, change.id)))


def _types(changes: Sequence[Change], asked: Counter[str]) -> tuple[tuple[str, int, int, int], ...]:
    wins = Counter(change.type for change in changes if change.b > change.a)
    losses = Counter(change.type for change in changes if change.b < change.a)
    return tuple((kind or "no type", asked[kind], wins[kind], losses[kind]) for kind in sorted(asked))
