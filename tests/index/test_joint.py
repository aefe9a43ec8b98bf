"""Two indexes asked as one: what is put beside a collection is found as if it were in it, and nobody else finds it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from index.filter import Filters, within
from index.folder import Index, open_or_create
from index.joint import copied, joint, unnamed
from index.meaning import meanings
from index.memory import MemoryStore
from index.search import content_words, search
from tests.index.story import BRIDGE, news, story

FERRY = story(
    "ferry",
    "The night ferry from Port Amber will sail again in spring, the harbour master of Norland said.",
    "Tickets for the crossing cost nine crowns, and twelve at the weekend.",
    title="Night ferry returns",
)
QUESTIONS = ("Who said that the night ferry will sail again?", "What do tickets cost?", "Why was the bridge closed?")


@pytest.fixture
def beside(newsstand: Index) -> Index:
    own = unnamed(newsstand.encoder)
    build(own, [FERRY])
    return own


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """All of it in one index."""
    with open_or_create(tmp_path_factory.mktemp("whole")) as index:
        build(index, [*news(), FERRY])
        yield index


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_are_found_in_one_order_nearly_as_if_all_were_in_one_index(
    newsstand: Index, beside: Index, whole: Index, question: str
) -> None:
    found, wanted = search(joint(newsstand, beside), question), search(whole, question)
    assert [hit.article_id for hit in found.hits] == [hit.article_id for hit in wanted.hits]
    assert [(s.article_id, s.number) for s in found.sights] == [(s.article_id, s.number) for s in wanted.sights]
    # Only how rare a word is differs, and that counts for a twentieth.
    assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in wanted.hits], abs=0.05)


def test_words_alone_bring_a_passage_of_either_index(newsstand: Index, beside: Index) -> None:
    both = joint(newsstand, beside)
    for question, article in (("tickets", "ferry"), ("pillars", "bridge")):
        found = both.catalog.matches(content_words(question), limit=5)
        assert [both.catalog.spans(found)[key][0] for key in found] == [article]
        assert all(score > 0.1 for score in found.values())


def test_words_count_as_much_in_a_handful_of_articles_as_in_the_collection(newsstand: Index) -> None:
    own = unnamed(newsstand.encoder)
    build(own, [replace(story("pier", *BRIDGE), title="Railway bridge closed")])
    found = joint(newsstand, own).catalog.matches(["pillars"], limit=5)
    assert len(found) == 2
    shared, mine = (max(score for key, score in found.items() if (key < 0) is is_own) for is_own in (False, True))
    assert mine == pytest.approx(shared, rel=0.25)


def test_where_the_collection_is_empty_one_s_own_articles_are_found(empty: Index) -> None:
    own = unnamed(empty.encoder)
    build(own, [FERRY])
    assert [hit.article_id for hit in search(joint(empty, own), "What do tickets cost?").hits] == ["ferry"]


def test_filters_reach_into_both(newsstand: Index, beside: Index) -> None:
    both = joint(newsstand, beside)
    part = within(both.catalog, Filters(articles=("ferry", "budget")))
    found = search(both, "Why was the bridge closed?", within=part)
    assert {hit.article_id for hit in found.hits} == {"ferry", "budget"}


def test_what_is_put_beside_is_in_no_other_index(newsstand: Index, beside: Index) -> None:
    before = newsstand.catalog.fingerprints()
    assert "ferry" in joint(newsstand, beside).catalog.fingerprints()
    assert "ferry" not in before
    assert not {hit.article_id for hit in search(newsstand, QUESTIONS[0]).hits} & {"ferry"}
    assert sorted(joint(newsstand, beside).catalog.fingerprints()) == ["bridge", "budget", "ferry", "harbour"]


def test_a_copy_is_changed_alone(beside: Index) -> None:
    other = copied(beside)
    build(other, [story("dam", "The dam above the valley was opened for two hours on Sunday morning.")])
    assert set(other.catalog.fingerprints()) == {"ferry", "dam"}
    assert set(beside.catalog.fingerprints()) == {"ferry"}
    assert other.vectors.count() == 2
    assert beside.vectors.count() == 1


def test_the_same_words_in_both_are_one_story(empty: Index) -> None:
    long = (
        *BRIDGE,
        "The line will be closed to goods trains too, and buses will take the place of all others until May.",
    )
    build(empty, [story("bridge", *long, title="Railway bridge closed")])
    own = unnamed(empty.encoder)
    build(own, [story("twin", *long, title="The same bridge"), story("pier", *BRIDGE)])
    both = joint(empty, own).catalog
    assert both.family("bridge") == ["twin"]
    assert both.family("twin") == ["bridge"]
    assert both.article("twin").title == "The same bridge"
    with pytest.raises(KeyError):
        both.article("nowhere")


def test_nothing_of_it_lies_on_the_disk(newsstand: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = unnamed(newsstand.encoder)
    build(own, [FERRY])
    assert list(tmp_path.iterdir()) == []
    assert meanings(joint(newsstand, own), ()).shape == (0, 384)


def test_vectors_in_memory_are_kept_found_and_forgotten(newsstand: Index) -> None:
    vectors = newsstand.encoder.raw(["harbour", "budget", "bridge"])
    store = MemoryStore()
    store.add(["a", "b", "c"], vectors)
    near = store.nearest(vectors[1], limit=2)
    assert next(iter(near)) == "b"
    assert near["b"] == pytest.approx(1.0, abs=1e-5)
    assert store.cosines(vectors[0], ["c", "gone"]).keys() == {"c"}
    store.remove(["b", "gone"])
    assert store.ids() == {"a", "c"}
    assert store.count() == 2
    store.close()
    assert store.nearest(vectors[0], limit=3) == {}
