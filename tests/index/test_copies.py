from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article, Paragraph
from index.build import Summary, build, remove
from index.copies import ALIKE, alike, sketch, words_of
from index.doctor import examine
from index.folder import Index
from index.load import load_all
from index.search import search
from tests.data.pages import STORY
from tests.fakes import indexed

NEWSROOM = Path(__file__).parent.parent.parent / "eval" / "sets" / "newsroom" / "articles"


def story(name: str, *texts: str, source: str | None = None, title: str = "Ferry") -> Article:
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(texts or STORY, 1))
    return Article(name, paragraphs, title, source, None, "2026-03-04", f"https://{name}.example/")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with indexed(tmp_path, []) as opened:
        yield opened


def found(index: Index) -> set[str]:
    return {hit.article_id for hit in search(index, "ferry link").hits}


def test_an_exact_copy_is_kept_once_with_its_own_facts(index: Index) -> None:
    done = build(index, [story("a"), story("b", source="Post", title="Link"), story("c")])
    assert done == Summary(added=1, duplicate=2)
    assert (found(index), index.catalog.stories.copies_of("a")) == ({"a"}, ["b", "c"])
    copy = index.catalog.article("b")
    assert (copy.source, copy.title, copy.url) == ("Post", "Link", "https://b.example/")
    assert [p.text for p in copy.paragraphs] == list(STORY)
    assert build(index, [story("c"), story("a"), story("b", source="Post", title="Link")]) == Summary(unchanged=3)
    assert examine(index) == ()


def test_a_copy_stands_for_itself_when_its_original_changes_or_goes(index: Index) -> None:
    build(index, [story("a"), story("b"), story("c")])
    assert build(index, [story("a", *STORY[:-1], "It was put off to June, the ministry said.")]).changed == 1
    assert index.catalog.stories.copies_of("b") == ["c"]
    assert found(index) == {"a", "b"}
    assert examine(index) == ()
    remove(index, ["b"])
    assert found(index) == {"a", "c"}
    assert index.catalog.article("c").url == "https://c.example/"
    assert examine(index) == ()


def test_a_copy_that_changes_is_an_article_and_the_other_way_round(index: Index) -> None:
    build(index, [story("a"), story("b")])
    assert build(index, [story("b", *STORY[::-1])]) == Summary(changed=1)
    assert found(index) == {"a", "b"}
    assert build(index, [story("b")]) == Summary(duplicate=1)
    assert found(index) == {"a"}
    assert examine(index) == ()
    remove(index, ["b"])
    with pytest.raises(KeyError):
        index.catalog.article("b")


def test_two_articles_that_change_places_in_one_run_are_both_kept(index: Index) -> None:
    build(index, [story("a"), story("b", *STORY[::-1])])
    build(index, [story("a", *STORY[::-1]), story("b")])
    assert index.catalog.article("a").paragraphs[0].text == STORY[-1]
    assert index.catalog.article("b").paragraphs[0].text == STORY[0]
    assert examine(index) == ()


def test_short_articles_are_no_copies_of_each_other() -> None:
    assert words_of(story("a", "Rain fell.")) == ""
    assert sketch(story("a", "Rain fell.")) is None


def test_a_lightly_edited_copy_tells_the_same_story(index: Index) -> None:
    edited = story("b", *(text.replace("May", "June") for text in STORY[:-1]), title="Ferry to come back")
    other = story("c", *(text[::-1] for text in STORY))
    assert build(index, [story("a"), edited, other]).added == 3
    assert (index.catalog.stories.told_alike("a"), index.catalog.stories.told_alike("c")) == (["b"], [])


def test_reports_of_one_event_by_different_papers_are_not_one_story() -> None:
    articles = load_all([NEWSROOM]).articles
    sketches = [sketched for article in articles if (sketched := sketch(article)) is not None]
    assert len(sketches) == len(articles)
    near = [alike(one, other) for at, one in enumerate(sketches) for other in sketches[:at]]
    assert max(near) < ALIKE / 2


def test_what_an_article_was_is_kept_with_the_moment_it_was_replaced(index: Index) -> None:
    build(index, [story("a")])
    build(index, [replace(story("a", *STORY[:2]), title="Shorter")])
    ((moment, before),) = index.catalog.stories.versions("a")
    assert (before, moment[:2]) == (story("a"), "20")
    assert index.catalog.stories.versions("none") == []
