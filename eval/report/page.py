"""A run's report as one page that needs nothing else: no network, no file beside it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.naming import described, names
from eval.figures import Scores, clusters_of, costs, groups, summary, unstable
from eval.metrics.answer import fact_recall, right
from eval.metrics.citation import valid
from eval.metrics.metric import Case, Metric
from eval.question import Address
from eval.report import plots
from eval.report.words import judge_of, named, ranged, shown
from eval.stage import Stage, failed_stage
from eval.statistics.bootstrap import Interval
from index.article import address

FOLDER = Path(__file__).parent
CARDS = {
    "right": "Right replies",
    "fact recall": "Key facts told",
    "citation precision": "Citations relevant",
    "citation validity": "Quotes word for word",
    "refusal balanced accuracy": "Declines rightly",
    "success@5": "Found in the first 5",
}
FOUND = 10
"""So many of the paragraphs found are shown with a question."""

EXPLAINED = {
    Stage.ERROR: "the question ended in an error",
    Stage.NOT_INDEXED: "no relevant paragraph is in the index",
    Stage.NOT_RETRIEVED: "the search did not bring up a relevant paragraph",
    Stage.NOT_CHOSEN: "a relevant paragraph was found, the answer is made of others or lacks a key fact",
    Stage.WRONGLY_CITED: "the key facts are told, but no relevant paragraph is cited",
    Stage.WRONGLY_DECLINED: "a relevant paragraph was found, yet the question was declined",
    Stage.WRONGLY_ANSWERED: "the articles do not answer, and the question was answered all the same",
}


def html(scores: Scores) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    figures = summary(scores)
    told = _questions(scores)
    stages = Counter(question["stage"] for question in told if question["stage"])
    template = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    return template.get_template("page.html").render(
        about=scores.run.about,
        name=scores.run.name,
        asked=len(scores.cases),
        records=len(scores.run.records),
        right=sum(question["right"] == 1 for question in told),
        judgeable=sum(question["right"] is not None for question in told),
        unstable=len(unstable(scores)),
        headline=figures.get("right"),
        cards=[_card(scores, figures, name) for name in CARDS if name in figures],
        stages=[(stage.value, stages[stage], EXPLAINED[stage]) for stage in Stage if stages[stage]],
        groups=[(kind, _rows(several)) for kind, several in groups(scores).items() if several],
        # Markup: made by ourselves of numbers, or read from our own files, or escaped.
        plots={name: Markup(drawn) for name, drawn in _plots(scores).items()},
        figures=_listed(scores, figures),
        costs=costs(scores),
        judge=judge_of(scores.run.about),
        clusters=clusters_of(scores.questions).note,
        shown=shown,
        ranged=ranged,
        css=Markup((FOLDER / "page.css").read_text("utf-8")),
        js=Markup((FOLDER / "page.js").read_text("utf-8")),
        data=Markup(_embedded({"questions": told, "paragraphs": _paragraphs(scores, told)})),
    )


def _embedded(value: object) -> str:
    """Return JSON that ends no script element, whatever an article says."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _card(scores: Scores, figures: Mapping[str, Interval], name: str) -> dict[str, Any]:
    metric = next(metric for metric in scores.metrics if metric.name == name)
    return {"name": CARDS[name], "metric": named(metric), "told": metric.told, "figure": figures[name]}


def _rows(several: Mapping[str, Mapping[str, Interval]]) -> list[tuple[str, Mapping[str, Interval], int]]:
    """Return the groups with the number of their questions, worst first."""
    rows = [(name, found, max((f.questions for f in found.values()), default=0)) for name, found in several.items()]
    return sorted(rows, key=lambda row: (row[1]["right"].value if "right" in row[1] else 2, row[0]))


def _listed(scores: Scores, figures: Mapping[str, Interval]) -> list[tuple[Metric, Interval]]:
    return [(metric, figures[metric.name]) for metric in scores.metrics if metric.name in figures]


def _plots(scores: Scores) -> dict[str, str]:
    cases = [several[0] for several in scores.cases.values()]
    sure = [(c.record.chance, c.question.answerable) for c in cases if c.record.chance is not None]
    seconds = [c.record.seconds["total"] for c in cases if "total" in c.record.seconds]
    drawn = {}
    if sure:
        drawn["risk"] = plots.risk_coverage(sure)
        drawn["reliability"] = plots.reliability(sure)
    if seconds:
        marks = [(f"p{percent}", float(np.quantile(seconds, percent / 100))) for percent in (50, 95, 99)]
        drawn["latency"] = plots.histogram(seconds, marks)
    return drawn


def _questions(scores: Scores) -> list[dict[str, Any]]:
    wavering = {*unstable(scores)}
    told = [_question(several[0], key in wavering) for key, several in scores.cases.items()]
    # What went wrong is what a reader opens the page for.
    return sorted(told, key=lambda question: question["stage"] is None)


def _question(case: Case, wavers: bool) -> dict[str, Any]:
    question, record, reply = case.question, case.record, case.record.reply or {}
    facts = [(list(fact), fact_recall(record.text, [fact])) for fact in question.facts]
    facts += [([f"/{pattern}/"], fact_recall(record.text, [], [pattern])) for pattern in question.patterns]
    cites = [place in case.gains for place in record.cited]
    return {
        "id": question.id,
        "question": question.question,
        "type": question.type,
        "tags": question.tags,
        "history": question.history,
        "answerable": question.answerable,
        "facts": [{"any": wordings, "told": told == 1.0} for wordings, told in facts],
        "reference": [*question.references] or [*question.answers][:3],
        "relevant": [address(*place) for place in question.relevant],
        "right": right(case),
        "stage": failed_stage(case),
        "kind": "error" if record.error else reply.get("kind"),
        "error": record.error,
        "standalone": reply.get("standalone"),
        "reason": reply.get("reason"),
        "claims": [_claim(case, claim) for claim in record.claims],
        "found": [[address(article, number), score] for article, number, score in record.evidence[:FOUND]],
        "ranks": {address(*p): rank for rank, p in enumerate(case.ranked, start=1) if p in case.gains},
        "wrongly_cited": bool(question.answerable and case.gains and cites and not all(cites)),
        "seconds": record.seconds.get("total"),
        "chance": record.chance,
        "wavers": wavers,
    }


def _claim(case: Case, claim: Mapping[str, Any]) -> dict[str, Any]:
    def told(citation: Mapping[str, Any]) -> dict[str, Any]:
        place: Address = (citation["article"], citation["paragraph"])
        return {
            "at": address(*place),
            "start": citation["start"],
            "end": citation["end"],
            "relevant": place in case.gains,
            "valid": valid(citation, case.paragraph(place)),
        }

    return {"text": claim["text"], "citations": [told(citation) for citation in claim["citations"]]}


def _paragraphs(scores: Scores, told: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the words and the name of each paragraph that a question points at, each once."""
    articles = scores.run.articles
    short = names(articles.values())
    wanted: dict[str, None] = {}
    for question in told:
        wanted |= dict.fromkeys(question["relevant"])
        wanted |= dict.fromkeys(at for at, _ in question["found"])
        wanted |= dict.fromkeys(citation["at"] for claim in question["claims"] for citation in claim["citations"])
    found = {}
    for at in wanted:
        key, _, number = at.rpartition(":")
        text = scores.run.paragraph((key, int(number)))
        if text is not None:
            found[at] = {"text": text, "name": f"{short[key]} ¶{number}", "title": described(articles[key])}
    return found
