"""The compare view: two speakers or two articles, chosen from lists, side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from assistant.comparison import Comparison
from assistant.naming import Articles, described, shortened, visible
from assistant.sheet import comparison_csv, comparison_markdown
from assistant.ui.chat import Answers
from assistant.ui.choice import ARTICLES, SPEAKERS
from assistant.ui.grid import counted, grid
from index.article import Article
from index.ledger import state_of
from index.problem import Problem
from index.statement import Statement

# A list of more speakers helps nobody: those who say most come first.
LISTED = 300
Option = tuple[str, str, str]
"""Group (empty where there is none), value, label."""


def form(articles: Sequence[Article], statements: Iterable[Statement]) -> str:
    """Return the form that chooses two sides; the first two of each list are chosen at first."""
    speakers, states = _counted(list(statements))
    named = [*(("States", *state) for state in states), *(("People and bodies", *speaker) for speaker in speakers)]
    of_speakers = [(group, name, f"{shortened(name, 60)} ({count})") for group, name, count in named]
    of_articles = [("", article.id, shortened(described(article), 90)) for article in articles]
    return (
        "<form class='sides' aria-label='Compare two sides'>"
        "<fieldset class='what'><legend>Compare</legend>"
        f"{_radio(SPEAKERS, 'Two speakers', is_checked=True)}{_radio(ARTICLES, 'Two articles')}</fieldset>"
        f"{_pair(SPEAKERS, of_speakers)}{_pair(ARTICLES, of_articles, hidden=True)}"
        "<button type='submit' class='primary'>Compare</button></form>"
    )


def compared(assistant: Answers, what: str, a: str, b: str) -> str:
    """Return the two sides as HTML with what is exported of them, or the sentence of a Problem."""
    try:
        if what == SPEAKERS and a == b:
            raise Problem("A speaker compared with itself says the same: choose two.")
        comparison = assistant.compare(a, b) if what == SPEAKERS else assistant.contrast(a, b)
    except Problem as problem:
        return f"<div class='result'><p class='reason' role='status'>{escape(visible(str(problem)))}</p></div>"
    return _result(comparison, assistant.article)


def _result(comparison: Comparison, articles: Articles) -> str:
    title = f"{escape(visible(comparison.a))} <span>and</span> {escape(visible(comparison.b))}"
    saved = (("csv", "CSV", comparison_csv(comparison, articles)),
             ("md", "Markdown", comparison_markdown(comparison, articles)))  # fmt: skip
    buttons = "".join(
        f"<button type='button' class='tool' data-do='save' data-name='comparison.{end}' data-text='{escape(text)}'>"
        f"<span class='unseen'>Save as </span>{name}</button>"
        for end, name, text in saved
    )
    return (
        f"<div class='result'><header><div><h2>{title}</h2><p role='status'>{escape(counted(comparison))}</p></div>"
        f"<div class='tools' role='group' aria-label='Save the comparison'>{buttons}</div></header>"
        f"{grid(comparison, articles)}</div>"
    )


def _counted(statements: Sequence[Statement]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return who says how much: speakers by their own names, states by all who speak for them."""
    speakers = Counter(s.speaker for s in statements)
    states = Counter(state for s in statements if (state := state_of(s.speaker)))
    alone = [(name, count) for name, count in speakers.most_common(LISTED) if name not in states]
    return alone, states.most_common()


def _options(options: Sequence[Option], chosen: int) -> str:
    """Return the options under their groups, the one at this place chosen."""
    told = []
    for place, (group, value, label) in enumerate(options):
        if group and (place == 0 or options[place - 1][0] != group):
            told.append(f"{'</optgroup>' if place else ''}<optgroup label='{group}'>")
        selected = " selected" if place == chosen else ""
        told.append(f"<option value='{escape(value)}'{selected}>{escape(label)}</option>")
    return "".join(told)


def _radio(value: str, label: str, *, is_checked: bool = False) -> str:
    checked = " checked" if is_checked else ""
    return f"<label><input type='radio' name='what' value='{value}'{checked}> {label}</label>"


def _pair(what: str, options: Sequence[Option], *, hidden: bool = False) -> str:
    one, other = (
        f"<label><span>{label}</span><select name='{what}-{side}'>{_options(options, chosen)}</select></label>"
        for side, label, chosen in (("a", "One side", 0), ("b", "Other side", 1))
    )
    return f"<div class='pair' data-what='{what}'{' hidden' if hidden else ''}>{one}{other}</div>"
