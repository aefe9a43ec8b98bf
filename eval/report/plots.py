"""Plots as SVG, without a library: three small ones."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 360, 230, 58, 40, 12, 12

Point = tuple[float, float]


def _frame(inner: str, *, title: str, x: str, y: str, ticks_x: Sequence[tuple[float, str]], top: float) -> str:
    """Return a plot with its axes: `ticks_x` are places in [0, 1] with words, `top` is where the y axis ends."""
    marks = [
        f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{_y(part)}' y2='{_y(part)}' class='grid'/>"
        f"<text x='{LEFT - 6}' y='{_y(part) + 4}' class='tick' text-anchor='end'>{100 * part * top:.0f} %</text>"
        for part in (0.0, 0.5, 1.0)
    ]
    marks += [
        # In the middle the last one would stand half outside.
        f"<text x='{_x(place)}' y='{HEIGHT - BOTTOM + 16}' class='tick' "
        f"text-anchor='{'end' if place == 1 else 'middle'}'>{escape(words)}</text>"
        for place, words in ticks_x
    ]
    marks.append(
        f"<text x='{(LEFT + WIDTH - RIGHT) / 2}' y='{HEIGHT - 6}' class='axis' text-anchor='middle'>{escape(x)}</text>"
    )
    marks.append(
        f"<text transform='rotate(-90)' x='{-(TOP + HEIGHT - BOTTOM) / 2}' y='11' class='axis' "
        f"text-anchor='middle'>{escape(y)}</text>"
    )
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{escape(title)}'>{''.join(marks)}{inner}</svg>"


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)


_TENTHS = ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %"))


def risk_coverage(told: Sequence[tuple[float, bool]]) -> str:
    """Return the risk–coverage curve of (chance of an answer, whether there is one) of each question."""
    points = curve(told)
    top = max(0.1, *(risk for _, risk in points))
    path = " ".join(f"{_x(coverage)},{_y(risk / top)}" for coverage, risk in points)
    title = "Share without an answer among the surest questions, by how many are answered"
    line = f"<polyline points='{path}' class='line'/>"
    return _frame(line, title=title, x="answered, surest first", y="without an answer", ticks_x=_TENTHS, top=top)


def curve(told: Sequence[tuple[float, bool]]) -> list[Point]:
    """Return coverage and risk each time another question is answered; those of one chance come together.

    >>> curve([(0.9, True), (0.2, False)])
    [(0.5, 0.0), (1.0, 0.5)]
    """
    ranked = sorted(told, key=lambda pair: -pair[0])
    points, wrong = [], 0
    for number, (chance, answerable) in enumerate(ranked, start=1):
        wrong += not answerable
        if number == len(ranked) or ranked[number][0] != chance:
            points.append((number / len(ranked), wrong / number))
    return points


def reliability(told: Sequence[tuple[float, bool]], bins: int = 10) -> str:
    """Return how often questions of a chance had an answer, a dot for each tenth, the larger the more there are."""
    dots = []
    for first in range(bins):
        low, high = first / bins, (first + 1) / bins
        inside = [pair for pair in told if low <= pair[0] < high or (first == bins - 1 and pair[0] == 1.0)]
        if inside:
            at = sum(chance for chance, _ in inside) / len(inside)
            share = sum(answerable for _, answerable in inside) / len(inside)
            size = 3 + 9 * (len(inside) / len(told)) ** 0.5
            words = f"{len(inside)} questions with a chance of about {at:.0%}: {share:.0%} have an answer"
            dots.append(
                f"<circle cx='{_x(at)}' cy='{_y(share)}' r='{size:.1f}' class='dot'><title>{words}</title></circle>"
            )
    ideal = f"<line x1='{_x(0)}' y1='{_y(0)}' x2='{_x(1)}' y2='{_y(1)}' class='ideal'/>"
    title = "Share of questions with an answer, by the chance the assistant gave them"
    return _frame(ideal + "".join(dots), title=title, x="chance it gave", y="have an answer", ticks_x=_TENTHS, top=1.0)


def histogram(seconds: Sequence[float], marks: Sequence[tuple[str, float]], bins: int = 24) -> str:
    """Return how many questions took how long; `marks` are percentiles to point out.

    The last column holds all that took longer still: a first question that loads a model would squeeze the rest.
    """
    end = min(max(seconds), 2.5 * sorted(seconds)[round(0.9 * (len(seconds) - 1))]) or 1.0
    edges = [end * place / bins for place in range(bins + 1)]
    counts = [sum(low <= s < high for s in seconds) for low, high in pairwise(edges)]
    counts[-1] += sum(s >= end for s in seconds)
    top = max(counts) / len(seconds)
    wide = (WIDTH - LEFT - RIGHT) / bins
    bars = [
        f"<rect x='{_x(place / bins) + 1:.1f}' y='{_y(count / len(seconds) / top)}' width='{wide - 2:.1f}' "
        f"height='{_y(0) - _y(count / len(seconds) / top):.1f}' class='column'><title>{count} questions</title></rect>"
        for place, count in enumerate(counts)
        if count
    ]
    for name, value in marks:
        at = _x(min(1.0, value / end))
        bars.append(
            f"<line x1='{at}' x2='{at}' y1='{TOP}' y2='{_y(0)}' class='at'><title>{name} {value:.3f} s</title></line>"
        )
    more = "≥ " if max(seconds) > end else ""
    ticks = [(0.0, "0 s"), (0.5, f"{0.5 * end:.2f} s"), (1.0, f"{more}{end:.2f} s")]
    return _frame("".join(bars), title="Seconds a question", x="seconds", y="of questions", ticks_x=ticks, top=top)
