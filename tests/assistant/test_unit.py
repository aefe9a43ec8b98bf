import pytest

from assistant.unit import stated, too_early, wanted


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("How much did the bridge cost?", "money"),
        ("What was the price of the ship?", "money"),
        ("What is the budget?", "money"),
        ("How long did the strike last?", "duration"),
        ("How many days did it last?", "duration"),
        ("How many more weeks will it take?", "duration"),
        ("How soon will it open?", "duration"),
        ("At what time does it open?", "clock"),
        ("What percentage voted?", "percent"),
        ("What share of voters stayed at home?", "percent"),
        ("How old is the ship?", "age"),
        ("How many ships sailed?", "count"),
        ("HOW MANY ships sailed?", "count"),
        ("Who sailed?", None),
        ("How did they sail?", None),
        ("", None),
    ],
)
def test_a_question_wants_a_unit(question: str, unit: str | None) -> None:
    assert wanted(question) == unit


@pytest.mark.parametrize(
    ("unit", "text", "states"),
    [
        ("money", "It cost $40.", True),
        ("money", "It cost 40 million crowns.", True),
        ("money", "Entry is free.", True),
        ("money", "It cost dearly.", False),
        ("duration", "It lasted three days.", True),
        ("duration", "It lasted until spring.", True),
        ("duration", "It has stood since 1989.", True),
        ("duration", "It lasted.", False),
        ("clock", "It opens at 9:30.", True),
        ("clock", "It opens at noon.", True),
        ("clock", "It opens in May.", False),
        ("percent", "Some 40% voted.", True),
        ("percent", "Half of them voted.", True),
        ("percent", "Many voted.", False),
        ("age", "The ship is 40.", True),
        ("age", "The ship is old.", False),
    ],
)
def test_a_text_states_a_quantity_in_the_unit(unit: str, text: str, states: bool) -> None:
    assert stated(unit, "How?", text) is states


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Of 12 old ships, two sailed.", True),
        ("Twelve ships sailed.", True),
        ("They counted 12.", True),
        ("The ships sailed on May 3.", False),
        ("The ships sailed in 2026.", False),
        ("The ships sailed.", False),
        ("The ships carried the crew, the cook and everyone else aboard that night with 40 goats.", False),
    ],
)
def test_a_count_is_one_of_the_things_asked_about(text: str, states: bool) -> None:
    assert stated("count", "How many ships sailed?", text) is states


@pytest.mark.parametrize(
    ("question", "text", "early"),
    [
        ("When will they meet next?", "They met on Thursday.", True),
        ("When will they meet next?", "They plan to meet in May.", False),
        ("When will they meet next?", "A third round will follow.", False),
        ("When did they meet?", "They met on Thursday.", False),
        ("Who will meet?", "They met on Thursday.", False),
    ],
)
def test_what_is_to_come_is_not_answered_by_what_was(question: str, text: str, early: bool) -> None:
    assert too_early(question, text) is early
