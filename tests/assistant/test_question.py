import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import Kind, holds, names, read, stems

QUESTIONS = {
    "Who sank the ferry?": Kind.WHO,
    "whom did Norland blame?": Kind.WHO,
    "Which minister resigned?": Kind.WHO,
    "When did it sink?": Kind.WHEN,
    "In what year did it sink?": Kind.WHEN,
    "What day is the vote?": Kind.WHEN,
    "Where did it sink?": Kind.WHERE,
    "In which city was it built?": Kind.WHERE,
    "How many whales were counted?": Kind.NUMBER,
    "How much did it cost?": Kind.NUMBER,
    "How old is the ship?": Kind.NUMBER,
    "What percentage voted?": Kind.NUMBER,
    "How long did it take?": Kind.NUMBER,
    "Why did it sink?": Kind.WHY,
    "What caused the fire?": Kind.WHY,
    "For what reason was it closed?": Kind.WHY,
    "How did it sink?": Kind.HOW,
    "Did it sink?": Kind.YES_NO,
    "Is the harbour open?": Kind.YES_NO,
    "What sank?": Kind.WHAT,
    "Tell me about the bridge.": Kind.WHAT,
    "SINCE WHEN IS IT CLOSED": Kind.WHEN,
    "": Kind.WHAT,
}


@pytest.mark.parametrize(("question", "kind"), QUESTIONS.items())
def test_the_kind_of_answer_is_read_off_the_words(question: str, kind: Kind) -> None:
    assert read(question).kind is kind


def test_names_and_numbers_are_kept_as_they_are_written() -> None:
    asked = read("Did Ada Brisk fly the F-22 to Port Amber on 3 May 2026?")
    assert asked.names[:2] == ("Ada Brisk", "F-22")
    assert "Port Amber" in asked.names
    assert asked.numbers == ("F-22", "3", "2026")


def test_content_words_are_stemmed_once_each_in_order() -> None:
    assert read("Which ferries did the ferry company repair, and which ferry sailed?").stems == (
        "ferri",
        "compani",
        "repair",
        "sail",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor met Tom Reed.", ["Tom Reed"]),
        ("Ships sail.", []),
        ("Ada Brisk's ship", ["Ada Brisk"]),
        ("It left. Then Norland spoke.", ["Norland"]),
        ("We saw Élodie Ærø there", ["Élodie Ærø"]),
        ("by the Ministry of Defense in Lasker", ["Ministry of Defense", "Lasker"]),
        ("", []),
    ],
)
def test_names_are_capitalised_words_that_no_sentence_begins_with(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("Who sank the ferry?", "It was sunk by Tom Reed.", True),
        ("Who sank the ferry?", "It was sunk by pirates.", False),
        ("Who helped Tom Reed?", "They helped Tom Reed.", False),
        ("When did it sink?", "It sank on Tuesday.", True),
        ("When did it sink?", "It sank in the harbour.", False),
        ("When in 2026 did it sink?", "It sank in 2026.", False),
        ("How many whales?", "They counted 12 whales.", True),
        ("How many whales?", "They counted twelve whales.", True),
        ("How many whales?", "They counted whales.", False),
        ("Where did it sink?", "It sank near Lasker.", True),
        ("Where did it sink?", "It sank fast.", False),
        ("Why did it sink?", "It sank because of ice.", True),
        ("Why did it sink?", "It sank.", False),
        ("What sank?", "Anything fits.", True),
    ],
)
def test_a_sentence_holds_the_kind_asked_for_beyond_what_the_question_names(
    question: str, sentence: str, fits: bool
) -> None:
    asked = read(question)
    assert holds(asked.kind, sentence, asked) is fits


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    asked = read(text)
    assert asked.text == text
    assert len(set(asked.stems)) == len(asked.stems)
    assert all(name in text for name in (*asked.names, *asked.numbers))
    assert stems(text) == stems(text.lower())
