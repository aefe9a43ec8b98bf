"""Articles, paragraphs, passages, statements and their words, in one SQLite file with full-text search."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from index.article import Article, Paragraph, Role, fingerprint
from index.copies import words_of
from index.made import Made
from index.rare import quoted, rare
from index.schema import SCHEMA
from index.statement import Speech, Stance, Statement
from index.stories import Stories

# Raised whenever what is kept changes its form: an index of another version is refused, not misread.
VERSION = 3

_LISTED = "(select value from json_each(?))"
_STATEMENT = ", ".join(field.name for field in fields(Statement))


@dataclass(frozen=True, slots=True)
class Part:
    """What the model saw of a passage in one pass, ready for late interaction.

    `tokens` int8 (n, d), each row a direction; `places` int32 (n, 3): paragraph number, start and end in it.
    """

    passage: int
    tokens: np.ndarray
    places: np.ndarray


class Catalog:
    """One SQLite file. Made with `create`, then opened with `Catalog(path)`; `Catalog(None)` is one that has no
    name and is gone when it is let go of, even where the process is killed.
    """

    def __init__(self, path: Path | None) -> None:
        if path is not None and path.exists() and not os.access(path.parent, os.W_OK):
            # Write-ahead logging needs a place to write even to read; where there is none, nobody else writes either.
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
            self.stories = Stories(self._db, self.article)
            return
        # SQLite keeps what has no name in memory, and beyond some megabytes in a file that it has unlinked already.
        self._db = sqlite3.connect("" if path is None else path, check_same_thread=False)
        self.stories = Stories(self._db, self.article)
        self._db.execute("pragma foreign_keys = on")
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file, for whoever is to close it."""
        return self._db

    def create(self, about: Mapping[str, str]) -> None:
        """Lay out an empty catalog that remembers how it was made."""
        with self.writing():
            for line in SCHEMA.split(";"):
                self._db.execute(line)
            self._db.executemany("insert into about values (?, ?)", about.items())

    def about(self) -> dict[str, str]:
        """Return how the index was made; empty where the file holds no catalog."""
        try:
            return dict(self._db.execute("select key, value from about").fetchall())
        except sqlite3.DatabaseError:
            return {}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written inside stands together or not at all."""
        try:
            self._db.execute("begin immediate")
            yield
            # On a full disk this fails too.
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise

    def fingerprints(self, *, copies: bool = False) -> dict[str, str]:
        """Return the digest of each article by id, of those that are kept as copies too where asked for."""
        query = "select id, fingerprint from article"
        query += " union all select id, fingerprint from copy" if copies else ""
        return dict(self._db.execute(query).fetchall())

    def fingerprint_of(self, article_id: str) -> str | None:
        """Return the digest of an article, None where it is not there but as a copy."""
        row = self._db.execute("select fingerprint from article where id = ?", (article_id,)).fetchone()
        return None if row is None else str(row[0])

    def fingerprints_of(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return the digest of each of these articles that is there, as an article or as a copy."""
        listed = json.dumps(list(article_ids))
        query = f"select id, fingerprint from article where id in {_LISTED} union all "
        query += f"select id, fingerprint from copy where id in {_LISTED}"
        return dict(self._db.execute(query, (listed, listed)).fetchall())

    def sources(self) -> list[str]:
        """Return the publications that the articles come from, each once."""
        query = "select distinct source from article where source > '' order by source"
        return [source for (source,) in self._db.execute(query)]

    def published(
        self, *, articles: Sequence[str], sources: Sequence[str], since: str | None, until: str | None
    ) -> set[str]:
        """Return the articles of these ids, sources and days, both included; empty or None is for all of them."""
        # Only what is asked for is in the query: SQLite then looks it up instead of reading every article.
        asked = (
            (f"id in {_LISTED}", json.dumps(list(articles)) if articles else None),
            (f"source in {_LISTED}", json.dumps(list(sources)) if sources else None),
            ("published >= ?", since),
            ("published > '' and published <= ?", until),
        )
        chosen = [(told, value) for told, value in asked if value is not None]
        query = "select id from article where " + " and ".join(["true", *(told for told, _ in chosen)])
        return {key for (key,) in self._db.execute(query, [value for _, value in chosen])}

    def days(self, articles: Iterable[str] | None = None) -> list[str]:
        """Return the days on which articles (of these ids, where given) were published, ISO 8601, earliest first."""
        inside = "" if articles is None else f"and id in {_LISTED}"
        query = f"select distinct substr(published, 1, 10) from article where published > '' {inside} order by 1"
        values = () if articles is None else (json.dumps(list(articles)),)
        return [day for (day,) in self._db.execute(query, values)]

    def count(self) -> int:
        """Return how many articles there are, copies left out."""
        return int(self._db.execute("select count(*) from article").fetchone()[0])

    def names(self) -> list[tuple[str, str]]:
        """Return what speakers are called, each once: the speaker, and the words that name the speaker."""
        return self._db.execute("select distinct speaker, speaker_text from statement").fetchall()

    def said(self, names: Iterable[tuple[str, str]]) -> set[tuple[str, int]]:
        """Return the paragraphs in which speakers called so say something, by article id and number."""
        query = "select article, paragraph from statement where speaker = ? and speaker_text = ?"
        return {place for name in names for place in self._db.execute(query, name)}

    def put(self, article: Article, made: Sequence[Made], statements: Iterable[Statement]) -> None:
        """Keep an article with its passages and statements, in place of what had its id."""
        self.drop(article.id)
        self._db.execute(
            "insert into article values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, fingerprint(article), article.title, article.source, article.author,
             article.published, article.url, words_of(article), None),
        )  # fmt: skip
        self.stories.put(article)
        self._db.executemany(
            "insert into paragraph values (?, ?, ?, ?, ?, ?)",
            [(article.id, p.number, p.text, p.role, p.repeats, p.page) for p in article.paragraphs],
        )
        for one in made:
            self._put_passage(article, one)
        marks = ", ".join("?" * (len(fields(Statement)) + 1))
        self._db.executemany(
            f"insert into statement (place, {_STATEMENT}) values ({marks})",
            [(place, *asdict(statement).values()) for place, statement in enumerate(statements)],
        )

    def _put_passage(self, article: Article, made: Made) -> None:
        numbers = made.passage.numbers
        key = self._db.execute(
            "insert into passage (article, first, last) values (?, ?, ?)",
            (article.id, numbers[0], numbers[-1]),
        ).lastrowid
        body = "\n".join(paragraph.text for paragraph in made.passage.worded)
        self._db.execute("insert into words (rowid, title, body) values (?, ?, ?)", (key, article.title, body))
        for vector, part, places in zip(made.vectors, made.parts, made.places, strict=True):
            # Each row is a direction: scaled to its own largest value it loses nothing that int8 can hold.
            scale = 127.0 / np.abs(part.tokens).max(axis=1, keepdims=True)
            tokens = np.round(part.tokens * scale).astype(np.int8)
            self._db.execute("insert into part values (?, ?, ?, ?)", (vector, key, tokens.tobytes(), places.tobytes()))

    def drop(self, article_id: str) -> None:
        """Forget an article; one that is not there is passed over."""
        self._db.execute("delete from words where rowid in (select id from passage where article = ?)", (article_id,))
        self._db.execute("delete from article where id = ?", (article_id,))
        self._db.execute("delete from copy where id = ?", (article_id,))

    def vectors_of(self, article_id: str) -> list[str]:
        """Return the ids of the article's vectors."""
        query = "select vector from part join passage on passage.id = part.passage where article = ?"
        return [vector for (vector,) in self._db.execute(query, (article_id,))]

    def vectors(self) -> set[str]:
        """Return the ids of all vectors."""
        return {vector for (vector,) in self._db.execute("select vector from part")}

    def damage(self) -> list[str]:
        """Return what SQLite finds wrong with the file, and with how its tables lean on each other."""
        told = [line for (line,) in self._db.execute("pragma integrity_check") if line != "ok"]
        return told + [f"a row of {table} has lost what it belongs to" for table, *_ in self._foreign_keys()]

    def _foreign_keys(self) -> list[tuple[Any, ...]]:
        return self._db.execute("pragma foreign_key_check").fetchall()

    def owners(self, vectors: Iterable[str]) -> list[tuple[str, int]]:
        """Return the articles to which these vectors belong, each with how many of them."""
        query = (
            "select article, count(*) from part join passage on passage.id = passage "
            f"where vector in {_LISTED} group by article order by article"
        )
        return self._db.execute(query, (json.dumps(list(vectors)),)).fetchall()

    def indexed_texts(self) -> dict[int, str]:
        """Return the full text of each passage that can be found by its words."""
        return dict(self._db.execute("select rowid, body from words").fetchall())

    def spans_of(self, article_id: str) -> dict[int, tuple[int, int]]:
        """Return first and last paragraph number of each passage of an article."""
        rows = self._db.execute("select id, first, last from passage where article = ?", (article_id,))
        return {key: (first, last) for key, first, last in rows}

    def family(self, article_id: str) -> list[str]:
        """Return the ids of the other articles that tell the story of one, word for word or nearly."""
        return self.stories.family(article_id)

    def spread(self, words: Sequence[str]) -> tuple[int, list[int]]:
        """Return how many passages there are, and how many of them hold each of these words."""
        count = "select count(*) from words"
        (total,) = self._db.execute(count).fetchone()
        held = (self._db.execute(f"{count} where words match ?", (quoted([word]),)).fetchone() for word in words)
        return int(total), [int(one) for (one,) in held]

    def unnamed(self) -> "Catalog":
        """Return a copy of it that no file holds."""
        other = Catalog(None)
        self._db.backup(other._db)
        return other

    def copy(self, path: Path) -> None:
        """Write the whole catalog to another file, as it stands at this moment, but for where its vectors are."""
        other = sqlite3.connect(path)
        try:
            self._db.backup(other)
            with other:
                other.execute("delete from about where key in ('store', 'collection')")
        finally:
            other.close()

    def matches(self, words: Sequence[str], *, limit: int, articles: Iterable[str] | None = None) -> dict[int, float]:
        """Return passages (of these articles, where given) that hold any of the words, by id, with their BM25 score
        (more is better). In a large collection words that stand in too many passages are passed over.
        """
        if not words:
            return {}
        query = quoted(rare(self._db, words))
        # A title counts half: it stands with every passage of its article and tells them apart no further.
        # The plus keeps SQLite from searching the words anew for every passage inside.
        inside = "" if articles is None else "and +rowid in (select id from passage where article in " + _LISTED + ") "
        rows = self._db.execute(
            f"select rowid, -bm25(words, 0.5, 1.0) from words where words match ? {inside}"
            "order by bm25(words, 0.5, 1.0), rowid limit ?",
            (query, *([] if articles is None else [json.dumps(list(articles))]), limit),
        )
        return dict(rows.fetchall())

    def size_within(self, articles: Iterable[str]) -> int:
        """Return how many vectors these articles have."""
        query = "select count(*) from part join passage on passage.id = passage where article in " + _LISTED
        return int(self._db.execute(query, (json.dumps(list(articles)),)).fetchone()[0])

    def vectors_within(self, articles: Iterable[str]) -> dict[str, int]:
        """Return the vector ids of these articles, with their passage."""
        query = "select vector, passage from part join passage on passage.id = passage where article in " + _LISTED
        return dict(self._db.execute(query, (json.dumps(list(articles)),)).fetchall())

    def passages_of(self, vectors: Iterable[str]) -> dict[str, int]:
        """Return the passage of each vector id that is known."""
        keys = json.dumps(list(vectors))
        query = "select vector, passage from part where vector in (select value from json_each(?))"
        return dict(self._db.execute(query, (keys,)).fetchall())

    def vectors_in(self, passages: Iterable[int]) -> dict[str, int]:
        """Return the vector ids of these passages, with their passage."""
        query = "select vector, passage from part where passage in (select value from json_each(?))"
        return dict(self._db.execute(query, (json.dumps(list(passages)),)).fetchall())

    def parts(self, passages: Iterable[int], *, dimensions: int) -> list[Part]:
        """Return the parts of these passages, those of a passage together and in the order of the text."""
        query = (
            "select passage, tokens, places from part where passage in (select value from json_each(?)) order by rowid"
        )
        return [
            Part(
                passage,
                np.frombuffer(tokens, np.int8).reshape(-1, dimensions),
                np.frombuffer(places, np.int32).reshape(-1, 3),
            )
            for passage, tokens, places in self._db.execute(query, (json.dumps(list(passages)),))
        ]

    def parts_of(self, article_ids: Iterable[str], *, dimensions: int) -> list[tuple[str, Part]]:
        """Return all parts of these articles with their article's id, those of an article in the order of the text."""
        query = (
            "select article, passage, tokens, places from part join passage on passage.id = part.passage "
            "where article in (select value from json_each(?)) order by part.rowid"
        )
        return [
            (
                article,
                Part(
                    passage,
                    np.frombuffer(tokens, np.int8).reshape(-1, dimensions),
                    np.frombuffer(places, np.int32).reshape(-1, 3),
                ),
            )
            for article, passage, tokens, places in self._db.execute(query, (json.dumps(list(article_ids)),))
        ]

    def spans(self, passages: Iterable[int]) -> dict[int, tuple[str, int, int]]:
        """Return article id, first and last paragraph number of each passage."""
        query = "select id, article, first, last from passage where id in (select value from json_each(?))"
        rows = self._db.execute(query, (json.dumps(list(passages)),))
        return {key: (article, first, last) for key, article, first, last in rows}

    def article(self, article_id: str) -> Article:
        """Return the article; raise KeyError where there is none."""
        query = "select id, title, source, author, published, url, id from article where id = ?"
        row = self._db.execute(query, (article_id,)).fetchone()
        row = (
            row or self._db.execute(query.replace(", id from article", ", article from copy"), (article_id,)).fetchone()
        )
        if row is None:
            raise KeyError(f"There is no article {article_id}")
        *told, kept = row
        query = "select number, text, role, repeats, page from paragraph where article = ? order by number"
        paragraphs = tuple(
            Paragraph(number, text, Role(role), repeats, page)
            for number, text, role, repeats, page in self._db.execute(query, (kept,))
        )
        return Article(told[0], paragraphs, *told[1:])

    def statements(self, article_ids: Iterable[str] | None = None) -> list[Statement]:
        """Return the statements of these articles (of all where None), in the order of the text."""
        query = f"select {_STATEMENT} from statement"
        values: tuple[str, ...] = ()
        if article_ids is not None:
            query += " where article in (select value from json_each(?))"
            values = (json.dumps(list(article_ids)),)
        rows = self._db.execute(query + " order by article, place", values)
        return [_statement(row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _statement(row: Sequence[Any]) -> Statement:
    *told, stance, speech, issuer, about = row
    values: list[Any] = [*told, Stance(stance), Speech(speech), issuer, about]
    return Statement(*values)
