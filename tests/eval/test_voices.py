import json

import pytest

from eval import voices
from eval.ledger import Label
from index.statement import Stance

LABEL = Label("a", 1, "Ann Lee", "she", "the bridge is safe", Stance.ASSERTS, "pronoun", frozenset({0, 4}))


def test_the_set_names_a_hundred_questions_once() -> None:
    lines = [json.loads(line) for line in voices.SET.read_text("utf-8").splitlines()]
    assert len({(line["collection"], line["id"]) for line in lines}) == voices.QUESTIONS


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ann Lee: She said the bridge is safe.", True),
        ("Lee said the bridge is safe.", True),
        ("She said the bridge is safe.", False),
        ("the bridge is safe", False),
        ("Anneleen said the bridge is safe.", False),
    ],
)
def test_a_claim_names_the_speaker_by_a_name_and_not_by_a_pronoun(text: str, named: bool) -> None:
    assert voices.names(text, LABEL) is named


@pytest.mark.parametrize("collection", voices.COLLECTIONS)
def test_no_claim_loses_the_speaker_of_what_it_quotes(collection: str) -> None:
    heard = voices.heard_in(collection)
    assert len(heard) >= 25
    assert [one for one in heard if not one.named] == []
