"""What Readout gets right: `python -m eval.quality` prints the table that README shows.

`--write` puts the table into README between its markers; `--failures` lists what went wrong.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import quote
from assistant.ask import Assistant
from assistant.compose import joined
from assistant.evidence import gather
from assistant.followup import standalone
from assistant.reply import Answer, Reply
from assistant.settings import Settings
from eval.collection import SOURCES, collection, questions_of
from eval.question import Question
from eval.question_set import read
from eval.score import Verdict, verdict
from eval.table import Row, markdown, write
from index.folder import Index

Asked = tuple[Question, Reply, Verdict]


def main() -> None:
    """Print the table; exit with 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m eval.quality", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--failures", action="store_true", help="list the questions that went wrong")
    measures = {"readouts": _own, "newsroom": _own, "xquad": _xquad, "clapnq": _clapnq}
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"only these of {', '.join(measures)}")
    options = parser.parse_args()
    if unknown := [name for name in options.sets if name not in measures]:
        parser.error(f"there is no set {unknown[0]}")
    if options.write and options.sets:
        parser.error("the table of README is of all sets: leave out their names, or --write")
    rows: list[Row] = []
    for name in options.sets or measures:
        measure = measures[name]
        if not SOURCES[name].exists():
            print(f"{name} is not here and left out.", file=sys.stderr)
            continue
        with collection(name) as index:
            rows += measure(name, index, options.failures)
    print(markdown(rows))
    if options.write:
        write(Path("README.md"), "quality", markdown(rows))


def _replies(name: str, index: Index) -> list[Asked]:
    assistant = joined(index, Settings())
    return [_asked(assistant, question) for question in read(questions_of(name))]


def _asked(assistant: Assistant, question: Question) -> Asked:
    reply = assistant.ask(question.question, question.history)
    return question, reply, verdict(question, reply)


def _own(name: str, index: Index, failures: bool) -> list[Row]:
    asked = _replies(name, index)
    answerable = [one for one in asked if one[0].answerable]
    others = [one for one in asked if not one[0].answerable]
    cited = [(v.right_citations, v.citations) for *_, v in answerable]
    if failures:
        _tell(one for one in asked if not _right(one))
    title = "two sample articles" if name == "readouts" else "twelve invented articles"
    return [
        Row(
            title,
            "answerable: a right paragraph cited and every key fact held",
            _share(map(_right, answerable)),
            0.95,
        ),
        Row(
            title,
            "citations to relevant paragraphs",
            sum(r for r, _ in cited) / max(1, sum(n for _, n in cited)),
            0.90,
        ),
        Row(title, "unanswerable and false premises declined", _share(v.declined for *_, v in others), 0.95),
        Row(title, "answerable declined", _share(v.declined for *_, v in answerable), 0.03, at_most=True),
    ]


def _right(asked: Asked) -> bool:
    question, _, found = asked
    return bool(found.cites_right and found.holds_facts) if question.answerable else found.declined


def _xquad(name: str, index: Index, failures: bool) -> list[Row]:
    asked = _replies(name, index)
    shown = [(q, r.claims if isinstance(r, Answer) else ()) for q, r, _ in asked]
    if failures:
        _tell(one for one in asked if not _holds(one[0], [c.text for c in dict(shown).get(one[0], ())[:1]]))
    first = [
        bool(r.evidence) and (r.evidence[0].article, r.evidence[0].paragraph.number) in q.relevant for q, r, _ in asked
    ]
    plain = [(q, _quoted(index, q)) for q, *_ in asked]
    gone = [_declined_without(index, question) for question, *_ in asked]
    return [
        Row(name, "right paragraph first", _share(first), 0.95),
        Row(
            name,
            "answer in the first quoted sentence",
            _share(_holds(q, told[:1]) for q, told in plain),
            0.82,
        ),
        Row(name, "answer in at most two sentences", _share(_holds(q, told[:2]) for q, told in plain), 0.92),
        Row(name, "declined when its article is held out", _share(gone), 0.90),
        Row(name, "answerable declined", _share(v.declined for *_, v in asked), 0.05, at_most=True),
    ]


def _quoted(index: Index, question: Question) -> list[str]:
    """The sentences quoted, declined or not: whether to decline is measured by itself."""
    evidence = gather(index, standalone(question.question, question.history).question)
    return [claim.citations[0].quote for claim in quote.answer(evidence)]


def _holds(question: Question, sentences: Sequence[str]) -> bool:
    text = " ".join(sentences).lower()
    return any(answer.strip().lower() in text for answer in question.answers)


def _declined_without(index: Index, question: Question) -> bool:
    """Ask as if the collection held nothing of the articles that answer."""
    without = frozenset(article for article, _ in question.relevant)
    return quote.declines(gather(index, question.question, without=without)) is not None


def _clapnq(name: str, index: Index, failures: bool) -> list[Row]:
    questions = read(questions_of(name))
    evidence = [gather(index, question.question) for question in questions]
    pairs = list(zip(questions, evidence, strict=True))
    first = [(e.hits[0].article_id, q.relevant[0][1]) == q.relevant[0] for q, e in pairs if q.answerable]
    curve = risk_coverage([(e.chance, q.answerable) for q, e in pairs])
    balanced = best_balanced([(e.chance, q.answerable) for q, e in pairs])
    print("clapnq, share answered: share of those without an answer")
    print(json.dumps({f"{coverage:.2f}": round(risk, 3) for coverage, risk in curve}))
    return [
        Row(name, "right passage first", _share(first), 0.97),
        Row(name, "declining, best balanced accuracy", balanced, None),
    ]


def risk_coverage(told: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return, as more is answered, the share answered and the share of those that had no answer.

    `told`: for each question its chance of being answerable and whether it is.

    >>> risk_coverage([(0.9, True), (0.2, False)])[-1]
    (1.0, 0.5)
    """
    ranked = [answerable for _, answerable in sorted(told, key=lambda pair: -pair[0])]
    steps = [max(1, round(len(ranked) * tenth / 10)) for tenth in range(1, 11)]
    return [(step / len(ranked), ranked[:step].count(False) / step) for step in steps]


def best_balanced(told: Sequence[tuple[float, bool]]) -> float:
    """Return the best mean of the share declined rightly and the share answered rightly over all thresholds.

    >>> best_balanced([(0.9, True), (0.2, False)])
    1.0
    """
    yes = [chance for chance, answerable in told if answerable]
    no = [chance for chance, answerable in told if not answerable]
    return max((sum(c >= cut for c in yes) / len(yes) + sum(c < cut for c in no) / len(no)) / 2 for cut in {*yes, *no})


def _share(values: "Iterator[bool] | Sequence[bool] | map[bool]") -> float:
    told = list(values)
    return sum(told) / len(told)


def _tell(wrong: Iterator[Asked]) -> None:
    for question, reply, _ in wrong:
        print(f"{question.id} {question.question} → {reply.standalone}")
        told = [claim.text[:160] for claim in reply.claims] if isinstance(reply, Answer) else [reply.reason]
        print(*(f"    {line}" for line in told), sep="\n")


if __name__ == "__main__":
    main()
