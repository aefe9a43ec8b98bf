"""Whose articles are whose, how much room there is, and when they are forgotten; without any page."""

from dataclasses import dataclass

import pytest

from assistant.ui import desk
from assistant.ui.desk import Desks, Full
from index.article import Article, Paragraph
from index.problem import Problem
from tests.assistant.ui.newsroom import HARBOUR, Newsroom

ANN, BEN = "a" * 32, "b" * 32
FERRY = Article("ferry", (Paragraph(1, "The ferry sails again."),), "Ferry", "Coast Post")


@dataclass
class Watch:
    """A clock that goes when it is told to."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def desks(watch: Watch) -> Desks:
    made = Desks(Newsroom(), kept=60.0, now=watch)
    made.arrive("page-a", ANN)
    made.arrive("page-b", BEN)
    return made


def test_each_reader_has_the_collection_and_what_that_reader_added(desks: Desks) -> None:
    desks.add("page-a", FERRY)
    assert desks.at("page-a").assistant.own == (FERRY,)
    assert desks.at("page-a").article("ferry") == FERRY
    assert desks.at("page-b") is desks.shared
    assert desks.at("page-c") is desks.shared
    assert desks.shared.assistant.own == ()


def test_a_page_that_is_loaded_again_finds_its_articles_and_nobody_else_does(desks: Desks) -> None:
    desks.add("page-a", FERRY)
    desks.leave("page-a")
    assert desks.arrive("page-d", ANN).assistant.own == (FERRY,)
    for secret in (BEN, "", None, ANN.upper(), ANN[:-1], 7):
        assert desks.arrive("page-e", secret) is desks.shared


def test_after_a_while_they_are_forgotten_but_not_while_a_page_is_open(desks: Desks, watch: Watch) -> None:
    desks.add("page-a", FERRY)
    desks.arrive("page-d", ANN)
    desks.leave("page-a")
    watch.now += 1000
    desks.sweep()
    assert desks.at("page-d").assistant.own == (FERRY,)
    desks.leave("page-d")
    watch.now += 59
    desks.sweep()
    assert desks.arrive("page-f", ANN).assistant.own == (FERRY,)
    desks.leave("page-f")
    watch.now += 61
    assert desks.arrive("page-g", ANN) is desks.shared


def test_only_what_a_reader_added_is_removed_and_what_was_quoted_is_still_read(desks: Desks) -> None:
    desks.add("page-a", FERRY)
    for page, key in (("page-b", "ferry"), ("page-a", HARBOUR.id), ("page-b", HARBOUR.id), ("page-c", "nothing")):
        with pytest.raises(Problem, match="Only what you added yourself"):
            desks.remove(page, key)
    desks.remove("page-a", "ferry")
    at = desks.at("page-a")
    assert at.assistant.own == ()
    assert at.article("ferry") == FERRY
    assert at.statements(["ferry", "harbour"]) == at.assistant.statements(articles=["harbour"])
    assert at.article("never").paragraphs == ()


def test_an_id_that_is_taken_is_numbered_and_the_same_article_is_told(desks: Desks) -> None:
    desks.add("page-a", FERRY)
    with pytest.raises(Problem, match="among the articles already"):
        desks.add("page-a", FERRY)
    desks.add("page-a", Article("ferry", (Paragraph(1, "Another one."),)))
    desks.add("page-a", Article("harbour", (Paragraph(1, "Another harbour."),)))
    assert [article.id for article in desks.at("page-a").assistant.own] == ["ferry", "ferry (2)", "harbour (2)"]
    assert desks.at("page-a").article("harbour") == HARBOUR


def test_the_room_is_bounded_for_one_reader_and_for_all(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ARTICLES", 2)
    monkeypatch.setattr(desk, "CHARACTERS", 50)
    monkeypatch.setattr(desk, "EVERYBODY", 60)
    desks.add("page-a", FERRY)
    with pytest.raises(Full, match="29 characters, and all that you add may have 50 together"):
        desks.add("page-a", Article("long", (Paragraph(1, "x" * 29),)))
    desks.add("page-a", Article("short", (Paragraph(1, "x" * 28),)))
    with pytest.raises(Full, match="You have added 2 articles"):
        desks.add("page-a", Article("one", (Paragraph(1, "x"),)))
    with pytest.raises(Full, match="The readers of this window"):
        desks.add("page-b", Article("one", (Paragraph(1, "x" * 12),)))
    desks.remove("page-a", "short")
    desks.add("page-b", Article("one", (Paragraph(1, "x" * 12),)))


def test_a_page_that_never_came_adds_nothing(desks: Desks) -> None:
    with pytest.raises(Problem, match="load it again"):
        desks.add("page-x", FERRY)
