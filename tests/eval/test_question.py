import json
from pathlib import Path

import pytest

from eval.question import SETS, Question, read
from index.article import Article
from index.load import load
from index.problem import Problem
from tests.conftest import ARTICLES

GOOD = {"id": "a", "question": "When?", "answerable": True}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_question_has_what_its_line_says(tmp_path: Path) -> None:
    line = {
        **GOOD,
        "relevant": ["port:amber:3", "dam:1"],
        "facts": [["Renn", "the judge"], ["May"]],
        "answers": ["in May"],
        "history": [["Who?", "Renn."]],
        "type": "when",
        "tags": ["port"],
    }
    assert read(written(tmp_path, line)) == (
        Question(
            "a",
            "When?",
            answerable=True,
            relevant=(("port:amber", 3), ("dam", 1)),
            facts=(("Renn", "the judge"), ("May",)),
            answers=("in May",),
            history=(("Who?", "Renn."),),
            type="when",
        ),
    )


def test_a_bare_question_is_enough_and_order_is_kept(tmp_path: Path) -> None:
    found = read(written(tmp_path, GOOD, {**GOOD, "id": 2, "answerable": False}))
    assert found == (Question("a", "When?", True), Question("2", "When?", False))
    assert read(written(tmp_path)) == ()


def test_pairs_under_gold_are_addresses_too(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path, {**GOOD, "gold": [["port", 3]]}))
    assert found.relevant == (("port", 3),)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "",
        {"question": "When?", "answerable": True},
        {"id": "a", "answerable": True},
        {"id": "a", "question": "When?"},
        {**GOOD, "relevant": ["port"]},
        {**GOOD, "relevant": ["port:three"]},
        {**GOOD, "gold": [["port", 3, 4]]},
        {**GOOD, "facts": [1]},
        {**GOOD, "facts": 1},
        {**GOOD, "history": [["Who?"]]},
    ],
)
def test_a_line_that_is_no_question_is_told_by_file_and_number(tmp_path: Path, line: object) -> None:
    path = written(tmp_path, GOOD, line, GOOD)
    with pytest.raises(Problem) as told:
        read(path)
    assert str(told.value).startswith(f"{path}, line 2: ")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("path", "folder"),
    [(SETS / "readouts.jsonl", ARTICLES), (SETS / "newsroom.jsonl", SETS / "newsroom" / "articles")],
    ids=["readouts", "newsroom"],
)
def test_the_sets_point_at_paragraphs_that_are_there(path: Path, folder: Path) -> None:
    questions = read(path)
    known = {article.id: article for article in load([folder]) if isinstance(article, Article)}
    assert len({question.id for question in questions}) == len(questions)
    assert {question.answerable for question in questions} == {True, False}
    for question in questions:
        assert question.question.strip()
        assert question.relevant or not question.answerable, question.id
        assert all(known[article].paragraph(number).text for article, number in question.relevant), question.id
        assert all(fact and all(wording.strip() for wording in fact) for fact in question.facts), question.id
