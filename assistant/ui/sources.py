"""The panel beside the chat: the cited articles, paragraph by paragraph, with the cited words marked."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from assistant.naming import Articles, day, numbered, shown, visible
from assistant.render import NEAREST, segments
from assistant.reply import Answer, Refusal, Reply
from assistant.ui.chat import Conversation
from index.article import Article, Paragraph

WHOLE = 150
"""An article of more paragraphs is shown around its cited ones only, `AROUND` before and after."""
AROUND = 4

EMPTY = (
    "<div class='sources-empty'><p>The source opens here.</p>"
    "<p>Every sentence of an answer ends in the places it stands on. "
    "Choose one to see its words in the article.</p></div>"
)


class Mark(NamedTuple):
    """Words of a paragraph that a chip leads to; `near` where a refusal points at the whole paragraph."""

    key: str
    article: str
    paragraph: int
    start: int
    end: int
    current: bool
    near: bool


def sources(conversation: Conversation, articles: Articles) -> str:
    """Return the panel as HTML: the last reply's articles open, those of earlier replies folded below.

    Every element with `data-marks` holding the value of a chip is what that chip leads to.
    """
    turns = list(enumerate(conversation, start=1))
    # Latest first: the articles of the current reply lead the panel.
    marks = [mark for number, turn in reversed(turns) for mark in _marks(turn.outcome, number, len(turns))]
    if not marks:
        return EMPTY
    order = dict.fromkeys(mark.article for mark in marks)
    return "".join(_article(articles(key), [mark for mark in marks if mark.article == key]) for key in order)


def _marks(outcome: Reply | str | None, number: int, last: int) -> Iterable[Mark]:
    current = number == last
    match outcome:
        case Answer():
            for c, n in numbered(outcome).items():
                yield Mark(f"{number}-{n}", c.article, c.paragraph, c.start, c.end, current, False)
        case Refusal():
            for n, found in enumerate(outcome.evidence[:NEAREST], start=1):
                paragraph = found.paragraph
                end = len(paragraph.text)
                yield Mark(f"{number}-{n}", found.article, paragraph.number, 0, end, current, True)
        case _:
            return


def _article(article: Article, marks: list[Mark]) -> str:
    is_open = " open" if any(mark.current for mark in marks) else ""
    origin = " · ".join(visible(part) for part in (article.source, day(article.published)) if part)
    summary = f"<span class='title'>{escape(visible(article.label))}</span>"
    summary += f"<span class='origin'>{escape(origin)}</span>" if origin else ""
    body = "".join(
        _gap(*block) if isinstance(block, tuple) else _paragraph(block, marks)
        for block in _blocks(article, {mark.paragraph for mark in marks})
    )
    return f"<details class='article'{is_open}><summary>{summary}</summary>{body}</details>"


def _blocks(article: Article, cited: set[int]) -> list[Paragraph | tuple[int, int]]:
    """The paragraphs to show, in order; (first, last) where some are left out."""
    if len(article.paragraphs) <= WHOLE:
        return list(article.paragraphs)
    blocks: list[Paragraph | tuple[int, int]] = []
    for paragraph in article.paragraphs:
        number = paragraph.number
        if any(abs(number - other) <= AROUND for other in cited):
            blocks.append(paragraph)
        elif blocks and isinstance(blocks[-1], tuple):
            blocks[-1] = (blocks[-1][0], number)
        else:
            blocks.append((number, number))
    return blocks


def _gap(first: int, last: int) -> str:
    return f"<p class='gap'>¶{first} to ¶{last} are not shown.</p>"


def _paragraph(paragraph: Paragraph, marks: list[Mark]) -> str:
    here = [mark for mark in marks if mark.paragraph == paragraph.number]
    near = " ".join(mark.key for mark in here if mark.near)
    kind = f"paragraph {paragraph.role}"
    kind += " near" if any(mark.near and mark.current for mark in here) else ""
    led = f" data-marks='{near}' tabindex='-1'" if near else ""
    words = "".join(_marked(text, keys, here) for text, keys in _pieces(paragraph, here))
    number = f"<span class='number'>¶{paragraph.number}</span>"
    return f"<div class='{kind}'{led}>{number}<p dir='auto'>{words}</p></div>"


def _pieces(paragraph: Paragraph, here: list[Mark]) -> list[tuple[str, tuple[str, ...]]]:
    spans = [(mark.start, mark.end, mark.key) for mark in here if not mark.near]
    return [(piece.text, piece.marks) for piece in segments(paragraph.text, spans)]


def _marked(text: str, keys: tuple[str, ...], here: list[Mark]) -> str:
    words = escape(shown(text))
    if not keys:
        return words
    current = any(mark.current for mark in here if mark.key in keys)
    name, attribute = ("mark", "") if current else ("span", " class='earlier'")
    return f"<{name}{attribute} data-marks='{' '.join(keys)}' tabindex='-1'>{words}</{name}>"
