import numpy as np
import pytest

from assistant.decline import FEATURES, absent, chance, features, named_in, reason, threshold
from assistant.question import read
from index.article import Article
from tests.fakes import article, evidence

HARBOUR = article(
    "harbour",
    "Ada Brisk said the ferry would sail on Friday.",
    "The ferry stopped in Lasker because of ice.",
    title="Norland's ferry",
    source="Amber Herald",
    published="2026-01-14",
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("US", "The United States said so."),
        ("United States", "The U.S. agreed."),
        ("Americans", "US troops left."),
        ("Britain", "The UK said no."),
        ("North Korea", "Pyongyang said so."),
        ("UN", "The United Nations said so."),
        ("Japan", "The Japanese side said so."),
        ("Zhang Junshe", "Zhang said so."),
        ("Zhang Junshe", "Junshe said so."),
        ("Ada Brisk", "Brisk's boat sank."),
        ("Amber College", "A lecturer from Amber said so."),
        ("Norland's", "Norland said so."),
        ("New York Times", "The New York Times reported it."),
        ("F-22", "Two F-22s flew."),
        ("B-52", "A B-52H bomber flew."),
        ("2026", "It was in 2026."),
        ("Koizumi", "Koizimi said so."),
        ("Zaporizhzhia", "It was in Zaporizhia."),
        ("Malmö", "It was in Malmo."),
        ("Malmo", "It was in Malmö."),
    ],
)
def test_a_text_names_it(name: str, text: str) -> None:
    assert named_in(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("South Korea", "North Korea said so."),
        ("China", "Porcelain chinaware was sold."),
        ("Lloyd Austin", "Pete Hegseth said so."),
        ("Tom Reed", "They will read it."),
        ("Amber College", "The college of arts said so."),
        ("New York Times", "The Coast Times reported it."),
        ("F-22", "Two F-35A fighters flew."),
        ("F-2", "Two F-22s flew."),
        ("B-5", "A B-52H bomber flew."),
        ("202", "It was in 2026."),
        ("Norland", ""),
    ],
)
def test_a_text_does_not_name_it(name: str, text: str) -> None:
    assert not named_in(name, text)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When will Ada Brisk sail?", []),
        ("What did Norland tell the Amber Herald in January?", []),
        ("Did Veldania sail?", ["Veldania"]),
        ("Which F-22 did Ada Brisk fly?", ["F-22"]),
        ("Did Veldania and Tom Quill fly over Lasker in Veldania?", ["Veldania", "Tom Quill"]),
    ],
)
def test_what_no_article_names_is_absent_once_in_order(question: str, missing: list[str]) -> None:
    assert absent(read(question), {"harbour": HARBOUR}) == missing


def test_the_reason_names_what_is_missing() -> None:
    told = reason(evidence("Which F-22 did Veldania fly?", [HARBOUR]))
    assert told is not None
    assert "F-22" in told
    assert "Veldania" in told
    assert "Lasker" not in told


def test_nothing_found_is_said() -> None:
    assert (reason(evidence("When?", [])) or "").startswith("Nothing was found")


def test_a_chance_below_the_threshold_is_declined_and_one_above_is_not() -> None:
    question = "When does the ferry sail?"
    assert reason(evidence(question, [HARBOUR], chance=threshold())) is None
    below = reason(evidence(question, [HARBOUR], chance=threshold() - 0.01))
    assert (below or "").startswith("The articles do not answer this")


def test_a_name_that_only_far_paragraphs_hold_is_named_in_the_reason() -> None:
    long = article("long", *(f"The ferry {n} stopped in the harbour." for n in range(9)), "Quill wrote this poem.")
    told = reason(evidence("Did the ferry stop in the harbour for Quill?", [long], chance=0.0))
    assert "Quill" in (told or "")


@pytest.mark.parametrize("question", ["When does the ferry sail?", "Who is Tom Quill?", "?", "How many F-22s?", "東京"])
def test_features_are_numbers_and_the_chance_is_a_share(question: str) -> None:
    found = evidence(question if question != "?" else "x?", [HARBOUR, article("signs", "…", "🚢")])
    row = features(found.asked, found.findings, found.candidates, found.scores, found.articles)
    assert row.shape == (len(FEATURES),)
    assert np.isfinite(row).all()
    assert 0 <= chance(row) <= 1


def test_a_name_or_number_that_is_missing_lowers_the_chance() -> None:
    def likely(question: str) -> float:
        found = evidence(question, [HARBOUR])
        return chance(features(found.asked, found.findings, found.candidates, found.scores, found.articles))

    assert likely("When will Ada Brisk sail?") > likely("When will Tom Quill sail?")


@pytest.mark.parametrize("word", ["Norland", "Amber Herald", "January", "2026"])
def test_title_source_and_date_belong_to_what_an_article_names(word: str) -> None:
    bare = Article("bare", HARBOUR.paragraphs)
    assert absent(read(f"Was it {word}?"), {"harbour": HARBOUR}) == []
    if not word.isdigit():
        assert absent(read(f"Was it {word}?"), {"bare": bare}) == [word]
