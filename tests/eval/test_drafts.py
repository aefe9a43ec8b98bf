"""What of a labelled draft is shown, and how the shares are told."""

from assistant.evidence import Evidence
from eval.drafts import Draft, drafts, shown, table
from tests.fakes import article, evidence

FERRY = article("ferry", "Norland leased a second ship on Friday.", "The ship is old.", title="Norland leases a ferry")
GOOD, BAD = "Norland leased a second ship on Friday.", "Norland sank forty ships in 1921."


def found() -> Evidence:
    return evidence("Which ship did Norland lease?", (FERRY,))


def draft(text: str) -> Draft:
    return Draft("q", "Which ship did Norland lease?", text, {GOOD: True, BAD: False})


def test_the_sentences_that_stand_are_those_shown() -> None:
    assert shown(draft(f"{GOOD} {BAD}"), found()) == [GOOD]


def test_where_quotes_take_the_place_of_a_draft_none_of_it_is_shown() -> None:
    assert shown(draft(BAD), found()) == []


def test_shares_are_of_sentences_before_and_after() -> None:
    told = table([(draft(f"{GOOD} {BAD}"), [GOOD]), (draft(BAD), [BAD])])
    assert "| as the model wrote them | 4 | 50.0 % |" in told
    assert "| as they are shown | 2 | 50.0 % |" in told


def test_every_labelled_sentence_stands_in_its_draft() -> None:
    every = drafts()
    assert {holds for one in every for holds in one.holds.values()} == {True, False}
    assert all(text in one.text for one in every for text in one.holds)
