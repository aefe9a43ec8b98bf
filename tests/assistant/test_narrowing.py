import pytest

from assistant import narrowing
from assistant.narrowing import is_asked_of_articles, named, whole_day
from assistant.options import filters
from index.filter import Filters
from index.problem import Problem

DAYS = ("2025-12-20", "2026-01-16", "2026-01-18", "2026-03-04")


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What was reported in January?", "2026-01-01", "2026-01-31"),
        ("What did the story of 16 January say?", "2026-01-16", "2026-01-16"),
        ("What did the readout of January 16, 2026 omit?", "2026-01-16", "2026-01-16"),
        ("What was published since January?", "2026-01-01", None),
        ("What was published before January 2026?", None, "2026-01-01"),
        ("What was in December’s news, in December?", "2025-12-01", "2025-12-31"),
        ("What did last week's articles say?", "2026-02-26", "2026-03-04"),
        ("What was reported this month?", "2026-03-01", "2026-03-31"),
        ("What was reported last year?", "2025-01-01", "2025-12-31"),
    ],
)
def test_days_that_a_question_names_are_days_of_these_articles(
    question: str, since: str | None, until: str | None
) -> None:
    assert named(question, lambda: DAYS) == Filters(since=since, until=until)


@pytest.mark.parametrize(
    "question",
    [
        "Who met?",
        "What may happen?",
        "What did it do in June?",
        "Did May say so on 99 January?",
        "What was reported last month?",
        "What was published since 1999, in January 1999?",
    ],
)
def test_questions_without_such_a_day_are_left_alone(question: str) -> None:
    assert named(question, lambda: DAYS) is None


def test_articles_are_not_looked_through_for_a_question_without_a_day() -> None:
    def fail() -> list[str]:
        raise AssertionError

    assert named("Who met whom?", fail) is None


def test_a_day_of_publication_is_told_from_a_day_in_the_story() -> None:
    assert is_asked_of_articles("What was reported in January?")
    assert is_asked_of_articles("What do last week's articles say?")
    assert not is_asked_of_articles("Whom did he meet in January?")


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "2026-02-30", "16-01-2026", "2026-1-1-1"])
def test_what_is_no_day_is_a_problem(text: str) -> None:
    with pytest.raises(Problem, match="is no day"):
        whole_day(text, last=True)


def test_options_become_filters() -> None:
    found = filters(("a",), ("Post",), "2026-02", "2026-02", "Lund")
    assert found == Filters(articles=("a",), sources=("Post",), since="2026-02-01", until="2026-02-28", speaker="Lund")
    with pytest.raises(Problem, match="No day lies between"):
        filters(since="2026", until="2025")


def test_what_was_left_to_search_is_told() -> None:
    found = Filters(since="2026-01-01", until="2026-01-31")
    assert narrowing.told(found, 2, 5) == (
        "Searched only what was published from 1 Jan 2026 to 31 Jan 2026: 2 of 5 articles."
    )
