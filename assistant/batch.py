"""Many questions, one a line: each gets its line of JSON, whatever is wrong with the others."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import click

from assistant.reply import History
from index.problem import Problem

STDIN = "-"

Record = dict[str, Any]
Respond = Callable[[str, History], Record]
"""Question and history → what is written for them; raises Problem where they cannot be asked."""
Refuse = Callable[[str, str], Record]
"""Question and reason → what is written in place of a response."""

_SURROGATE = re.compile("[\ud800-\udfff]")
# JSON leaves these alone, and some readers end a line at them.
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")


class Outcome(NamedTuple):
    """What a line came to: the record to write, what to tell a person, whether the line is to blame."""

    record: Record
    trouble: str | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as read: `id` is empty or {"id": …}; `fault` says why the line holds no question to ask."""

    id: Record
    question: str
    history: History = ()
    fault: str | None = None


def to_line(record: Record) -> str:
    """Return the record as JSON on one line, readable where it is not English too.

    >>> to_line({"text": "“Où?”\\u2028"})
    '{"text": "“Où?”\\\\u2028"}'
    """
    # An unpaired surrogate cannot be written as UTF-8; its escape is JSON all the same.
    text = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def write(record: Record) -> None:
    """Print the record as one line of JSON in UTF-8, at once."""
    click.echo(to_line(record).encode())


def answer_all(
    lines: Iterable[bytes], name: str, respond: Respond, refuse: Refuse, *, tell: Callable[[str], None]
) -> int:
    """Print a record for each line, tell what is wrong with which; return 1 where one is broken, else 0."""
    code = 0
    for outcome in outcomes(lines, "stdin" if name == STDIN else name, respond=respond, refuse=refuse):
        write(outcome.record)
        if outcome.trouble is not None:
            tell(outcome.trouble)
        code = max(code, int(outcome.broken))
    return code


@contextmanager
def lines_of(name: str) -> Iterator[BinaryIO]:
    """Open a question file, or stdin where the name is "-"; raise Problem where it cannot be read."""
    if name == STDIN:
        yield sys.stdin.buffer
        return
    try:
        lines = Path(name).open("rb")  # noqa: SIM115 - what the caller does inside raises errors of its own
    except OSError as error:
        reason = f"The questions in {name} cannot be read ({error.strerror}): check the path."
        raise Problem(reason) from error
    with lines:
        yield lines


def outcomes(lines: Iterable[bytes], name: str, *, respond: Respond, refuse: Refuse) -> Iterator[Outcome]:
    """Yield the outcome of each line that is not blank, in order, as soon as it is known.

    A line is `{"id", "question", "history"}` in UTF-8; `id` and `history` may be missing, other keys are
    ignored. `name` is what the sentences call the file.
    """
    for number, raw in enumerate(lines, 1):
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")
        if text.strip():
            yield _outcome(_line(text), f"{name}, line {number}", respond, refuse)


def _outcome(line: _Line, place: str, respond: Respond, refuse: Refuse) -> Outcome:
    if line.fault is not None:
        return _refused(line, place, line.fault, refuse, broken=True)
    try:
        return Outcome(line.id | respond(line.question, line.history))
    except Problem as problem:
        return _refused(line, place, str(problem), refuse, broken=False)
    except Exception as error:
        # An error of ours in one question of thousands must neither lose the rest nor pass for a refusal.
        fault = f"The question met an error in Readout itself ({type(error).__name__}: {error}): report it."
        return _refused(line, place, fault, refuse, broken=True)


def _refused(line: _Line, place: str, reason: str, refuse: Refuse, *, broken: bool) -> Outcome:
    return Outcome(line.id | refuse(line.question, reason), f"{place}: {reason}", broken)


def _line(text: str) -> _Line:
    try:
        record = json.loads(text)
    except RecursionError:
        return _Line({}, "", fault="The JSON is nested too deeply: write an object with a question.")
    except ValueError as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return _Line({}, "", fault=f"This is not JSON{column}: write one JSON object a line.")
    if not isinstance(record, dict):
        return _Line({}, "", fault='This is not a JSON object: write {"id", "question", "history"}.')
    known = {"id": record["id"]} if record.get("id") is not None else {}
    question, history = record.get("question"), _history(record.get("history"))
    if not isinstance(question, str):
        return _Line(known, "", fault='The line has no "question": give it one, as a string.')
    if history is None:
        fault = 'The "history" is not a list of pairs: write [["question", "answer"], …] or leave it out.'
        return _Line(known, question, fault=fault)
    return _Line(known, question, history)


def _history(value: Any) -> History | None:
    """Return the history, empty where there is none, or None where it is something else."""
    pairs = [] if value is None else value
    if not isinstance(pairs, list) or not all(_is_exchange(pair) for pair in pairs):
        return None
    return tuple((_worded(question), _worded(answer)) for question, answer in pairs)


def _is_exchange(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)


def _worded(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
