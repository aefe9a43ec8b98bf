"""Dates as newspapers print them."""

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_SHAPED = re.compile(r"\d{4}")
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.-]){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d-])",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
        rf"\b(?P<name>{_MONTH})\s?{_DAY}(?:,\s?|\s){_YEAR}",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s-](?P<name>{_MONTH}),?[\s-]{_YEAR}",
        rf"(?<![\d.])(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?<![\d/])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}",
    )
)
_WEEKDAY = r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_CLOCK = r"T?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?|\b\d{1,2}\s?(?=[ap]\.?m\b)|\b[ap]\.?m\b\.?"
_ZONE = r"Z?(?:[+-]\d\d:?\d\d)?\b(?:UTC|GMT|[A-Z]{1,3}S?T|local time|Beijing Time)?\b(?:[+-]\d{1,2})?"
_AROUND_DATE = re.compile(rf"{_WEEKDAY}|{_CLOCK}|{_ZONE}|\b(?:at|on)\b|[\s,;|()/–—-]", re.IGNORECASE)


def date_in(text: str) -> str | None:
    """Return the first whole date in `text` as ISO 8601 (`2026-01-16`), or None.

    A date needs its year with four digits, its month and its day; 03/04/2026 could be March or April and is
    therefore none.

    >>> date_in("Published: Jan 16, 2026 10:19 PM"), date_in("Jan 16"), date_in("03/04/2026")
    ('2026-01-16', None, None)
    """
    found = _first(text)
    return found[1] if found else None


def is_date(text: str) -> bool:
    """Say whether `text` is a date and nothing else but a weekday, a time and its zone.

    >>> is_date("Friday 16 January 2026 10.19 GMT"), is_date("January 16, 2026, changed the alliance")
    (True, False)
    """
    found = _first(text)
    if found is None:
        return False
    (start, end), _ = found
    return not _AROUND_DATE.sub("", text[:start] + " " + text[end:])


def _first(text: str) -> tuple[tuple[int, int], str] | None:
    if not _YEAR_SHAPED.search(text):
        return None
    found = [(match.span(), date) for form in _FORMS for match in form.finditer(text) if (date := _iso(match))]
    return min(found, default=None)


def _iso(match: re.Match[str]) -> str | None:
    from dateutil import parser

    parts = match.groupdict()
    if "first" in parts:
        return _by_size(parts)
    month = parts.get("name") or parts["month"]
    order = f"{parts['year']} {month} {parts['day']}"
    try:
        return str(parser.parse(order, yearfirst=True, dayfirst=False).date().isoformat())
    except (ValueError, OverflowError):
        return None


def _by_size(parts: dict[str, str]) -> str | None:
    first, second = int(parts["first"]), int(parts["second"])
    if first != second and max(first, second) <= 12:
        return None
    month, day = sorted((first, second))
    return date_in(f"{parts['year']}-{month}-{day}")
