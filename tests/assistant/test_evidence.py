"""What is gathered from a real index, with the encoder made by hand."""

from collections.abc import Iterator

import numpy as np
import pytest

from assistant.evidence import LISTED, Evidence, articles_of, gather
from index.folder import Index
from tests.fakes import article, indexed

CAPTION = "The ferry at the quay. Photo: agency"
HARBOUR = article(
    "harbour",
    CAPTION,
    "The ferry stopped on Monday because of ice. Nobody was hurt.",
    CAPTION,
    "Tom Reed said the ferry would sail on Friday.",
    title="Ice keeps ferry at the quay",
)
DAM = article("dam", "Engineers inspected the dam.", *(f"Pump {n} works." for n in range(30)))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with indexed(tmp_path_factory.mktemp("gather"), [HARBOUR, DAM]) as opened:
        yield opened


def first(found: Evidence) -> tuple[str, int]:
    return found.findings.sights[0].article_id, found.findings.sights[0].number


def test_the_paragraph_that_answers_is_found_first_and_its_article_is_there(index: Index) -> None:
    found = gather(index, "Why did the ferry stop on Monday?")
    assert first(found) == ("harbour", 2)
    assert found.articles["harbour"] == HARBOUR
    assert {sight.article_id for sight in found.findings.sights} <= set(found.articles)


def test_candidates_come_best_first_with_their_scores(index: Index) -> None:
    found = gather(index, "Why did the ferry stop on Monday?")
    assert len(found.candidates) == len(found.scores) > 1
    assert (np.diff(found.scores) <= 0).all()
    assert 0 <= found.chance <= 1


def test_the_statements_are_those_of_the_articles_found(index: Index) -> None:
    found = gather(index, "What did Tom Reed say?")
    assert "Tom Reed" in {statement.speaker for statement in found.statements}
    for statement in found.statements:
        text = found.articles[statement.article].paragraph(statement.paragraph).text
        assert text[statement.start : statement.end] == statement.content


def test_an_article_passed_over_leaves_no_trace(index: Index) -> None:
    found = gather(index, "Why did the ferry stop on Monday?", without=frozenset({"harbour"}))
    assert set(found.articles) == {"dam"}
    assert all(hit.article_id == "dam" for hit in found.hits)
    assert all(statement.article == "dam" for statement in found.statements)


def test_everything_passed_over_is_nothing_found(index: Index) -> None:
    found = gather(index, "Why?", without=frozenset({"harbour", "dam"}))
    assert (found.hits, found.candidates, found.statements, found.listing()) == ((), (), (), ())
    assert found.chance == 0.0


def test_the_listing_is_short_best_first_and_its_best_is_one(index: Index) -> None:
    listing = gather(index, "Which pump works?").listing()
    assert len(listing) == LISTED
    scores = [found.score for found in listing]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= 0


def test_a_caption_printed_twice_is_listed_once_by_its_first_place(index: Index) -> None:
    listing = gather(index, "Where is the ferry in the photo by the agency?").listing()
    places = [found.paragraph.number for found in listing if found.article == "harbour"]
    assert places.count(1) == 1
    assert 3 not in places


def test_sights_are_found_by_their_address(index: Index) -> None:
    found = gather(index, "Why did the ferry stop?")
    assert all(found.sights[s.article_id, s.number] is s for s in found.findings.sights)


def test_each_article_is_read_once(index: Index) -> None:
    assert articles_of(index.catalog, ["dam", "harbour", "dam"]) == {"dam": DAM, "harbour": HARBOUR}
    with pytest.raises(KeyError):
        articles_of(index.catalog, ["nowhere"])
