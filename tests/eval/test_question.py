import json
from pathlib import Path

import pytest

from eval.question import SETS, Question, resolved
from eval.question_set import read, write
from index.article import Article
from index.load import load
from index.problem import Problem
from tests.conftest import ARTICLES
from tests.fakes import article

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
            tags=("port",),
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


def test_a_fact_of_one_wording_may_stand_alone(tmp_path: Path) -> None:
    (question,) = read(written(tmp_path, {**GOOD, "facts": ["May", ["ships", "vessels"]]}))
    assert question.facts == (("May",), ("ships", "vessels"))


FULL = {
    **GOOD,
    "id": "full",
    "relevant": ["port:1", {"paragraph": "dam:2", "grade": 3}, "“words that stand there”"],
    "facts": [["May"], {"pattern": r"\b(2|two) ships"}],
    "reference": "In May.",
    "conversation": 7,
    "tags": ["port"],
}


def test_grades_quotes_patterns_and_references_are_read_and_written_again(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path, FULL))
    assert (found.relevant, found.grades) == ((("port", 1), ("dam", 2)), (1, 3))
    assert found.quotes == ("words that stand there",)
    assert (found.facts, found.patterns) == ((("May",),), (r"\b(2|two) ships",))
    assert (found.references, found.conversation) == (("In May.",), "7")
    write(tmp_path / "again.jsonl", [found])
    assert read(tmp_path / "again.jsonl") == (found,)


def test_yaml_holds_the_same_questions_and_its_errors_have_lines(tmp_path: Path) -> None:
    good = tmp_path / "set.yaml"
    good.write_text("- id: a\n  question: When?\n  answerable: true\n  facts: [[May, in May]]\n", "utf-8")
    assert read(good) == (Question("a", "When?", True, facts=(("May", "in May"),)),)
    for text, line in (("- id: a\n  question: When?\n  answerable: true\n- id: b\n", 4), ("a: 1\n", 1), ("- [\n", 2)):
        bad = tmp_path / "bad.yml"
        bad.write_text(text, "utf-8")
        with pytest.raises(Problem, match=rf"bad\.yml, line {line}: "):
            read(bad)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (GOOD, "is that of line 1"),
        ({**GOOD, "id": "b", "relevent": []}, "did you mean 'relevant'"),
        ({**GOOD, "id": "b", "facts": [{"pattern": "("}]}, "facts"),
        ({**GOOD, "id": "b", "facts": [[]]}, "acceptable wording"),
        ({**GOOD, "id": "b", "question": " "}, "question"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(tmp_path: Path, line: object, words: str) -> None:
    with pytest.raises(Problem, match="line 2: ") as told:
        read(written(tmp_path, GOOD, line))
    assert words in str(told.value)


def test_words_resolve_to_the_one_paragraph_that_holds_them() -> None:
    articles = [article("port", "Ships came.", "Ships  left in May."), article("dam", "Ships came.")]
    question = Question("a", "When?", True, quotes=("left in May",))
    assert resolved(question, articles).relevant == (("port", 2),)
    for quote, place in (("Ships came", "2 paragraphs"), ("went", "no paragraph")):
        with pytest.raises(Problem, match=place):
            resolved(Question("a", "When?", True, quotes=(quote,)), articles)


def test_questions_share_a_cluster_by_conversation_or_else_by_article() -> None:
    first = Question("1", "Who?", True, relevant=(("port", 1),))
    assert first.cluster == Question("2", "When?", True, relevant=(("port", 9),)).cluster
    assert Question("3", "And?", True, history=(("Who?", "Renn."),)).cluster == "conversation Who?"
    assert Question("4", "Why?", False).cluster != Question("5", "Why?", False).cluster
