"""Is an index ever lost? `python -m eval.kill` kills indexing at random moments and looks at what is left.

Invented short stories are indexed by a process that is killed (SIGKILL) again and again and started anew. At the end
`readout doctor` must find nothing, a search must find what it finds after an uninterrupted run, and a passage must not
have been embedded more often than kills can explain. Exits with 1 where one of it does not hold.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from index.build import build
from index.doctor import examine
from index.folder import Index, open_index, open_or_create
from index.load import load_all
from index.search import search

QUESTIONS = ("Which harbour was closed?", "Who signed the treaty?", "What did the minister say on Monday?")
_PLACES = ("Renn", "Brisk", "Tarn Halsey", "Port Ennis", "Marrow", "Ostrand", "Velmora", "Ilma")
_THINGS = ("harbour", "bridge", "treaty", "mine", "ferry", "dam", "railway", "market")
_ACTS = ("was closed", "was opened", "was signed", "was sold", "was flooded", "was repaired", "was named", "was lost")


def stories(path: Path, count: int, seed: int) -> None:
    """Write so many short invented stories as JSON lines."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            place, thing, act = chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_ACTS)
            texts = [f"The {thing} of {place} {act} on day {number}.", f"The minister of {place} said so on Monday."]
            lines.write(json.dumps({"id": f"s{number}", "title": f"{thing} {number}", "paragraphs": texts}) + "\n")


def index_all(path: Path, folder: Path) -> None:
    """Index the stories, as a process that may be killed does."""
    with open_or_create(folder) as index:
        build(index, load_all([path]).articles)


def interrupted(path: Path, folder: Path, kills: int, seed: int) -> int:
    """Index in processes that are killed so many times, then in one that is not; return how many were killed."""
    chance = random.Random(seed)
    killed = 0
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, "-m", "eval.kill", "--only-index", str(path), str(folder)])
        # Starting takes some seconds, of which a kill tells nothing: wait until the index is there.
        until = time.monotonic() + 60
        while not (folder / "catalog.sqlite").exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 6.0))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
    subprocess.run([sys.executable, "-m", "eval.kill", "--only-index", str(path), str(folder)], check=True)
    return killed


def answers(index: Index) -> list[list[tuple[str, tuple[int, ...], float]]]:
    """Return what each of QUESTIONS finds, scores rounded to what the order of adding cannot change."""
    return [
        [(hit.article_id, hit.paragraphs, round(hit.score, 4)) for hit in search(index, question, limit=5).hits]
        for question in QUESTIONS
    ]


def survived(count: int, kills: int, seed: int = 0) -> list[str]:
    """Return what does not hold after so many kills; empty where nothing was lost."""
    with TemporaryDirectory() as place:
        path = Path(place, "stories.jsonl")
        stories(path, count, seed)
        killed = interrupted(path, Path(place, "killed"), kills, seed)
        index_all(path, Path(place, "whole"))
        with open_index(Path(place, "killed")) as one, open_index(Path(place, "whole")) as other:
            wrong = [finding.sentence for finding in examine(one)]
            if one.catalog.fingerprints() != other.catalog.fingerprints():
                wrong.append("The index does not hold the articles that an uninterrupted run holds.")
            if answers(one) != answers(other):
                wrong.append("A search does not find what it finds after an uninterrupted run.")
    print(f"{count} articles, {killed} kills: {len(wrong)} things are wrong.")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.kill", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--only-index", nargs=2, type=Path, metavar=("STORIES", "DIR"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only_index:
        index_all(*options.only_index)
        return 0
    wrong = survived(options.articles, options.kills)
    print("\n".join(wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
