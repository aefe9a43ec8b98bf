"""Two articles side by side, a table as CSV, and an assistant tuned to other settings."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.comparison import Relation
from assistant.reply import Answer
from assistant.sheet import comparison_csv
from index.problem import Problem
from tests.assistant.ui.newsroom import COMPARED, HARBOUR, SAID, SHIP

ARTICLES = {HARBOUR.id: HARBOUR, SHIP.id: SHIP}


@pytest.fixture(scope="module")
def assistant(samples: Path) -> Iterator[Assistant]:
    with open_assistant(index=samples) as opened:
        yield opened


def test_each_side_of_two_articles_holds_what_that_article_reports(assistant: Assistant) -> None:
    a, b = (article.id for article in assistant.articles())
    found = assistant.contrast(a, b)
    assert found.rows
    for row in found.rows:
        assert {statement.article for statement in row.a} <= {a}
        assert {statement.article for statement in row.b} <= {b}
        assert (row.relation is Relation.ONLY_A) == (not row.b)
        assert (row.relation is Relation.ONLY_B) == (not row.a)
    assert found.reported_omissions


def test_an_article_is_not_compared_with_itself_nor_with_one_that_is_not_there(assistant: Assistant) -> None:
    a = assistant.articles()[0].id
    with pytest.raises(Problem, match="choose two articles"):
        assistant.contrast(a, a)
    with pytest.raises(Problem, match="no article"):
        assistant.contrast(a, "nowhere")


def test_a_tuned_assistant_answers_in_at_most_so_many_sentences(assistant: Assistant) -> None:
    question = "Where did Koizumi meet Hegseth?"
    reply = assistant.tuned(sentences=1, writes=False).ask(question)
    assert isinstance(reply, Answer)
    assert len(reply.claims) == 1
    assert assistant.answers(question)
    assert not assistant.answers("Which F-22 fighters did Japan deploy?")


def test_a_table_as_csv_has_a_line_for_each_statement_with_its_place() -> None:
    lines = list(csv.DictReader(io.StringIO(comparison_csv(COMPARED, ARTICLES.__getitem__))))
    assert [line["words"] for line in lines] == [SAID[2].content, SAID[4].content, SAID[3].content, SAID[1].content]
    assert lines[0]["article"] == "harbour"
    assert int(lines[0]["start"]) == SAID[2].start
    assert lines[-1]["relation"] == "reported as left out"


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_of_a_csv_is_a_formula(sign: str) -> None:
    said = replace(SAID[2], speaker=f"{sign}HYPERLINK(1)")
    told = comparison_csv(replace(COMPARED, rows=(replace(COMPARED.rows[0], a=(said,)),)), ARTICLES.__getitem__)
    assert f"'{sign}HYPERLINK(1)" in told
    assert all(not cell.startswith(tuple("=+-@")) for line in csv.reader(io.StringIO(told)) for cell in line)
