import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.build import Summary, build, remove
from index.catalog import Catalog
from index.embed import Embedded, Encoder
from index.folder import CATALOG, Index, open_or_create
from index.made import ARTICLES_AT_ONCE
from index.search import search
from index.statement import Speech, Stance, Statement
from index.store import VectorStore
from tests.index.story import BRIDGE, HARBOUR, news, story


class CountingEncoder(Encoder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        self.read += texts
        return super().embed(texts)


class Killed(BaseException):
    pass


class DyingCatalog(Catalog):
    """Ends the process when the catalog is to be written, the vectors being there already."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        raise Killed
        yield


class DyingStore(VectorStore):
    """Ends the process when old vectors are to be removed, the catalog being written already."""

    def remove(self, ids: Sequence[str]) -> None:
        raise Killed


def consistent(index: Index) -> bool:
    return index.vectors.ids() == index.catalog.vectors()


def found(index: Index, question: str) -> list[tuple[str, int]]:
    return [(sight.article_id, sight.number) for sight in search(index, question).sights]


def test_unchanged_articles_are_not_embedded_again(empty: Index) -> None:
    counting = CountingEncoder()
    index = replace(empty, encoder=counting)
    assert build(index, news()) == Summary(added=3)
    read = len(counting.read)
    assert build(index, news()) == Summary(unchanged=3)
    assert len(counting.read) == read == 3


def test_a_changed_article_takes_the_place_of_its_old_version(empty: Index) -> None:
    build(empty, news())
    old = set(empty.catalog.vectors_of("harbour"))
    changed = story("harbour", "Zeppelins replace the boats.", title="Airships")
    counting = CountingEncoder()
    assert build(replace(empty, encoder=counting), [changed, *news()[1:]]) == Summary(changed=1, unchanged=2)
    assert counting.read == ["Airships. Zeppelins replace the boats."]
    assert consistent(empty)
    assert not old & empty.vectors.ids()
    assert empty.catalog.matches(["harbour", "ferry"], limit=9) == {}
    assert found(empty, "What replaces the boats?")[0] == ("harbour", 1)
    assert empty.catalog.article("harbour") == changed


def test_removing_forgets_vectors_words_statements_and_nothing_else(empty: Index) -> None:
    said = Statement("harbour", 2, "Inga Sole", "Inga Sole", "said", 0, 7, "Harbour", Stance.ASSERTS, Speech.INDIRECT)
    build(empty, news(), ledger=lambda batch: [(said,) if a.id == "harbour" else () for a in batch])
    assert empty.catalog.statements() == [said]
    with pytest.raises(KeyError):
        remove(empty, ["harbour", "nobody's"])
    remove(empty, ["harbour"])
    assert consistent(empty)
    assert empty.catalog.statements() == []
    assert set(empty.catalog.fingerprints()) == {"budget", "bridge"}
    assert all(article != "harbour" for article, _ in found(empty, "Why was the ferry cancelled?"))


def test_a_kill_between_vectors_and_catalog_leaves_an_index_that_answers_and_heals(tmp_path: Path) -> None:
    with open_or_create(tmp_path) as index:
        build(index, news()[:1])
        dying = replace(index, catalog=DyingCatalog(tmp_path / CATALOG))
        with pytest.raises(Killed):
            build(dying, [story("harbour", "Ferries never stop.", title="Old"), *news()[1:]])
        dying.catalog.close()
    with open_or_create(tmp_path) as index:
        assert index.vectors.count() > len(index.catalog.vectors())
        assert {article for article, _ in found(index, "Which bridge was closed?")} == {"harbour"}
        assert build(index, news()) == Summary(added=2, unchanged=1)
        assert consistent(index)
        assert found(index, "Which bridge was closed?")[0] == ("bridge", 1)


def test_a_kill_before_old_vectors_are_removed_is_cleared_away(tmp_path: Path) -> None:
    with open_or_create(tmp_path) as index:
        build(index, news())
    with open_or_create(tmp_path) as index:
        dying = replace(index, vectors=DyingStore(tmp_path / "vectors"))
        changed = story("harbour", "Zeppelins replace the boats.")
        with pytest.raises(Killed):
            build(dying, [changed])
        assert found(index, "What replaces the boats?")[0] == ("harbour", 1)
        assert build(index, [changed]) == Summary(unchanged=1)
        assert consistent(index)


def test_many_batches_report_their_progress_and_statements_stay_with_their_articles(empty: Index) -> None:
    articles = [story(f"a{n:03}", f"Boat {n} sailed.") for n in range(ARTICLES_AT_ONCE + 3)]

    def ledger(batch: Sequence[Article]) -> list[tuple[Statement, ...]]:
        return [(Statement(a.id, 1, "X", "X", "said", 0, 4, "Boat", Stance.ASSERTS, Speech.INDIRECT),) for a in batch]

    told: list[int] = []
    assert build(empty, iter(articles), ledger=ledger, progress=told.append).total == len(articles)
    assert told == [ARTICLES_AT_ONCE, 3]
    assert [statement.article for statement in empty.catalog.statements()] == [a.id for a in articles]


def test_a_repeated_caption_is_kept_and_found_once(empty: Index) -> None:
    build(empty, [story("harbour", HARBOUR[2], HARBOUR[0], HARBOUR[2], HARBOUR[1], HARBOUR[2])])
    assert [p.text for p in empty.catalog.article("harbour").paragraphs].count(HARBOUR[2]) == 3
    assert sorted(found(empty, "A photo of the ferry at the quay?")) == [
        ("harbour", 1),
        ("harbour", 2),
        ("harbour", 4),
    ]


def test_articles_without_words_are_kept_and_nothing_breaks(empty: Index) -> None:
    build(empty, [story("none"), story("blank", "", "\u200b\u200b"), story("signs", "…—!", "🚢"), *news()])
    assert set(empty.catalog.fingerprints()) >= {"none", "blank", "signs"}
    assert found(empty, "Which bridge was closed?")[0] == ("bridge", 1)


def test_a_title_as_long_as_a_book_does_not_hide_the_words(empty: Index) -> None:
    build(empty, [story("long", *BRIDGE, title="Bridge " * 4000), story("wide", *HARBOUR, title="電話" * 4000)])
    assert found(empty, "Why was the ferry cancelled on Tuesday?")[0] == ("wide", 1)
    assert found(empty, "Who said the repairs take until spring?")[0][0] == "long"


def test_a_megabyte_without_a_space_is_indexed_in_seconds_and_cited_as_one(empty: Index) -> None:
    started = time.perf_counter()
    build(empty, [story("big", "a" * 1_000_000 + "!", "The ferry sails on Friday.")])
    assert time.perf_counter() - started < 30
    assert found(empty, "When does the ferry sail?")[0] == ("big", 2)
