"""Questions from use: the thumbs of a chat window, and records of a run.

A file of thumbs is JSON lines, one a press; `question`, `thumb` and `reply` are required:

    {"thumb": "up" | "down", "question": "…", "history": [["question", "answer"], …], "reply": {…}, "time": "…"}

It may have a `reason` too, which is told to the person who reviews. `reply` is the reply as the contract's JSON
(`readout ask --json`). A thumb up says what is right: the paragraphs cited, or that nothing answers. A thumb down says
only that the reply is wrong: the question is taken for answerable and tagged `review`, and a person must fill in what a
right answer rests on.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from eval.about import digest
from eval.figures import scored
from eval.question import Question
from eval.question_set import read, write
from eval.record import RUN, open_run, rows
from eval.stage import failed_stage
from index.problem import Problem

REVIEW = "review"


class _Thumb(BaseModel):
    thumb: Literal["up", "down"]
    question: str
    history: list[tuple[str, str]] = []
    reply: dict[str, Any]
    reason: str = ""


def add(source: Path, target: Path, ids: Sequence[str] = ()) -> str:
    """Add the questions of a run or of a file of thumbs to a set, made where there is none; return a sentence.

    A question that the set holds already, in the same words after the same history, is passed over.
    """
    if target.suffix.lower() not in {".jsonl", ".ndjson"}:
        raise Problem(f"Questions are added to sets of JSON lines, and {target} is none: name a file .jsonl.")
    if ids and not (source / RUN).is_file():
        raise Problem(f"There is no run in {source}, and --id chooses questions of one.")
    reasons: dict[str, str] = {}
    found = _of_run(source, ids) if source.is_dir() else _of_thumbs(source, reasons)
    known = read(target) if target.exists() else ()
    asked = {(question.question, question.history) for question in known}
    fresh = [question for question in found if (question.question, question.history) not in asked]
    taken = {question.id for question in known}
    clash = next((question.id for question in fresh if question.id in taken), None)
    if clash:
        raise Problem(f"The set {target} has another question with the id {clash!r}: give it another id there.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(".new")
        write(beside, [*known, *fresh])
        beside.replace(target)
    except OSError as error:
        raise Problem(f"The set cannot be written to {target} ({error.strerror}): choose another --to.") from error
    review = [question for question in fresh if REVIEW in question.tags]
    told = [f"{len(fresh)} questions added, {len(found) - len(fresh)} known before: {target}"]
    told += [f"{len(review)} are tagged {REVIEW}: fill in what a right answer rests on."] if review else []
    told += [f"{one.id} “{one.question}”: {reasons[one.id]}" for one in review if one.id in reasons]
    return "\n".join(told)


def _of_run(folder: Path, ids: Sequence[str]) -> list[Question]:
    scores = scored(open_run(folder))
    unknown = [key for key in ids if key not in scores.cases]
    if unknown:
        raise Problem(f"The run in {folder} has no question {unknown[0]!r}.")
    chosen = ids or [key for key, several in scores.cases.items() if failed_stage(several[0])]
    return [scores.run.questions[key] for key in dict.fromkeys(chosen)]


def _of_thumbs(path: Path, reasons: dict[str, str]) -> list[Question]:
    """Return a question for each reply that was judged, and put the reasons given into `reasons`, by its id."""
    found: dict[str, Question] = {}
    for number, row in rows(path):
        try:
            pressed = _Thumb.model_validate(row)
            question = _question(pressed)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise Problem(f"{path}, line {number}: {where}: {first['msg'].lower()}.") from error
        except (KeyError, TypeError, ValueError) as error:
            raise Problem(f"{path}, line {number}: its reply is not one of Readout's ({error}).") from error
        # Who presses again has thought again: the last thumb counts.
        found[question.id] = question
        reasons.pop(question.id, None)
        if pressed.reason:
            reasons[question.id] = " ".join(pressed.reason.split())
    return list(found.values())


def _question(pressed: _Thumb) -> Question:
    refused = pressed.reply["kind"] == "refusal"
    cited = [(str(c["article"]), int(c["paragraph"])) for claim in pressed.reply["claims"] for c in claim["citations"]]
    liked = pressed.thumb == "up"
    return Question(
        f"thumb-{digest([pressed.question, pressed.history])}",
        pressed.question,
        answerable=not (liked and refused),
        relevant=tuple(dict.fromkeys(cited)) if liked else (),
        history=tuple(pressed.history),
        type="feedback",
        tags=(f"thumb-{pressed.thumb}",) if liked else (f"thumb-{pressed.thumb}", REVIEW),
    )
