"""Planted omissions: `python -m eval.planted` measures how well "only A" is found where it is known.

One side says at least twelve things from one collection of invented news; the other says the same in another
order, as it stands or lightly paraphrased (eval/paraphrase.py), but for 1, 2, 4 or 8 of them. Precision, recall and
F1 of what is told to be only A's, over all pairs of a kind together. `--write` puts the table into README,
`--seed` draws other pairs: the threshold in assistant/match.py was chosen on seed 1, the table reports seed 2.
"""

import argparse
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.comparison import Relation
from assistant.matrix import compared
from eval.collection import SOURCES
from eval.paraphrase import paraphrased, words_of
from eval.table import write
from index.article import Article, Paragraph
from index.build import build
from index.folder import Index, open_or_create
from index.language import parsed
from index.ledger import ledgers
from index.load import load_all
from index.meaning import meanings
from index.statement import Speech, Stance, Statement

PAIRS = 30
DELETED = (1, 2, 4, 8)
LEAST = 12
SEED = 2
A, B = "Norland", "Sudria"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides' articles with their statements, and what A's hold that B's do not."""

    a: Article
    b: Article
    statements: tuple[Statement, ...]
    planted: frozenset[str]
    kind: str
    deleted: int


def main() -> None:
    """Print the table of the pairs drawn with a seed."""
    parser = argparse.ArgumentParser(prog="python -m eval.planted", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--seed", type=int, default=SEED, help="which pairs to draw")
    options = parser.parse_args()
    table = measured(list(pairs(pools(), options.seed)))
    print(table)
    if options.write:
        write(Path("README.md"), "planted", table)


def pools() -> list[list[str]]:
    """Return what is said in each article, with the next article's where that is too little to draw from."""
    loaded = load_all([SOURCES["newsroom"], SOURCES["readouts"]]).articles
    said = [list(dict.fromkeys(_told(statements))) for _, statements in ledgers(loaded)]
    return [own if len(own) >= LEAST + 4 else own + said[(n + 1) % len(said)] for n, own in enumerate(said)]


def _told(statements: Sequence[Statement]) -> Iterator[str]:
    for one in statements:
        if one.issuer is None and one.stance is not Stance.OMITS and 5 <= len(one.content.split()) <= 40:
            yield one.content.strip(' ."“”')


def pairs(pools: Sequence[Sequence[str]], seed: int) -> Iterator[Pair]:
    """Yield PAIRS pairs for each number deleted and each kind, drawn with the seed."""
    rng = random.Random(seed)
    usable = [pool for pool in pools if len(pool) >= LEAST]
    for kind in ("as it stands", "paraphrased"):
        for deleted in DELETED:
            for number in range(PAIRS):
                pool = rng.choice(usable)
                told = rng.sample(list(pool), rng.randint(LEAST, min(len(pool), 24)))
                yield _pair(f"{kind[0]}{deleted}-{number}", told, deleted, kind, rng)


def _pair(name: str, told: Sequence[str], deleted: int, kind: str, rng: random.Random) -> Pair:
    planted = frozenset(rng.sample(list(told), deleted))
    kept = [text for text in told if text not in planted]
    if kind == "paraphrased":
        kept = [paraphrased(parse, rng) for parse in parsed([words_of(text) for text in kept])]
    rng.shuffle(kept)
    ours, theirs = _issued(f"{name}-a", A, told), _issued(f"{name}-b", B, kept)
    return Pair(ours[0], theirs[0], (*ours[1], *theirs[1]), planted, kind, deleted)


def _issued(key: str, speaker: str, told: Iterable[str]) -> tuple[Article, tuple[Statement, ...]]:
    lead = f"{speaker} said: "
    texts = [lead + text for text in told]
    statements = tuple(
        Statement(
            key, n, speaker, speaker, "said", len(lead), len(text), text[len(lead):], Stance.ASSERTS, Speech.INDIRECT
        )
        for n, text in enumerate(texts, start=1)
    )  # fmt: skip
    return Article(key, tuple(Paragraph(n, text + ".") for n, text in enumerate(texts, start=1))), statements


def measured(drawn: Sequence[Pair]) -> str:
    """Return the table: precision, recall and F1 of "only A" by kind and by number deleted."""
    with tempfile.TemporaryDirectory() as folder, open_or_create(Path(folder)) as index:
        own = {article.id: pair.statements for pair in drawn for article in (pair.a, pair.b)}
        build(
            index,
            [article for pair in drawn for article in (pair.a, pair.b)],
            ledger=lambda batch: [tuple(s for s in own[article.id] if s.article == article.id) for article in batch],
        )
        found = [(pair, _only_a(pair, index)) for pair in drawn]
    lines = ["| statements of B | deleted | pairs | precision | recall | F1 |", "|---|---|---:|---:|---:|---:|"]
    for kind in dict.fromkeys(pair.kind for pair in drawn):
        for deleted in (*DELETED, None):
            chosen = [(p, only) for p, only in found if p.kind == kind and deleted in (None, p.deleted)]
            lines.append(_row(kind, "all" if deleted is None else str(deleted), chosen))
    return "\n".join(lines)


def _only_a(pair: Pair, index: Index) -> frozenset[str]:
    articles = {pair.a.id: pair.a, pair.b.id: pair.b}
    rows = compared(A, B, pair.statements, articles, partial(meanings, index)).rows
    return frozenset(s.content for row in rows if row.relation is Relation.ONLY_A for s in row.a)


def _row(kind: str, deleted: str, found: Sequence[tuple[Pair, frozenset[str]]]) -> str:
    right = sum(len(pair.planted & only) for pair, only in found)
    told, planted = sum(len(only) for _, only in found), sum(len(pair.planted) for pair, _ in found)
    precision, recall = right / max(1, told), right / max(1, planted)
    f1 = 2 * right / max(1, told + planted)
    figures = " | ".join(f"{value:.3f}" for value in (precision, recall, f1))
    return f"| {kind} | {deleted} | {len(found)} | {figures} |"


if __name__ == "__main__":
    main()
