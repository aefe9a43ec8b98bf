"""Is an index ever lost? `python -m eval.kill` kills indexing at random moments, fills its disk, and lets two at it.

Invented short stories are indexed by processes that are killed (SIGKILL) again and again, that find the disk full, or
that index at the same time. At the end `readout doctor` must find nothing, a search must find what it finds after an
uninterrupted run, and nothing may have been embedded twice but what was on its way at a kill. Exits with 1 where one of
it does not hold. `--write` puts the figures into docs/scale.md.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.disk import Disk, small
from eval.table import write
from index.build import build
from index.doctor import examine
from index.embed import Embedded, Encoder
from index.folder import Index, open_index, writing
from index.load import load_all
from index.made import ARTICLES_AT_ONCE
from index.search import search

QUESTIONS = ("Which harbour was closed?", "Who signed the treaty?", "What did the minister say on Monday?")
PAGE = Path("docs/scale.md")
# One batch in the model, one being written.
ON_THEIR_WAY = 2 * ARTICLES_AT_ONCE
_PLACES = ("Renn", "Brisk", "Tarn Halsey", "Port Ennis", "Marrow", "Ostrand", "Velmora", "Ilma")
_THINGS = ("harbour", "bridge", "treaty", "mine", "ferry", "dam", "railway", "market")
_ACTS = ("was closed", "was opened", "was signed", "was sold", "was flooded", "was repaired", "was named", "was lost")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: how often indexing was broken off, how much was embedded again, and what does not hold."""

    what: str
    articles: int
    broken: int
    again: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.what}: {self.articles:,} articles, broken off {self.broken} times, "
            f"{self.again:,} passages embedded again, {len(self.wrong)} things are wrong."
        )


class Noting(Encoder):
    """Notes in a file, before it embeds them, what texts it embeds."""

    def __init__(self, notes: Path) -> None:
        super().__init__(backend="float32")
        self._notes = notes

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """Return each text embedded, in order."""
        with self._notes.open("a", encoding="utf-8") as lines:
            lines.writelines(json.dumps(text) + "\n" for text in texts)
        return super().embed(texts)


def stories(path: Path, count: int, seed: int = 0) -> None:
    """Write so many short invented stories as JSON lines."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            place, thing, act = chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_ACTS)
            texts = [f"The {thing} of {place} {act} on day {number}.", f"The minister of {place} said so on Monday."]
            lines.write(json.dumps({"id": f"s{number}", "title": f"{thing} {number}", "paragraphs": texts}) + "\n")


def index_all(path: Path, folder: Path, notes: Path) -> None:
    """Index the stories, as a process that may be killed does."""
    with writing(folder, backend="float32") as index:
        noting = Index(index.folder, index.catalog, index.vectors, Noting(notes), index.shared)
        build(noting, load_all([path]).articles)


def started(path: Path, folder: Path, notes: Path) -> "subprocess.Popen[bytes]":
    """Start a process that indexes the stories."""
    command = [sys.executable, "-m", "eval.kill", "--only-index", str(path), str(folder), str(notes)]
    return subprocess.Popen(command)


def killed(path: Path, folder: Path, notes: Path, kills: int, seed: int) -> int:
    """Index in processes that are killed so many times, then in one that is not; return how many were killed."""
    chance = random.Random(seed)
    done = 0
    for _ in range(kills):
        process, before = started(path, folder, notes), _size(notes)
        # Starting takes some seconds, of which a kill tells nothing: wait until something is embedded.
        until = time.monotonic() + 120
        while _size(notes) == before and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 3.0))
        if process.poll() is None:
            process.kill()
            done += 1
        process.wait()
    started(path, folder, notes).wait()
    return done


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def full(path: Path, disk: Disk, notes: Path) -> int:
    """Index on a disk that is full too soon, look at what is there, and go on with more room; return how often."""
    folder = disk.place / "index"
    with disk.cramped():
        if started(path, folder, notes).wait() == 0:
            raise ValueError("The disk was not full: choose a smaller one.")
    with open_index(folder, backend="float32") as index:
        answers(index)
    started(path, folder, notes).wait()
    return 1


def both(path: Path, folder: Path, notes: Path) -> int:
    """Index in two processes at once, of which one is killed on the way; return how many were killed."""
    one, other = started(path, folder, notes), started(path, folder, notes)
    until = time.monotonic() + 120
    while _size(notes) == 0 and time.monotonic() < until:
        time.sleep(0.01)
    one.kill()
    one.wait()
    other.wait()
    return 1


def answers(index: Index) -> list[list[tuple[str, tuple[int, ...], float]]]:
    """Return what each of QUESTIONS finds, scores rounded to what the order of adding cannot change."""
    return [
        [(hit.article_id, hit.paragraphs, round(hit.score, 4)) for hit in search(index, question, limit=5).hits]
        for question in QUESTIONS
    ]


def outcome(what: str, count: int, *, kills: int = 0, room: int = 0, seed: int = 0) -> Outcome:
    """Return what comes of indexing so many stories in one of the ways: "killed", "disk full" or "two at once".

    `room` is that of the small disk, in bytes.
    """
    with ExitStack() as opened:
        place = Path(opened.enter_context(TemporaryDirectory(prefix="readout-")))
        path, notes, whole = place / "stories.jsonl", place / "notes", place / "whole"
        stories(path, count, seed)
        folder = place / "index"
        if what == "killed":
            broken = killed(path, folder, notes, kills, seed)
        elif what == "two at once":
            broken = both(path, folder, notes)
        else:
            disk = opened.enter_context(small(place / "disk", room))
            folder, broken = disk.place / "index", full(path, disk, notes)
        embedded = notes.read_text("utf-8").splitlines()
        index_all(path, whole, place / "other")
        wrong = _wrong(folder, whole)
        again = len(embedded) - len(set(embedded))
        if again > broken * ON_THEIR_WAY:
            wrong.append(f"{again} passages were embedded again, at most {broken * ON_THEIR_WAY} were on their way.")
    return Outcome(what, count, broken, again, tuple(wrong))


def _wrong(folder: Path, whole: Path) -> list[str]:
    with open_index(folder, backend="float32") as one, open_index(whole, backend="float32") as other:
        wrong = [finding.sentence for finding in examine(one)]
        if one.catalog.fingerprints() != other.catalog.fingerprints():
            wrong.append("The index does not hold the articles that an uninterrupted run holds.")
        if answers(one) != answers(other):
            wrong.append("A search does not find what it finds after an uninterrupted run.")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.kill", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--room", type=int, default=20, help="megabytes of the disk that is full too soon")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE}")
    parser.add_argument("--only-index", nargs=3, type=Path, metavar="PATH", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only_index:
        index_all(*options.only_index)
        return 0
    found = []
    for what in ("two at once", "disk full", "killed"):
        found.append(outcome(what, options.articles, kills=options.kills, room=options.room * 1_000_000))
        print(found[-1], *found[-1].wrong, sep="\n", flush=True)
    if options.write:
        write(PAGE, "kill", table(found))
    return int(any(one.wrong for one in found))


def table(found: Sequence[Outcome]) -> str:
    """Return the outcomes as Markdown."""
    rows = ["| | articles | broken off | passages embedded again | wrong in the end |", "|---|---:|---:|---:|---:|"]
    rows += [f"| {o.what} | {o.articles:,} | {o.broken} | {o.again:,} | {len(o.wrong)} |" for o in found]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
