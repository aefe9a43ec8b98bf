import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentence import sentences

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
MARKS = st.lists(
    st.sampled_from(
        [
            '"',
            "“",
            "”",
            "?",
            "!",
            ".",
            "…",
            " ",
            "\n",
            "\u2028",
            "\u3000",
            "Mr.",
            "U.S.",
            "said",
            "日本。",
            "A",
            "é",
        ]
    ),
    max_size=40,
).map("".join)


@given(ANY | MARKS)
def test_sentences_hold_every_character_that_is_no_space_once_and_in_order(text: str) -> None:
    position = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert text[position : sentence.start].strip() == ""
        assert sentence.start >= position
        position = sentence.end
    assert text[position:].strip() == ""


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. said little.", "Japan, Mr. Koizumi said, agreed."],
        ["“Will it sail?” she asked.", "Nobody knew."],
        ["It cost $4.5 million.", "Nobody paid."],
    ],
)
def test_abbreviations_and_attributions_do_not_end_a_sentence(parts: list[str]) -> None:
    assert [sentence.text for sentence in sentences(" ".join(parts))] == parts
