import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.dates import date_in, is_date


@pytest.mark.parametrize(
    "text",
    [
        "Jan 16, 2026 10:19 PM",
        "16 January 2026",
        "2026/01/16",
        "January 16, 2026, 5:00 a.m. ET",
        "Friday 16 January 2026 10.19 GMT",
        "Fri, 16 Jan 2026 10:19:00 +0900",
        "2026-01-16T22:19:00Z",
        "Jan. 16,2026",
        "JAN 16, 2026",
        "16th of January, 2026",
        "16.01.2026",
        "1/16/2026",
        "16-Jan-2026",
        "2026年1月16日",
        "2026년 1월 16일",
    ],
)
def test_newspaper_dates_are_read(text: str) -> None:
    assert date_in(text) == "2026-01-16"
    assert is_date(text)
    assert date_in(f"Published {text}") == "2026-01-16"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "20260116",
        "January 2026",
        "Jan 16",
        "31 February 2026",
        "03/04/2026",
        "B-52 1.2",
        "1234567",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert date_in(text) is None
    assert not is_date(text)


@given(
    st.dates(datetime.date(1700, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %b %Y"]),
)
def test_every_day_survives_being_printed(day: datetime.date, form: str) -> None:
    assert date_in(day.strftime(form)) == day.isoformat()


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = date_in(text)
    assert found is None or datetime.date.fromisoformat(found)
