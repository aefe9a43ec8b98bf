"""Runs made by hand: questions with the replies they got."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from eval.figures import Scores, scored
from eval.metrics.metric import Case
from eval.question import Question
from eval.record import Record, Run
from index.article import Article, address
from tests.fakes import article

PORT = article(
    "port", "Ships came in March.", "Renn said boats would sail.", "The strike ended.", source="Harbour Post"
)
DAM = article("dam", "The dam held.", "Water rose in May.", source="Valley News")
ARTICLES = (PORT, DAM)


def answered(*cited: str, text: str = "", hold: Sequence[Article] = ARTICLES) -> dict[str, Any]:
    """A reply that quotes these paragraphs whole, a claim each; `text` stands in for the words of the first."""
    known = {one.id: one for one in hold}
    claims: list[dict[str, Any]] = []
    for place in cited:
        key, _, number = place.rpartition(":")
        quote = known[key].paragraph(int(number)).text
        citation = {"article": key, "paragraph": int(number), "start": 0, "end": len(quote), "quote": quote}
        claims.append({"text": text if text and not claims else quote, "citations": [citation]})
    return {"kind": "answer", "claims": claims, "reason": None, "standalone": "", "evidence": []}


def declined(reason: str = "Nothing found mentions it.") -> dict[str, Any]:
    return {"kind": "refusal", "claims": [], "reason": reason, "standalone": "", "evidence": []}


def record(key: str, reply: dict[str, Any] | None, found: Iterable[str] = (), **more: Any) -> Record:
    """A record that found these paragraphs, best first, and listed them with the reply."""
    places = [(place.rpartition(":")[0], int(place.rpartition(":")[2])) for place in found]
    if reply is not None:
        reply = reply | {"evidence": [{"article": a, "paragraph": n, "score": 1.0} for a, n in places]}
    given: dict[str, Any] = {
        "chance": 0.5,
        "seconds": {"retrieve": 0.2, "total": 0.3},
        "tokens": {"input": 100, "output": 10},
    } | more
    evidence = tuple((a, n, 1 - rank / 100) for rank, (a, n) in enumerate(places))
    return Record(key, evidence=evidence, reply=reply, **given)


def case(question: Question, reply: dict[str, Any] | None, found: Iterable[str] = (), **more: Any) -> Case:
    run = run_of([question], [record(question.id, reply, found, **more)])
    return Case(question, run.records[0], run.paragraph)


def run_of(questions: Sequence[Question], records: Sequence[Record], folder: Path = Path("run"), **about: Any) -> Run:
    known = {
        "set": "hand.jsonl", "set_hash": "0", "index_hash": "1", "articles": 2, "settings": {"ranking": "hybrid"},
        "model": None, "missing": [], "commit": "abc", "versions": {"python": "3"}, "started": "2026-01-16T00:00:00",
        "machine": {"system": "Test", "cpus": 2},
    }  # fmt: skip
    articles = {one.id: one for one in ARTICLES}
    return Run(folder, known | about, {q.id: q for q in questions}, tuple(records), articles, {}, {})


def scores_of(*pairs: tuple[Question, Record], name: str = "run", **about: Any) -> Scores:
    return scored(run_of([q for q, _ in pairs], [r for _, r in pairs], Path(name), **about))


def many(right: Sequence[bool], name: str = "run", types: Sequence[str] = ("who", "when")) -> Scores:
    """A run of answerable questions, answered rightly or from the wrong article."""
    pairs = []
    for number, good in enumerate(right):
        question = Question(f"q{number}", f"Question {number}?", True, (("port", 1),), type=types[number % len(types)])
        pairs.append((question, record(question.id, answered("port:1" if good else "dam:2"), ["port:1", "dam:2"])))
    return scores_of(*pairs, name=name)


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


__all__ = ["address", "answered", "case", "declined", "lines", "many", "record", "run_of", "scores_of"]
