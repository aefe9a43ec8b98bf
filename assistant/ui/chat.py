"""A conversation with the assistant, told without any window: frozen turns, and how they look as messages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol

from assistant.naming import Articles, plain, shown
from assistant.render import to_html
from assistant.reply import Answer, History, Refusal, Reply
from index.article import Article
from index.problem import Problem


class Answers(Protocol):
    """What the window needs of an assistant."""

    def stream(self, message: str, /, history: History = ()) -> Iterator[Reply]:
        """Yield the reply to a message as it grows; raise Problem where it cannot be asked."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Return the collection."""
        ...

    def article(self, id: str, /) -> Article:  # noqa: A002 - the assistant's own word for it
        """Return the article with this id."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """A reader's message and what came of it.

    `outcome` is None while the articles are read, the reply once it is there, or the sentence of a Problem.
    """

    message: str
    outcome: Reply | str | None = None


Conversation = tuple[Turn, ...]


def asked(assistant: Answers, message: str, before: Conversation) -> Iterator[Conversation]:
    """Yield the conversation as it grows by this message: first the question, then claim after claim."""
    yield (*before, Turn(message))
    shown = 0
    try:
        for reply in assistant.stream(message, history=history(before)):
            for part in _growing(reply, shown):
                yield (*before, Turn(message, part))
            shown = len(reply.claims) if isinstance(reply, Answer) else 0
    except Problem as problem:
        yield (*before, Turn(message, str(problem)))


def _growing(reply: Reply, shown: int) -> Iterator[Reply]:
    """Yield the reply claim by claim beyond the number shown already, at least once."""
    if isinstance(reply, Refusal):
        yield reply
        return
    for count in range(min(shown, len(reply.claims) - 1) + 1, len(reply.claims) + 1):
        yield replace(reply, claims=reply.claims[:count])


def history(conversation: Conversation) -> History:
    """Return the exchanges that a follow-up may look back on; a Problem is none."""
    return tuple(
        (turn.message, plain(turn.outcome)) for turn in conversation if isinstance(turn.outcome, Answer | Refusal)
    )


def messages(conversation: Conversation, articles: Articles) -> list[dict[str, str]]:
    """Return the conversation as chat messages whose HTML is on one line: a blank line would end it."""
    told = []
    for number, turn in enumerate(conversation, start=1):
        told.append({"role": "user", "content": f"<div class='asked'>{_lines(turn.message)}</div>"})
        if turn.outcome is not None:
            told.append({"role": "assistant", "content": _outcome(turn.outcome, articles, number)})
    return told


def _outcome(outcome: Reply | str, articles: Articles, number: int) -> str:
    if isinstance(outcome, str):
        return f"<div class='reply problem'><p class='reason'>{_lines(outcome)}</p></div>"
    return to_html(outcome, articles, turn=number)


def _lines(text: str) -> str:
    return "<br>".join(escape(shown(line)) for line in text.strip().splitlines())
