"""A run's report as Markdown, CSV, JUnit XML and JSON."""

import csv as csv_file
import io
import json
import re
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree

import numpy as np

from eval.figures import Scores, clusters_of, costs, groups, summary, unstable
from eval.metrics.answer import right
from eval.report.words import judge_of, named, ranged, shown
from eval.stage import failed_stage
from eval.statistics.bootstrap import Interval

# XML has no place for these, not even as entities.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def markdown(scores: Scores) -> str:
    """Return the figures with their intervals, by type, and the questions that failed."""
    figures, by = summary(scores), groups(scores)
    lines = [f"# {_cell(scores.run.name)}", "", f"{len(scores.cases)} questions of {_cell(scores.run.about['set'])}."]
    lines += ["", f"Intervals: 95 %, bootstrap, {clusters_of(scores.questions).note}.", ""]
    lines += ["| figure | value | 95 % interval | questions | left out |", "|---|---:|---:|---:|---:|"]
    lines += [
        f"| {named(metric)} | {shown(found.value, metric.unit)} | {ranged(found, metric.unit)} | {found.defined} | "
        f"{found.questions - found.defined} |"
        for metric in scores.metrics
        if (found := figures.get(metric.name))
    ]
    lines += ["", judge_of(scores.run.about) or "No figure here was given by a model."]
    if costs(scores):
        lines += ["", "| had this model read and written the tokens | USD for 1000 questions |", "|---|---:|"]
        lines += [f"| {_cell(model)} | {usd:.2f} |" for model, usd in costs(scores).items()]
    for kind, several in by.items():
        if several:
            lines += ["", *_grouped(kind, several)]
    failed = [(key, c[0].question.question, failed_stage(c[0])) for key, c in scores.cases.items()]
    lines += ["", "| question | asked | stage that failed |", "|---|---|---|"]
    lines += [f"| {_cell(key)} | {_cell(asked)} | {stage} |" for key, asked, stage in failed if stage]
    return "\n".join(lines) + "\n"


def _grouped(kind: str, several: "dict[str, dict[str, Interval]]") -> list[str]:
    names = list(dict.fromkeys(name for figures in several.values() for name in figures if name != "right"))
    lines = [
        f"| {kind} | questions | right | interval | {' | '.join(names)} |",
        "|---|---:|" + "---:|" * (len(names) + 2),
    ]
    for group, figures in several.items():
        right_ones = figures.get("right")
        told = [shown(figures[name].value) if name in figures else "–" for name in names]
        value, low = (shown(right_ones.value), ranged(right_ones)) if right_ones else ("–", "–")
        count = max((figure.questions for figure in figures.values()), default=0)
        lines.append(f"| {_cell(group)} | {count} | {value} | {low} | {' | '.join(told)} |")
    return lines


def _cell(text: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", " ".join(text.split()))


def csv(scores: Scores) -> str:
    """Return a row a question, with the value of each metric; empty where undefined."""
    table = io.StringIO()
    writer = csv_file.writer(table)
    # Of figures made of two values, as F1, a single question has no one value.
    names = [name for name, values in scores.values.items() if values.shape[1] == 1 and not np.isnan(values).all()]
    writer.writerow(["id", "question", "type", "answerable", "reply", "failed stage", "error", *names])
    columns = [scores.values[name][:, 0].tolist() for name in names]
    for row, (key, several) in enumerate(scores.cases.items()):
        case = several[0]
        reply = "error" if case.record.error else "declined" if case.record.declined else "answered"
        values = ["" if np.isnan(column[row]) else f"{column[row]:.6g}" for column in columns]
        stage = failed_stage(case) or ""
        question = case.question
        writer.writerow(
            [key, question.question, question.type, question.answerable, reply, stage, case.record.error or "", *values]
        )
    return table.getvalue()


def junit(scores: Scores) -> str:
    """Return the questions as test cases: a wrong reply is a failure, an error is one, no truth is skipped."""
    suite = ElementTree.Element("testsuite", name=_xml(scores.run.name), tests=str(len(scores.cases)))
    counts = {"failure": 0, "error": 0, "skipped": 0}
    for key, several in scores.cases.items():
        case = several[0]
        seconds = str(case.record.seconds.get("total", 0.0))
        kind = _xml(case.question.type or "question")
        node = ElementTree.SubElement(suite, "testcase", name=_xml(key), classname=kind, time=seconds)
        stage = failed_stage(case)
        outcome = "error" if case.record.error else "failure" if stage else "skipped" if right(case) is None else None
        if outcome:
            counts[outcome] += 1
            message = _xml(f"{stage or 'the set does not say what is right'}: {case.question.question}")
            told = case.record.error or case.record.text or (case.record.reply or {}).get("reason") or ""
            ElementTree.SubElement(node, outcome, message=message).text = _xml(told)
    for attribute, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(counts[outcome]))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def to_json(scores: Scores) -> str:
    """Return everything: what was run, the figures, by type and tag, and each question's values."""
    told = {
        "about": scores.run.about,
        "intervals": clusters_of(scores.questions).note,
        "judged": [metric.name for metric in scores.metrics if metric.judged],
        "figures": _figures(summary(scores)),
        "groups": {
            kind: {name: _figures(found) for name, found in several.items()} for kind, several in groups(scores).items()
        },
        "unstable": unstable(scores),
        "usd_per_thousand_questions": costs(scores),
        "questions": _questions(scores),
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _figures(figures: "dict[str, Interval]") -> dict[str, Any]:
    return {name: {k: _finite(v) for k, v in asdict(figure).items()} for name, figure in figures.items()}


def _questions(scores: Scores) -> list[dict[str, Any]]:
    singles = {name: values[:, 0].tolist() for name, values in scores.values.items() if values.shape[1] == 1}
    return [
        {
            "id": key,
            "type": several[0].question.type,
            "failed": failed_stage(several[0]),
            "error": several[0].record.error,
            "values": {name: column[row] for name, column in singles.items() if not np.isnan(column[row])},
        }
        for row, (key, several) in enumerate(scores.cases.items())
    ]


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else value
