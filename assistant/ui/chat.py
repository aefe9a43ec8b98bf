"""A conversation with the assistant, told without any window: frozen turns that grow as the reply is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from assistant.comparison import Comparison
from assistant.naming import plain
from assistant.reply import Answer, History, Refusal, Reply
from index.article import Article
from index.filter import ALL, Filters
from index.problem import Problem
from index.statement import Statement

STOPPED = "Stopped before the answer was complete."
BROKEN = "Something broke while this was answered, and the server's log tells what. Ask again, or ask something else."


class Answers(Protocol):
    """What the window needs of an assistant."""

    @property
    def writer(self) -> str:
        """The name of the model that may write the answers, empty where there is none."""
        ...

    def stream(self, message: str, /, history: History = ()) -> Iterator[Reply]:
        """Yield the reply to a message as it grows; raise Problem where it cannot be asked."""
        ...

    @property
    def own(self) -> tuple[Article, ...]:
        """The articles that were put beside the collection."""
        ...

    def holding(self, articles: Sequence[Article], /) -> Self:
        """Return an assistant that has these articles beside the collection; raise Problem where it has them."""
        ...

    def without(self, ids: Sequence[str], /) -> Self:
        """Return an assistant without these of its own articles; raise KeyError where one is not of its own."""
        ...

    def narrowed(self, filters: Filters, /) -> Self:
        """Return an assistant that searches what the filters leave; raise Problem where that is nothing."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...

    def tuned(self, *, sentences: int, writes: bool) -> Self:
        """Return this assistant with another bound of sentences, its model writing or not."""
        ...

    def answers(self, question: str, /) -> bool:
        """Say whether the articles answer a question."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Return the collection."""
        ...

    def article(self, id: str, /) -> Article:  # noqa: A002 - the assistant's own word for it
        """Return the article with this id; raise KeyError where there is none."""
        ...

    def statements(
        self, speaker: str | None = None, *, about: str | None = None, articles: Sequence[str] | None = None
    ) -> tuple[Statement, ...]:
        """Return who said what."""
        ...

    def compare(self, a: str, b: str, *, about: str | None = None, articles: Sequence[str] | None = None) -> Comparison:
        """Return two speakers side by side; raise Problem where neither says anything."""
        ...

    def contrast(self, a: str, b: str, /) -> Comparison:
        """Return what two articles report side by side; raise Problem where neither quotes anybody."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """A reader's message and what came of it.

    `outcome` is None while the articles are read, the reply as far as it is there, or the sentence of a Problem;
    `is_done` says whether more will come, `is_stopped` whether the reader ended it. `filters` are those it was asked
    with.
    """

    message: str
    outcome: Reply | str | None = None
    is_done: bool = False
    is_stopped: bool = False
    filters: Filters = ALL


Conversation = tuple[Turn, ...]


def asked(assistant: Answers, message: str, before: Conversation, filters: Filters = ALL) -> Iterator[Conversation]:
    """Yield the conversation as it grows by this message: first the question, then claim after claim."""
    shown, last = 0, Turn(message, filters=filters)
    yield (*before, last)
    try:
        for reply in assistant.narrowed(filters).stream(message, history=history(before)):
            for part in _growing(reply, shown):
                last = replace(last, outcome=part)
                yield (*before, last)
            shown = len(reply.claims) if isinstance(reply, Answer) else 0
    except Problem as problem:
        last = replace(last, outcome=str(problem))
    yield (*before, replace(last, is_done=True))


def _growing(reply: Reply, shown: int) -> Iterator[Reply]:
    """Yield the reply claim by claim beyond the number shown already, at least once."""
    if isinstance(reply, Refusal):
        yield reply
        return
    for count in range(min(shown, len(reply.claims) - 1) + 1, len(reply.claims) + 1):
        yield replace(reply, claims=reply.claims[:count])


def stopped(conversation: Conversation) -> Conversation:
    """Return the conversation with its last turn ended where it stands, if it was still growing."""
    if not conversation or conversation[-1].is_done:
        return conversation
    *before, last = conversation
    ended = replace(last, outcome=STOPPED if last.outcome is None else last.outcome, is_done=True, is_stopped=True)
    return (*before, ended)


def broken(conversation: Conversation, message: str) -> Conversation:
    """Return the conversation with the turn of this message ended by a sentence that something broke."""
    is_growing = bool(conversation) and not conversation[-1].is_done
    before, last = (conversation[:-1], conversation[-1]) if is_growing else (conversation, Turn(message))
    return (*before, replace(last, outcome=BROKEN, is_done=True))


def history(conversation: Conversation) -> History:
    """Return the exchanges that a follow-up may look back on; a Problem is none."""
    return tuple(
        (turn.message, plain(turn.outcome)) for turn in conversation if isinstance(turn.outcome, Answer | Refusal)
    )
