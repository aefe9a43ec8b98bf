import json
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, Role
from index.load import Failure, Loaded, load_all
from index.load.jsonl import article
from index.problem import Problem


def load_lines(folder: Path, *lines: str) -> Loaded:
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return load_all([path])


def test_a_whole_record_is_read() -> None:
    record = {
        "id": "readout-us",
        "title": "Readout",
        "paragraphs": ["They met.", "They parted. Photo: VCG", "They met."],
        "source": "US Department of War",
        "published": "Jan 15, 2026",
        "url": "https://example.org",
        "author": None,
        "topic": ["ignored"],
    }
    found = article(record)
    assert (found.id, found.title, found.source) == ("readout-us", "Readout", "US Department of War")
    assert (found.published, found.url, found.author) == ("2026-01-15", "https://example.org", None)
    assert [(p.role, p.repeats) for p in found.paragraphs] == [
        (Role.BODY, None),
        (Role.CAPTION, None),
        (Role.BODY, 1),
    ]


def test_a_blank_entry_does_not_shift_the_numbers() -> None:
    found = article({"id": "a", "paragraphs": ["", "One.", "  ", "Two."]})
    assert [(p.number, p.text, p.repeats) for p in found.paragraphs] == [
        (1, "", None),
        (2, "One.", None),
        (3, "", None),
        (4, "Two.", None),
    ]


def test_offsets_into_a_paragraph_hold_in_the_file_too() -> None:
    entry = "  One\r\ntwo\x07 three.  "
    assert article({"id": "a", "paragraphs": [entry]}).paragraph(1).text == "  One \ntwo  three."


@pytest.mark.parametrize("body", ["One.\n\nTwo.", "One.\nTwo.", "One.\r\n\r\n\r\nTwo.\r\n"])
def test_a_body_is_parted_as_plain_text_is(body: str) -> None:
    assert [p.text for p in article({"id": "a", "body": body}).paragraphs] == ["One.", "Two."]


def test_a_whole_number_is_an_id() -> None:
    assert article({"id": 7, "body": "One."}).id == "7"


def test_a_publication_date_that_is_none_is_left_out() -> None:
    assert article({"id": "a", "body": "One.", "published": "last week"}).published is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ([], "object"),
        ({"body": "One."}, '"id"'),
        ({"id": True, "body": "One."}, '"id"'),
        ({"id": " ", "body": "One."}, '"id"'),
        ({"id": "a"}, 'neither "paragraphs" nor "body"'),
        ({"id": "a", "body": 3}, "neither"),
        ({"id": "a", "body": " "}, "no text"),
        ({"id": "a", "paragraphs": []}, "no text"),
        ({"id": "a", "paragraphs": "One."}, "list of strings"),
        ({"id": "a", "paragraphs": ["One.", None]}, "list of strings"),
        ({"id": "a", "body": "One.", "title": 3}, '"title" is not a string'),
        ({"id": "a", "body": "One.", "published": 2026}, '"published" is not a string'),
    ],
)
def test_a_record_that_is_no_article_is_a_problem(record: Any, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        article(record)


def test_a_bad_line_is_told_and_the_others_are_loaded(tmp_path: Path) -> None:
    good = [json.dumps({"id": name, "body": "One."}) for name in "abc"]
    found = load_lines(tmp_path, good[0], "{not json", "", good[1], "[" * 100_000, '{"id": 1e999', good[2])
    assert [kept.id for kept in found.articles] == ["a", "b", "c"]
    assert [failure.line for failure in found.failures] == [2, 5, 6]
    assert str(found.failures[0]).startswith(f"{tmp_path / 'articles.jsonl'}, line 2: This is not JSON at column 2")


def test_a_second_article_with_the_same_id_is_told_with_both_places(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "body": body}) for body in ("One.", "Two.")]
    found = load_lines(tmp_path, *lines)
    path = tmp_path / "articles.jsonl"
    assert [kept.paragraph(1).text for kept in found.articles] == ["One."]
    assert found.failures[0].line == 2
    assert f"{path}, line 1" in found.failures[0].reason
    assert f"{path}, line 2" in found.failures[0].reason


@pytest.mark.parametrize("text", ['[{"id": "a",\n"body": "One."}]', '{\n"id": "a"\n}'])
def test_json_that_is_not_in_lines_is_told_once(tmp_path: Path, text: str) -> None:
    (failure,) = load_lines(tmp_path, text).failures
    assert failure.line is None
    assert "not JSON lines" in failure.reason


def test_line_separators_inside_a_string_do_not_part_lines(tmp_path: Path) -> None:
    found = load_lines(tmp_path, json.dumps({"id": "a", "body": "One\u2028two\x85"}, ensure_ascii=False))
    assert [p.text for p in found.articles[0].paragraphs] == ["One", "two"]


def test_a_half_character_in_an_escape_can_be_stored() -> None:
    found = article({"id": "a\ud800", "paragraphs": ["One \udfff."], "title": "\ud800"})
    assert str(found).encode()


def test_lines_in_another_encoding_are_read(tmp_path: Path) -> None:
    text = "Le ministre a déclaré à Reuters que l’accord était « historique »."
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"id": "a", "body": text}, ensure_ascii=False).encode("cp1252"))
    (found,) = load_all([path]).articles
    assert found.paragraph(1).text == text


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    (failure,) = load_lines(tmp_path, "", " ", "").failures
    assert isinstance(failure, Failure)
    assert "empty" in failure.reason


def test_articles_of_the_contract_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"{number}", "paragraphs": ["One."]}) for number in range(50)]
    found = load_lines(tmp_path, *lines)
    assert all(isinstance(kept, Article) for kept in found.articles)
    assert [kept.id for kept in found.articles] == [str(number) for number in range(50)]
