import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from index.rare import LENGTH, STRETCHES, rare
from index.schema import SCHEMA

PASSAGES = 4 * STRETCHES * LENGTH


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    """Passages of which all hold "common", each second "half", each hundredth "seldom"."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(SCHEMA)
        made.execute("insert into article (id, fingerprint, title) values ('a', '', '')")
        numbers = range(1, PASSAGES + 1)
        made.executemany("insert into passage values (?, 'a', 1, 1)", [(number,) for number in numbers])
        made.executemany(
            "insert into words (rowid, title, body) values (?, '', ?)",
            [(n, "common" + " half" * (n % 2) + " seldom" * (n % 100 == 0)) for n in numbers],
        )
        yield made


def test_all_words_are_looked_up_where_they_stand_in_few_passages(db: sqlite3.Connection) -> None:
    assert rare(db, ["common", "half", "seldom"], rows=3 * PASSAGES) == ["common", "half", "seldom"]


def test_the_commonest_are_passed_over_first_and_the_order_stays(db: sqlite3.Connection) -> None:
    assert rare(db, ["common", "half", "seldom", "never"], rows=PASSAGES) == ["half", "seldom", "never"]
    assert rare(db, ["common", "half", "seldom", "never"], rows=PASSAGES // 4) == ["seldom", "never"]


def test_the_rarest_is_looked_up_however_common_it_is(db: sqlite3.Connection) -> None:
    assert rare(db, ["common", "half"], rows=10) == ["half"]


def test_words_are_no_query(db: sqlite3.Connection) -> None:
    assert rare(db, ['half" OR common', "seldom"], rows=10) == ['half" OR common']
