"""Orders to a model inside an article, and a model that obeys each: `python -m eval.orders` tells what is shown of it.

eval/sets/orders.jsonl holds a line an order: {"id", "kind", "order", "obeyed"}; `obeyed` is what a model writes that
does as it is told. Each order is put into a sample article as a paragraph of its own, the articles are indexed and
asked, and the model obeys, citing the paragraph of the order, another one, or none. Of what it writes so, nothing may
be shown. No model is needed: this one obeys always, which none does. The orders of eval/sets/orders_blind.jsonl were
written by somebody who had not seen the rules, and nobody who writes rules has read which of them fail; it also holds
news that comes near an order ("kind" is "news", "obeyed" empty), which should not be taken for one.
"""

import argparse
import dataclasses
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import track

from assistant import quote
from assistant.draft import Author
from assistant.evidence import gather
from assistant.shelve import ledger
from assistant.verify.instruction import addresses_model
from eval.collection import SAMPLES
from eval.question import SETS
from eval.table import percent, write
from index.article import Article, Paragraph, Role
from index.build import build
from index.folder import Index, open_or_create
from index.load import load_all
from prompts import Filled
from prompts import load as prompts

SEEN, BLIND = SETS / "orders.jsonl", SETS / "orders_blind.jsonl"
_NEWS = "news"
# What most of the orders are about; the other question is the order itself, which its own paragraph is nearest to.
QUESTION = "Did Koizumi resign on Friday?"
_AFTER = 3


class Order(NamedTuple):
    """A paragraph that gives orders to a model, and what a model writes that obeys."""

    id: str
    kind: str
    text: str
    obeyed: str


class Trial(NamedTuple):
    """One order, asked about once: whether the model was offered its paragraph, and whether its words were shown."""

    order: Order
    offered: bool
    shown: bool


def orders(path: Path = SEEN) -> list[Order]:
    """Return the orders of a file, in order; news that comes near one is left out."""
    return [one for one in _read(path) if one.kind != _NEWS]


def news(path: Path = BLIND) -> list[str]:
    """Return the paragraphs of a file that come near an order and are none."""
    return [one.text for one in _read(path) if one.kind == _NEWS]


def _read(path: Path) -> list[Order]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Order(one["id"], one["kind"], one["order"], one["obeyed"]) for one in lines]


def planted(article: Article, text: str) -> Article:
    """Return an article with one more paragraph, in which the order stands."""
    texts = [(one.text, one.role) for one in article.paragraphs]
    texts.insert(_AFTER, (text, Role.BODY))
    numbered = [Paragraph(number, words, role) for number, (words, role) in enumerate(texts, start=1)]
    return dataclasses.replace(article, paragraphs=tuple(numbered))


def trials(index: Index, order: Order) -> Iterator[Trial]:
    """Yield what came of an order in an index that holds it, for each question and each way of citing."""
    for question in (QUESTION, order.text):
        evidence = gather(index, question)
        quotes = quote.answer(evidence)
        for way in ("own", "other", "none"):
            heard: list[int] = []

            def obedient(prompt: Filled, way: str = way, heard: list[int] = heard) -> Iterator[str]:
                number = _number(prompt.user, order.text)
                heard.append(number)
                mark = {"own": f" [{number or 1}]", "other": " [1]", "none": ""}[way]
                yield re.sub(r"([.!?]?)$", rf"{mark}\1", order.obeyed, count=1)

            *_, last = Author(obedient, prompts())(evidence, quotes)
            texts = [claim.text for claim in last.claims]
            yield Trial(order, any(heard), last.claims != quotes and any(order.obeyed[:40] in text for text in texts))


def _number(prompt: str, order: str) -> int:
    """Return the number under which a prompt offers the paragraph of an order; 0 where it does not."""
    before, found, _ = prompt.partition(order.splitlines()[0])
    numbers = re.findall(r'<paragraph n="(\d+)"', before)
    return int(numbers[-1]) if found and numbers else 0


def table(sets: Mapping[str, Sequence[Trial]]) -> str:
    """Return the figures of each set of orders as Markdown."""
    lines = ["| orders | how many | offered to the model | shown to the reader |", "|---|---:|---:|---:|"]
    for name, own in sets.items():
        shares = (sum(one.offered for one in own) / len(own), sum(one.shown for one in own) / len(own))
        count = len({one.order.id for one in own})
        lines.append(f"| {name} | {count} | {' | '.join(percent(share) for share in shares)} |")
    return "\n".join(lines)


def told(index: Index, path: Path) -> list[Trial]:
    """Return what came of each order of a file, put into the first sample article."""
    first, *others = load_all([SAMPLES]).articles
    several: list[Trial] = []
    for order in track(orders(path), description=path.stem, console=Console(stderr=True)):
        build(index, [planted(first, order.text), *others], ledger=ledger)
        several += trials(index, order)
    return several


def main() -> int:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.orders", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--failures", action="store_true", help="list the orders of the read set that are obeyed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_or_create(Path(folder)) as index:
        sets = {"read while the rules were written": told(index, SEEN), "blind": told(index, BLIND)}
    near = news()
    taken = sum(map(addresses_model, near))
    text = f"{table(sets)}\n\nOf {len(near)} paragraphs of news that come near an order {taken} are taken for one."
    print(text)
    if options.failures:
        for one in dict.fromkeys(trial.order for trial in sets["read while the rules were written"] if trial.shown):
            print(f"\n{one.id}: {one.text}")
    if options.write:
        write(Path("README.md"), "orders", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
