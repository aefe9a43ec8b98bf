"""Two runs compared, for people and for programs."""

from dataclasses import asdict
from typing import Any

import numpy as np

from eval.compare import Change, Compared, Comparison
from eval.report.words import change, named, shown

SHOWN = 20
"""So many changed questions are listed; JSON has them all."""


def markdown(found: Comparison) -> str:
    """Return the comparison as Markdown that reads well in a terminal."""
    lines = [f"A = {found.a}, B = {found.b}: {found.questions} questions that both asked.", ""]
    lines += [_sentence(found), ""]
    rows = [_row(compared) for compared in found.compared]
    head = ["figure", "A", "B", "B less A", "95 % interval", "p (Holm)", "least effect shown", "won : lost", ""]
    lines += _table(head, rows)
    lines += [
        "",
        f"Right in A alone {found.only_a}, in B alone {found.only_b}: p = {found.mcnemar:.3g} (McNemar, exact).",
        f"Intervals: bootstrap, {found.note}. Least effect shown: with 80 % power, at 5 %, for one figure alone.",
        "",
    ]
    kinds = [[kind, str(asked), str(wins), str(losses)] for kind, asked, wins, losses in found.types]
    lines += _table(["type", "questions", "B won", "B lost"], kinds)
    if found.changes:
        lines += ["", f"Changed, worst first ({min(SHOWN, len(found.changes))} of {len(found.changes)}):", ""]
        lines += [_changed(one) for one in found.changes[:SHOWN]]
    return "\n".join(lines)


def _sentence(found: Comparison) -> str:
    """The answer in one sentence."""
    told = [one for one in found.compared if one.significant]
    if not told:
        return "The runs are not told apart by any figure."
    better = [one.metric.name for one in told if not one.worse]
    worse = [one.metric.name for one in told if one.worse]
    parts = [f"better in {', '.join(better)}"] * bool(better) + [f"worse in {', '.join(worse)}"] * bool(worse)
    return f"B is significantly {' and '.join(parts)}."


def _row(one: Compared) -> list[str]:
    gap, unit = one.difference, one.metric.unit
    return [
        named(one.metric),
        shown(gap.a, unit),
        shown(gap.b, unit),
        change(gap.effect, unit),
        f"{change(gap.low, unit)} to {change(gap.high, unit)}",
        f"{one.adjusted:.3g}",
        change(one.least, unit).lstrip("+"),
        f"{one.wins} : {one.losses}",
        one.verdict,
    ]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]


def _changed(one: Change) -> str:
    sign = "lost" if one.b < one.a else "won" if one.b > one.a else "other"
    return f"- {sign}: {one.id} “{one.question}” ({one.stage_a} → {one.stage_b})"


def as_rows(found: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON."""
    return {
        "a": found.a,
        "b": found.b,
        "questions": found.questions,
        "intervals": found.note,
        "metrics": [
            {"metric": one.metric.name, "judged": one.metric.judged}
            | {key: None if np.isnan(value) else value for key, value in asdict(one.difference).items()}
            | {
                "p_holm": one.adjusted,
                "minimum_detectable": None if np.isnan(one.least) else one.least,
                "wins": one.wins,
                "losses": one.losses,
            }
            | {"verdict": one.verdict}
            for one in found.compared
        ],
        "mcnemar": {"only_a": found.only_a, "only_b": found.only_b, "p": found.mcnemar},
        "types": [dict(zip(("type", "questions", "wins", "losses"), row, strict=True)) for row in found.types],
        "changes": [asdict(one) for one in found.changes],
    }
