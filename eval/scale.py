"""How Readout grows with its collection: `python -m eval.scale 1000 10000 100000` prints the table.

Invented news is indexed in a process of its own for each size, and questions are asked of it without and with filters.
So that large sizes end, the vectors are reused: each word's comes from the real model, once, and a passage is made of
its words'. The pace of the model itself is measured beside that on a sample, in the same process. `--write` puts the
table and the plot into docs/scale.md; `--figures FILE` keeps what is measured, and a size that is there is not measured
again.
"""

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import numpy as np

from assistant.compose import joined
from assistant.settings import Settings
from eval.growth import plot
from eval.speed import collection, questions
from eval.table import write
from index.article import Article
from index.build import build
from index.embed import Embedded, Encoder
from index.filter import ALL, Filters
from index.folder import open_or_create
from index.statement import Speech, Stance, Statement

SIZES = (1_000, 10_000, 100_000, 500_000)
SOURCES = 10
DAYS = 400
FIRST = date(2025, 1, 1)
NARROW = Filters(sources=("Paper 3",), since="2025-03-01", until="2025-10-31")
SPEAKERS = 200
SPEAKER = Filters(speaker="Speaker 7")
# Paragraphs for the model's own pace, and articles whose words are learnt before the clock runs.
SAMPLE = 120
PRACTICE = 2_000
ASKED = 40
PAGE = Path("docs/scale.md")

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured of one size.

    `pace`: paragraphs a second through all but the model, `model`: through nothing but the model. `memory`, `disk`:
    megabytes, the peak and the index. `waits`: milliseconds of a warm question, median and 95th percentile, by way.
    All times are of one processor: others who use the machine do not count, as they do in time on the wall.
    """

    paragraphs: int
    articles: int
    pace: float
    model: float
    memory: float
    disk: float
    waits: dict[str, tuple[float, float]]

    @property
    def kept(self) -> float:
        """How much of the model's pace indexing keeps where nothing goes on beside it: the least that it keeps."""
        return self.pace / (self.pace + self.model)


class Reusing(Encoder):
    """Texts made of words embedded before, each once, by the real model: as many vectors, in no time."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, int] = {}
        self._words = np.zeros((0, 384), np.float32)

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words and signs of each text, and two."""
        return [len(_WORD.findall(text)) + 2 for text in texts]

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """Return each text embedded, in order: a mean of its words' vectors."""
        found = [list(_WORD.finditer(text))[: self.window - 2] for text in texts]
        self._learn({match[0] for matches in found for match in matches})
        return [self._made(matches) for matches in found]

    def _learn(self, words: set[str]) -> None:
        new = sorted(words - self._places.keys())
        if new:
            self._places |= {word: place for place, word in enumerate(new, len(self._places))}
            self._words = np.concatenate([self._words, np.stack([one.vector for one in super().embed(new)])])

    def _made(self, matches: Sequence["re.Match[str]"]) -> Embedded:
        tokens = self._words[[self._places[match[0]] for match in matches]]
        whole = tokens.mean(axis=0)
        starts, ends = np.array([match.span() for match in matches], np.int32).T
        return Embedded(np.asarray(whole / np.linalg.norm(whole), np.float32), tokens, starts, ends)


def said(articles: Sequence[Article]) -> list[tuple[Statement, ...]]:
    """Return a statement a paragraph, of two hundred speakers: finding them is not what is measured here."""
    return [
        tuple(
            Statement(article.id, p.number, name, name, "said", 0, len(p.text), p.text, Stance.ASSERTS, Speech.INDIRECT)
            for p in article.paragraphs
            for name in [f"Speaker {crc32(p.text.encode()) % SPEAKERS}"]
        )
        for article in articles
    ]


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
        with open_or_create(folder, backend="float32") as index:
            reusing = replace(index, encoder=Reusing())
            # The words are learnt first: that is the model's time.
            reusing.encoder.embed([p.text for article in articles[:PRACTICE] for p in article.paragraphs])
            model = _model_pace(index.encoder, articles)
            started = time.process_time()
            build(reusing, articles, ledger=said)
            seconds = time.process_time() - started
        asked, waits = questions(ASKED), {}
        with joined(open_or_create(folder, backend="float32"), Settings(index=folder)) as assistant:
            for name, chosen in (("", ALL), (" by source and day", NARROW), (" by speaker", SPEAKER)):
                for kind, way in (("search", assistant.search), ("ask", assistant.ask)):
                    waits[kind + name] = warm(asked, partial(way, filters=chosen))
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return Size(paragraphs, len(articles), paragraphs / seconds, model, memory, disk, waits)


def _model_pace(encoder: Encoder, articles: Sequence[Article]) -> float:
    """Return how many paragraphs a second the library's own encoding takes, on a sample."""
    texts = [p.text for article in articles[: SAMPLE // 12] for p in article.paragraphs]
    encoder.raw(texts[:16])
    started = time.process_time()
    encoder.raw(texts)
    return len(texts) / (time.process_time() - started)


def warm(asked: Sequence[str], way: Callable[..., object]) -> tuple[float, float]:
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
    ways = list(sizes[0].waits)
    rows = [
        "| paragraphs | articles | paragraphs a second, without the model | of the model’s pace, at least "
        "| peak memory | disk | " + " | ".join(f"{way}, p50 / p95" for way in ways) + " |",
        "|---:" * (6 + len(ways)) + "|",
    ]
    for one in sizes:
        times = " | ".join(f"{one.waits[way][0]:.0f} / {one.waits[way][1]:.0f} ms" for way in ways)
        rows.append(
            f"| {one.paragraphs:,} | {one.articles:,} | {one.pace:,.0f} | {one.kept:.0%} | {one.memory:,.0f} MB "
            f"| {one.disk:,.0f} MB | {times} |"
        )
    first, *_, last = sizes[0], sizes[-1]
    if first.paragraphs != last.paragraphs:
        grown = ", ".join(f"{way} {last.waits[way][0] / first.waits[way][0]:.1f}" for way in ways)
        rows += ["", f"Times at {last.paragraphs:,} paragraphs in those at {first.paragraphs:,}: {grown}."]
    rows += [
        "",
        f"The model alone, in one thread: {median(one.model for one in sizes):.0f} paragraphs a second. {load()}",
    ]
    return "\n".join(rows)


def load() -> str:
    """Return in a sentence what machine this is, and what else it has to do at this moment."""
    return (
        f"Measured on {os.cpu_count()} processors ({platform.machine()}) while {os.getloadavg()[1]:.0f} processes "
        "wanted to run."
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="paragraphs, smallest first")
    parser.add_argument("--write", action="store_true", help=f"put the table and the plot into {PAGE}")
    parser.add_argument(
        "--figures", type=Path, help="keep the figures in this file, and measure only what is not there"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(asdict(measured(options.one))))
        return
    known = _kept(options.figures)
    for paragraphs in options.sizes:
        if paragraphs not in known:
            known[paragraphs] = Size(**alone("eval.scale", "--one", str(paragraphs)))
            print(table([known[paragraphs]]), file=sys.stderr, flush=True)
            if options.figures:
                options.figures.write_text(json.dumps([asdict(one) for one in known.values()]), "utf-8")
    sizes = [known[paragraphs] for paragraphs in sorted(options.sizes)]
    print(table(sizes))
    if options.write:
        write(PAGE, "scale", table(sizes))
        plot(sizes, PAGE.with_suffix(".png"))


def _kept(path: Path | None) -> dict[int, Size]:
    if path is None or not path.is_file():
        return {}
    return {told["paragraphs"]: Size(**told) for told in json.loads(path.read_text("utf-8"))}


def alone(module: str, *arguments: str) -> Any:
    """Return the JSON that a module prints last, from a process of its own: memory has a peak of its own there."""
    # One thread: several that wait for each other would be counted as work.
    told = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    ).stdout
    return json.loads(told.splitlines()[-1])


if __name__ == "__main__":
    main()
