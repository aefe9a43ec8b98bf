import pytest

from eval import speed

FIGURES = speed.Speed(
    paragraphs=240,
    questions=120,
    indexing={"bare encoder": 100.0, "without the ledger": 90.0, "with the ledger": 45.0},
    question={"bare embedding": 10.0, "whole": 25.0, "retrieve": 20.0},
    cold={"import torch": 3.0, "load the model": 0.5, speed.REST: 0.5},
)


def test_the_collection_is_the_same_each_time_and_of_the_size_asked_for() -> None:
    news = speed.collection(50)
    assert news == speed.collection(50)
    assert sum(len(article.paragraphs) for article in news) == 50
    assert len({p.text for article in news for p in article.paragraphs}) > 45


def test_the_questions_are_distinct_and_enough() -> None:
    asked = speed.questions(speed.QUESTIONS)
    assert len(set(asked)) == len(asked) >= 100


@pytest.mark.parametrize(
    "line",
    [
        "| indexing, in the speed of the bare encoder | 90% | ≥ 85% | met |",
        "| indexing with the ledger, in time of that without | 2.0 × | | |",
        "| a warm question, in time of its bare embedding | 2.5 × | ≤ 4 × | met |",
        "| – its stage “retrieve” | 2.0 × | | |",
        "| – load the model | 12% | | |",
    ],
)
def test_figures_are_printed_as_ratios_and_shares(line: str) -> None:
    assert line in speed.markdown(FIGURES).splitlines()
