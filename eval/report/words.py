"""Figures as people read them."""

import math
from collections.abc import Mapping
from typing import Any

from eval.metrics.metric import Metric, Unit
from eval.statistics.bootstrap import Interval


def shown(value: float, unit: Unit = "share") -> str:
    """Return a figure with its unit.

    >>> shown(0.8118), shown(0.5378, "seconds"), shown(56.73, "words"), shown(float("nan"))
    ('81.2 %', '0.538 s', '56.7 words', '–')
    """
    if math.isnan(value):
        return "–"
    match unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "seconds":
            return f"{value:.3f} s"
        case "USD":
            return f"{value:.6f} USD"
        case _:
            return f"{value:.1f} {unit}"


def ranged(figure: Interval, unit: Unit = "share") -> str:
    """Return an interval in short.

    >>> ranged(Interval(0.8, 0.75, 0.861, 10, 10))
    '75.0 – 86.1 %'
    """
    if math.isnan(figure.low):
        return "–"
    low, _, _ = shown(figure.low, unit).partition(" ")
    return f"{low} – {shown(figure.high, unit)}"


def change(value: float, unit: Unit = "share") -> str:
    """Return a difference with its sign; shares in points.

    >>> change(-0.0312), change(0.02, "seconds")
    ('-3.1 points', '+0.020 s')
    """
    if math.isnan(value):
        return "–"
    value = 0.0 if abs(value) < 1e-9 else value
    return f"{100 * value:+.1f} points" if unit == "share" else f"{'+' if value >= 0 else '-'}{shown(abs(value), unit)}"


def named(metric: Metric) -> str:
    """Return the metric's name, marked where a model gave the figure."""
    return f"{metric.name} †" if metric.judged else metric.name


def judge_of(about: Mapping[str, Any]) -> str:
    """Return who gave the figures marked † and how far people agree, or nothing where no model judged."""
    judge = about.get("judge")
    if not judge:
        return ""
    prompts = ", ".join(f"{name} {prompt}" for name, prompt in judge["prompts"].items())
    agreed = [
        f"{name} κ = {found['value']:.2f} ({found['low']:.2f} to {found['high']:.2f}, {found['questions']} grades)"
        for name, found in judge["agreement"].items()
    ]
    people = f"agreement with people: {'; '.join(agreed)}" if agreed else "never compared with people"
    return f"† given by the model {judge['judge']} (prompts {prompts}), {people}."
