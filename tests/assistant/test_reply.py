"""Values that cannot be built wrong."""

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reply import Answer, Citation, Claim, Found, Refusal, cite, to_json
from index.article import Paragraph

TEXT = "The ferry sails on Friday."
FERRY = Paragraph(3, TEXT)
FRIDAY = cite("harbour", FERRY, 19, 25)
CLAIM = Claim(f"Amber Herald: {TEXT}", (FRIDAY,))


def test_a_citation_is_made_of_the_words_at_its_place() -> None:
    assert Citation("harbour", 3, 19, 25, "Friday") == FRIDAY
    assert FRIDAY.address == "harbour:3"


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 0, ""), (0, 4, "The"), (0, 2, "The"), (5, 2, "The"), (3, 0, "The"), (0, 3, "")],
)
def test_a_citation_whose_offsets_do_not_fit_its_quote_cannot_be_built(start: int, end: int, quote: str) -> None:
    with pytest.raises(ValueError, match="needs the words"):
        Citation("harbour", 3, start, end, quote)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (len(TEXT), len(TEXT) + 3), (20, 60), (9, 3)])
def test_words_that_are_not_in_the_paragraph_cannot_be_cited(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="needs the words"):
        cite("harbour", FERRY, start, end)


def test_a_claim_without_a_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs a citation"):
        Claim("The ferry sails.", ())


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_claim_without_words_cannot_be_built(text: str) -> None:
    with pytest.raises(ValueError, match="needs words"):
        Claim(text, (FRIDAY,))


def test_an_answer_without_a_claim_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs a claim"):
        Answer("When?", "When?", (), ())


@pytest.mark.parametrize("reason", ["", "\t"])
def test_a_refusal_without_a_reason_cannot_be_built(reason: str) -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        Refusal("When?", "When?", (), reason)


@pytest.mark.parametrize(
    ("value", "field"), [(FRIDAY, "start"), (CLAIM, "text"), (Refusal("", "", (), "No."), "reason")]
)
def test_values_are_frozen(value: object, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, None)


def test_how_long_it_took_does_not_tell_replies_apart() -> None:
    slow = Answer("When?", "When?", (), (CLAIM,), seconds={"retrieve": 9.0})
    assert slow == Answer("When?", "When?", (), (CLAIM,), seconds={"retrieve": 0.1})


def test_an_answer_as_json_is_the_contract() -> None:
    found = Found("harbour", FERRY, 0.123456789)
    reply = Answer("And when?", "When does it sail?", (found,), (CLAIM,), seconds={"answer": 0.5})
    assert to_json(reply) == {
        "kind": "answer",
        "question": "And when?",
        "standalone": "When does it sail?",
        "claims": [
            {
                "text": f"Amber Herald: {TEXT}",
                "citations": [{"article": "harbour", "paragraph": 3, "start": 19, "end": 25, "quote": "Friday"}],
            }
        ],
        "reason": None,
        "evidence": [{"article": "harbour", "paragraph": 3, "score": 0.123457}],
        "seconds": {"answer": 0.5},
    }


def test_a_refusal_as_json_has_the_same_keys_and_its_reason() -> None:
    refused = to_json(Refusal("When?", "When?", (), "The articles do not say."))
    assert refused["kind"] == "refusal"
    assert refused["reason"] == "The articles do not say."
    assert refused["claims"] == []
    assert set(refused) == set(to_json(Answer("When?", "When?", (), (CLAIM,))))


def claims() -> st.SearchStrategy[Claim]:
    @st.composite
    def drawn(draw: Any) -> Claim:
        text = draw(st.text(min_size=1, max_size=40).filter(str.strip))
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        paragraph = Paragraph(draw(st.integers(1, 99)), text)
        return Claim(text, (cite(draw(st.text(min_size=1, max_size=9)), paragraph, start, end),))

    return drawn()


@given(st.text(max_size=30), st.lists(claims(), min_size=1, max_size=4))
def test_any_reply_comes_back_whole_through_json(question: str, made: list[Claim]) -> None:
    reply = Answer(question, question, (), tuple(made))
    record = json.loads(json.dumps(to_json(reply)))
    assert record == to_json(reply)
    assert [
        Claim(claim["text"], tuple(Citation(**citation) for citation in claim["citations"]))
        for claim in record["claims"]
    ] == made
