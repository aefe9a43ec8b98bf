"""The question sets that ship: each names paragraphs that are there, and they hold what an answer must say."""

from eval.question import SETS
from eval.question_set import read
from index.load import load_all

GAZETTE = SETS / "gazette"


def test_each_fact_of_the_gazette_stands_in_a_paragraph_that_answers() -> None:
    loaded = load_all([GAZETTE / "articles"])
    assert not loaded.failures
    articles = {article.id: article for article in loaded.articles}
    questions = read(GAZETTE.with_suffix(".jsonl"))
    assert {question.answerable for question in questions} == {True, False}
    for question in questions:
        texts = [articles[article].paragraph(number).text.lower() for article, number in question.relevant]
        assert bool(question.facts) == question.answerable, question.id
        for fact in question.facts:
            assert any(wording.lower() in text for wording in fact for text in texts), question.id
