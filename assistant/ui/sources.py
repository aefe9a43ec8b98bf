"""The reader beside the chat: articles with numbered paragraphs, the words relied on marked in their chips' colours."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from assistant.naming import Articles, day, names, numbered, shown, visible
from assistant.render import segments
from assistant.reply import Answer, Refusal, Reply
from assistant.ui.chat import Conversation
from assistant.ui.talk import NEAREST, tone
from index.article import Article, Paragraph
from index.statement import Statement

WHOLE = 150
"""An article of more paragraphs is shown around its marked ones only, `AROUND` before and after."""
AROUND = 4
LONGEST = 6000
"""A paragraph of more characters is shown around its marked words only, `MARGIN` before and after."""
MARGIN = 1500

OPENED = "opened"
"""The mark of words that are opened from elsewhere than a chip."""

_WEB = re.compile(r"https?://[^\s<>]+")
_LEDGER = "said"


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a paragraph that a reader asked to see; the whole paragraph where start and end are equal."""

    article: str
    paragraph: int = 1
    start: int = 0
    end: int = 0


class Mark(NamedTuple):
    """Words of a paragraph that a chip leads to; `is_near` where it points at the whole paragraph.

    `tone` is the class of its colour, empty for earlier answers.
    """

    key: str
    article: str
    paragraph: int
    start: int
    end: int
    tone: str
    is_near: bool


Ledger = Callable[[Sequence[str]], Iterable[Statement]]
"""Article ids → who says what in them."""


def reader(conversation: Conversation, articles: Articles, ledger: Ledger, *, opened: Place | None = None) -> str:
    """Return the reader as HTML, the articles of the last reply first; empty where there is nothing to read.

    Every element with `data-marks` holding the value of a chip is what that chip leads to. `opened` is marked, and
    shown first; raise KeyError where its article or paragraph is not there.
    """
    marks = [*_opened(opened, articles), *_all_marks(conversation)]
    if not marks:
        return ""
    known = {key: articles(key) for key in dict.fromkeys(mark.article for mark in marks)}
    current = {mark.article for mark in marks if mark.tone}
    shown_first = sorted(known, key=lambda key: key not in current)
    said = list(ledger(shown_first))
    called = names(known[key] for key in shown_first)
    pages = "".join(
        _page(n, known[key], [m for m in marks if m.article == key], [s for s in said if s.article == key])
        for n, key in enumerate(shown_first)
    )
    tabs = "".join(_tab(n, called[key], marks, key) for n, key in enumerate(shown_first))
    text = f"<div class='pages' tabindex='0' role='group' aria-label='Article'>{pages}</div>"
    return f"<section class='reader' aria-label='Source'>{_bar(tabs)}{text}</section>"


def _opened(place: Place | None, articles: Articles) -> list[Mark]:
    if place is None:
        return []
    text = articles(place.article).paragraph(place.paragraph).text
    start, end = max(0, place.start), min(place.end, len(text))
    is_near = end <= start
    return [Mark(OPENED, place.article, place.paragraph, start, end if end > start else len(text), "t1", is_near)]


def _all_marks(conversation: Conversation) -> list[Mark]:
    turns = list(enumerate(conversation, start=1))
    # Latest first: the articles of the current reply lead.
    return [mark for number, turn in reversed(turns) for mark in _marks(turn.outcome, number, number == len(turns))]


def _marks(outcome: Reply | str | None, number: int, is_current: bool) -> Iterable[Mark]:
    match outcome:
        case Answer():
            for c, n in numbered(outcome).items():
                yield Mark(
                    f"{number}-{n}", c.article, c.paragraph, c.start, c.end, tone(n) if is_current else "", False
                )
        case Refusal():
            for n, found in enumerate(outcome.evidence[:NEAREST], start=1):
                paragraph = found.paragraph
                end = len(paragraph.text)
                yield Mark(
                    f"{number}-{n}", found.article, paragraph.number, 0, end, tone(n) if is_current else "", True
                )
        case _:
            return


def _tab(place: int, name: str, marks: Sequence[Mark], key: str) -> str:
    count = sum(1 for mark in marks if mark.article == key and mark.tone and mark.key != OPENED)
    told = f"<span aria-label='{count} cited'>{count}</span>" if count else ""
    return (
        f"<button type='button' class='tab' data-do='page' data-page='{place}' aria-pressed='false'>"
        f"{escape(name)}{told}</button>"
    )


def _bar(tabs: str) -> str:
    """What one does with the articles: choose one, step through citations, find words, see who speaks, close."""
    return (
        "<div class='bar'><div class='bar-row'>"
        "<div class='steps' role='group' aria-label='Citations'>"
        "<button type='button' class='icon' data-do='previous' aria-label='Previous citation'>‹</button>"
        "<span class='step' aria-live='polite'></span>"
        "<button type='button' class='icon' data-do='next' aria-label='Next citation'>›</button></div>"
        "<div class='find' role='search'><label class='unseen' for='find'>Find in this article</label>"
        "<input id='find' type='search' placeholder='Find' autocomplete='off' spellcheck='false'>"
        "<span class='found' aria-live='polite'></span></div>"
        "<button type='button' class='toggle' data-do='who' aria-pressed='false'>Who speaks</button>"
        "<button type='button' class='icon' data-do='close' aria-label='Close the article'>×</button>"
        f"</div><div class='tabs' role='group' aria-label='Articles'>{tabs}</div></div>"
    )


def _page(place: int, article: Article, marks: Sequence[Mark], said: Sequence[Statement]) -> str:
    body = "".join(
        f"<p class='gap'>¶{block[0]} to ¶{block[1]} are not shown.</p>"
        if isinstance(block, tuple)
        else _paragraph(block, marks, said)
        for block in _blocks(article, {mark.paragraph for mark in marks})
    )
    parts = (article.source, day(article.published), article.author)
    origin = " · ".join(escape(visible(part)) for part in parts if part)
    head = f"<h2 dir='auto'>{escape(visible(article.label))}</h2><p class='origin'>{origin}{_original(article)}</p>"
    return f"<article class='page' data-page='{place}' hidden><header>{head}</header>{body}</article>"


def _original(article: Article) -> str:
    url = article.url or ""
    if url != visible(url) or not _WEB.fullmatch(url):
        return ""
    return f" <a href='{escape(url)}' target='_blank' rel='noopener noreferrer'>Original</a>"


def _blocks(article: Article, marked: set[int]) -> list[Paragraph | tuple[int, int]]:
    """The paragraphs to show, in order; (first, last) where some are left out."""
    if len(article.paragraphs) <= WHOLE:
        return list(article.paragraphs)
    blocks: list[Paragraph | tuple[int, int]] = []
    for paragraph in article.paragraphs:
        number = paragraph.number
        if any(abs(number - other) <= AROUND for other in marked):
            blocks.append(paragraph)
        elif blocks and isinstance(blocks[-1], tuple):
            blocks[-1] = (blocks[-1][0], number)
        else:
            blocks.append((number, number))
    return blocks


def _paragraph(paragraph: Paragraph, marks: Sequence[Mark], said: Sequence[Statement]) -> str:
    here = [mark for mark in marks if mark.paragraph == paragraph.number]
    near = [mark for mark in here if mark.is_near]
    # The colour of the last is overwritten by that of the first, as a chip's is.
    coloured = next((mark.tone for mark in near if mark.tone), "")
    kind = f"paragraph {paragraph.role}" + (f" near {coloured}" if coloured else "")
    keys = " ".join(mark.key for mark in near)
    led = f" data-marks='{keys}' tabindex='-1'" if keys else ""
    words = _words(paragraph, here, [s for s in said if s.paragraph == paragraph.number])
    number = f"<span class='number'>¶{paragraph.number}</span>"
    return f"<div class='{kind}'{led}>{number}<p dir='auto'>{words}</p></div>"


def _words(paragraph: Paragraph, here: Sequence[Mark], said: Sequence[Statement]) -> str:
    spans = [(mark.start, mark.end, mark.key) for mark in here if not mark.is_near]
    spoken = [(s.start, s.end, f"{_LEDGER}{n}") for n, s in enumerate(said)]
    names_at = {s.start: f"<span class='who'>{escape(visible(s.speaker))}</span>" for s in reversed(said)}
    place, told = 0, []
    for piece in segments(paragraph.text, [*spans, *spoken]):
        told.append(names_at.get(place, "") if piece.text else "")
        told.append(_piece(piece.text, piece.marks, here, place, paragraph, spans))
        place += len(piece.text)
    return "".join(told)


def _piece(
    text: str, keys: tuple[str, ...], here: Sequence[Mark], place: int, paragraph: Paragraph,
    spans: Sequence[tuple[int, int, str]],
) -> str:  # fmt: skip
    is_spoken = any(key.startswith(_LEDGER) for key in keys)
    marked = [key for key in keys if not key.startswith(_LEDGER)]
    words = escape(shown(text)) if len(paragraph.text) <= LONGEST else _clipped(text, place, spans, bool(marked))
    spoken = " spoken" if is_spoken else ""
    if not marked:
        return f"<span class='spoken'>{words}</span>" if is_spoken else words
    colour = next((mark.tone for mark in here if mark.key in marked and mark.tone), "")
    led = f"data-marks='{' '.join(marked)}' tabindex='-1'"
    if colour:
        return f"<mark class='{colour}{spoken}' {led}>{words}</mark>"
    return f"<span class='earlier{spoken}' {led}>{words}</span>"


def _clipped(text: str, place: int, spans: Sequence[tuple[int, int, str]], is_marked: bool) -> str:
    """A piece of a very long paragraph: whole where it is marked and short, else its ends next to marked words."""
    if len(text) <= 2 * MARGIN:
        return escape(shown(text))
    before = MARGIN if place == 0 or is_marked or any(end == place for _, end, _ in spans) else 0
    ends = place + len(text)
    after = MARGIN if is_marked or any(start == ends for start, _, _ in spans) else 0
    hidden = f"<span class='gap'> … {len(text) - before - after:,} characters are not shown … </span>"
    return escape(shown(text[:before])) + hidden + (escape(shown(text[-after:])) if after else "")
