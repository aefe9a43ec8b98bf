"""Which articles tell of one event: those of about the same days."""

import re
from collections.abc import Sequence
from datetime import date

from index.article import Article
from index.ledger.date import about

# A readout and the commentary on it lie within days of each other; the next meeting lies further off.
DAYS = 7

_DATED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?\b(?:, \d{4})?|"
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b(?: \d{4})?|"
    r"\b\d{4}-\d\d-\d\d\b"
)


def events(articles: Sequence[Article]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the articles of each event, earliest event first.

    An article is dated by its day of publication, else by the last day it names. One without any date is taken
    to be about the event that most articles are about.
    """
    days = {article.id: day for article in articles if (day := _day(article, articles)) is not None}
    groups: list[list[str]] = []
    for key in sorted(days, key=lambda key: (days[key], key)):
        near = bool(groups) and (days[key] - days[groups[-1][-1]]).days <= DAYS
        groups[-1:] = [[*groups[-1], key]] if near else [*groups[-1:], [key]]
    undated = [article.id for article in articles if article.id not in days]
    if undated:
        largest = max(groups, key=len, default=[])
        groups = [[*group, *undated] if group is largest else group for group in groups] or [undated]
    return tuple(tuple(group) for group in groups)


def _day(article: Article, articles: Sequence[Article]) -> date | None:
    if article.published:
        return _date(article.published)
    # A day without a year is the one nearest to what else is known to be published.
    published = max((other.published for other in articles if other.published), default=None)
    named = [match[0] for paragraph in article.paragraphs for match in _DATED.finditer(paragraph.text)]
    days = [_date(found) for text in named if (found := about(text, published))]
    return max((day for day in days if day), default=None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
