"""Which articles tell one story, word for word or nearly, and what they were before: in the catalog's file."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from index.article import Article, Paragraph, Role, fingerprint
from index.copies import ALIKE, alike, bands, sketch

_LISTED = "(select value from json_each(?))"


class Stories:
    """The tables of copies, sketches and versions; `article` reads an article of the same file."""

    def __init__(self, db: sqlite3.Connection, article: Callable[[str], Article]) -> None:
        self._db = db
        self._article = article

    def put(self, article: Article) -> None:
        """Keep the sketch of an article, and whose story it tells: that of the first that is like it, else its own."""
        sketched = sketch(article)
        story = article.id
        if sketched is not None:
            marks = list(bands(sketched))
            near = self._db.execute(
                "select article.id, story, hashes from article join sketch on sketch.article = article.id "
                f"where article.id in (select article from band where hash in {_LISTED}) order by article.id",
                (json.dumps(marks),),
            )
            found = ((alike(sketched, np.frombuffer(raw, np.uint32)), told) for _, told, raw in near)
            share, told = max(found, key=lambda pair: pair[0], default=(0.0, ""))
            story = told if share >= ALIKE else story
            self._db.execute("insert into sketch values (?, ?)", (article.id, sketched.tobytes()))
            self._db.executemany("insert into band values (?, ?)", [(mark, article.id) for mark in marks])
        self._db.execute("update article set story = ? where id = ?", (story, article.id))

    def originals(self, words: Iterable[str]) -> dict[str, str]:
        """Return the id of the article that has each of these digests of words, where there is one."""
        rows = self._db.execute(f"select words, id from article where words in {_LISTED}", (json.dumps(list(words)),))
        return {told: key for told, key in rows if told}

    def put_copy(self, article: Article, original: str) -> None:
        """Keep an article as a copy of another; what had its id has to be dropped before."""
        self._db.execute(
            "insert into copy values (?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, original, fingerprint(article), article.title, article.source, article.author,
             article.published, article.url),
        )  # fmt: skip

    def copies_of(self, article_id: str) -> list[str]:
        """Return the ids of the copies of an article, in order."""
        return [key for (key,) in self._db.execute("select id from copy where article = ? order by id", (article_id,))]

    def told_alike(self, article_id: str) -> list[str]:
        """Return the ids of the other articles that tell the same story, nearly word for word, in order."""
        query = "select id from article where story = (select story from article where id = ?) and id != ? order by id"
        return [key for (key,) in self._db.execute(query, (article_id, article_id))]

    def family(self, article_id: str) -> list[str]:
        """Return the ids of the other articles that have the words of one: copies, edited ones, copies of those."""
        edited = self.told_alike(article_id)
        return [*self.copies_of(article_id), *edited, *(key for one in edited for key in self.copies_of(one))]

    def hand_over(self, article_id: str) -> bool:
        """Let the first copy of an article take its place, since the article itself goes; say whether there was one."""
        heirs = self.copies_of(article_id)
        if not heirs:
            return False
        facts = self._db.execute(
            "select title, source, author, published, url from copy where id = ?", (heirs[0],)
        ).fetchone()
        old = self._article(article_id)
        heir = Article(heirs[0], old.paragraphs, *facts)
        self._db.execute("pragma defer_foreign_keys = on")
        self._db.execute("delete from copy where id = ?", (heir.id,))
        self._db.execute(
            "update article set id = ?, fingerprint = ?, title = ?, source = ?, author = ?, published = ?, url = ?, "
            "story = case story when ? then ? else story end where id = ?",
            (heir.id, fingerprint(heir), *facts, article_id, heir.id, article_id),
        )
        for table in ("paragraph", "passage", "statement", "sketch", "band", "copy"):
            self._db.execute(f"update {table} set article = ? where article = ?", (heir.id, article_id))
        return True

    def keep_version(self, article: Article, replaced: str) -> None:
        """Keep what an article was before it is replaced, at a moment (ISO 8601)."""
        self._db.execute("insert into version values (?, ?, ?)", (article.id, replaced, json.dumps(asdict(article))))

    def versions(self, article_id: str) -> list[tuple[str, Article]]:
        """Return what an article was before, each with the moment at which it was replaced, the latest first."""
        rows = self._db.execute(
            "select replaced, body from version where article = ? order by rowid desc", (article_id,)
        )
        return [(replaced, _told(json.loads(body))) for replaced, body in rows]


def _told(body: dict[str, Any]) -> Article:
    paragraphs = tuple(Paragraph(**p | {"role": Role(p["role"])}) for p in body.pop("paragraphs"))
    return Article(paragraphs=paragraphs, **body)
