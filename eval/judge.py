"""A model grades a run: support of each claim by its citations, correctness and completeness of each answer.

Grades go to judged.jsonl in the run, a line each as it comes back, with the judge's name and the prompt's digest; what
is graded already by this judge with this prompt is not asked again. Figures made of them are marked in every report.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ValidationError

import prompts
from eval.about import digest
from eval.metrics.judged import COMPLETENESS, CORRECTNESS, LEVELS, SUPPORT
from eval.metrics.metric import Case, cases
from eval.record import JUDGE, JUDGED, Run, open_run, rows
from eval.statistics.agreement import agreement
from eval.statistics.bootstrap import Interval
from index.problem import Problem

WAIT = 120.0

Chat = Callable[[str], str]
"""A prompt → what the model says; raises Problem where it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Grading:
    """What was graded: so many grades, of which so many could not be read; agreement with people by metric."""

    judge: str
    grades: int
    unreadable: int
    agreement: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing to grade; `claim` is the number of the claim from 0, or None for a whole answer."""

    id: str
    repeat: int
    metric: str
    claim: int | None
    prompt: str


class Label(BaseModel):
    """A grade by a person."""

    id: Annotated[str, BeforeValidator(str)]
    metric: Literal["support", "correctness", "completeness"]
    claim: int | None = None
    grade: Literal["full", "partial", "none"]


def labelled(folder: Path, judge: str, chat: Chat, labels: Path | None = None) -> Grading:
    """Grade a run and compare with the grades of people where a file of them is given."""
    people = labels_of(labels) if labels else {}
    graded(open_run(folder), judge, chat)
    found = [row for _, row in rows(folder / JUDGED) if row["judge"] == judge]
    by_model = {(row["id"], row["metric"], row["claim"]): row["level"] for row in found if row["repeat"] == 0}
    told: dict[str, Interval] = {}
    for metric in (SUPPORT, CORRECTNESS, COMPLETENESS):
        pairs = [(by_model.get(key), grade) for key, grade in people.items() if key[1] == metric]
        both = [(model, person) for model, person in pairs if model is not None]
        if both:
            told[metric] = agreement([model for model, _ in both], [person for _, person in both])
    grading = Grading(judge, len(found), sum(row["level"] is None for row in found), told)
    (folder / JUDGE).write_text(json.dumps(asdict(grading) | {"prompts": prompt_hashes()}) + "\n", "utf-8")
    return grading


def graded(run: Run, judge: str, chat: Chat) -> None:
    """Ask the judge for each grade that the run lacks, and keep it; grades of other judges or prompts are dropped."""
    path = run.folder / JUDGED
    known = {}
    if path.is_file():
        known = {(r["id"], r["repeat"], r["metric"], r["claim"], r["judge"], r["prompt"]): r for _, r in rows(path)}
    wanted = [asked for case in cases(run) for asked in _questions(case)]
    hashes = prompt_hashes()
    kept = [known.get((a.id, a.repeat, a.metric, a.claim, judge, hashes[a.metric])) for a in wanted]
    beside = path.with_suffix(".new")
    beside.write_text("".join(json.dumps(row) + "\n" for row in filter(None, kept)), "utf-8")
    beside.replace(path)
    with path.open("a", encoding="utf-8") as file:
        for asked, row in zip(wanted, kept, strict=True):
            if row is None:
                file.write(json.dumps(_graded(asked, judge, hashes[asked.metric], chat)) + "\n")
                file.flush()


def _graded(asked: _Asked, judge: str, prompt_hash: str, chat: Chat) -> dict[str, object]:
    level = level_of(chat(asked.prompt))
    return {
        "id": asked.id, "repeat": asked.repeat, "metric": asked.metric, "claim": asked.claim, "level": level,
        "grade": None if level is None else LEVELS[level], "judge": judge, "prompt": prompt_hash,
    }  # fmt: skip


def level_of(said: str) -> str | None:
    """Return the level a model named first, or None where it named none.

    >>> level_of("**Partial**, since …"), level_of("I cannot tell.")
    ('partial', None)
    """
    found = re.search(rf"\b({'|'.join(LEVELS)})\b", said.lower())
    return found[1] if found else None


def _questions(case: Case) -> Iterator[_Asked]:
    record, question = case.record, case.question
    for number, claim in enumerate(record.claims):
        places = dict.fromkeys((c["article"], c["paragraph"]) for c in claim["citations"])
        cited = "\n\n".join(case.paragraph(place) or "" for place in places)
        prompt = Template(template(SUPPORT)).substitute(claim=claim["text"], cited=cited)
        yield _Asked(question.id, record.repeat, SUPPORT, number, prompt)
    if case.answered and question.answerable and question.references:
        told = {"question": question.question, "reference": "\n".join(question.references), "answer": record.text}
        for name in (CORRECTNESS, COMPLETENESS):
            yield _Asked(question.id, record.repeat, name, None, Template(template(name)).substitute(told))


def prompt_hashes() -> dict[str, str]:
    """Return the digest of each prompt: another wording is another judge."""
    return {name: digest(template(name)) for name in (SUPPORT, CORRECTNESS, COMPLETENESS)}


def template(name: str) -> str:
    """Return the words of a prompt, with $names to fill."""
    return (Path(prompts.__file__).parent / f"grade_{name}.md").read_text("utf-8")


def labels_of(path: Path) -> dict[tuple[str, str, int | None], str]:
    """Return the grades of people in a file of JSON lines; raise Problem where a line is none."""
    found: dict[tuple[str, str, int | None], str] = {}
    for number, row in rows(path):
        try:
            label = Label.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise Problem(f"{path}, line {number}: {where}: {first['msg'].lower()}.") from error
        found[label.id, label.metric, label.claim] = label.grade
    return found


def chat(url: str, model: str, key: str | None = None) -> Chat:
    """Return what asks a model on an OpenAI-compatible server, as plainly as it can."""
    import httpx

    client = httpx.Client(timeout=WAIT, headers={"Authorization": f"Bearer {key}"} if key else {})

    def ask(prompt: str) -> str:
        messages = [{"role": "user", "content": prompt}]
        try:
            reply = client.post(
                f"{url.rstrip('/')}/chat/completions",
                json={"model": model, "messages": messages, "temperature": 0, "max_tokens": 64, "seed": 0},
            )
            reply.raise_for_status()
            return str(reply.json()["choices"][0]["message"]["content"] or "")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError) as error:
            raise Problem(f"The judge at {url} cannot be asked ({error}): see to the server and the name.") from error

    return ask


def told(grading: Grading) -> str:
    """Return what to tell a person of a grading."""
    lines = [f"{grading.grades} grades by {grading.judge}, {grading.unreadable} could not be read and are left out."]
    lines += [
        f"{metric}: agreement with people κ = {found.value:.2f} (95 % interval {found.low:.2f} to {found.high:.2f}, "
        f"{found.questions} grades)"
        for metric, found in grading.agreement.items()
    ]
    return "\n".join(lines)
