from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article, Paragraph
from index.filter import ALL, Filters, within
from index.folder import Index
from index.problem import Problem
from index.search import search
from tests.fakes import indexed

PORT = "The harbour of Renn is closed for ships."


def story(name: str, source: str | None, published: str | None, *more: str) -> Article:
    texts = (f"{PORT} {name}.", *more)
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(texts, 1))
    return Article(name, paragraphs, f"Story {name}", source, None, published)


STORIES = (
    story("a", "Daily Planet", "2026-01-05", "Ann Lund said that the harbour would open."),
    story("b", "Daily Planet", "2026-02-10"),
    story("c", "Harbour Post", "2026-02-20", "Ben Ort said that ships were waiting in the harbour."),
    story("d", None, None),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("filtered")
    with indexed(folder, STORIES) as opened:
        yield opened


def found(index: Index, filters: Filters) -> set[str]:
    return {hit.article_id for hit in search(index, "closed harbour", within=within(index.catalog, filters)).hits}


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (ALL, "abcd"),
        (Filters(articles=("a", "d")), "ad"),
        (Filters(sources=("daily planet",)), "ab"),
        (Filters(since="2026-02-10"), "bc"),
        (Filters(until="2026-02-10"), "ab"),
        (Filters(since="2026-01-06", until="2026-02-19"), "b"),
        (Filters(sources=("Harbour Post",), since="2026-02-01"), "c"),
    ],
)
@pytest.mark.parametrize("few", [0, 2000])
def test_only_what_the_filters_leave_is_found(
    index: Index, filters: Filters, left: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.FEW", few)
    assert found(index, filters) == set(left)


def test_the_order_within_a_part_is_that_of_the_whole(index: Index) -> None:
    whole = [s.article_id for s in search(index, "harbour of Renn b").sights if s.article_id in "ab"]
    part = search(index, "harbour of Renn b", within=within(index.catalog, Filters(articles=("a", "b"))))
    assert part.sights[0].article_id == whole[0]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(articles=("x",)), "There is no article 'x'"),
        (Filters(sources=("Daily Plant",)), "did you mean 'Daily Planet'?"),
        (Filters(since="2027-01-01"), "No article is left"),
    ],
)
def test_filters_that_name_what_is_not_there_are_problems(index: Index, filters: Filters, words: str) -> None:
    with pytest.raises(Problem) as told:
        within(index.catalog, filters)
    assert words in str(told.value)


def test_a_speaker_leaves_the_paragraphs_in_which_they_speak(tmp_path: Path) -> None:
    with indexed(tmp_path, STORIES) as opened:
        part = within(opened.catalog, Filters(speaker="Lund"))
        sights = search(opened, "harbour", within=part).sights
        assert [(sight.article_id, sight.number) for sight in sights] == [("a", 2)]
        with pytest.raises(Problem, match="There is no speaker 'Nobody'"):
            within(opened.catalog, Filters(speaker="Nobody"))
