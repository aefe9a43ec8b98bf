"""Do follow-ups find what they ask for? `python -m eval.followups` prints it; `--failures` lists what went wrong.

eval/sets/conversations.jsonl holds conversations, a line each: {"id", "collection", "turns": [{"question", "answer",
"holds", "relevant"}]}. Every turn but the first is a follow-up: `holds` are words that its standalone question must
hold, `relevant` the paragraphs that answer it. Its search is compared with that for the message as it is typed, and for
the message with all questions and answers before it.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.followup import standalone
from assistant.reply import History
from eval.collection import collection
from eval.question import SETS
from eval.table import percent, write
from index.folder import Index
from index.search import search

CONVERSATIONS = SETS / "conversations.jsonl"
FIRST = 3
"""A relevant paragraph counts as found among so many."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One follow-up with what came before it; `relevant` are addresses, `holds` words of its standalone question."""

    id: str
    collection: str
    message: str
    history: History
    holds: tuple[str, ...]
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a turn: the standalone question, whether it holds its words, and the first relevant place, from 1,
    of a search for it, for the bare message, and for the message with its whole history (None: not found).
    """

    turn: Turn
    standalone: str
    resolved: bool
    places: tuple[int | None, int | None, int | None]


def turns(path: Path = CONVERSATIONS) -> list[Turn]:
    """Return the follow-ups of a file of conversations, in order."""
    return [turn for line in path.read_text("utf-8").splitlines() for turn in _of(json.loads(line))]


def _of(conversation: dict[str, object]) -> Iterator[Turn]:
    history: list[tuple[str, str]] = []
    told: Sequence[dict[str, list[str] | str]] = conversation["turns"]  # type: ignore[assignment]
    for number, turn in enumerate(told, start=1):
        message = str(turn["question"])
        if history:
            yield Turn(
                f"{conversation['id']}-{number}", str(conversation["collection"]), message, tuple(history),
                tuple(turn.get("holds", ())), frozenset(turn["relevant"]),
            )  # fmt: skip
        history.append((message, str(turn["answer"])))


def measured(turn: Turn, index: Index) -> Measured:
    """Ask a turn in three ways."""
    alone = standalone(turn.message, turn.history).question
    whole = " ".join(text for pair in turn.history for text in pair)
    texts = (alone, turn.message, f"{whole} {turn.message}"[:2000])
    resolved = all(word.casefold() in alone.casefold() for word in turn.holds)
    return Measured(turn, alone, resolved, tuple(_place(turn, index, text) for text in texts))  # type: ignore[arg-type]


def _place(turn: Turn, index: Index, text: str) -> int | None:
    sights = search(index, text, limit=24).sights
    found = (place for place, s in enumerate(sights, 1) if f"{s.article_id}:{s.number}" in turn.relevant)
    return next(found, None)


def table(several: Sequence[Measured]) -> str:
    """Return the figures as Markdown."""
    lines = [f"| searched for | relevant paragraph first | among {FIRST} |", "|---|---:|---:|"]
    names = ("the standalone question", "the message alone", "the message after its whole history")
    for number, name in enumerate(names):
        places = [one.places[number] or 1000 for one in several]
        first, near = (sum(place <= most for place in places) / len(places) for most in (1, FIRST))
        lines.append(f"| {name} | {percent(first)} | {percent(near)} |")
    share = sum(one.resolved for one in several) / len(several)
    return "\n".join([*lines, "", f"{len(several)} follow-ups; {percent(share)} name what they ask about."])


def main() -> int:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.followups", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--failures", action="store_true", help="list the follow-ups that went wrong")
    options = parser.parse_args()
    every = turns()
    several: list[Measured] = []
    for name in dict.fromkeys(turn.collection for turn in every):
        with collection(name) as index:
            several += [measured(turn, index) for turn in every if turn.collection == name]
    for one in several:
        if options.failures and (not one.resolved or (one.places[0] or 1000) > FIRST):
            print(f"{one.turn.id} {one.turn.message!r} → {one.standalone!r} {one.turn.holds} {one.places}")
    print(table(several))
    if options.write:
        write(Path("README.md"), "followups", table(several))
    return 0


if __name__ == "__main__":
    sys.exit(main())
