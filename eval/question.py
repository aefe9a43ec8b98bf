"""A question of a set, and what a right answer to it rests on. eval/question_set.py has the format of the files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.article import Article
from index.problem import Problem

SETS = Path(__file__).parent / "sets"

Address = tuple[str, int]
"""An article's id and the number of a paragraph in it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    `relevant`: the paragraphs a right answer may cite, as addresses; `grades`: how relevant each is, empty where
    all are equally. `quotes`: words that stand in one paragraph each, which is relevant too (see `resolved`).
    `facts`: what it must say, each a set of acceptable wordings; `patterns`: what it must say, as regular
    expressions. `answers`: acceptable short answers, any of which will do (public reading sets); `references`:
    whole answers as a person would give them. Questions of one `conversation` belong together.
    """

    id: str
    question: str
    answerable: bool
    relevant: tuple[Address, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answers: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    type: str = ""
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    conversation: str = ""

    @property
    def cluster(self) -> str:
        """What it shares with other questions: its conversation, else the article it is about, else nothing."""
        if self.conversation or self.history:
            return f"conversation {self.conversation or self.history[0][0]}"
        return f"article {self.relevant[0][0]}" if self.relevant else f"question {self.id}"


def resolved(question: Question, articles: Sequence[Article]) -> Question:
    """Return the question with its quotes as addresses; raise Problem where one is in no paragraph or in several."""
    if not question.quotes:
        return question
    grades = question.grades or (1,) * len(question.relevant)
    addresses = dict(zip(question.relevant, grades, strict=True))
    for quote in question.quotes:
        words = _spaced(quote)
        places = [
            (a.id, p.number) for a in articles for p in a.paragraphs if p.repeats is None and words in _spaced(p.text)
        ]
        if len(places) != 1:
            many = f"{len(places)} paragraphs" if places else "no paragraph"
            raise Problem(
                f"Question {question.id}: the words “{quote}” stand in {many} of the index: quote other ones."
            )
        addresses.setdefault(places[0], 1)
    kept = tuple(addresses.values()) if any(grade != 1 for grade in addresses.values()) else ()
    return replace(question, relevant=tuple(addresses), grades=kept, quotes=())


def _spaced(text: str) -> str:
    return " ".join(text.split())
