"""Question sets: one question a line, with what a right answer rests on.

A set is JSON lines, or YAML with a list of the same objects. Of the keys only `id`, `question` and `answerable`
are required:

    {"id": "q1", "question": "What did the US readout omit?", "answerable": true, "type": "omission",
     "history": [["Who met?", "The two ministers."]], "conversation": "c1",
     "relevant": ["gt-0116:4", "“made no mention of any”", {"paragraph": "gt-0116:6", "grade": 2}],
     "facts": [["serious concern", "grave concern"], "Taiwan", {"pattern": "\\\\b(20|twenty) ships\\\\b"}],
     "answers": ["Taiwan"], "reference": "It omitted Taiwan.", "tags": ["readout"]}
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from eval.question import Address, Question
from index.article import address as addressed
from index.problem import Problem

YAML = (".yaml", ".yml")


class _Pattern(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression ({error})") from error
        return pattern


class _Graded(BaseModel):
    model_config = ConfigDict(extra="forbid")
    paragraph: str
    grade: Annotated[int, Field(ge=1)] = 1


class _Quoted(BaseModel):
    model_config = ConfigDict(extra="forbid")
    quote: Annotated[str, Field(min_length=1)]


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _worded(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class _Row(BaseModel):
    """A question as it stands in a file."""

    id: Annotated[str, BeforeValidator(_worded), Field(min_length=1)]
    question: Annotated[str, Field(pattern=r"\S")]
    answerable: bool
    history: list[tuple[str, str]] = []
    type: str = ""
    relevant: list[_Graded | _Quoted | str] = []
    gold: list[tuple[str, int]] = []
    facts: list[Annotated[list[str] | _Pattern, BeforeValidator(_several)]] = []
    answers: Annotated[list[str], BeforeValidator(_several)] = []
    reference: Annotated[list[str], BeforeValidator(_several)] = []
    tags: list[str] = []
    conversation: Annotated[str, BeforeValidator(_worded)] = ""

    @field_validator("facts")
    @classmethod
    def _have_wordings(cls, facts: list[list[str] | _Pattern]) -> list[list[str] | _Pattern]:
        if any(isinstance(fact, list) and not all(w.strip() for w in fact or [""]) for fact in facts):
            raise ValueError("a fact needs an acceptable wording")
        return facts


def read(path: Path) -> tuple[Question, ...]:
    """Return the questions of a JSON-lines or YAML file; raise Problem where one is none, with its line."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"The question set {path} cannot be read ({error}): check the path.") from error
    found: dict[str, tuple[int, Question]] = {}
    for number, row in (_yaml if path.suffix.lower() in YAML else _lines)(path, text):
        question = _question(path, number, row)
        if question.id in found:
            first = found[question.id][0]
            raise Problem(f"{path}, line {number}: the id {question.id!r} is that of line {first}: give each its own.")
        found[question.id] = (number, question)
    return tuple(question for _, question in found.values())


def _lines(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    lines = text.split("\n")
    for number, line in enumerate(lines[:-1] if not lines[-1].strip() else lines, start=1):
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Problem(f"{path}, line {number}: this is not JSON: write one object a line.") from error


def _yaml(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            raise Problem(f"{path}, line 1: a YAML question set is a list of questions: begin each with “- id:”.")
        for node in root.value:
            yield node.start_mark.line + 1, yaml.constructor.SafeConstructor().construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Problem(f"{path}, line {line}: this is not YAML ({error.problem}).") from error


def _question(path: Path, number: int, row: Any) -> Question:
    place = f"{path}, line {number}"
    if not isinstance(row, dict):
        raise Problem(f"{place}: this is no question: write an object with id, question and answerable.")
    for key in row.keys() - _Row.model_fields.keys():
        near = get_close_matches(str(key), _Row.model_fields.keys() - row.keys(), 1, 0.8)
        if near:
            raise Problem(f"{place}: there is no key {key!r}: did you mean {near[0]!r}?")
    try:
        parsed = _Row.model_validate(row)
        marks = [_relevant(mark) for mark in parsed.relevant]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"][:2])
        raise Problem(f"{place}: {where}: {first['msg'][0].lower()}{first['msg'][1:]}.") from error
    except ValueError as error:
        raise Problem(f"{place}: {error}.") from error
    graded = [mark for mark in marks if not isinstance(mark, str)] or [(address, 1) for address in parsed.gold]
    return Question(
        id=parsed.id,
        question=parsed.question,
        answerable=parsed.answerable,
        relevant=tuple(address for address, _ in graded),
        grades=tuple(grade for _, grade in graded) if any(grade != 1 for _, grade in graded) else (),
        quotes=tuple(mark for mark in marks if isinstance(mark, str)),
        facts=tuple(tuple(fact) for fact in parsed.facts if isinstance(fact, list)),
        patterns=tuple(fact.pattern for fact in parsed.facts if isinstance(fact, _Pattern)),
        answers=tuple(parsed.answers),
        references=tuple(parsed.reference),
        history=tuple(parsed.history),
        type=parsed.type,
        tags=tuple(parsed.tags),
        conversation=parsed.conversation,
    )


def _relevant(mark: _Graded | _Quoted | str) -> tuple[Address, int] | str:
    """Return an address with its grade, or words that stand in a paragraph."""
    if isinstance(mark, _Quoted):
        return mark.quote
    if isinstance(mark, str) and mark[:1] in {'"', "“"}:
        return mark.strip('"“”')
    text, grade = (mark, 1) if isinstance(mark, str) else (mark.paragraph, mark.grade)
    article, _, number = text.rpartition(":")
    if not article or not number.isdecimal():
        raise ValueError(f"relevant: {text!r} is neither article:paragraph nor words in quotation marks")
    return (article, int(number)), grade


def to_row(question: Question) -> dict[str, Any]:
    """Return the question as `read` reads it, without what is empty."""
    grades = question.grades or (1,) * len(question.relevant)
    marks: list[Any] = [
        addressed(*place) if grade == 1 else {"paragraph": addressed(*place), "grade": grade}
        for place, grade in zip(question.relevant, grades, strict=True)
    ]
    row: Mapping[str, Any] = {
        "id": question.id,
        "question": question.question,
        "answerable": question.answerable,
        "type": question.type,
        "history": [list(pair) for pair in question.history],
        "conversation": question.conversation,
        "relevant": marks + [{"quote": quote} for quote in question.quotes],
        "facts": [*map(list, question.facts), *({"pattern": pattern} for pattern in question.patterns)],
        "answers": list(question.answers),
        "reference": list(question.references),
        "tags": list(question.tags),
    }
    return {key: value for key, value in row.items() if value not in ("", [])}


def write(path: Path, questions: Sequence[Question]) -> None:
    """Write the questions as JSON lines that `read` reads."""
    lines = [json.dumps(to_row(question), ensure_ascii=False) for question in questions]
    # Half a surrogate pair cannot be written; its escape is JSON all the same.
    path.write_text("".join(line + "\n" for line in lines), "utf-8", "backslashreplace")
