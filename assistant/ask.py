"""The main flow: a message becomes a question, the question finds evidence, the evidence answers or does not."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import TracebackType

from assistant.comparison import Comparison, Judge
from assistant.evidence import Evidence
from assistant.followup import Standalone
from assistant.library import Library
from assistant.reply import Answer, Claim, History, Refusal, Reply, Written
from assistant.sides import articles_side_by_side, selected, side_by_side
from index.article import Article
from index.filter import ALL, Filters
from index.problem import Problem
from index.search import Hit
from index.statement import Statement

# The model reads 256 word pieces; what lies beyond this many characters it would not see.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions about a collection; `assistant.open_assistant` joins one from its parts."""

    library: Library
    standalone: Callable[[str, History], Standalone]
    find: Callable[[str, int], tuple[Hit, ...]]
    retrieve: Callable[[str], Evidence]
    declines: Callable[[Evidence], str | None]
    answer: Callable[[Evidence, Sequence[str]], tuple[Claim, ...]]
    beside: Callable[[Evidence], Comparison | None] = lambda _: None
    draft: Callable[[Evidence, tuple[Claim, ...]], Iterator[Written]] | None = None
    """What a chat model writes from the evidence, checked; the answer from quotes is what it falls back on."""
    writer: str = ""
    """The name of that model; empty where there is none."""
    judge: Judge | None = None
    """That model as the judge of which statements are counterparts: for `compare`, where it is handed over."""
    retuned: Callable[["Assistant", int, bool], "Assistant"] = lambda assistant, sentences, writes: assistant
    narrow: "Callable[[Filters], Assistant] | None" = None
    own: tuple[Article, ...] = ()
    """The articles that `holding` put beside the collection, in the order of ids."""
    change: "Callable[[Sequence[Article], Sequence[str]], Assistant] | None" = None

    def tuned(self, *, sentences: int, writes: bool) -> "Assistant":
        """Return this assistant with another bound of sentences to a plain answer, its model writing or not."""
        return self.retuned(self, sentences, writes)

    def ask(self, message: str, history: History | Sequence[Sequence[str]] = (), *, filters: Filters = ALL) -> Reply:
        """Return the reply to a message, from the part of the collection that the filters leave.

        Raise Problem where it is no question that can be asked, or a filter names what is not there.
        """
        *_, reply = self.narrowed(filters).stream(message, history)
        return reply

    def stream(self, message: str, history: History | Sequence[Sequence[str]] = ()) -> Iterator[Reply]:
        """Yield the reply to a message as it grows, claim after claim where a model writes; the last is whole."""
        clock = Clock()
        with clock.stage("standalone"):
            asked = self.standalone(question_of(message), exchanges(history))
        with clock.stage("retrieve"):
            evidence = self.retrieve(asked.question)
        found = (message, asked.question, evidence.listing())
        refused = partial(Refusal, *found, narrowed=evidence.narrowed, seconds=clock.seconds)
        answered = partial(Answer, *found, narrowed=evidence.narrowed, seconds=clock.seconds)
        reason = self.declines(evidence)
        if reason is not None:
            yield refused(reason)
            return
        with clock.stage("answer"):
            claims, comparison = self.answer(evidence, asked.spoken), self.beside(evidence)
        if not claims:
            yield refused(NOTHING_MORE)
        elif self.draft is None:
            yield answered(claims, comparison=comparison, also=self.library.also(claims))
        else:
            for written in clock.timed("draft", self.draft(evidence, claims)):
                yield answered(*written, comparison=comparison, also=self.library.also(written.claims))

    def answers(self, question: str) -> bool:
        """Say whether the articles answer a question that stands alone; no model writes for it."""
        evidence = self.retrieve(question_of(question))
        return self.declines(evidence) is None and bool(self.answer(evidence, ()))

    def search(
        self,
        message: str,
        history: History | Sequence[Sequence[str]] = (),
        *,
        limit: int = 10,
        filters: Filters = ALL,
    ) -> tuple[Hit, ...]:
        """Return the passages that a message finds in what the filters leave, best first, at most `limit`."""
        asked = self.standalone(question_of(message), exchanges(history))
        return self.narrowed(filters).find(asked.question, limit)

    def narrowed(self, filters: Filters) -> "Assistant":
        """Return an assistant that searches what the filters leave; raise Problem where that is nothing."""
        if not filters:
            return self
        if self.narrow is None:
            raise Problem("This assistant's collection cannot be narrowed.")
        return self.narrow(filters)

    def holding(self, articles: Sequence[Article]) -> "Assistant":
        """Return an assistant on the collection and, beside it, these articles, which no index keeps: they are gone
        when it is let go of. This one stays as it is. Raise Problem where one of them, or its id, is there already.
        """
        return self._changed(articles, ())

    def without(self, ids: Sequence[str]) -> "Assistant":
        """Return an assistant without these of its own articles; raise KeyError where one is not of its own."""
        return self._changed((), ids)

    def _changed(self, more: Sequence[Article], less: Sequence[str]) -> "Assistant":
        if self.change is None:
            raise Problem("Nothing can be put beside this assistant's collection.")
        return self.change(more, less)

    def articles(self) -> tuple[Article, ...]:
        """Return the collection, in the order of ids."""
        return self.library.articles()

    def count(self) -> int:
        """Return how many articles there are."""
        return self.library.count()

    def article(self, id: str) -> Article:  # noqa: A002 - the contract's word for it
        """Return the article with this id; raise KeyError where there is none."""
        return self.library.article(id)

    def statements(
        self, speaker: str | None = None, *, about: str | None = None, articles: Sequence[str] | None = None
    ) -> tuple[Statement, ...]:
        """Return who said what: of the whole collection, or of one speaker, on a topic, in some articles.

        Those on a topic come nearest first, all others in the order of the articles. Raise Problem where an
        article is not there.
        """
        return selected(self.library, speaker, about, articles)

    def compare(
        self,
        a: str,
        b: str,
        *,
        about: str | None = None,
        articles: Sequence[str] | None = None,
        judge: Judge | None = None,
    ) -> Comparison:
        """Return what two speakers say side by side, event by event; raise Problem where neither says anything.

        `judge` may tell, in place of the rules, how two statements that are alike stand to each other: `self.judge`
        asks the chat model, once for each pair.
        """
        return side_by_side(self.library, a, b, about=about, articles=articles, judge=judge)

    def contrast(self, a: str, b: str) -> Comparison:
        """Return what two articles, by their ids, report side by side; raise Problem where neither quotes anybody."""
        return articles_side_by_side(self.library, a, b)

    def close(self) -> None:
        """Let go of the collection's files."""
        self.library.close()

    def __enter__(self) -> "Assistant":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


NOTHING_MORE = "The articles say nothing more on this than what was already quoted."


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started

    def timed(self, name: str, values: Iterable[Written]) -> Iterator[Written]:
        """Yield the values; the seconds of the stage are those up to the latest."""
        started = time.perf_counter()
        for value in values:
            self.seconds[name] = time.perf_counter() - started
            yield value


def question_of(message: str) -> str:
    """Return the message as one line without control characters; raise Problem where it cannot be asked."""
    question = " ".join("".join(sign if sign.isprintable() else " " for sign in message).split())
    if not any(sign.isalnum() for sign in question):
        raise Problem("The question is empty: ask something about the articles, in words.")
    if len(question) > LONGEST:
        raise Problem(
            f"The question has {len(question):,} characters and at most {LONGEST:,} are read: ask it shorter."
        )
    return question


def exchanges(history: History | Sequence[Sequence[str]]) -> History:
    """Return the history as pairs of question and answer; raise Problem where it is something else."""
    if isinstance(history, str) or any(
        isinstance(pair, str) or len(pair) != 2 or not all(isinstance(text, str) for text in pair) for pair in history
    ):
        raise Problem('The history must be a list of pairs: [["question", "answer"], …].')
    # A follow-up leans on how these begin; megabytes pasted once must not slow every later question.
    return tuple((question[:LONGEST], answer[: 10 * LONGEST]) for question, answer in history)
