"""What it costs a question that a reader has articles beside the collection: `python -m eval.additions [--index DIR]`.

Without an index the gazette is the collection; what is put beside it is the newsroom.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from assistant import open_assistant
from assistant.ask import Assistant
from eval.collection import SOURCES
from eval.question import SETS
from eval.question_set import read as read_set
from index.load import load_all

BESIDE = (0, 1, 10, 30)
"""So many articles are put beside the collection."""
QUESTIONS = 12
ROUNDS = 2


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.additions", description=__doc__)
    parser.add_argument("--index", type=Path, metavar="DIR", help="an index; else the gazette is indexed")
    options = parser.parse_args()
    questions = [one.question for one in read_set(SETS / "gazette.jsonl") if not one.history][:: 1791 // QUESTIONS]
    own = load_all([SOURCES["newsroom"]]).articles
    with _index(options.index) as folder, open_assistant(index=folder) as shared:
        assistants, rows = [], []
        for count in BESIDE:
            began = time.perf_counter()
            assistants.append(shared.holding(own[:count]) if count else shared)
            rows.append((count, time.perf_counter() - began))
        seconds = measured(assistants, questions)
    print("| articles beside | to add them | a warm question, median | 95th percentile |\n|---|---|---|---|")
    for (count, added), told in zip(rows, seconds, strict=True):
        late = quantiles(told, n=20, method="inclusive")[-1]
        print(f"| {count} | {added:.1f} s | {1000 * median(told):.0f} ms | {1000 * late:.0f} ms |")


def measured(assistants: Sequence[Assistant], questions: Sequence[str]) -> list[list[float]]:
    """Return the seconds of each question for each assistant, which take turns so that each has the machine alike."""
    seconds: list[list[float]] = [[] for _ in assistants]
    for rounds in range(ROUNDS + 1):
        for question in questions:
            for assistant, told in zip(assistants, seconds, strict=True):
                began = time.perf_counter()
                assistant.ask(question)
                # The first round warms.
                told += [time.perf_counter() - began] if rounds else []
    return seconds


@contextmanager
def _index(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    from assistant.shelve import shelve

    with TemporaryDirectory() as folder:
        shelve([str(SETS / "gazette" / "articles")], [], Path(folder) / "index", tell=print)
        yield Path(folder) / "index"


if __name__ == "__main__":
    main()
