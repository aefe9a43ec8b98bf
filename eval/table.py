"""Tables of figures, as Markdown, and their place in README."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.problem import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: a share in [0, 1], with the least (or, `at_most`, the most) that it should be."""

    set: str
    measure: str
    value: float
    goal: float | None
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is reached; True where there is none."""
        return self.goal is None or (self.value <= self.goal if self.at_most else self.value >= self.goal)


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table.

    >>> print(markdown([Row("xquad", "right paragraph first", 0.9646, 0.95)]))
    | questions | measure | figure | goal | |
    |---|---|---:|---:|---|
    | xquad | right paragraph first | 96.5 % | ≥ 95 % | met |
    """
    lines = ["| questions | measure | figure | goal | |", "|---|---|---:|---:|---|"]
    for row in rows:
        goal = "" if row.goal is None else f"{'≤' if row.at_most else '≥'} {100 * row.goal:.0f} %"
        met = "" if row.goal is None else "met" if row.met else "not met"
        lines.append(f"| {row.set} | {row.measure} | {percent(row.value)} | {goal} | {met} |")
    return "\n".join(lines)


def percent(share: float) -> str:
    """Return a share as the tables write it.

    >>> percent(0.9646)
    '96.5 %'
    """
    return f"{100 * share:.1f} %"


def write(path: Path, name: str, table: str) -> None:
    """Put a table between `<!-- name -->` and `<!-- /name -->`; raise Problem where the markers are missing."""
    text = path.read_text("utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marked.search(text):
        raise Problem(f"{path} has no place for the table {name!r}: add <!-- {name} --> and <!-- /{name} -->.")
    path.write_text(marked.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text), "utf-8")
