from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index import tokens
from index.passage import passages
from tests.index.story import story

PARAGRAPHS = st.lists(st.text("ab ", max_size=40), max_size=20)


def letters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


@given(PARAGRAPHS, st.integers(1, 60))
def test_packing_keeps_each_paragraph_once_and_in_order(paragraphs: list[str], budget: int) -> None:
    article = story("a", *paragraphs)
    packed = passages(article, counts=letters, budget=budget)
    assert tuple(p for passage in packed for p in passage.paragraphs) == article.paragraphs
    assert all(passage.paragraphs and passage.article == "a" for passage in packed)


@given(PARAGRAPHS, st.integers(1, 60))
def test_only_a_single_costly_paragraph_goes_beyond_the_budget(paragraphs: list[str], budget: int) -> None:
    for passage in passages(story("a", *paragraphs), counts=letters, budget=budget):
        costly = [len(p.text) for p in passage.worded]
        assert sum(costly) <= budget or len([size for size in costly if size]) == 1


@given(PARAGRAPHS, st.integers(1, 60))
def test_a_passage_is_closed_only_when_the_next_paragraph_has_no_room(paragraphs: list[str], budget: int) -> None:
    packed = passages(story("a", *paragraphs), counts=letters, budget=budget)
    for before, after in pairwise(packed):
        taken = sum(letters([p.text for p in before.worded]))
        assert taken + len(after.paragraphs[0].text) > budget


def test_a_repeated_caption_is_kept_as_a_paragraph_and_never_searched() -> None:
    (passage,) = passages(
        story("a", "The ferry at the quay.", "It sails.", "The ferry at the quay."), counts=tokens.counts
    )
    assert passage.numbers == (1, 2, 3)
    assert [paragraph.number for paragraph in passage.worded] == [1, 2]


def test_an_article_without_paragraphs_has_no_passages() -> None:
    assert passages(story("a"), counts=tokens.counts) == ()
