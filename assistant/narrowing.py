"""Days that a question names narrow the search by themselves."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from assistant import naming
from index.filter import Filters
from index.problem import Problem

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# What a question says of the articles, not of what they tell: only that narrows a search.
_TOLD = re.compile(
    r"\b(?:articles?|stor(?:y|ies)|reports?|coverage|pieces?|news|statements?|readouts?|versions?|published|reported"
    r"|written|issued|released|posted|printed)\b"
)
_DATED = re.compile(
    rf"\b(?P<how>in|on|from|of|since|after|before|until)\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    rf"(?P<month>{_MONTH})\b\.?(?:\s+(?P<late>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(today|yesterday|(?:this|last) (?:week|month|year))\b(?:['’]s)?", re.IGNORECASE)


def whole_day(text: str, *, last: bool) -> str:
    """Return a day as ISO 8601; of a month or a year the first, or the last. Raise Problem where it is none.

    >>> whole_day("2026-02", last=False), whole_day("2026-02", last=True), whole_day("2026", last=True)
    ('2026-02-01', '2026-02-28', '2026-12-31')
    """
    parts = text.strip().split("-")
    try:
        year, month, number = (int(part) for part in (*parts, *("12" if last else "1", "0")[len(parts) - 1 :]))
        number = number or (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, number).isoformat()
    except (ValueError, IndexError) as error:
        raise Problem(f"{text!r} is no day: write 2026-01-16, 2026-01 or 2026.") from error


def named(question: str, days_of: Callable[[], Sequence[str]]) -> Filters | None:
    """Return the days of publication that a question names, None where it names none or they leave no article.

    "in January", "reported on 16 January", "last week": days are those of the articles' dates, and "last week" ends
    with the newest of them. `days_of` tells these, earliest first, and is asked only where the question names a day.
    """
    relative, dated = _RELATIVE.search(question), _DATED.search(question)
    if relative is None and dated is None:
        return None
    days = list(days_of())
    if not days:
        return None
    found = _relative(relative, days[-1]) if relative else _dated(dated, days) if dated else None
    kept = [one for one in days if found and (found.since or "") <= one <= (found.until or "9999")]
    return found if 0 < len(kept) < len(days) else None


def is_asked_of_articles(question: str) -> bool:
    """Say whether the day is one of publication for sure: the word before it, or right after it, speaks of articles."""
    match = _RELATIVE.search(question) or _DATED.search(question)
    if match is None:
        return False
    before = question[max(0, match.start() - 30) : match.start()].lower()
    near = [one for one in _TOLD.finditer(before) if len(before[one.end() :].split()) <= 1]
    return bool(near or _TOLD.match(question[match.end() :].strip().lower()))


def told(chosen: Filters, kept: int, of: int) -> str:
    """Return in a sentence what the days that a question names left to search."""
    first, last = naming.day(chosen.since), naming.day(chosen.until)
    if first and last:
        days = f"on {first}" if first == last else f"from {first} to {last}"
    else:
        days = f"since {first}" if first else f"until {last}"
    return f"Searched only what was published {days}: {kept} of {of} articles."


def _relative(match: "re.Match[str]", newest: str) -> Filters:
    last = date.fromisoformat(newest)
    which, _, unit = match[1].lower().partition(" ")
    if not unit:
        told = last if which == "today" else last - timedelta(1)
        return Filters(since=told.isoformat(), until=told.isoformat())
    if unit == "week":
        return Filters(since=(last - timedelta(6)).isoformat(), until=newest)
    if unit == "month":
        told = last if which == "this" else last.replace(day=1) - timedelta(1)
        return _month(told.year, told.month)
    year = str(last.year - (which == "last"))
    return Filters(since=whole_day(year, last=False), until=whole_day(year, last=True))


def _dated(match: "re.Match[str]", days: Sequence[str]) -> Filters | None:
    month = _MONTHS[match["month"].lower()]
    # Without a year it is the latest in which an article of that month was published.
    year = int(match["year"] or next((one[:4] for one in reversed(days) if int(one[5:7]) == month), days[-1][:4]))
    number = match["day"] or match["late"]
    try:
        whole = _month(year, month)
        only = date(year, month, int(number)).isoformat() if number else None
    except ValueError:
        return None
    first, last = (only, only) if only else (whole.since, whole.until)
    how = match["how"].lower()
    if how in {"since", "after"}:
        return Filters(since=first if how == "since" else last)
    if how in {"before", "until"}:
        return Filters(until=last if how == "until" else first)
    return Filters(since=first, until=last)


def _month(year: int, month: int) -> Filters:
    text = f"{year:04}-{month:02}"
    return Filters(since=whole_day(text, last=False), until=whole_day(text, last=True))
