"""The articles view: the collection as a table, what is added to it, and what came of that, file by file."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from assistant.naming import day, shortened, visible
from assistant.ui.desk import ARTICLES
from assistant.ui.intake import ACCEPTED, FILES, SIZE
from index.article import Article
from index.load import KINDS
from index.statement import Statement

LISTED = 2000
"""A page with more rows than these helps nobody: the chat finds what is not listed."""
NAMED = 3
"""So many of those who speak in an article are named."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article as the table tells it; `speakers` are those who speak in it, whoever says most first."""

    id: str
    title: str
    source: str
    published: str
    paragraphs: int
    speakers: tuple[str, ...]


class State(StrEnum):
    """How far something that was sent has come."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    PART = "part"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that was sent, how far it has come, and what is to be told of it."""

    name: str
    state: State = State.WAITING
    sentences: tuple[str, ...] = ()


def rows(articles: Iterable[Article], statements: Iterable[Statement]) -> tuple[Row, ...]:
    """Return a row for each article, in their order."""
    counted: Mapping[str, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        counted[statement.article][statement.speaker] += 1
    return tuple(
        Row(
            article.id,
            article.label,
            article.source or "",
            article.published or "",
            len(article.paragraphs),
            tuple(speaker for speaker, _ in counted[article.id].most_common()),
        )
        for article in articles
    )


def panel() -> str:
    """Return where files are dropped or chosen and addresses typed, and what is allowed."""
    accept = ",".join(KINDS)
    limits = f"Up to {FILES} files at once of {SIZE // 1_000_000} MB each; {ARTICLES} articles in all."
    return (
        f"<form class='adding' aria-label='Add articles' data-files='{FILES}' data-size='{SIZE}' data-kinds='{accept}'>"
        "<div class='drop'><p class='lead'>Add articles</p><p>Drop files here, or "
        f"<label class='pick'><input type='file' multiple accept='{accept}' aria-describedby='limits'>"
        "<span>choose files</span></label></p>"
        f"<p class='hint' id='limits'>{ACCEPTED}. {limits}</p></div>"
        "<div class='from'><label for='address'>Or add a page by its address</label>"
        "<div><input type='text' inputmode='url' id='address' placeholder='https://…' autocomplete='off'>"
        "<button type='submit' class='primary'>Add</button></div>"
        "<p class='hint'>Only you see what you add. It is forgotten after you leave.</p></div>"
        "<ul class='sending' aria-label='Being sent' hidden></ul></form>"
    )


def shelf(shared: Sequence[Row], own: Sequence[Row] = ()) -> str:
    """Return the collection as a table, the reader's own articles first; each title leads to the reader."""
    every = [*((row, True) for row in own), *((row, False) for row in shared)]
    if not every:
        return (
            "<section class='shelf'><h2>Articles</h2><p class='empty'>The collection holds no article yet. Add some "
            "above.</p></section>"
        )
    mine = f", {len(own)} added by you" if own else ""
    seek = (
        "<label class='seek'><span class='unseen'>Find in the list</span>"
        "<input type='search' placeholder='Find in the list'></label>"
    )
    more = (
        f"<p class='empty'>The first {LISTED:,} are listed; the chat searches all.</p>" if len(every) > LISTED else ""
    )
    return (
        f"<section class='shelf'><header><h2>Articles <span>{len(every):,}{mine}</span></h2>"
        f"{seek if len(every) > 8 else ''}</header>{_table(every[:LISTED])}{more}"
        "<p class='empty' role='status' data-none></p></section>"
    )


_COLUMNS = (
    ("called", "Title"),
    ("source", "Source"),
    ("date", "Date"),
    ("amount", "Paragraphs"),
    ("amount", "Speakers"),
)


def _table(every: Sequence[tuple[Row, bool]]) -> str:
    # Roles are told, since a table that is laid out as cards on a phone has none of its own.
    heads = "".join(
        f"<th scope='col' role='columnheader' class='{key}' aria-sort='none'>"
        f"<button type='button' data-do='sort'>{label}</button></th>"
        for key, label in _COLUMNS
    )
    body = "".join(_row(row, is_own=is_own) for row, is_own in every)
    return (
        "<table role='table' aria-label='Articles'><thead role='rowgroup'><tr role='row'>"
        f"{heads}<td role='cell'></td></tr></thead><tbody role='rowgroup'>{body}</tbody></table>"
    )


def _row(row: Row, *, is_own: bool) -> str:
    key, title, low = escape(row.id), escape(shortened(row.title, 240)), escape(shortened(row.title, 240).lower())
    tag = "<span class='tag'>Added by you</span> " if is_own else ""
    remove = f"<button type='button' class='tool' data-do='remove' data-article='{key}'>Remove{_of(title)}</button>"
    named = f"<p class='voices'>{tag}{escape(_voices(row.speakers))}</p>" if is_own or row.speakers else ""
    return (
        f"<tr role='row'{' class=own' if is_own else ''}><th scope='row' role='rowheader' data-key='{low}'>"
        f"<button type='button' class='title' data-do='open' data-article='{key}' dir='auto'>{title}</button>"
        f"{named}</th>"
        f"{_cell('source', shortened(row.source, 80))}"
        f"<td role='cell' class='date' data-key='{escape(row.published[:10])}'>{escape(day(row.published))}</td>"
        f"{_number(row.paragraphs, 'paragraph')}{_number(len(row.speakers), 'speaker')}"
        f"<td role='cell' class='do'><button type='button' class='tool' data-do='only' data-article='{key}'>"
        f"Ask only this{_of(title)}</button>{remove if is_own else ''}</td></tr>"
    )


def _of(title: str) -> str:
    return f"<span class='unseen'>: {title}</span>"


def _cell(kind: str, text: str) -> str:
    key = escape(text.lower())
    return f"<td role='cell' class='{kind}' data-key='{key}' dir='auto'>{escape(text)}</td>"


def _number(count: int, of: str) -> str:
    return (
        f"<td role='cell' class='amount' data-key='{count}'>{count}<span> {of}{'' if count == 1 else 's'}</span></td>"
    )


def _voices(speakers: Sequence[str]) -> str:
    named = [shortened(name, 40) for name in speakers[:NAMED]]
    left = len(speakers) - len(named)
    return ", ".join(named) + (f" and {left} more" if left else "")


def intake(arrivals: Sequence[Arrival], *, is_over: bool) -> str:
    """Return what came of each thing that was sent, so far."""
    listed = "".join(_arrival(one) for one in arrivals)
    done = sum(one.state not in {State.WAITING, State.NOW} for one in arrivals)
    head = (
        f"<p role='status'>{escape(_summary(arrivals))}</p>"
        "<button type='button' class='tool' data-do='dismiss'>Dismiss</button>"
        if is_over
        else f"<p role='status'>Reading {min(done + 1, len(arrivals))} of {len(arrivals)}</p>"
        f"<progress max='{len(arrivals)}' value='{done}' aria-label='Read'></progress>"
    )
    busy = "" if is_over else " aria-busy='true'"
    return (
        f"<section class='intake' aria-label='What was added'{busy}><header>{head}</header><ul>{listed}</ul></section>"
    )


def _arrival(one: Arrival) -> str:
    told = {State.WAITING: ("Waiting",), State.NOW: ("Reading …",)}.get(one.state, one.sentences)
    lines = "".join(f"<span>{escape(visible(line))}</span>" for line in told)
    return f"<li class='{one.state}'><b dir='auto'>{escape(shortened(one.name, 90))}</b>{lines}</li>"


def _summary(arrivals: Sequence[Arrival]) -> str:
    good = sum(one.state in {State.DONE, State.PART} for one in arrivals)
    bad = len(arrivals) - good
    if not bad:
        return "Added" if good == 1 else f"All {good} added"
    return "Not added" if not good else f"{good} added, {bad} not"


def gone() -> str:
    """Return what is told where a reader's articles were forgotten in the meantime."""
    told = "What you added is no longer here: the page was closed for too long. Add it again."
    return (
        f"<section class='intake'><header><p role='status'>{told}</p>"
        "<button type='button' class='tool' data-do='dismiss'>Dismiss</button></header></section>"
    )
