from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import no_ledger
from index.doctor import examine, mend
from index.folder import Index
from index.search import search
from tests.fakes import indexed
from tests.index.story import news


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with indexed(tmp_path, news()) as opened:
        yield opened


def told(index: Index) -> str:
    return " ".join(finding.sentence for finding in examine(index))


def change(index: Index, sql: str) -> None:
    with index.catalog.writing():
        index.catalog._db.execute(sql)


DAMAGE = {
    "delete from words where rowid = (select min(id) from passage)": "missing from the full text",
    "delete from passage where id = (select min(id) from passage)": "stands in no passage",
    "update paragraph set text = text || 'x' where number = 1": "its words are not those that were indexed",
    "update part set places = substr(places, 1, 12)": "words of a passage stand where there are none",
    "update passage set article = 'nobody'": "has lost what it belongs to",
}


def test_a_whole_index_has_nothing_wrong(index: Index) -> None:
    assert examine(index) == ()


@pytest.mark.parametrize(("sql", "words"), DAMAGE.items())
def test_each_broken_promise_is_found(index: Index, sql: str, words: str) -> None:
    index.catalog._db.execute("pragma foreign_keys = off")
    change(index, sql)
    assert words in told(index)


@pytest.mark.parametrize("sql", list(DAMAGE)[:4])
def test_what_is_broken_is_mended_from_the_catalogs_own_words(index: Index, sql: str) -> None:
    change(index, sql)
    assert mend(index, examine(index), no_ledger) > 0
    assert examine(index) == ()
    assert search(index, "harbour").hits


def test_vectors_that_are_lost_and_left_over_are_found_and_mended(index: Index) -> None:
    first, *_ = sorted(index.vectors.ids())
    vectors = index.vectors.vectors([first])
    index.vectors.remove([first])
    index.vectors.add(["stray"], vectors)
    assert "missing from the store" in told(index)
    assert "of no article left" in told(index)
    mend(index, examine(index), no_ledger)
    assert examine(index) == ()
    assert first in index.vectors.ids()
