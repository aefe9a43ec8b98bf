"""What a metric is, and what it is told of one question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from eval.question import Address, Question
from eval.record import Record, Run
from eval.statistics.estimate import Estimate, mean

Value = float | None
"""None where the metric is undefined for a question."""
Unit = Literal["share", "seconds", "tokens", "words", "USD"]


@dataclass(frozen=True)
class Case:
    """One record beside its question, and the words it points at."""

    question: Question
    record: Record
    paragraph: Callable[[Address], str | None]
    said: Mapping[Address, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    judged: Mapping[str, float] = field(default_factory=dict)
    model: str | None = None

    @cached_property
    def ranked(self) -> tuple[Address, ...]:
        """The paragraphs found, best first."""
        return tuple((article, number) for article, number, _ in self.record.evidence)

    @cached_property
    def gains(self) -> Mapping[Address, int]:
        """The relevant paragraphs with their grades."""
        relevant = self.question.relevant
        return dict(zip(relevant, self.question.grades or (1,) * len(relevant), strict=True))

    @property
    def answered(self) -> bool:
        """Whether there is an answer: neither a refusal nor an error."""
        return self.record.reply is not None and not self.record.declined


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure.

    `of` gives the values of one question, mostly one, for some figures two; `over` combines those of all. `better`
    is the direction, empty where neither is. `headline` marks the few that runs are compared by.
    """

    name: str
    told: str
    of: Callable[[Case], tuple[Value, ...]]
    over: Estimate = mean
    unit: Unit = "share"
    better: Literal["higher", "lower", ""] = "higher"
    headline: bool = False
    judged: bool = False


def cases(run: Run) -> list[Case]:
    """Return a case for each record of a run, in its order."""
    return [
        Case(
            run.questions[record.id],
            record,
            run.paragraph,
            run.said,
            run.judged.get((record.id, record.repeat), {}),
            run.about.get("model"),
        )
        for record in run.records
    ]
