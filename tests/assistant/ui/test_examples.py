from assistant.ui.examples import MOST, suggested
from tests.assistant.ui.newsroom import HARBOUR, SHIP


def test_first_questions_name_speakers_and_articles_of_the_collection() -> None:
    assert suggested((HARBOUR, SHIP)) == (
        "What did Ada Brisk say?",
        "What did Tom Reed say?",
        "Where do “Amber Herald, 14 Jan” and “Coast Post, 16 Jan” differ?",
        "What happened first?",
    )


def test_one_article_is_not_compared() -> None:
    assert not any("differ" in question for question in suggested((HARBOUR,)))


def test_an_empty_collection_suggests_nothing() -> None:
    assert suggested(()) == ()


def test_there_are_never_more_than_a_reader_takes_in() -> None:
    assert len(suggested((HARBOUR, SHIP))) <= MOST
