"""MTRAG (Katsis et al. 2025): conversations, or the generation tasks made of them; a file or a folder of them.

conversations.json lists {"messages": [{"speaker": "user" | "agent", "text", "contexts", "enrichment"}]}: each user's
turn becomes a question with the turns before it as history, and the contexts of the agent's reply are relevant. A
line of the tasks is {"conversation_id", "task_id", "input": [messages], "contexts", "targets", "Answerability"}. Each
context becomes an article of one paragraph. A turn marked UNANSWERABLE is unanswerable; turns that are talk and not
questions (CONVERSATIONAL) are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.importers.imported import Imported, Misfit, article, json_of, lines_of, need
from eval.question import Question
from index.article import Article

_YES = {"yes", "true", "relevant", "1"}


@dataclass(frozen=True, slots=True)
class _Turn:
    conversation: str
    key: str
    question: str
    history: tuple[tuple[str, str], ...]
    contexts: Sequence[Any]
    target: str
    marks: frozenset[str]
    place: str


def read(path: Path) -> Imported:
    """Return the articles and questions of MTRAG's files; raise Misfit where one is another's."""
    files = sorted({*path.rglob("*.json"), *path.rglob("*.jsonl")}) if path.is_dir() else [path]
    articles: dict[str, Article] = {}
    questions: list[Question] = []
    talk = 0
    for file in files:
        for turn in _tasks(file) if file.suffix == ".jsonl" else _conversations(file):
            if "CONVERSATIONAL" in turn.marks:
                talk += 1
                continue
            ids = []
            for context in turn.contexts:
                key = str(context.get("document_id") or need(context, "document_id", str, turn.place))
                text = need(context, "text", str, turn.place)
                title, url = str(context.get("title") or ""), context.get("url") or None
                articles.setdefault(key, article(key, [text], title=title, facts={"url": url}))
                ids += [key] if _relevant(context) else []
            questions.append(_question(turn, ids))
    notes = (f"{talk} turns that ask nothing left out.",) if talk else ()
    return Imported(tuple(articles.values()), tuple(questions), notes)


def _question(turn: _Turn, ids: Sequence[str]) -> Question:
    answerable = "UNANSWERABLE" not in turn.marks
    return Question(
        turn.key,
        turn.question,
        answerable,
        relevant=tuple((key, 1) for key in dict.fromkeys(ids)) if answerable else (),
        references=(turn.target,) if answerable and turn.target else (),
        history=turn.history,
        type="followup" if turn.history else "first",
        conversation=turn.conversation,
    )


def _conversations(path: Path) -> Iterator[_Turn]:
    rows = json_of(path)
    if not isinstance(rows, list):
        raise Misfit(path, "it is not a list of conversations")
    for number, row in enumerate(rows, start=1):
        place = f"{path}, conversation {number}"
        messages = need(row, "messages", list, place)
        for at, message in enumerate(messages):
            if need(message, "speaker", str, place) == "user":
                reply = messages[at + 1] if at + 1 < len(messages) else {}
                marks = _marks((message.get("enrichment") or {}).get("Answerability"))
                yield _Turn(
                    f"c{number}", f"c{number}-{at // 2 + 1}", need(message, "text", str, place),
                    _history(messages[:at], place), reply.get("contexts") or [], str(reply.get("text") or ""),
                    marks, place,
                )  # fmt: skip


def _tasks(path: Path) -> Iterator[_Turn]:
    for place, row in lines_of(path):
        messages = need(row, "input", list, place)
        if not messages:
            raise Misfit(place, "its input is empty")
        targets = row.get("targets") or [{}]
        yield _Turn(
            str(row.get("conversation_id") or need(row, "conversation_id", str, place)),
            str(row.get("task_id") or need(row, "task_id", str, place)),
            need(messages[-1], "text", str, place), _history(messages[:-1], place), row.get("contexts") or [],
            str(targets[0].get("text") or ""), _marks(row.get("Answerability")), place,
        )  # fmt: skip


def _marks(value: Any) -> frozenset[str]:
    return frozenset(str(mark).upper() for mark in ([value] if isinstance(value, str) else value or []))


def _history(messages: Sequence[Any], place: str) -> tuple[tuple[str, str], ...]:
    """Return the turns before as question and answer; a question nobody answered has an empty answer."""
    pairs: list[tuple[str, str]] = []
    for message in messages:
        text = need(message, "text", str, place)
        if message.get("speaker") == "user":
            pairs.append((text, ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], text)
    return tuple(pairs)


def _relevant(context: Any) -> bool:
    """Say whether people marked a context relevant; without their marks all that were given are."""
    feedback = context.get("feedback") or {}
    if "relevant" not in feedback:
        return True
    return any(mark in _YES for mark in re.findall(r"\w+", str(feedback["relevant"]).lower()))
