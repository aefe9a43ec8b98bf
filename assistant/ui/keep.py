"""What the window keeps of a conversation and hands on: opinions, links, files, and the conversation itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr

from assistant.conversation import as_html, as_json, as_markdown
from assistant.feedback import FILE, Feedback, Opinion
from assistant.kept import DAYS_LINKED, FOLDER, Conversations, Kind, Turns
from assistant.naming import Articles
from assistant.reopen import GONE, kept, reopened
from assistant.reply import Answer, Refusal, Reply
from assistant.ui.chat import Conversation, Turn, history
from assistant.ui.choice import facts, filtering
from assistant.ui.sources import reader
from assistant.ui.talk import talk, welcome
from index.article import Article
from index.problem import Problem
from index.statement import Statement

_WRITERS: Mapping[str, Callable[[Sequence[Reply], Articles], str]] = {
    "md": as_markdown,
    "html": as_html,
    "json": as_json,
}
_EMPTY = "There is no reply yet: ask something first."


class Places(NamedTuple):
    """Where opinions and conversations are kept; None where they are not."""

    feedback: Feedback | None = None
    conversations: Conversations | None = None

    @property
    def days(self) -> int:
        """For how many days a link opens; 0 where none is made."""
        return self.conversations.days[Kind.LINKED] if self.conversations else 0


def beside(index: Path, *, feedback: Path | None = None, days: int = DAYS_LINKED) -> Places:
    """Return the places in the folder of an index; opinions go to another file where one is named."""
    return Places(Feedback(feedback or index / FILE), Conversations(index / FOLDER, days_linked=days))


class Shelf(NamedTuple):
    """The articles that a page has before it: one by its id, what is said in some of them, all."""

    article: Articles
    statements: Callable[[Sequence[str]], Sequence[Statement]]
    articles: Callable[[], Sequence[Article]]


class Hand(NamedTuple):
    """What one page has on the disk: the id it is held under, and that of its link with what the link shows."""

    held: str = ""
    link: str = ""
    linked: Conversation = ()


class Keeping:
    """Answers what the page asks beside its questions. What it gives back is an element that keep.js reads."""

    def __init__(
        self,
        shelf: Callable[[gr.Request], Shelf],
        places: Places,
        arrive: Callable[[gr.EventData, gr.Request], object] = lambda event, request: None,
    ) -> None:
        """`arrive` is told first of a page that had a conversation: what it quotes may be that reader's own."""
        self._shelf = shelf
        self._places = places
        self._arrive = arrive

    def hold(self, conversation: Conversation, hand: Hand, request: gr.Request) -> tuple[str, Hand]:
        """Keep the conversation for the page that shows it, so that it is there when the page is loaded again."""
        conversations = self._places.conversations
        if conversations is None or not conversation:
            return "", hand
        try:
            turns = _turns(conversation, self._shelf(request))
            held = conversations.keep(Kind.HELD, turns, id=hand.held, reader=_name(request))
        except Problem:
            # What the disk does not take is not there after loading anew; the reply is nevertheless.
            return "", hand
        return _element("held", id=held), hand._replace(held=held)

    def forget(self, hand: Hand) -> tuple[str, Hand]:
        """Remove what was held for the page; its links stay, each for its time."""
        if self._places.conversations is not None:
            self._places.conversations.remove(Kind.HELD, hand.held)
        return "", Hand()

    def reopen(self, event: gr.EventData, request: gr.Request) -> tuple[Any, Any, str, Conversation, str, Hand]:
        """Return a conversation that was kept: the one of a link, else the one that the page had."""
        link, held = _text(event, "link"), _text(event, "held")
        self._arrive(event, request)
        shelf = self._shelf(request)
        try:
            turns = self._read(Kind.LINKED if link else Kind.HELD, link or held, _name(request))
            conversation = _opened(turns, shelf)
        except Problem as problem:
            told = f"<p class='welcome gone' role='status'>{escape(str(problem))}</p>" if link else ""
            return told + welcome(shelf.articles()), "", gr.skip(), (), _element("gone"), Hand()
        # Under an id of its own from here on: another page may go on from the same place.
        element, hand = self.hold(conversation, Hand(), request)
        shown = talk(conversation, shelf.article)
        beside = reader(conversation, shelf.article, shelf.statements)
        return shown, beside, "", conversation, element or _element("unheld"), hand

    def link(
        self, conversation: Conversation, hand: Hand, event: gr.EventData, request: gr.Request
    ) -> tuple[str, Hand]:
        """Keep the conversation as it stands for whoever has its link."""
        done, conversations = _done(conversation), self._places.conversations
        try:
            if conversations is None or not self._places.days:
                raise Problem("This window keeps no conversations: save it as a file.")
            if not done:
                raise Problem(_EMPTY)
            if done != hand.linked:
                made = conversations.keep(Kind.LINKED, _turns(done, self._shelf(request)))
                hand = hand._replace(link=made, linked=done)
        except Problem as problem:
            return _element("link", event, problem=str(problem)), hand
        return _element("link", event, id=hand.link), hand

    def withdraw(self, hand: Hand, event: gr.EventData) -> tuple[str, Hand]:
        """Remove what the page's last link leads to."""
        if self._places.conversations is not None:
            self._places.conversations.remove(Kind.LINKED, hand.link)
        return _element("withdraw", event), hand._replace(link="", linked=())

    def export(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> str:
        """Return the conversation as a file."""
        kind = _text(event, "kind") or "md"
        replies = [turn.outcome for turn in _done(conversation) if isinstance(turn.outcome, Answer | Refusal)]
        if not replies or kind not in _WRITERS:
            return _element("export", event, problem=_EMPTY)
        text = _WRITERS[kind](replies, self._shelf(request).article)
        return _element("export", event, name=f"readout-{date.today().isoformat()}.{kind}", text=text)

    def thumb(self, conversation: Conversation, event: gr.EventData) -> str:
        """Keep what the reader thinks of a reply."""
        told = facts(event._data)
        sent, thumb, reason = told.get("turn"), told.get("thumb"), _text(event, "reason")
        number = sent if isinstance(sent, int) and 0 < sent <= len(conversation) else 0
        which = {"turn": str(sent), "thumb": str(thumb)}
        try:
            turn = conversation[number - 1] if number else None
            if turn is None or not isinstance(turn.outcome, Answer | Refusal) or thumb not in ("up", "down"):
                raise Problem("That reply is no longer there.")
            if self._places.feedback is None:
                raise Problem("This window keeps no opinions.")
            before = history(conversation[: number - 1])
            self._places.feedback.keep(Opinion(thumb, turn.message, before, turn.outcome, reason.strip()))
        except Problem as problem:
            return _element("thumb", event, problem=str(problem), **which)
        return _element("thumb", event, reason="yes" if reason.strip() else "", **which)

    def _read(self, kind: Kind, id: str, reader: str | None) -> Turns:  # noqa: A002
        if self._places.conversations is None:
            raise Problem("This window keeps no conversations.")
        return self._places.conversations.read(kind, id, reader=reader)


def _turns(conversation: Conversation, shelf: Shelf) -> Turns:
    return list(told(_done(conversation), shelf.article))


def _opened(turns: Turns, shelf: Shelf) -> Conversation:
    try:
        return tuple(turn_of(turn, shelf.article) for turn in turns)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem("The conversation that was kept is damaged.") from error


def told(conversation: Conversation, articles: Articles) -> Iterator[dict[str, Any]]:
    """Yield each turn as a JSON object; what is no reply has the sentence that was told instead."""
    for turn in conversation:
        if isinstance(turn.outcome, Answer | Refusal):
            filters = {"filters": asdict(turn.filters)} if turn.filters else {}
            yield kept(turn.outcome, articles) | {"question": turn.message, "stopped": turn.is_stopped} | filters
        else:
            yield {"kind": "problem", "question": turn.message, "claims": [], "reason": turn.outcome or ""}


def turn_of(told: Mapping[str, Any], articles: Articles) -> Turn:
    """Return the turn that was told so, held against the articles as they are."""
    if told["kind"] == "problem":
        return Turn(told["question"], told["reason"], is_done=True)
    outcome = reopened(told, articles)
    is_stopped, filters = told.get("stopped") is True, filtering(told.get("filters"))
    return Turn(told["question"], outcome or GONE, is_done=True, is_stopped=is_stopped, filters=filters)


def _done(conversation: Conversation) -> Conversation:
    return tuple(turn for turn in conversation if turn.is_done)


def _name(request: gr.Request) -> str | None:
    return request.username if request else None


def _text(event: gr.EventData, name: str) -> str:
    told = facts(event._data).get(name)
    return told if isinstance(told, str) else ""


def _element(what: str, event: gr.EventData | None = None, **told: str) -> str:
    """An element that holds what keep.js is told. The page counts what it asks, so that no two answers are the same."""
    asked = facts(event._data).get("count") if event is not None else 0
    data = "".join(f" data-{name}='{escape(text)}'" for name, text in told.items())
    return f"<i hidden data-what='{what}' data-count='{asked if isinstance(asked, int) else 0}'{data}></i>"
