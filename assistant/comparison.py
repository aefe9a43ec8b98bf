"""Two speakers side by side, as frozen values."""

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from index.statement import Statement


class Relation(StrEnum):
    """How the two sides' words on a topic stand to each other."""

    AGREEMENT = "agreement"
    DIFFERENCE = "difference"
    ONLY_A = "only A"
    ONLY_B = "only B"


Judge = Callable[[Statement, Statement], Relation | None]
"""What a model may be asked of two statements that are alike: whether they agree or differ; ONLY_A says that they are
no counterparts, None that it gives no verdict."""


@dataclass(frozen=True, slots=True)
class Row:
    """What both sides say on one topic. `nearest` is what the silent side says that comes nearest, if it speaks."""

    topic: str
    a: tuple[Statement, ...]
    b: tuple[Statement, ...]
    relation: Relation
    event: tuple[str, ...]
    nearest: Statement | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two speakers compared, event by event; `reported_omissions` is what articles say either of them leaves out."""

    a: str
    b: str
    rows: tuple[Row, ...]
    reported_omissions: tuple[Statement, ...]


def narrowed(comparison: Comparison, wanted: Set[Statement]) -> Comparison:
    """Return the rows and omissions that hold one of these statements."""
    return replace(
        comparison,
        rows=tuple(row for row in comparison.rows if not wanted.isdisjoint((*row.a, *row.b))),
        reported_omissions=tuple(s for s in comparison.reported_omissions if s in wanted),
    )
