"""What happens when a reader comes, adds articles, takes one away, or leaves."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.ui import compare, narrow
from assistant.ui.articles import Arrival, Row, State, gone, intake, rows, shelf
from assistant.ui.choice import LONGEST, facts
from assistant.ui.desk import Desk, Desks, Full
from assistant.ui.events import page_of
from assistant.ui.intake import TOLD, Sent, read, refused, sent
from assistant.ui.uploads import Uploads
from index.article import Article
from index.problem import Problem

Shown = tuple[Any, ...]
"""What came of it, the table, the form that narrows the chat and that of the compare view, as HTML."""
BROKEN = "It could not be read, and the server's log tells why."


class Bringing:
    """Answers what the articles view asks for."""

    def __init__(self, desks: Desks, uploads: Uploads) -> None:
        self._desks = desks
        self._uploads = uploads
        self._shared: tuple[Row, ...] | None = None

    def shelf(self, desk: Desk) -> str:
        """Return the table of what lies on a desk."""
        if self._shared is None:
            shared = self._desks.shared.assistant
            self._shared = rows(shared.articles(), shared.statements())
        own = desk.assistant.own
        said = desk.assistant.statements(articles=[article.id for article in own]) if own else ()
        return shelf(self._shared, rows(own, said))

    def arrive(self, event: gr.EventData, request: gr.Request) -> Shown:
        """Return what a page that is loaded again had; where that is gone, say so."""
        told = facts(event._data)
        desk = self._desks.arrive(page_of(request), told.get("secret"))
        if desk.assistant.own:
            return gr.skip(), *self._changed(desk)
        return (gone() if told.get("had") else gr.skip()), gr.skip(), gr.skip(), gr.skip()

    def leave(self, request: gr.Request) -> None:
        """Note that a page is gone."""
        self._desks.leave(page_of(request))

    def bring(self, event: gr.EventData, request: gr.Request) -> Iterator[Shown]:
        """Yield what came of each thing that was sent, as it is read, and in the end what is changed by it."""
        page, wanted = page_of(request), sent(event._data)
        # Whatever else a page names as a path did not come from it.
        wanted = tuple(one if one.path and self._uploads.holds(one.path) else replace(one, path=None) for one in wanted)
        arrivals = [Arrival(one.name) for one in wanted]
        for place, one in enumerate(wanted):
            arrivals[place] = replace(arrivals[place], state=State.NOW)
            yield intake(arrivals, is_over=False), gr.skip(), gr.skip(), gr.skip()
            try:
                arrivals[place] = self._brought(page, one, refused(one, place))
            except Exception:
                arrivals[place] = Arrival(one.name, State.FAILED, (BROKEN,))
                yield intake(arrivals, is_over=True), gr.skip(), gr.skip(), gr.skip()
                raise
            finally:
                if one.path is not None:
                    self._uploads.forget(one.path)
        told = intake(arrivals, is_over=True) if arrivals else gr.skip()
        if all(one.state is State.FAILED for one in arrivals):
            yield told, gr.skip(), gr.skip(), gr.skip()
        else:
            yield told, *self._changed(self._desks.at(page))

    def remove(self, event: gr.EventData, request: gr.Request) -> Shown:
        """Take an article that its reader added away again."""
        told = facts(event._data)
        page, key = page_of(request), str(told.get("article", ""))[:LONGEST]
        try:
            self._desks.remove(page, key)
        except Problem as problem:
            return intake([Arrival("", State.FAILED, (str(problem),))], is_over=True), gr.skip(), gr.skip(), gr.skip()
        return "", *self._changed(self._desks.at(page))

    def _brought(self, page: str, one: Sent, why: str | None) -> Arrival:
        if why is not None:
            return Arrival(one.name, State.FAILED, (why,))
        added: list[Article] = []
        problems: list[str] = []
        for outcome in read(one):
            try:
                if isinstance(outcome, Problem):
                    raise outcome
                self._desks.add(page, outcome)
                added.append(outcome)
            except Full as problem:
                problems.append(str(problem))
                break
            except Problem as problem:
                problems.append(str(problem))
        state = State.FAILED if not added else State.PART if problems else State.DONE
        return Arrival(one.name, state, (*_added(added), *_some(problems)))

    def _changed(self, desk: Desk) -> tuple[str, str, str]:
        assistant = desk.assistant
        articles = assistant.articles()
        return self.shelf(desk), narrow.form(articles), compare.form(articles, assistant.statements())


def _added(articles: list[Article]) -> list[str]:
    if not articles:
        return []
    count = sum(len(article.paragraphs) for article in articles)
    told = "1 paragraph" if count == 1 else f"{count:,} paragraphs"
    return [f"{len(articles)} articles, {told}" if len(articles) > 1 else f"{articles[0].label} · {told}"]


def _some(problems: list[str]) -> list[str]:
    left = len(problems) - TOLD
    return [*problems[:TOLD], *([f"And {left} more that could not be added."] if left > 0 else [])]
