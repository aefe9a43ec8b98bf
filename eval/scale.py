"""How Readout grows with its collection: `python -m eval.scale 1000 10000 100000` prints the table.

Invented news is indexed in a process of its own for each size, and questions are asked of it without and with a filter.
So that large sizes end, the vectors are reused: each word's comes from the real model, once, and a passage is made of
its words'. What the encoder costs is measured by `python -m eval.speed`; here all else is. `--write` puts the table and
the plot into docs/scale.md.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import numpy as np

from assistant.compose import joined
from assistant.settings import Settings
from eval.speed import collection, questions
from eval.table import write
from index.article import Article
from index.build import build
from index.embed import Embedded, Encoder, Vectors
from index.filter import ALL, Filters
from index.folder import Index, open_or_create

SIZES = (1_000, 10_000, 100_000, 500_000)
SOURCES = 10
DAYS = 400
FIRST = date(2025, 1, 1)
NARROW = Filters(sources=("Paper 3",), since="2025-03-01", until="2025-10-31")
ASKED = 40
PAGE = Path("docs/scale.md")

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured of one size.

    `seconds`: of indexing, the encoder's work left out. `memory`, `disk`: megabytes, the peak and the index.
    `search`, `ask` and their `narrow_` twins: milliseconds of one processor, median and 95th percentile: others who
    use the machine do not count, as they do in time on the wall.
    """

    paragraphs: int
    articles: int
    seconds: float
    memory: float
    disk: float
    search: tuple[float, float]
    ask: tuple[float, float]
    narrow_search: tuple[float, float]
    narrow_ask: tuple[float, float]


class Reusing(Encoder):
    """Texts made of words embedded before, each once, by the real model: as many vectors, in no time."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Vectors] = {}

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words and signs of each text, and two."""
        return [len(_WORD.findall(text)) + 2 for text in texts]

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """Return each text embedded, in order: a mean of its words' vectors."""
        found = [list(_WORD.finditer(text))[: self.window - 2] for text in texts]
        self._learn({match[0] for matches in found for match in matches})
        return [self._made(matches) for matches in found]

    def _learn(self, words: set[str]) -> None:
        new = sorted(words - self._known.keys())
        if new:
            self._known |= dict(zip(new, (one.vector for one in super().embed(new)), strict=True))

    def _made(self, matches: Sequence["re.Match[str]"]) -> Embedded:
        tokens = np.stack([self._known[match[0]] for match in matches])
        whole = tokens.mean(axis=0)
        starts, ends = np.array([match.span() for match in matches], np.int32).T
        return Embedded(np.asarray(whole / np.linalg.norm(whole), np.float32), tokens, starts, ends)


def news(paragraphs: int) -> list[Article]:
    """Return invented news of this many paragraphs, of ten sources, published over four hundred days."""
    return [
        replace(
            article,
            source=f"Paper {place % SOURCES}",
            published=(FIRST + timedelta(days=place * 7 % DAYS)).isoformat(),
        )
        for place, article in enumerate(collection(paragraphs))
    ]


def measured(paragraphs: int) -> Size:
    """Index a collection of this size and ask it, in this process."""
    articles = news(paragraphs)
    with TemporaryDirectory(prefix="readout-") as place:
        folder = Path(place, "index")
        with open_or_create(folder) as index:
            reusing = Index(index.folder, index.catalog, index.vectors, Reusing())
            started = time.process_time()
            build(reusing, articles)
            seconds = time.process_time() - started
        with joined(open_or_create(folder), Settings(index=folder)) as assistant:
            asked = questions(ASKED)
            waits = [
                _waits(asked, lambda question, chosen=chosen, way=way: way(question, filters=chosen))  # type: ignore[misc]
                for chosen in (ALL, NARROW)
                for way in (assistant.search, assistant.ask)
            ]
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return Size(paragraphs, len(articles), seconds, memory, disk, *waits)


def _waits(asked: Sequence[str], way: Callable[[str], object]) -> tuple[float, float]:
    """Return the median and the 95th percentile of the milliseconds that the questions take, warm."""
    for question in asked[:5]:
        way(f"{question} And why?")
    taken = []
    for question in asked:
        started = time.process_time()
        way(question)
        taken.append(1000 * (time.process_time() - started))
    return median(taken), quantiles(taken, n=20)[-1]


def table(sizes: Sequence[Size]) -> str:
    """Return the figures as Markdown."""
    rows = [
        "| paragraphs | articles | indexed a second, without the encoder | peak memory | disk | search p50 / p95 "
        "| with a filter | ask p50 / p95 | with a filter |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in sizes:
        times = " | ".join(f"{a:.0f} / {b:.0f} ms" for a, b in (one.search, one.narrow_search, one.ask, one.narrow_ask))
        rows.append(
            f"| {one.paragraphs:,} | {one.articles:,} | {one.paragraphs / one.seconds:.0f} | {one.memory:,.0f} MB "
            f"| {one.disk:,.0f} MB | {times} |"
        )
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        rows += ["", f"A warm question at {last.paragraphs:,} paragraphs takes {last.ask[0] / first.ask[0]:.1f} times "
                 f"what it takes at {first.paragraphs:,}, with a filter {last.narrow_ask[0] / first.narrow_ask[0]:.1f} "
                 "times."]  # fmt: skip
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="paragraphs, smallest first")
    parser.add_argument("--write", action="store_true", help=f"put the table and the plot into {PAGE}")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(asdict(measured(options.one))))
        return
    sizes = []
    for paragraphs in options.sizes:
        # A process each: memory has a peak of its own there.
        command = [sys.executable, "-m", "eval.scale", "--one", str(paragraphs)]
        # One thread: several that wait for each other would be counted as work.
        alone = {**os.environ, "OMP_NUM_THREADS": "1"}
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=alone).stdout
        sizes.append(Size(**json.loads(told)))
        print(table(sizes[-1:]), file=sys.stderr, flush=True)
    print(table(sizes))
    if options.write:
        write(PAGE, "scale", table(sizes))


if __name__ == "__main__":
    main()
