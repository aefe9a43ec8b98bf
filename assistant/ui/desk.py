"""What one reader has put beside the collection, found by the page that asks and gone when the reader is.

A page names itself by a secret of the browser's tab, so that it has its articles again after it was loaded anew.
docs/decisions/0016-articles-of-a-session.md has the reasons.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Lock, Timer

from assistant.ui.chat import Answers
from assistant.ui.suggest import Suggestions
from index.article import Article
from index.problem import Problem
from index.statement import Statement

ARTICLES = 100
"""So many articles may one reader add."""
CHARACTERS = 500_000
"""So many characters may they have together: about a hundred articles of a newspaper."""
EVERYBODY = 5_000_000
"""So many characters may the articles of all readers have, those who left lately among them."""
KEPT = 3600.0
"""Seconds for which a reader's articles wait after the page was left: a page that is loaded again finds them. Gradio
keeps the conversation as long."""

_SECRET = re.compile(r"[0-9a-f]{32}")


@dataclass(slots=True)
class Desk:
    """A reader's assistant, and the articles that were removed but that a conversation may still quote."""

    assistant: Answers
    removed: dict[str, Article] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)
    left: float | None = None
    changing: Lock = field(default_factory=Lock)
    _suggested: tuple[Answers, Suggestions] | None = None

    def article(self, id: str) -> Article:  # noqa: A002 - the assistant's own word for it
        """Return the article with this id, also one that was removed; one without words where it is not known."""
        try:
            return self.assistant.article(id)
        except KeyError:
            return self.removed.get(id) or Article(id, (), title="An article that is no longer here")

    def statements(self, ids: Sequence[str]) -> Sequence[Statement]:
        """Return who says what in these articles, without those that were removed."""
        return self.assistant.statements(articles=[key for key in ids if key not in self.removed])

    def suggestions(self) -> Suggestions:
        """Return what suggests questions here: it remembers which of them the articles answer."""
        assistant = self.assistant
        if self._suggested is None or self._suggested[0] is not assistant:
            self._suggested = (assistant, Suggestions(assistant))
        return self._suggested[1]


class Full(Problem):
    """There is no room for more."""


class Desks:
    """The desks of all readers; who has added nothing shares one that holds the collection alone."""

    def __init__(self, shared: Answers, *, kept: float = KEPT, now: Callable[[], float] = time.monotonic) -> None:
        self.shared = Desk(shared)
        self._kept = kept
        self._now = now
        self._desks: dict[str, Desk] = {}
        self._secrets: dict[str, str] = {}
        self._lock = Lock()

    def arrive(self, page: str, secret: object) -> Desk:
        """Tell that a page is there, and the secret that its reader goes by; return the reader's desk."""
        self.sweep()
        with self._lock:
            if isinstance(secret, str) and _SECRET.fullmatch(secret):
                self._secrets[page] = secret
            desk = self._desks.get(self._secrets.get(page, ""))
            if desk is not None:
                desk.pages.add(page)
                desk.left = None
        return desk or self.shared

    def leave(self, page: str) -> None:
        """Tell that a page was closed, or is being loaded again: after a while what its reader added is forgotten."""
        with self._lock:
            desk = self._desks.get(self._secrets.pop(page, ""))
            if desk is None:
                return
            desk.pages.discard(page)
            if desk.pages:
                return
            desk.left = self._now()
        timer = Timer(self._kept + 1, self.sweep)
        timer.daemon = True
        timer.start()

    def sweep(self) -> None:
        """Forget what readers added who left some time ago."""
        with self._lock:
            over = [key for key, desk in self._desks.items() if desk.left and self._now() - desk.left >= self._kept]
            for desk in [self._desks.pop(key) for key in over]:
                if desk.assistant.own:
                    desk.assistant.close()

    def at(self, page: str) -> Desk:
        """Return the desk of a page."""
        return self._desks.get(self._secrets.get(page, ""), self.shared)

    def add(self, page: str, article: Article) -> None:
        """Put an article on the desk of a page; raise Problem where it is there already or there is no room for it."""
        desk = self._own(page)
        with desk.changing:
            held, size = desk.assistant.own, characters([article])
            if len(held) >= ARTICLES:
                raise Full(f"You have added {ARTICLES} articles, and more are not kept: remove some first.")
            if characters(held) + size > CHARACTERS:
                raise Full(
                    f"It has {size:,} characters, and all that you add may have {CHARACTERS:,} together: "
                    "remove some articles first, or index it with the command line."
                )
            if size + sum(characters(one.assistant.own) for one in list(self._desks.values())) > EVERYBODY:
                raise Full("The readers of this window have added all that it can hold: try again later.")
            named = _named_apart(article, desk)
            desk.assistant = desk.assistant.holding([named])
            desk.removed.pop(named.id, None)

    def remove(self, page: str, id: str) -> None:  # noqa: A002
        """Take an article that its reader added off the desk of a page; raise Problem where it is not of theirs."""
        desk = self.at(page)
        with desk.changing:
            article = next((one for one in desk.assistant.own if one.id == id), None)
            if article is None:
                raise Problem("Only what you added yourself can be removed here.")
            desk.assistant = desk.assistant.without([id])
            desk.removed[id] = article

    def _own(self, page: str) -> Desk:
        with self._lock:
            secret = self._secrets.get(page)
            if secret is None:
                raise Problem("The page is not known to this window any more: load it again.")
            if secret not in self._desks:
                self._desks[secret] = Desk(self.shared.assistant)
            desk = self._desks[secret]
            desk.pages.add(page)
            return desk


def _named_apart(article: Article, desk: Desk) -> Article:
    """Return the article under an id that is free; raise Problem where it is there already."""
    for number in count(1):
        name = article.id if number == 1 else f"{article.id} ({number})"
        there = _found(desk.assistant, name)
        if there is None:
            return replace(article, id=name)
        if replace(there, id=article.id) == article:
            raise Problem("It is among the articles already.")
    raise AssertionError


def _found(assistant: Answers, name: str) -> Article | None:
    try:
        return assistant.article(name)
    except KeyError:
        return None


def characters(articles: Sequence[Article]) -> int:
    """Return how many characters there are to index: repeated paragraphs are indexed once."""
    return sum(len(p.text) for article in articles for p in article.paragraphs if p.repeats is None)
