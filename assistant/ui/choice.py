"""What a reader may choose in the window, and what the page sends: anything out of bounds is left at its default."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, TypeGuard

from assistant.naming import visible
from assistant.narrowing import whole_day
from assistant.settings import Settings
from assistant.ui.sources import Place
from index.filter import ALL, Filters
from index.problem import Problem

SENTENCES = Settings().sentences
MOST_SENTENCES = 6
SPEAKERS, ARTICLES = "speakers", "articles"
# No name and no id is longer.
LONGEST = 500
# Nobody chooses more articles or sources one by one.
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Asking:
    """A message with the settings it is asked with; `since` is the turn from 1 that it takes the place of, or None.

    `filters` are what the chat is narrowed to.
    """

    text: str
    since: int | None = None
    sentences: int = SENTENCES
    writes: bool = True
    filters: Filters = ALL


@dataclass(frozen=True, slots=True)
class Sides:
    """Two speakers by name, or two articles by id."""

    what: str
    a: str
    b: str


def facts(sent: Any) -> Mapping[str, Any]:
    """Return what the page sends by name, nothing where it sends something else."""
    return sent if isinstance(sent, Mapping) else {}


def asking(sent: Any) -> Asking:
    """Return what the page asks; whatever is out of bounds is taken for the default."""
    told = facts(sent)
    text, since, sentences = told.get("text"), told.get("since"), told.get("sentences")
    return Asking(
        text if isinstance(text, str) else "",
        since if _is_count(since) else None,
        min(int(sentences or 0), MOST_SENTENCES) if _is_count(sentences) else SENTENCES,
        told.get("writes") is not False,
        filtering(told.get("filters")),
    )


def filtering(sent: Any) -> Filters:
    """Return what the page narrows the chat to; whatever is no name and no day is left out."""
    told = facts(sent)
    return Filters(
        articles=_texts(told.get("articles")),
        sources=_texts(told.get("sources")),
        since=_day(told.get("since"), last=False),
        until=_day(told.get("until"), last=True),
    )


def _texts(sent: Any) -> tuple[str, ...]:
    return tuple(one for one in sent if isinstance(one, str))[:MOST_NAMED] if isinstance(sent, list) else ()


def _day(sent: Any, *, last: bool) -> str | None:
    try:
        return whole_day(sent, last=last) if isinstance(sent, str) and sent else None
    except Problem:
        return None


def place(sent: Any) -> Place | None:
    """Return the words that the page asks to open, or None where it names none."""
    told = facts(sent)
    article, paragraph = told.get("article"), told.get("paragraph", 1)
    start, end = told.get("start", 0), told.get("end", 0)
    if not isinstance(article, str) or not all(isinstance(n, int) for n in (paragraph, start, end)):
        return None
    return Place(article, paragraph, start, end)


def sides(sent: Any) -> Sides:
    """Return the two sides that the page names."""
    told = facts(sent)
    what = ARTICLES if told.get("what") == ARTICLES else SPEAKERS
    return Sides(what, str(told.get("a", ""))[:LONGEST], str(told.get("b", ""))[:LONGEST])


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def settings_form(writer: str) -> str:
    """Return the settings as a form; `writer` is the model that may write the answers, empty where there is none."""
    written = f"Written by {escape(visible(writer))}, each sentence checked" if writer else "Written by a model"
    hint = "" if writer else "<p>None is configured: start Readout with <code>--model</code>.</p>"
    disabled = "" if writer else " disabled"
    numbers = "".join(
        f"<option value='{n}'{' selected' if n == SENTENCES else ''}>{n}</option>" for n in range(1, MOST_SENTENCES + 1)
    )
    appearance = "".join(
        _radio("theme", value, label, is_checked=value == "system")
        for value, label in (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
    )
    return (
        "<form id='settings' popover aria-label='Settings'>"
        "<fieldset><legend>Answers</legend>"
        f"{_radio('writes', 'no', 'In the articles’ own sentences', is_checked=not writer)}"
        f"{_radio('writes', 'yes', written, is_checked=bool(writer), disabled=disabled)}{hint}</fieldset>"
        "<label class='field'><span>Sentences in a plain answer, at most</span>"
        f"<select name='sentences'>{numbers}</select></label>"
        f"<fieldset><legend>Appearance</legend>{appearance}</fieldset></form>"
    )


def _radio(name: str, value: str, label: str, *, is_checked: bool, disabled: str = "") -> str:
    checked = " checked" if is_checked else ""
    return f"<label><input type='radio' name='{name}' value='{value}'{checked}{disabled}> {label}</label>"
