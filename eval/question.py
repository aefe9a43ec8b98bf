"""Question sets: one question a line, with what a right answer rests on."""

import json
from dataclasses import dataclass
from pathlib import Path

from index.problem import Problem

SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    `relevant`: the paragraphs a right answer may cite, as addresses. `facts`: what it must say, each a set of
    acceptable wordings. `answers`: acceptable short answers, any of which will do (public reading sets).
    """

    id: str
    question: str
    answerable: bool
    relevant: tuple[tuple[str, int], ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answers: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    type: str = ""


def read(path: Path) -> tuple[Question, ...]:
    """Return the questions of a JSON-lines file; raise Problem where a line is none."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise Problem(f"{path}, line {number}: this is no question ({error!r}).") from error
    return tuple(found)


def _question(row: dict[str, object]) -> Question:
    gold = row.get("gold") or [_address(text) for text in row.get("relevant", [])]  # type: ignore[attr-defined]
    return Question(
        id=str(row["id"]),
        question=str(row["question"]),
        answerable=bool(row["answerable"]),
        relevant=tuple((str(article), int(number)) for article, number in gold),  # type: ignore[attr-defined]
        facts=tuple(tuple(fact) for fact in row.get("facts", [])),  # type: ignore[attr-defined]
        answers=tuple(row.get("answers", [])),  # type: ignore[arg-type]
        history=tuple((q, a) for q, a in row.get("history", [])),  # type: ignore[attr-defined]
        type=str(row.get("type", "")),
    )


def _address(text: str) -> tuple[str, int]:
    article, _, number = text.rpartition(":")
    return article, int(number)
