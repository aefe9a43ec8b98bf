import json
import os
import time
from pathlib import Path

import pytest

from index.article import Article
from index.load import Failure, load, load_all

BODY = "They met on Monday. They parted on Friday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/two.md", "a/one.txt", "a/.hidden.txt", ".git/three.txt", "a/table.dat", "c.JSONL"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BODY if path.suffix != ".JSONL" else json.dumps({"id": "three", "body": BODY}))
    return tmp_path


def ids(*paths: Path) -> list[str]:
    return [found.id for found in load_all(paths).articles]


def reason(*paths: Path) -> str:
    (failure,) = load_all(paths).failures
    assert failure.reason.endswith(".")
    return failure.reason


def test_a_folder_is_read_with_its_folders_without_hidden_and_other_files(folder: Path) -> None:
    assert ids(folder) == ["three", "one", "two"]
    assert load_all([folder]).failures == ()


def test_many_paths_are_read_in_their_order_and_each_file_once(folder: Path) -> None:
    assert ids(folder / "b", folder / "a" / "one.txt", folder) == ["two", "one", "three"]


def test_a_named_file_of_another_kind_is_read_as_text(folder: Path) -> None:
    assert ids(folder / "a" / "table.dat") == ["table"]
    assert ids(folder / "a" / ".hidden.txt") == [".hidden"]


def test_files_with_the_same_name_get_their_folder_in_front(tmp_path: Path) -> None:
    for name in ("2025/statement.txt", "2026/statement.txt", "2026/statement.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{BODY} {name}.")
    assert ids(tmp_path) == ["statement", "2026/statement", f"{tmp_path.name}/2026/statement"]


def test_an_id_of_a_record_that_a_file_has_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "a", "body": BODY}))
    assert f"{tmp_path / 'b.jsonl'}, line 1 is taken by {tmp_path / 'a.txt'}" in reason(tmp_path)


@pytest.mark.parametrize("words", ["", " \n\n", "\ufeff", "\u200b\n"])
def test_an_empty_file_is_told(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    assert "empty" in reason(tmp_path) or "no paragraph" in reason(tmp_path)


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    assert "no such file" in reason(tmp_path / "none.txt")
    assert "cannot be read" in reason(tmp_path / ("x" * 5000))


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_text(BODY)
    assert "no articles" in reason(tmp_path)


def test_a_binary_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\1\2" * 100)
    (tmp_path / "b.txt").write_text(BODY)
    found = load_all([tmp_path])
    assert "binary" in found.failures[0].reason
    assert [kept.id for kept in found.articles] == ["b"]


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "none.txt")
    assert "link" in reason(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.txt").chmod(0)
    assert "cannot be read" in reason(tmp_path)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "neither a file nor a folder" in reason(tmp_path / "a.txt")


def test_a_name_that_is_no_text_still_makes_an_id_that_can_be_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(BODY)
    (found,) = ids(tmp_path)
    assert found.encode() == "caf\ufffd".encode()


def test_a_failure_reads_as_a_sentence_with_its_place() -> None:
    assert str(Failure("a.jsonl", 3, "This is not JSON.")) == "a.jsonl, line 3: This is not JSON."


def test_articles_come_one_by_one(folder: Path) -> None:
    stream = load([folder / "c.JSONL", folder / "a" / "one.txt"])
    assert isinstance(next(stream), Article)
    (folder / "a" / "one.txt").unlink()
    assert [type(found) for found in stream] == [Failure]


@pytest.mark.parametrize(
    "line", [BODY + "\n", BODY, "a" * 79 + "\n", "By Jane Doe and \n\n", "told the A B ", " ", ". ", "\u200b"]
)
def test_megabytes_of_anything_are_read_in_seconds(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text((line * (4_000_000 // len(line)))[:-1] + ".")
    begun = time.monotonic()
    (found,) = load_all([tmp_path]).articles
    assert found.paragraphs
    assert time.monotonic() - begun < 20
