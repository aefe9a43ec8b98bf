"""What the ledger costs: `python -m eval.pace` prints how fast statements are read, what indexing takes with them,
and how long comparing two speakers of many statements takes.

Seconds mean little on a machine that others use too: each figure is the median of some rounds, and beside
paragraphs a second stands how many of its two cores this process had meanwhile.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.shelve import ledger
from eval.speed import ROUNDS, collection, indexing
from index.article import Article, Paragraph
from index.build import build
from index.folder import open_or_create
from index.ledger import ledgers
from index.sentence import sentences

PARAGRAPHS = 360
STATEMENTS = 500
PARAGRAPHS_AN_ARTICLE = 20
SEED = 20260117
SPEAKERS = ("Ann Lee", "Carl Holm")
GOALS = {"paragraphs": 60.0, "indexing": 1.8, "compare": 300.0}


@dataclass(frozen=True, slots=True)
class Pace:
    """What was measured: paragraphs a second, indexing in time of that without the ledger, milliseconds of comparing.

    `cores` is how many cores the reading of statements had, `busy` the milliseconds of comparing that this process
    itself was at work, `statements` how many each speaker has.
    """

    paragraphs: float
    cores: float
    indexing: float
    compare: float
    busy: float
    statements: tuple[int, int]


def main() -> None:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.pace", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON instead")
    options = parser.parse_args()
    pace = measured()
    print(json.dumps(asdict(pace), indent=2) if options.json else markdown(pace))


def measured() -> Pace:
    """Measure all three, one after the other."""
    news = collection(PARAGRAPHS)
    seconds, cores = reading(news)
    ways = indexing(news[: len(news) // 3], lambda: None)
    with TemporaryDirectory() as folder, _both_speaking(Path(folder)) as assistant:
        own = [assistant.statements(speaker=name) for name in SPEAKERS]
        compare, busy = timed(partial(assistant.compare, *SPEAKERS), rounds=2 * ROUNDS + 1)
    return Pace(
        PARAGRAPHS / seconds,
        cores,
        ways["without the ledger"] / ways["with the ledger"],
        1000 * compare,
        1000 * busy,
        (len(own[0]), len(own[1])),
    )


def reading(news: Sequence[Article]) -> tuple[float, float]:
    """Return the seconds that reading the statements of the articles takes, and the cores that it had."""
    seconds, busy = timed(lambda: list(ledgers(news)), rounds=ROUNDS)
    return seconds, busy / seconds


def timed(call: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """Return the median seconds of a call that has been made once before, and of these the processor's."""
    call()
    seconds, busy = [], []
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        call()
        seconds.append(time.perf_counter() - started)
        busy.append(time.process_time() - worked)
    return median(seconds), median(busy)


def spoken(statements: int) -> list[Article]:
    """Return articles in which each of two speakers says this many sentences of the collection."""
    told = [s.text.rstrip(".") for a in collection(PARAGRAPHS) for p in a.paragraphs for s in sentences(p.text)]
    plain = [text for text in dict.fromkeys(told) if not set(text) & set('"“”‘’?!;:') and 30 < len(text) < 160]
    rng = random.Random(SEED)
    parts = [part for text in plain if len(part := f"{text[0].lower()}{text[1:]}") > 30]
    rng.shuffle(parts)
    says = cycle(parts)
    # No sentence is said twice in the same words.
    texts = [f"{SPEAKERS[at % 2]} said that {next(says)} in case {at}." for at in range(2 * statements)]
    return [
        Article(
            f"spoken-{first}",
            tuple(Paragraph(n, text) for n, text in enumerate(texts[first : first + PARAGRAPHS_AN_ARTICLE], 1)),
            f"Talks, part {first}",
            published="2026-01-16",
        )
        for first in range(0, len(texts), PARAGRAPHS_AN_ARTICLE)
    ]


def _both_speaking(folder: Path) -> Assistant:
    with open_or_create(folder) as index:
        build(index, spoken(STATEMENTS), ledger=ledger)
    return open_assistant(folder)


def markdown(pace: Pace) -> str:
    """Return the figures as a Markdown table."""
    one, other = pace.statements
    rows = [
        (f"paragraphs read a second, on {pace.cores:.1f} of {os.cpu_count()} cores", pace.paragraphs, "≥ 60"),
        ("indexing with the ledger, in time of that without", pace.indexing, "≤ 1.8"),
        (
            f"comparing two speakers of {one} and {other} statements, in ms ({pace.busy:.0f} of them at work)",
            pace.compare,
            "< 300",
        ),
    ]
    met = (pace.paragraphs >= GOALS["paragraphs"], pace.indexing <= GOALS["indexing"], pace.compare < GOALS["compare"])
    lines = ["| what the ledger costs | figure | goal | |", "|---|---:|---:|---|"]
    lines += [
        f"| {name} | {figure:.3g} | {goal} | {'met' if right else 'not met'} |"
        for (name, figure, goal), right in zip(rows, met, strict=True)
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
