import json
import re
from pathlib import Path

import pytest

from eval.make import make
from eval.make.feedback import add
from eval.question import SETS, Question
from eval.question_set import read
from index.article import Article
from index.load import load_all
from index.problem import Problem
from tests.conftest import ARTICLES
from tests.eval.runs import answered, declined

NEWS = SETS / "newsroom" / "articles"


def made(kind: str, folder: Path, **more: object) -> tuple[dict[str, Article], tuple[Question, ...]]:
    make(kind, [ARTICLES, NEWS], folder, **({"seed": 1, "limit": 40} | more))  # type: ignore[arg-type]
    loaded = load_all([folder / "articles.jsonl"])
    assert loaded.failures == ()
    return {article.id: article for article in loaded.articles}, read(folder / "questions.jsonl")


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def whole(articles: dict[str, Article]) -> str:
    return words(" ".join(p.text for article in articles.values() for p in article.paragraphs))


def test_a_copy_lacks_the_deleted_statements_and_no_other_words(tmp_path: Path) -> None:
    articles, questions = made("omissions", tmp_path)
    assert len(questions) > 8
    for question in questions:
        key = question.relevant[0][0]
        original = " ".join(p.text for p in articles[key].paragraphs)
        copy = " ".join(p.text for p in articles[f"{key}-short"].paragraphs)
        left = original
        for (sentence,) in question.facts:
            assert sentence not in copy
            assert any(sentence in articles[key].paragraph(number).text for _, number in question.relevant)
            left = left.replace(sentence, "", 1)
        assert copy.split() == left.split()
        assert question.tags == (f"{len(question.facts)} deleted",)


def test_mutated_quotations_stand_in_no_article_and_printed_ones_where_they_say(tmp_path: Path) -> None:
    articles, questions = made("quotes", tmp_path)
    kinds = {question.type for question in questions}
    assert kinds == {"quote printed", "quote word changed", "quote stitched", "quote other speaker", "quote invented"}
    everything = whole(articles)
    for question in questions:
        quoted = re.search("“(.*)”", question.question)
        assert quoted is not None
        stands = words(quoted[1]) in everything
        assert stands == (question.type in {"quote printed", "quote other speaker"}), question
        assert question.answerable == (question.type == "quote printed")
        if question.answerable:
            ((key, number),) = question.relevant
            assert quoted[1] in articles[key].paragraph(number).text


def test_what_is_held_out_answers_no_question_that_is_called_answerable(tmp_path: Path) -> None:
    articles, questions = made("unanswerable", tmp_path, known=SETS / "newsroom.jsonl", limit=500)
    known = {question.id: question for question in read(SETS / "newsroom.jsonl")}
    held_out = [question for question in questions if "held out" in question.tags]
    assert len(held_out) > 10
    for question in questions:
        about = {key for key, _ in known[question.id].relevant}
        if question.answerable:
            assert question == known[question.id]
            assert about <= articles.keys()
        elif question in held_out:
            assert not about & articles.keys()
            assert (question.relevant, question.facts, question.references) == ((), (), ())


def test_without_a_set_the_ledger_gives_questions_whose_words_stand_in_one_article(tmp_path: Path) -> None:
    articles, questions = made("unanswerable", tmp_path)
    everything = whole(articles)
    assert {question.answerable for question in questions} == {True, False}
    for question in questions:
        quoted = re.search("“(.*)”", question.question)
        assert quoted is not None
        assert (words(quoted[1]) in everything) == question.answerable


@pytest.mark.parametrize("kind", ["omissions", "quotes", "unanswerable"])
def test_the_same_seed_makes_the_same_set_and_another_another(kind: str, tmp_path: Path) -> None:
    first, again, other = (made(kind, tmp_path / name, seed=seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert first == again
    assert first != other


def test_articles_without_statements_make_no_set(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("A headline\n\nIt rained.\n", "utf-8")
    with pytest.raises(Problem, match="too few statements"):
        make("quotes", [tmp_path / "plain.txt"], tmp_path / "out", seed=0, limit=5)
    with pytest.raises(Problem, match="no article"):
        make("quotes", [], tmp_path / "out", seed=0, limit=5)


def thumbs(folder: Path, *presses: object) -> Path:
    path = folder / "thumbs.jsonl"
    path.write_text("".join(json.dumps(press) + "\n" for press in presses), "utf-8")
    return path


UP = {"thumb": "up", "question": "When?", "history": [["Who?", "Renn."]], "reply": answered("port:1"), "time": "now"}


def test_a_thumb_up_is_a_question_with_its_citations_and_a_thumb_down_waits_for_a_person(tmp_path: Path) -> None:
    path = thumbs(
        tmp_path,
        UP,
        {"thumb": "up", "question": "Who sank?", "reply": declined()},
        {"thumb": "down", "question": "Why?", "reply": answered("dam:1")},
        {"thumb": "down", "question": "Where?", "reply": declined()},
    )
    told = add(path, tmp_path / "set.jsonl")
    assert told.startswith("4 questions added, 0 known before")
    assert "2 are tagged review" in told
    good, sank, why, where = read(tmp_path / "set.jsonl")
    assert (good.relevant, good.answerable, good.history) == ((("port", 1),), True, (("Who?", "Renn."),))
    assert not sank.answerable
    assert (why.answerable, why.relevant, "review" in why.tags) == (True, (), True)
    assert where.answerable
    assert add(path, tmp_path / "set.jsonl").startswith("0 questions added, 4 known before")


def test_who_presses_again_has_thought_again(tmp_path: Path) -> None:
    add(thumbs(tmp_path, UP, UP | {"thumb": "down"}), tmp_path / "set.jsonl")
    (found,) = read(tmp_path / "set.jsonl")
    assert "thumb-down" in found.tags


@pytest.mark.parametrize(
    ("press", "words"),
    [({**UP, "thumb": "sideways"}, "thumb"), ({**UP, "reply": {}}, "reply"), ([], ""), ({"thumb": "up"}, "question")],
)
def test_a_line_that_is_no_thumb_is_told_by_number(press: object, words: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"thumbs\.jsonl, line 1: ") as told:
        add(thumbs(tmp_path, press), tmp_path / "set.jsonl")
    assert words in str(told.value)
    assert not (tmp_path / "set.jsonl").exists()
