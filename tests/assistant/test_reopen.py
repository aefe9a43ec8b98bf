"""A kept conversation opened again: the same replies, and of changed articles only what still stands."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.naming import Articles
from assistant.reopen import kept, reopened
from assistant.reply import Answer, Refusal, Reply, to_json
from index.article import Article
from tests.assistant.ui.newsroom import COMPARED, DENIED, DOUBLED, HARBOUR, OMITTED, SHIP, WITHHELD

ROOM = {article.id: article for article in (HARBOUR, SHIP)}
ANSWER = replace(
    Answer("Who?", "Who left it out?", (), (OMITTED, DOUBLED), (WITHHELD,), "Written by a test."),
    comparison=COMPARED,
    also={OMITTED.citations[0]: ("ship",)},
    narrowed="Only January.",
)


@pytest.fixture(scope="module")
def assistant(samples: Path) -> Iterator[Assistant]:
    with open_assistant(samples) as opened:
        yield opened


def again(reply: Reply, articles: Articles) -> Reply | None:
    """The reply after it was written to a file and read."""
    return reopened(json.loads(json.dumps(kept(reply, ROOM.__getitem__))), articles)


def without(text: str, *articles: Article) -> Articles:
    """The articles in which no paragraph holds this text."""
    changed = [
        replace(a, paragraphs=tuple(replace(p, text="Changed.") if text in p.text else p for p in a.paragraphs))
        for a in articles
    ]
    return {article.id: article for article in changed}.__getitem__


def test_an_answer_is_the_same_with_its_sides_its_copies_and_what_was_withheld() -> None:
    found = again(ANSWER, ROOM.__getitem__)
    assert isinstance(found, Answer)
    assert found == ANSWER
    assert (found.comparison, found.also) == (COMPARED, ANSWER.also)


@pytest.mark.parametrize(
    "question",
    ["What did the US readout omit?", "Which F-22 fighters did Japan deploy?", "Where do US and Japan differ?"],
)
def test_real_replies_are_the_same(question: str, assistant: Assistant) -> None:
    reply = assistant.ask(question)
    found = reopened(json.loads(json.dumps(kept(reply, assistant.article))), assistant.article)
    assert found is not None
    scores = [one.score for one in reply.evidence]
    assert [one.score for one in found.evidence] == pytest.approx(scores, abs=1e-5)
    assert to_json(found) == to_json(reply)
    if isinstance(reply, Answer) and isinstance(found, Answer):
        assert found.comparison == reply.comparison


def test_a_claim_whose_words_are_gone_is_left_out_and_that_is_told() -> None:
    found = again(ANSWER, without("does not mention", HARBOUR, SHIP))
    assert isinstance(found, Answer)
    assert found.claims == (DOUBLED,)
    assert found.note.startswith("Written by a test. 1 sentence is left out")
    assert found.comparison is None


def test_nothing_is_left_of_an_answer_from_articles_that_are_gone() -> None:
    def nothing(key: str) -> Article:
        raise KeyError(key)

    assert again(replace(ANSWER, claims=(DENIED,)), nothing) is None


def test_a_refusal_is_the_same() -> None:
    refusal = Refusal("Who pays?", "Who pays?", (), "The articles do not say who pays.", seconds={"retrieve": 0.1})
    assert again(refusal, ROOM.__getitem__) == refusal


@pytest.mark.parametrize("told", [{}, {"kind": "answer"}, {"kind": "answer", "evidence": 3, "seconds": {}}])
def test_what_is_no_reply_is_an_error(told: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        reopened(told, ROOM.__getitem__)
