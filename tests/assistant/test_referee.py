"""A chat model as the judge of which statements are counterparts."""

from collections.abc import Sequence

import pytest

from assistant.comparison import Relation
from assistant.matrix import compared
from assistant.model import writer
from assistant.referee import by_model, verdict_of
from index.statement import Stance, Statement
from prompts import load
from tests.fakes import Scripted, article, meanings, statement

TALKS = article(
    "talks",
    "Norland said the ferry will sail twice a day.",
    "Sudria said the ferry will sail twice a day.",
    "Sudria said the old dam is safe.",
)
SAID = (
    statement(TALKS, 1, "Norland", "the ferry will sail twice a day"),
    statement(TALKS, 2, "Sudria", "the ferry will sail twice a day"),
    statement(TALKS, 3, "Sudria", "the old dam is safe", Stance.ASSERTS),
)


def judged(*script: str) -> tuple[list[tuple[Relation, tuple[str, ...]]], Scripted]:
    model = Scripted(script=list(script))
    judge = by_model(writer(model, "scripted"), load(), lambda _: TALKS)
    rows = compared("Norland", "Sudria", SAID, {"talks": TALKS}, meanings, judge=judge).rows
    return [(row.relation, told(row.a + row.b)) for row in rows], model


def told(statements: Sequence[Statement]) -> tuple[str, ...]:
    for one in statements:
        assert TALKS.paragraph(one.paragraph).text[one.start : one.end] == one.content
    return tuple(one.speaker for one in statements)


@pytest.mark.parametrize(
    ("said", "relation"),
    [("same", Relation.AGREEMENT), ("Verdict: differ.", Relation.DIFFERENCE), ("Hm.", Relation.AGREEMENT)],
)
def test_the_model_tells_how_counterparts_stand_and_the_rules_do_where_it_does_not(
    said: str, relation: Relation
) -> None:
    rows, _ = judged(said)
    assert (relation, ("Norland", "Sudria")) in rows


def test_what_the_model_takes_for_another_matter_is_no_counterpart() -> None:
    rows, _ = judged("other")
    assert (Relation.ONLY_A, ("Norland",)) in rows
    assert all(len(speakers) == 1 for _, speakers in rows)


def test_the_model_is_asked_about_each_pair_with_its_speakers_and_words_alone() -> None:
    _, model = judged("same")
    asked = str(model.heard[0][-1].content)
    assert "<first>\nNorland" in asked
    assert asked.count("the ferry will sail twice a day") == 2
    assert "dam" not in asked


def test_thinking_aloud_is_no_verdict() -> None:
    assert verdict_of("<think>same? other?</think> differ") is Relation.DIFFERENCE
