from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.build import build
from index.folder import Index, open_or_create
from index.search import Findings, Sight, content_words, search
from tests.index.story import news, story

QUESTIONS = ("Why was the ferry cancelled?", "How much did the council spend?", "What about the bridge?")


def resolves(index: Index, found: Findings) -> bool:
    """Say whether every sight's places lie in its paragraph and hold words, one for each column."""
    for sight in found.sights:
        text = index.catalog.article(sight.article_id).paragraph(sight.number).text
        assert sight.likeness.shape == (len(found.question.tokens), len(sight.places))
        assert all(text[start:end].strip() for start, end in sight.places.tolist())
        assert np.abs(sight.likeness).max() < 1 + 1e-4
    return True


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why was the ferry cancelled?", ("harbour", 1)),
        ("Who said boats would sail again?", ("harbour", 2)),
        ("How many crowns did the council spend?", ("budget", 1)),
        ("How long will repairs take?", ("bridge", 2)),
    ],
)
def test_the_paragraph_that_answers_comes_first(newsstand: Index, question: str, first: tuple[str, int]) -> None:
    found = search(newsstand, question)
    assert (found.sights[0].article_id, found.sights[0].number) == first
    assert found.hits[0].article_id == first[0]
    assert first[1] in found.hits[0].paragraphs


@settings(max_examples=20, deadline=None)
@example("1C")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(QUESTIONS))
def test_any_question_finds_what_resolves_best_first_with_scores_from_0_to_1(newsstand: Index, question: str) -> None:
    found = search(newsstand, question)
    for scores in ([hit.score for hit in found.hits], [sight.score for sight in found.sights]):
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
    assert resolves(newsstand, found)


@pytest.mark.parametrize("question", ["", "  \n", "\u200b", "\x00"])
def test_a_question_without_a_word_finds_nothing(newsstand: Index, question: str) -> None:
    found = search(newsstand, question)
    assert (found.hits, found.sights) == ((), ())


@pytest.mark.parametrize("question", ["What was it about?", "?!…", "🚢 🚢", '"', "NOT AND OR", "*"])
def test_stop_words_and_signs_alone_are_a_question_too(newsstand: Index, question: str) -> None:
    assert len(search(newsstand, question).hits) == 3


def test_a_question_longer_than_the_window_is_searched(newsstand: Index) -> None:
    found = search(newsstand, "Why was the ferry cancelled? " * 700)
    assert found.sights[0].article_id == "harbour"


def test_an_empty_index_finds_nothing(empty: Index) -> None:
    found = search(empty, "Why was the ferry cancelled?")
    assert (found.hits, found.sights) == ((), ())


def test_the_limit_bounds_passages_and_their_paragraphs(newsstand: Index) -> None:
    found = search(newsstand, QUESTIONS[0], limit=1)
    assert [hit.article_id for hit in found.hits] == ["harbour"]
    assert {sight.article_id for sight in found.sights} == {"harbour"}
    assert search(newsstand, QUESTIONS[0], limit=0).hits == ()


def test_the_order_of_indexing_changes_nothing(newsstand: Index, tmp_path: Path) -> None:
    with open_or_create(tmp_path) as other:
        for article in reversed(news()):
            build(other, [article])
        for question in QUESTIONS:
            one, two = search(newsstand, question), search(other, question)
            assert [hit.article_id for hit in one.hits] == [hit.article_id for hit in two.hits]
            assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in two.hits], abs=1e-4)
            assert [(s.article_id, s.number) for s in one.sights] == [(s.article_id, s.number) for s in two.sights]


def test_a_paragraph_read_in_several_parts_is_one_sight(empty: Index) -> None:
    long = "The weather was fair. " * 150 + "The mayor opened the museum. " + "Clouds came later. " * 150
    build(empty, [story("a", long.strip(), "A short end.")])
    found = search(empty, "Who opened the museum?")
    assert sorted(sight.number for sight in found.sights) == [1, 2]
    assert resolves(empty, found)
    sight = found.sights[0]
    place = long.index("The mayor")
    museum = sight.best(place, place + len("The mayor opened the museum.")).mean()
    assert museum > sight.best(0, place).mean()


def test_the_best_cosines_outside_any_word_are_zero() -> None:
    sight = Sight("a", 1, np.ones((2, 1), np.float32), np.array([[5, 9]], np.int32), 1.0)
    assert sight.best(0, 8).tolist() == [0, 0]
    assert sight.best(5, 9).tolist() == [1, 1]


def test_content_words_fall_back_to_all_words() -> None:
    assert content_words("What was it about?") == ["what", "was", "it", "about"]
    assert content_words("The U.S. ferry, the FERRY") == ["u", "s", "ferry"]
    assert content_words("?!") == []


def test_dense_ranking_orders_passages_by_the_cosine_of_whole_texts(newsstand: Index) -> None:
    for question in QUESTIONS:
        asked = newsstand.encoder.embed([question])[0]
        near = newsstand.vectors.nearest(asked.vector, limit=50)
        passages = newsstand.catalog.passages_of(near)
        cosines = sorted((near[vector] for vector in passages), reverse=True)
        hits = search(newsstand, question, limit=50, ranking="dense").hits
        assert [hit.score for hit in hits] == pytest.approx([max(0.0, cosine) for cosine in cosines], abs=1e-5)
        assert resolves(newsstand, search(newsstand, question, ranking="dense"))
