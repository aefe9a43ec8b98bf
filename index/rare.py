"""Which words of a question are looked up: rare ones first, as long as they do not stand in too many passages."""

import sqlite3
from collections.abc import Sequence

# A common word tells few passages apart, and SQLite reads every passage that holds one: of these, so many in all.
ROWS = 10_000
# How common a word is, is told by so many stretches of so many passages, spread over the collection.
STRETCHES, LENGTH = 4, 500


def rare(db: sqlite3.Connection, words: Sequence[str], *, rows: int = ROWS) -> list[str]:
    """Return the words, in their order, without the commonest where all together stand in more passages than `rows`.

    In a collection so small that this cannot be, all of them; at least the rarest is kept.
    """
    newest = db.execute("select max(id) from passage").fetchone()[0] or 0
    if newest * len(words) <= rows:
        return list(words)
    found = {word: _passages(db, word, newest) for word in words}
    kept: set[str] = set()
    total = 0.0
    for word in sorted(words, key=lambda word: found[word]):
        total += found[word]
        if kept and total > rows:
            break
        kept.add(word)
    return [word for word in words if word in kept]


def quoted(words: Sequence[str]) -> str:
    """Return a query for any of the words, as FTS5 reads it."""
    return " OR ".join('"' + word.replace('"', "").replace("\0", "") + '"' for word in words)


def _passages(db: sqlite3.Connection, word: str, newest: int) -> float:
    """Return in about how many passages a word stands."""
    if newest <= STRETCHES * LENGTH:
        stretches, share = [(0, newest)], 1.0
    else:
        step = newest // STRETCHES
        stretches = [(first, first + LENGTH - 1) for first in range(1, STRETCHES * step, step)]
        share = STRETCHES * LENGTH / newest
    query = "select count(*) from words where words match ? and rowid between ? and ?"
    return float(sum(db.execute(query, (quoted([word]), *ends)).fetchone()[0] for ends in stretches)) / share
