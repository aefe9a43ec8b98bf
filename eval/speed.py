"""How fast Readout is, beside the bare encoder in the same run: `python -m eval.speed` prints the table.

Seconds mean little on a machine that others use too: what is compared is measured in alternation, and medians
are taken. `--json` prints all figures, `--write` puts the table into README between its markers.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from assistant import open_assistant
from assistant.ask import Clock
from eval.collection import SOURCES, questions_of
from eval.question_set import read
from eval.table import write
from index.article import Article, Paragraph
from index.build import Ledger, build, no_ledger
from index.embed import Encoder
from index.folder import open_or_create
from index.ledger import ledgers
from index.load import load_all
from index.sentence import sentences
from index.statement import Statement

PARAGRAPHS = 240
PARAGRAPHS_AN_ARTICLE = 12
QUESTIONS = 120
ROUNDS = 3
SEED = 20260116
SETS = ("readouts", "newsroom")

# What a Python program that embeds and stores vectors pays before it does anything of its own.
IMPORTS = ("torch", "sentence_transformers", "chromadb")
REST = "everything else"
ANSWERED = "answered at"


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured.

    `indexing`: paragraphs a second, by way. `question`: milliseconds, the median by stage. `cold`: seconds
    from the start of the process to the first answer, by step.
    """

    paragraphs: int
    questions: int
    indexing: Mapping[str, float]
    question: Mapping[str, float]
    cold: Mapping[str, float]


def main() -> None:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.speed", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON instead")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--cold", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cold:
        print(json.dumps(first_answer(options.cold)))
        return
    speed = measured()
    print(json.dumps(asdict(speed), indent=2) if options.json else markdown(speed))
    if options.write:
        write(Path("README.md"), "speed", markdown(speed))


def measured() -> Speed:
    """Measure everything, telling progress on stderr."""
    news, asked = collection(PARAGRAPHS), questions(QUESTIONS)
    progress = Progress(console=Console(stderr=True))
    with progress, TemporaryDirectory() as folder:
        task = progress.add_task("Measuring speed", total=1 + 4 * ROUNDS + 2 * len(asked))
        step = partial(progress.advance, task)
        pace = indexing(news, step)
        _build(news, _ledger, Path(folder))
        waits = asking(Path(folder), asked, step)
        cold = cold_start(Path(folder), step)
    return Speed(sum(len(one.paragraphs) for one in news), len(asked), pace, waits, cold)


def collection(paragraphs: int) -> list[Article]:
    """Return invented news of this many paragraphs: sentences of this project's own articles, recombined.

    The same each time; paragraphs have as many sentences as those of the articles have.
    """
    articles = load_all([SOURCES[name] for name in SETS]).articles
    split = [sentences(p.text) for article in articles for p in article.paragraphs if p.repeats is None]
    pool = [sentence.text for several in split for sentence in several]
    titles = [article.title for article in articles if article.title]
    rng = random.Random(SEED)
    texts = [" ".join(rng.sample(pool, len(rng.choice(split)))) for _ in range(paragraphs)]
    return [
        Article(
            f"news-{first}",
            tuple(Paragraph(n, text) for n, text in enumerate(texts[first : first + PARAGRAPHS_AN_ARTICLE], 1)),
            rng.choice(titles),
        )
        for first in range(0, paragraphs, PARAGRAPHS_AN_ARTICLE)
    ]


def questions(limit: int) -> list[str]:
    """Return distinct questions of the sets, those without a conversation before them, at most `limit`."""
    alone = {q.question: None for name in SETS for q in read(questions_of(name)) if not q.history}
    return random.Random(SEED).sample(list(alone), min(limit, len(alone)))


def indexing(news: Sequence[Article], step: Callable[[], None]) -> dict[str, float]:
    """Return paragraphs a second of the bare encoder and of indexing without and with the ledger."""
    texts = [p.text for article in news for p in article.paragraphs]
    encoder = Encoder()
    _build(news[:1], _ledger)
    encoder.raw(texts[:32])
    step()
    ways: dict[str, Callable[[], object]] = {
        "bare encoder": lambda: encoder.raw(texts),
        "without the ledger": lambda: _build(news, no_ledger),
        "with the ledger": lambda: _build(news, _ledger),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        for name in list(ways)[:: -1 if turn % 2 else 1]:
            with _timed(seconds[name]):
                ways[name]()
            step()
    return {name: len(texts) / median(several) for name, several in seconds.items()}


def asking(folder: Path, asked: Sequence[str], step: Callable[[], None]) -> dict[str, float]:
    """Return the median milliseconds of embedding a question, of asking it, and of each stage of that."""
    encoder = Encoder()
    waits: dict[str, list[float]] = {"bare embedding": [], "whole": []}
    with open_assistant(folder) as assistant:

        def bare(question: str) -> None:
            with _timed(waits["bare embedding"]):
                encoder.raw([question])

        def whole(question: str) -> None:
            with _timed(waits["whole"]):
                reply = assistant.ask(question)
            rest = waits["whole"][-1] - sum(reply.seconds.values())
            for stage, seconds in (*reply.seconds.items(), (REST, rest)):
                waits.setdefault(stage, []).append(seconds)

        for question in asked[:5]:
            assistant.ask(f"{question} And why?")
        for turn, question in enumerate(asked):
            for way in (bare, whole) if turn % 2 else (whole, bare):
                way(question)
                step()
    return {name: 1000 * median(several) for name, several in waits.items()}


def cold_start(folder: Path, step: Callable[[], None]) -> dict[str, float]:
    """Return the seconds of each step to a first answer in a new process, from the median of the runs."""
    runs = []
    for _ in range(ROUNDS):
        started = time.time()
        command = [sys.executable, "-m", "eval.speed", "--cold", str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        steps: dict[str, float] = json.loads(done.stdout)
        whole = steps.pop(ANSWERED) - started
        runs.append(steps | {REST: whole - sum(steps.values())})
        step()
    return sorted(runs, key=lambda run: sum(run.values()))[len(runs) // 2]


def first_answer(folder: Path) -> dict[str, float]:
    """Return the seconds of each step from here to the first answer, and when that was given."""
    question = questions(1)[0]
    clock = Clock()
    for name in IMPORTS:
        with clock.stage(f"import {name}"):
            import_module(name)
    with clock.stage("load the model"):
        _ = Encoder().window
    with clock.stage("open the index"):
        assistant = open_assistant(folder)
    with assistant, clock.stage("answer"):
        assistant.ask(question)
    return clock.seconds | {ANSWERED: time.time()}


def markdown(speed: Speed) -> str:
    """Return the figures as a Markdown table, as ratios and shares."""
    pace, waits, cold = speed.indexing, speed.question, speed.cold
    total = sum(cold.values())
    imports = sum(seconds for name, seconds in cold.items() if name.startswith("import "))
    rest = max(seconds for name, seconds in cold.items() if not name.startswith("import "))
    kept = pace["without the ledger"] / pace["bare encoder"]
    factor = pace["without the ledger"] / pace["with the ledger"]
    bare = waits["bare embedding"]
    times = waits["whole"] / bare
    lines = [
        f"| {speed.paragraphs} paragraphs, {speed.questions} questions | figure | goal | |",
        "|---|---:|---:|---|",
        f"| indexing, in the speed of the bare encoder | {kept:.0%} | ≥ 85% | {_met(kept >= 0.85)} |",
        f"| indexing with the ledger, in time of that without | {factor:.1f} × | | |",
        f"| a warm question, in time of its bare embedding | {times:.1f} × | ≤ 4 × | {_met(times <= 4)} |",
    ]
    stages = [stage for stage in waits if stage not in {"whole", "bare embedding"}]
    lines += [f"| – its stage “{stage}” | {waits[stage] / bare:.1f} × | | |" for stage in stages]
    lines.append(
        f"| cold start to the first answer: imports of {', '.join(IMPORTS)} | {imports / total:.0%} | "
        f"more than any other step | {_met(imports > rest)} |"
    )
    lines += [f"| – {name} | {seconds / total:.0%} | | |" for name, seconds in cold.items()]
    return "\n".join(lines)


def _met(met: bool) -> str:
    return "met" if met else "not met"


def _ledger(batch: Sequence[Article]) -> list[tuple[Statement, ...]]:
    return [statements for _, statements in ledgers(batch)]


def _build(news: Sequence[Article], ledger: Ledger, folder: Path | None = None) -> None:
    with TemporaryDirectory() as spare, open_or_create(folder or Path(spare)) as index:
        build(index, news, ledger=ledger)


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds.append(time.perf_counter() - started)


if __name__ == "__main__":
    main()
