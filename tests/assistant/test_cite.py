import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite import Drafted, read, span
from assistant.verify.source import Source


@pytest.mark.parametrize(
    ("draft", "numbers"),
    [
        ("It left [1].", (1,)),
        ("It left. [1]", (1,)),
        ("It left.[1][3]", (1, 3)),
        ("It left [1, 3].", (1, 3)),
        ("It left [1-3].", (1, 2, 3)),
        ("It left [1–2] and [1].", (1, 2)),
        ("It left【2】.", (2,)),
        ("It left【2†source】.", (2,)),
        ("It left [Paragraph 2].", (2,)),
        ("It left [¹] [２].", (1, 2)),
        ("It left [n].", ()),
        ("It left [].", ()),
        ("It left [citation needed].", ()),
        ("It left [1", ()),
    ],
)
def test_marks_are_read_in_whatever_form(draft: str, numbers: tuple[int, ...]) -> None:
    (one,) = read(draft, offered=3)
    assert one.numbers == numbers
    assert one.text.startswith("It left")
    assert "]" not in one.text


def test_a_number_that_was_not_offered_is_dropped_and_counted() -> None:
    assert read("It left [4][2][0].", offered=3) == (Drafted("It left.", (2,), 2),)


@pytest.mark.parametrize(
    "noise",
    [
        "<think>It may be [2].\nOr not.</think>",
        "```\n",
        "Answer: ",
        "## The ferry\n",
        '{"name": "search", "arguments": {}}\n',
        '<tool_call>{"name": "x"}</tool_call>',
        "<|im_start|>",
        '<paragraph n="2" source="Global Times">\n',
        "</paragraph><br>",
        "- ",
        "1. ",
    ],
)
def test_what_models_write_around_an_answer_is_passed_over(noise: str) -> None:
    assert read(f"{noise}The **ferry** left [1].", offered=3) == (Drafted("The ferry left.", (1,)),)


def test_what_is_less_than_something_is_no_tag() -> None:
    assert read("It took <a week, and x < y.", offered=1)[0].text == "It took <a week, and x < y."


@pytest.mark.parametrize(
    "draft", ['<paragraph n="1" source="Global', "", " \n ", "[1]", "<think>never ended", "…", "***"]
)
def test_nothing_said_is_nothing_read(draft: str) -> None:
    assert read(draft, offered=3) == ()


@pytest.mark.parametrize(
    "said",
    [
        "The paragraphs do not answer this.",
        "Unfortunately, the provided paragraphs do not mention a price.",
        "I'm sorry, but I cannot help with that.",
        "As an AI language model, I have no opinion.",
    ],
)
def test_words_of_refusal_are_known(said: str) -> None:
    assert read(said, offered=3)[0].refuses


@pytest.mark.parametrize(
    "said", ["The US readout did not mention a price.", "Koizumi said “I cannot provide details.”", "It cannot fly."]
)
def test_what_is_reported_as_unsaid_is_no_refusal(said: str) -> None:
    assert not read(said, offered=3)[0].refuses


def test_the_last_sentence_waits_until_the_draft_has_ended() -> None:
    assert [one.text for one in read("It left [1]. It sank", offered=3, ended=False)] == ["It left."]
    assert len(read("It left [1]. It sank", offered=3)) == 2


@given(st.text(max_size=300), st.integers(1, 9))
def test_any_draft_is_read_without_an_error_and_cites_what_was_offered(draft: str, offered: int) -> None:
    for one in read(draft, offered=offered):
        assert one.text == one.text.strip()
        assert one.text
        assert all(1 <= number <= offered for number in one.numbers)


def test_the_words_relied_on_are_found_in_the_paragraph() -> None:
    text = "The port is old. On Tuesday the ferry left the port of Amber for Sudria. Nobody was hurt."
    found = span("The ferry left Amber on Tuesday.", Source("a", 1, text))
    assert found is not None
    assert text[slice(*found)] == "Tuesday the ferry left the port of Amber"
    assert span("Nothing alike.", Source("a", 1, "Quite another text.")) is None
