"""What happens when the page asks for something: a question, a stop, a source, two sides."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.reply import Answer
from assistant.ui import compare
from assistant.ui.chat import Answers, Conversation, asked, broken, stopped
from assistant.ui.choice import asking, place, sides
from assistant.ui.sources import reader
from assistant.ui.suggest import Suggestions, listed
from assistant.ui.talk import talk, welcome

Shown = tuple[Any, ...]
"""The conversation, the reader and the suggestions as HTML, and the conversation itself."""


class Events:
    """Answers what the page asks for, from one assistant."""

    def __init__(self, assistant: Answers) -> None:
        self._assistant = assistant
        self._suggestions = Suggestions(assistant)

    def ask(self, before: Conversation, event: gr.EventData) -> Iterator[Shown]:
        """Yield what is shown as the reply grows; a question edited or asked again takes its turn's place."""
        sent = asking(event._data)
        if not sent.text.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        kept = before if sent.since is None else before[: sent.since - 1]
        answering = self._assistant.tuned(sentences=sent.sentences, writes=sent.writes)
        after = kept
        try:
            is_open = False
            for after in asked(answering, sent.text, kept):
                # The reader beside a growing answer is opened once, and made whole at the end.
                is_first = isinstance(after[-1].outcome, Answer) and not is_open
                is_open = is_open or is_first
                read = self._read(after) if is_first or after[-1].is_done else gr.skip()
                yield self._talk(after), read, "", after
        except Exception:
            # Whatever it was, the page must not wait for ever; gradio logs it.
            ended = broken(after, sent.text)
            yield self._talk(ended), gr.skip(), "", ended
            raise

    def stop(self, conversation: Conversation) -> Shown:
        """Return the conversation ended where it stands."""
        after = stopped(conversation)
        return self._talk(after), self._read(after), "", after

    def clear(self) -> Shown:
        """Return an empty conversation, with the first questions."""
        return welcome(self._assistant.articles()), "", self.first(), ()

    def first(self) -> str:
        """Return first questions that the articles answer."""
        return listed(self._suggestions.first(), "For example")

    def after(self, conversation: Conversation) -> str:
        """Return questions that lead on from the last reply and that the articles answer."""
        if not conversation:
            return self.first()
        is_answer = isinstance(conversation[-1].outcome, Answer)
        return listed(self._suggestions.after(conversation), "Ask next" if is_answer else "The articles do answer")

    def open(self, conversation: Conversation, event: gr.EventData) -> Any:
        """Return the reader with the words that were asked for; nothing changes where they are not there."""
        wanted = place(event._data)
        try:
            return reader(conversation, self._assistant.article, self._said, opened=wanted) if wanted else gr.skip()
        except KeyError:
            return gr.skip()

    def compare(self, event: gr.EventData) -> str:
        """Return two sides as a table."""
        wanted = sides(event._data)
        return compare.compared(self._assistant, wanted.what, wanted.a, wanted.b)

    def _talk(self, conversation: Conversation) -> str:
        return talk(conversation, self._assistant.article) or welcome(self._assistant.articles())

    def _read(self, conversation: Conversation) -> str:
        return reader(conversation, self._assistant.article, self._said)

    def _said(self, keys: Any) -> Any:
        return self._assistant.statements(articles=keys)
