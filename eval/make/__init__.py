"""Question sets made from articles without a model: what is right is known by construction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.into import write_set
from eval.question import Question
from eval.question_set import read
from index.article import Article
from index.ledger import ledgers
from index.load import load_all
from index.problem import Problem
from index.statement import Statement


@dataclass(frozen=True, slots=True)
class Collection:
    """The articles to make questions of, and who says what in them."""

    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A set: the collection to index, and its questions."""

    articles: tuple[Article, ...]
    questions: tuple[Question, ...]


def make(kind: str, paths: Sequence[Path], into: Path, *, seed: int, limit: int, known: Path | None = None) -> str:
    """Write articles.jsonl and questions.jsonl of a kind into a folder; return a sentence on them.

    Raise Problem where the articles cannot be read or yield no question.
    """
    from eval.make import omissions, quotes, unanswerable

    collection = _collected(paths)
    if kind == "omissions":
        found = omissions.made(collection, seed=seed, limit=limit)
    elif kind == "quotes":
        found = quotes.made(collection, seed=seed, limit=limit)
    else:
        found = unanswerable.made(collection, read(known) if known else None, seed=seed, limit=limit)
    if not found.questions:
        raise Problem(f"No question could be made of these articles: they hold too few statements for {kind}.")
    write_set(into, found.articles, found.questions)
    return f"{len(found.articles)} articles and {len(found.questions)} questions: {into}"


def _collected(paths: Sequence[Path]) -> Collection:
    loaded = load_all(paths)
    if loaded.failures:
        raise Problem(f"The articles cannot be read: {loaded.failures[0]}")
    if not loaded.articles:
        raise Problem("There is no article in these paths: name files or folders with some.")
    return Collection(loaded.articles, tuple(s for _, several in ledgers(loaded.articles) for s in several))
