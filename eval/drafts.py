"""What a small model writes, and what of it is shown: `python -m eval.drafts` prints the shares that are not so.

eval/sets/drafts.jsonl holds drafts of SmolLM2 about the two sample articles, a line each: {"id", "question" (standing
alone), "draft" (raw), "sentences": [{"text", "holds"}]}. `holds` was labelled by hand, by reading the articles: whether
they say all that the sentence says. The drafts are read and checked as if the model wrote them now, so the figures are
those of today's checks and no model is needed.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant import quote
from assistant.draft import Author
from assistant.evidence import Evidence, gather
from assistant.reply import Written
from eval.collection import collection
from eval.question import SETS
from eval.table import percent, write
from prompts import Filled, load

DRAFTS = SETS / "drafts.jsonl"


@dataclass(frozen=True, slots=True)
class Draft:
    """A model's raw text on a question; `holds` tells of each of its sentences whether the articles say it."""

    id: str
    question: str
    text: str
    holds: dict[str, bool]


def drafts(path: Path = DRAFTS) -> list[Draft]:
    """Return the labelled drafts of a file, in order."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Draft(one["id"], one["question"], one["draft"], {s["text"]: s["holds"] for s in one["sentences"]})
        for one in lines
    ]


def shown(draft: Draft, evidence: Evidence) -> list[str]:
    """Return the sentences of a draft that are shown; none where the answer from quotes takes their place."""

    def written(_: Filled) -> Iterator[str]:
        yield draft.text

    quotes = quote.answer(evidence)
    *_, last = Author(written, load())(evidence, quotes)
    return _own(draft, last) if last.claims != quotes else []


def _own(draft: Draft, last: Written) -> list[str]:
    # Whoever says a sentence may be named before it.
    return [text for text in draft.holds if any(claim.text.endswith(text) for claim in last.claims)]


def table(several: Sequence[tuple[Draft, Sequence[str]]]) -> str:
    """Return the figures as Markdown."""
    before = [holds for draft, _ in several for holds in draft.holds.values()]
    after = [draft.holds[text] for draft, kept in several for text in kept]
    lines = ["| sentences | how many | with what the articles do not say |", "|---|---:|---:|"]
    for name, labels in (("as the model wrote them", before), ("as they are shown", after)):
        share = percent(labels.count(False) / len(labels)) if labels else ""
        lines.append(f"| {name} | {len(labels)} | {share} |")
    kept = sum(bool(own) for _, own in several)
    return "\n".join([*lines, "", f"{len(several)} drafts; of {kept} something is shown, else the answer from quotes."])


def main() -> int:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.drafts", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    with collection("readouts") as index:
        found = partial(gather, index)
        several = [(draft, shown(draft, found(draft.question))) for draft in drafts()]
    print(table(several))
    if options.write:
        write(Path("README.md"), "drafts", table(several))
    return 0


if __name__ == "__main__":
    sys.exit(main())
