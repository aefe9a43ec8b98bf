"""Answers made of the articles' own sentences."""

from collections.abc import Sequence

import pytest

from assistant.evidence import Evidence
from assistant.quote import answer, declines, from_ledger, plain
from index.statement import Stance, Statement
from tests.fakes import article, evidence, statement

STORY = article(
    "story",
    "The ferry sailed on Friday. The ferry sailed on Friday at noon.",
    "Ada Brisk said the talks had failed.",
    "Sudria's readout does not mention the fuel price.",
    "The ferry sailed on Friday.",
    source="Amber Herald",
)
LEDGER = (
    statement(STORY, 2, "Ada Brisk", "the talks had failed"),
    statement(STORY, 3, "Sudria", "does not mention the fuel price", Stance.OMITS),
)


def asking(question: str, ledger: Sequence[Statement] = LEDGER, *, chance: float = 1.0) -> Evidence:
    return evidence(question, [STORY], ledger, chance=chance)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_plain_answer_is_at_most_as_long_as_asked_for_and_repeats_nothing(most: int) -> None:
    claims = answer(asking("When did the ferry sail?"), sentences=most)
    quotes = [claim.citations[0].quote for claim in claims]
    assert 1 <= len(quotes) <= most
    assert len(set(quotes)) == len(quotes)


def test_the_best_candidate_is_told_first() -> None:
    found = asking("When did the ferry sail?")
    assert plain(found, sentences=2)[0].sentence == found.candidates[0].sentence


def test_what_was_spoken_is_not_quoted_again() -> None:
    found = asking("When did the ferry sail?")
    first = answer(found, sentences=1)
    more = answer(found, sentences=9, spoken=[first[0].text])
    assert first[0].citations[0].quote not in [claim.citations[0].quote for claim in more]


def test_everything_spoken_leaves_nothing() -> None:
    found = asking("When did the ferry sail?")
    assert answer(found, spoken=[" ".join(p.text for p in STORY.paragraphs)]) == ()


def test_an_answer_off_the_ledger_needs_no_likeness_to_the_question() -> None:
    found = asking("What did Sudria's readout omit?", chance=0.0)
    assert declines(found) is None
    assert [claim.citations[0].paragraph for claim in answer(found)] == [3]


def test_a_question_for_all_that_somebody_says_is_not_declined_by_chance() -> None:
    found = asking("Ada Brisk said the talks had failed: what did Ada Brisk say?", chance=0.0)
    assert declines(found) is None
    assert [claim.citations[0].paragraph for claim in answer(found)] == [2]


def test_a_person_who_says_nothing_is_declined_by_name() -> None:
    told = declines(asking("What did Lloyd Quill say?"))
    assert told is not None
    assert "Lloyd Quill" in told


def test_a_plain_question_is_declined_by_its_chance_alone() -> None:
    assert declines(asking("When did the ferry sail?")) is None
    assert declines(asking("When did the ferry sail?", chance=0.0)) is not None


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What did Ada Brisk say?", [2]),
        ("What did Sudria's readout omit?", [3]),
        ("Who said the talks had failed?", [2]),
        ("When did the ferry sail?", []),
        ("How do Norland and Veldania differ in what they say?", []),
    ],
)
def test_the_ledger_answers_questions_about_who_says_what_and_no_others(question: str, numbers: list[int]) -> None:
    assert [line.number for line in from_ledger(asking(question))] == numbers


def test_a_question_the_ledger_cannot_answer_is_answered_plainly() -> None:
    found = asking("What did Ada Brisk say?", ())
    assert from_ledger(found) == []
    assert answer(found)[0].citations[0].paragraph == 2


def test_nothing_found_is_no_answer_and_is_declined() -> None:
    nothing = evidence("When?", [])
    assert answer(nothing) == ()
    assert declines(nothing)
