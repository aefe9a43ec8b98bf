"""The date a piece of content is about, where it names one that can be resolved."""

import re
from datetime import date, timedelta

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_FORMS = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b{_YEAR}"),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}"),
)
_ISO = re.compile(r"\b((?:19|20)\d\d)-([01]\d)-([0-3]\d)\b")
_NEAR = re.compile(r"\b(last|next|this)?\s*(" + "|".join(_DAYS) + r"|yesterday|today|tomorrow)\b", re.IGNORECASE)


def about(content: str, published: str | None) -> str | None:
    """Return the first date the content names, as ISO 8601, or None.

    A date without a year is the one nearest to publication, a weekday the last one before it unless "next"
    stands there; without a publication date neither can be resolved.

    >>> about("the incident of December 6th", "2026-01-16")
    '2025-12-06'
    >>> about("Wednesday's exercise", "2025-12-12")
    '2025-12-10'
    """
    day = _known(published)
    iso = _ISO.search(content)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    for form in _FORMS:
        found = form.search(content)
        if found:
            return _dated(found, day)
    near = _NEAR.search(content)
    return _near(near, day) if near and day else None


def _known(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _made(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _dated(found: re.Match[str], day: date | None) -> str | None:
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3].lower()))
    if found["year"]:
        return _made(int(found["year"]), month, int(found["day"]))
    if day is None:
        return None
    years = [_made(year, month, int(found["day"])) for year in (day.year - 1, day.year, day.year + 1)]
    return min((y for y in years if y), key=lambda y: abs((date.fromisoformat(y) - day).days), default=None)


def _near(near: re.Match[str], day: date) -> str:
    word = near[2].lower()
    shift = {"yesterday": -1, "today": 0, "tomorrow": 1}.get(word)
    if shift is None:
        back = (day.weekday() - _DAYS.index(word)) % 7
        shift = 7 - back if (near[1] or "").lower() == "next" else -back
    return (day + timedelta(days=shift)).isoformat()
