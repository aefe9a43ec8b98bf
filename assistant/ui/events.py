"""What happens when the page asks for something: a question, a stop, a source, two sides."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.reply import Answer
from assistant.ui import compare
from assistant.ui.chat import Conversation, asked, broken, stopped
from assistant.ui.choice import asking, filtering, place, sides
from assistant.ui.desk import Desk, Desks
from assistant.ui.narrow import kept
from assistant.ui.sources import reader
from assistant.ui.suggest import Suggestions, listed
from assistant.ui.talk import talk, welcome
from index.filter import Filters
from index.problem import Problem

Shown = tuple[Any, ...]
"""The conversation, the reader and the suggestions as HTML, and the conversation itself."""


class Events:
    """Answers what the page asks for, from what lies on its reader's desk."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    def ask(self, before: Conversation, event: gr.EventData, request: gr.Request) -> Iterator[Shown]:
        """Yield what is shown as the reply grows; a question edited or asked again takes its turn's place."""
        sent, desk = asking(event._data), self._desks.at(page_of(request))
        if not sent.text.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        earlier = before if sent.since is None else before[: sent.since - 1]
        answering = desk.assistant.tuned(sentences=sent.sentences, writes=sent.writes)
        after = earlier
        try:
            is_open = False
            for after in asked(answering, sent.text, earlier, sent.filters):
                # The reader beside a growing answer is opened once, and made whole at the end.
                is_first = isinstance(after[-1].outcome, Answer) and not is_open
                is_open = is_open or is_first
                read = _read(desk, after) if is_first or after[-1].is_done else gr.skip()
                yield _talk(desk, after), read, "", after
        except Exception:
            # Whatever it was, the page must not wait for ever; gradio logs it.
            ended = broken(after, sent.text)
            yield _talk(desk, ended), gr.skip(), "", ended
            raise

    def stop(self, conversation: Conversation, request: gr.Request) -> Shown:
        """Return the conversation ended where it stands."""
        desk, after = self._desks.at(page_of(request)), stopped(conversation)
        return _talk(desk, after), _read(desk, after), "", after

    def clear(self, request: gr.Request) -> Shown:
        """Return an empty conversation, with the first questions."""
        desk = self._desks.at(page_of(request))
        if desk is not self._desks.shared:
            # No answer quotes them any more.
            desk.removed.clear()
        return welcome(desk.assistant.articles()), "", self.first(request), ()

    def first(self, request: gr.Request) -> str:
        """Return first questions that the articles answer."""
        return listed(self._desks.at(page_of(request)).suggestions().first(), "For example")

    def after(self, conversation: Conversation, request: gr.Request) -> str:
        """Return questions that lead on from the last reply and that the articles answer."""
        desk = self._desks.at(page_of(request))
        return _suggested(desk, conversation, conversation[-1].filters if conversation else Filters())

    def suggest(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> str:
        """Return questions that are answered by what the chat is narrowed to now."""
        return _suggested(self._desks.at(page_of(request)), conversation, filtering(event._data))

    def open(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> Any:
        """Return the reader with the words that were asked for; nothing changes where they are not there."""
        wanted, desk = place(event._data), self._desks.at(page_of(request))
        try:
            return reader(conversation, desk.article, desk.statements, opened=wanted) if wanted else gr.skip()
        except KeyError:
            return gr.skip()

    def compare(self, event: gr.EventData, request: gr.Request) -> str:
        """Return two sides as a table."""
        wanted = sides(event._data)
        return compare.compared(self._desks.at(page_of(request)).assistant, wanted.what, wanted.a, wanted.b)


def page_of(request: gr.Request) -> str:
    """Return by what the server knows the page that asks."""
    return str(request.session_hash or "")


def _talk(desk: Desk, conversation: Conversation) -> str:
    return talk(conversation, desk.article) or welcome(desk.assistant.articles())


def _read(desk: Desk, conversation: Conversation) -> str:
    return reader(conversation, desk.article, desk.statements)


def _suggested(desk: Desk, conversation: Conversation, filters: Filters) -> str:
    suggestions = desk.suggestions()
    if filters:
        try:
            narrowed = desk.assistant.narrowed(filters)
        except Problem:
            return ""
        suggestions = Suggestions(narrowed, kept(desk.assistant.articles(), filters))
    if not conversation:
        return listed(suggestions.first(), "For example")
    is_answer = isinstance(conversation[-1].outcome, Answer)
    return listed(suggestions.after(conversation), "Ask next" if is_answer else "The articles do answer")
