"""Readout beside the stock way: `python -m eval.stock` indexes and asks one collection with both, in one run.

The stock way is LangChain's recursive splitter as its tutorial sets it, and Chroma by way of langchain-chroma:
`add_documents`, `similarity_search`. Both use the same embedding model on the same backend, each in a process of its
own, and take turns. `--write` puts the table into docs/scale.md.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assistant.compose import joined
from assistant.settings import Settings
from assistant.shelve import ledger
from eval.scale import PAGE, alone, load, news, warm
from eval.speed import questions
from eval.table import write
from index.build import build, no_ledger
from index.embed import Encoder
from index.folder import open_or_create

PARAGRAPHS = 480
ASKED = 40
ROUNDS = 2
LIMIT = 10
WAYS = ("the stock way", "Readout, only finding", "Readout, with who said what")


@dataclass(frozen=True, slots=True)
class Side:
    """One way: paragraphs a second indexed; milliseconds a warm question, median and 95th percentile; megabytes.

    Times are of one processor.
    """

    pace: float
    question: tuple[float, float]
    memory: float
    disk: float


def stock(folder: Path, paragraphs: int) -> Side:
    """Index and ask as the tutorials of LangChain do."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    encoder = Encoder(backend="float32")
    encoder.raw(["A first text, so that the model is loaded."])
    articles = news(paragraphs)
    started = time.process_time()
    store = Chroma("articles", encoder, persist_directory=str(folder))
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    whole = [
        Document("\n\n".join(p.text for p in article.paragraphs), metadata={"id": article.id, "title": article.title})
        for article in articles
    ]
    store.add_documents(splitter.split_documents(whole))
    pace = paragraphs / (time.process_time() - started)
    return _side(pace, lambda question: store.similarity_search(question, k=LIMIT), folder)


def readout(folder: Path, paragraphs: int, *, who: bool) -> Side:
    """Index and ask as `readout index` and `readout search` do."""
    articles = news(paragraphs)
    with open_or_create(folder, backend="float32") as index:
        index.encoder.raw(["A first text, so that the model is loaded."])
        if who:
            ledger(articles[:1])
        started = time.process_time()
        build(index, articles, ledger=ledger if who else no_ledger)
        pace = paragraphs / (time.process_time() - started)
    settings = Settings(index=folder, backend="float32")
    with joined(open_or_create(folder, backend="float32"), settings) as assistant:
        return _side(pace, lambda question: assistant.search(question, limit=LIMIT), folder)


def _side(pace: float, ask: Callable[[str], object], folder: Path) -> Side:
    question = warm(questions(ASKED), ask)
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return Side(pace, question, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, disk)


def measured(way: str, paragraphs: int) -> Side:
    """Measure one way, in this process."""
    with TemporaryDirectory(prefix="readout-") as place:
        if way == WAYS[0]:
            return stock(Path(place), paragraphs)
        return readout(Path(place), paragraphs, who=way == WAYS[2])


def _alone(way: str, paragraphs: int) -> Side:
    side = alone("eval.stock", "--way", way, "--paragraphs", str(paragraphs))
    return Side(side["pace"], tuple(side["question"]), side["memory"], side["disk"])


def table(sides: dict[str, Sequence[Side]], paragraphs: int) -> str:
    """Return the medians of the rounds as Markdown."""
    rows = [
        f"| {paragraphs:,} paragraphs | paragraphs indexed a second | a question, p50 / p95 | peak memory | disk |",
        "|---|---:|---:|---:|---:|",
    ]
    for way, several in sides.items():
        first, second = (median(one.question[place] for one in several) for place in (0, 1))
        rows.append(
            f"| {way} | {median(one.pace for one in several):.0f} | {first:.0f} / {second:.0f} ms "
            f"| {median(one.memory for one in several):,.0f} MB | {median(one.disk for one in several):,.0f} MB |"
        )
    return "\n".join([*rows, "", f"One thread, seconds of the processor. {load()}"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.stock", description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE}")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.way:
        print(json.dumps(asdict(measured(options.way, options.paragraphs))))
        return
    sides: dict[str, list[Side]] = {way: [] for way in WAYS}
    for _ in range(options.rounds):
        for way in WAYS:
            sides[way].append(_alone(way, options.paragraphs))
    told = table(dict(sides), options.paragraphs)
    print(told)
    if options.write:
        write(PAGE, "stock", told)


if __name__ == "__main__":
    main()
