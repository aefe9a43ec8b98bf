"""Lines at places on pages → paragraphs in reading order: columns, running heads, footnotes, hyphens."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from index.article import Role

EDGE = 0.09
"""The share of a page, at its top and its foot, in which running heads and page numbers stand."""

_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de)\s*\d{1,4})?\W*", re.I)
_BULLET = re.compile(r"(?:[•‣▪●–—*-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\d{0,2}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its words, its box in points from the page's lower left corner, its size, and weight."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number, its measures in points, its lines, and whether it shows a picture."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines that belong together, on one page."""

    lines: tuple[Line, ...]
    page: int

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def paragraphs(pages: Sequence[Page]) -> list[tuple[str, Role | None, int]]:
    """Return the paragraphs in reading order, each with its role where print tells it and its first page's number.

    Running heads and page numbers are left out, words parted at a line's end are joined, a paragraph that goes on in
    the next column or on the next page is one.
    """
    pages = _without_running_heads(pages)
    body = _body_size(pages)
    runs = [run for page in pages for run in _runs(page)]
    known = _words_with_hyphens(pages)
    told = []
    for several in _joined(runs, body):
        text = _text([line for run in several for line in run.lines], known)
        if text:
            told.append((text, _role(several[0], text, body), several[0].page))
    return told


def title_of(pages: Sequence[Page]) -> str:
    """Return the words printed largest on the first page with words, where they are larger than the body's."""
    first = next((page for page in pages if page.lines), None)
    if first is None:
        return ""
    size = max(line.size for line in first.lines)
    if size < 1.15 * _body_size(pages):
        return ""
    largest = [run for run in _runs(first) if run.size >= size - 0.5]
    return _text(largest[0].lines, frozenset()) if largest else ""


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Leave out what stands at the same edge of several pages, digits apart, and lone page numbers."""
    seen = Counter(key for page in pages for key in {_edge_key(page, line) for line in page.lines} if key)
    least = 2 if len(pages) < 6 else 3
    kept = []
    for page in pages:
        lines = (
            line
            for line in page.lines
            if not (key := _edge_key(page, line)) or (seen[key] < least and not _PAGE_NUMBER.fullmatch(line.text))
        )
        kept.append(replace(page, lines=tuple(lines)))
    return kept


def _edge_key(page: Page, line: Line) -> tuple[str, str] | None:
    if line.y0 > page.height * (1 - EDGE):
        return "top", re.sub(r"\d+", "#", line.text)
    if line.y1 < page.height * EDGE:
        return "foot", re.sub(r"\d+", "#", line.text)
    return None


def _runs(page: Page) -> Iterator[_Run]:
    for column in _columns(list(page.lines), page.width):
        run: list[Line] = []
        width = max((line.x1 for line in column), default=0.0)
        left = min((line.x0 for line in column), default=0.0)
        gap = _usual_gap(column)
        for line in column:
            if run and _begins(run, line, left, width, gap):
                yield _Run(tuple(run), page.number)
                run = []
            run.append(line)
        if run:
            yield _Run(tuple(run), page.number)


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the distance from line to line within paragraphs, in points: short paragraphs have wide steps too."""
    steps = [above.y0 - below.y0 for above, below in pairwise(lines) if 0 < above.y0 - below.y0 < 4 * above.size]
    return sorted(steps)[len(steps) // 5] if steps else 0.0


def _begins(run: Sequence[Line], line: Line, left: float, right: float, gap: float) -> bool:
    """Say whether a line begins a paragraph after the lines of a run."""
    last = run[-1]
    if abs(line.size - last.size) > 0.8 or (line.bold != last.bold and len(run) == 1 and last.bold):
        return True
    if _BULLET.match(line.text) and line.text[0] not in "–—-":
        return True
    if gap and last.y0 - line.y0 > 1.35 * gap:
        return True
    hanging = _BULLET.match(run[0].text) is not None
    indented = line.x0 - left > 0.7 * line.size and line.x0 - last.x0 > 0.7 * line.size
    if indented and not hanging and len(run) > 0 and last.x0 - left < 0.7 * line.size:
        return bool(_SENTENCE_END.search(last.text)) or len(run) > 1
    # A line that ends early, with a sentence, ends a paragraph.
    return last.x1 < left + 0.8 * (right - left) and bool(_SENTENCE_END.search(last.text)) and not hanging


def _columns(lines: list[Line], width: float) -> Iterator[list[Line]]:
    """Yield runs of lines, each from top to bottom, in reading order: cut at a gutter, else below the topmost lines
    (the recursive XY cut of Nagy and Seth, 1984).
    """
    if not lines:
        return
    gutter = _gutter(lines, width)
    if gutter is not None:
        yield from _columns([line for line in lines if line.x1 <= gutter], width)
        yield from _columns([line for line in lines if line.x1 > gutter], width)
        return
    bands = _bands(lines)
    parted = [list(chain.from_iterable(bands[at:])) for at in range(len(bands))]
    whole = [list(chain.from_iterable(bands[:at])) for at in range(len(bands))]
    cuts = range(1, len(bands))
    # Below a title that spans the columns; else above a foot that does.
    cut = next((at for at in cuts if _gutter(parted[at], width) is not None), None)
    cut = cut or next((at for at in reversed(cuts) if _gutter(whole[at], width) is not None), None)
    if cut is None:
        yield sorted(lines, key=lambda line: (-round(line.y0), line.x0))
        return
    yield from _columns(whole[cut], width)
    yield from _columns(parted[cut], width)


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines that share a height, from the top of the page downwards."""
    bands: list[list[Line]] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: -line.y1):
        if bands and line.y1 > bottom + 0.2 * line.size:
            bands[-1].append(line)
            bottom = min(bottom, line.y0)
        else:
            bands.append([line])
            bottom = line.y0
    return bands


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Return a place that no line crosses and that parts two columns of several lines, or None."""
    spans = sorted((line.x0, line.x1) for line in lines)
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach > 0.012 * width:
            left = [line for line in lines if line.x1 <= reach]
            right = [line for line in lines if line.x0 >= x0]
            if _is_column(left, width) and _is_column(right, width) and _beside(left, right):
                return (reach + x0) / 2
        reach = max(reach, x1)
    return None


def _is_column(lines: Sequence[Line], width: float) -> bool:
    wide = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return len(lines) > 1 and wide > 0.15 * width


def _beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Say whether the columns stand next to each other, not one below the other."""
    top = min(max(line.y1 for line in left), max(line.y1 for line in right))
    foot = max(min(line.y0 for line in left), min(line.y0 for line in right))
    return top - foot > 1.5 * max(left[0].size, right[0].size)


def _joined(runs: Sequence[_Run], body: float) -> list[list[_Run]]:
    """Join a run to the one that goes on with its sentence in the next column or on the next page."""
    told: list[list[_Run]] = []
    open_at: int | None = None
    for run in runs:
        small = run.size < 0.88 * body
        if open_at is not None and not small and _goes_on(told[open_at][-1], run):
            told[open_at].append(run)
        else:
            told.append([run])
            open_at = len(told) - 1 if not small else open_at
    return told


def _goes_on(before: _Run, after: _Run) -> bool:
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.8 or _BULLET.match(first.text):
        return False
    below = before.page == after.page and first.y1 <= last.y0 and abs(first.x0 - last.x0) < 3 * last.size
    if below and last.y0 - first.y1 > 0.3 * last.size and not last.text.endswith("-"):
        return False
    return not _SENTENCE_END.search(last.text) and (first.text[0].islower() or last.text.endswith(("-", ",")))


def _words_with_hyphens(pages: Sequence[Page]) -> frozenset[str]:
    return frozenset(
        word.lower() for page in pages for line in page.lines for word in re.findall(r"\w+(?:-\w+)+(?=\W)", line.text)
    )


def _text(lines: Sequence[Line], known: frozenset[str]) -> str:
    text = ""
    for line in lines:
        before = re.search(r"(\w[\w-]*)-$", text)
        after = re.match(r"[a-zß-ÿ][\w-]*", line.text)
        if before and after:
            # "so-called" keeps its hyphen where the document writes it within a line.
            whole = f"{before[1]}-{after[0]}".lower()
            text = (text if whole in known else text[:-1]) + line.text
        else:
            text = f"{text} {line.text}" if text and not before else text + line.text
    return " ".join(text.split())


def _role(run: _Run, text: str, body: float) -> Role | None:
    heading = run.size > 1.12 * body or run.bold
    short = len(text) < 160 and not text.endswith((".", ",", ";"))
    return Role.KICKER if heading and short and not re.match(r"by\s", text, re.I) else None
