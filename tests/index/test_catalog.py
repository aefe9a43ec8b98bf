import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.article import Article, Paragraph, Role, fingerprint
from index.catalog import Catalog
from index.embed import Embedded
from index.made import Made
from index.passage import Passage
from index.statement import Speech, Stance, Statement
from tests.index.story import story

FULL = Article(
    "2026/ferry",
    (
        Paragraph(1, "Harbour", Role.KICKER),
        Paragraph(2, "“It sails,” said Inga Sole’s deputy. 🚢"),
        Paragraph(3, "The ferry at the quay.", Role.CAPTION),
        Paragraph(4, "The ferry at the quay.", Role.CAPTION, repeats=3),
    ),
    "Ferry sails",
    "Brockway Daily",
    "A. Writer",
    "2026-01-16",
    "https://example.org/ferry",
)
SAID = Statement(
    FULL.id,
    2,
    "Inga Sole",
    "Sole",
    "said",
    1,
    10,
    "It sails",
    Stance.ASSERTS,
    Speech.DIRECT,
    None,
    "2026-01-17",
)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.create({"version": "1"})
    yield catalog
    catalog.close()


def made(article: Article, *vectors: str) -> Made:
    """The whole article as one passage that the model read in as many parts as there are vectors."""
    rng = np.random.default_rng(7)
    parts = []
    for _ in vectors:
        tokens = rng.normal(size=(5, 384)).astype(np.float32)
        tokens /= np.linalg.norm(tokens, axis=1, keepdims=True)
        parts.append(Embedded(tokens[0], tokens, np.zeros(5, np.int32), np.ones(5, np.int32)))
    places = tuple(np.array([[2, n, n + 1] for n in range(5)], np.int32) for _ in vectors)
    return Made(Passage(article.id, article.paragraphs), vectors, tuple(parts), places)


def test_an_article_and_its_statements_come_back_as_they_went_in(catalog: Catalog) -> None:
    catalog.put(FULL, [made(FULL, "v")], [SAID])
    assert catalog.article(FULL.id) == FULL
    assert catalog.statements() == catalog.statements([FULL.id]) == [SAID]
    assert catalog.statements(["another"]) == []
    with pytest.raises(KeyError, match="no article another"):
        catalog.article("another")


def test_the_fingerprint_changes_with_anything_of_the_article() -> None:
    shorter = replace(FULL, paragraphs=FULL.paragraphs[:3])
    changed = (
        replace(FULL, id="b"),
        replace(FULL, title="b"),
        replace(FULL, source="b"),
        replace(FULL, url="b"),
    )
    dated = replace(FULL, published="2026-01-17")
    assert len({fingerprint(one) for one in (FULL, shorter, dated, *changed)}) == 7
    assert fingerprint(FULL) == fingerprint(replace(FULL))


def test_putting_an_article_again_leaves_nothing_of_the_old_one(catalog: Catalog) -> None:
    catalog.put(FULL, [made(FULL, "old:1", "old:2")], [SAID])
    newer = story(FULL.id, "The tram runs.")
    catalog.put(newer, [made(newer, "new")], [])
    assert catalog.vectors() == {"new"}
    assert catalog.matches(["ferry"], limit=9) == {}
    assert len(catalog.matches(["tram"], limit=9)) == 1
    assert catalog.statements() == []
    catalog.drop(FULL.id)
    assert (catalog.fingerprints(), catalog.vectors()) == ({}, set())
    assert catalog.matches(["tram"], limit=9) == {}


def test_token_vectors_kept_in_a_byte_each_keep_their_cosines(catalog: Catalog, tmp_path: Path) -> None:
    one = made(FULL, "v:0", "v:1")
    catalog.put(FULL, [one], [])
    parts = catalog.parts(set(catalog.vectors_in([1]).values()), dimensions=384)
    question = np.random.default_rng(8).normal(size=384)
    for part, before in zip(parts, one.parts, strict=True):
        after = part.tokens.astype(np.float64)
        after /= np.linalg.norm(after, axis=1, keepdims=True)
        assert np.abs(np.sum(after * before.tokens, axis=1) - 1).max() < 0.01
        gap = (after - before.tokens) @ (question / np.linalg.norm(question))
        assert np.abs(gap).max() < 0.01
    assert (parts[1].places == one.places[1]).all()


def test_words_are_matched_by_stem_without_accents_and_signs_do_no_harm(catalog: Catalog) -> None:
    article = story("a", "Cafés were sailing past the naïve", title="Boats")
    catalog.put(article, [made(article, "v")], [])
    for word in ("cafe", "sail", "sailed", "NAIVE", "boat", 'sail"'):
        assert len(catalog.matches([word], limit=5)) == 1, word
    for word in ("tram", "AND", '"', "*", "title:boats^2", "🚢", "\x00"):
        assert catalog.matches([word], limit=5) == {}, word
    assert catalog.matches([], limit=5) == {}


def test_what_is_written_together_stands_together_or_not_at_all(catalog: Catalog) -> None:
    with pytest.raises(sqlite3.IntegrityError), catalog.writing():
        catalog.put(FULL, [made(FULL, "v", "v")], [SAID])
    assert catalog.fingerprints() == {}
    assert catalog.matches(["ferry"], limit=5) == {}


def test_a_database_of_something_else_says_nothing_about_itself(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table stars (name text)")
    other.close()
    catalog = Catalog(path)
    assert catalog.about() == {}
    catalog.close()
