import sqlite3
from pathlib import Path

import pytest

from index.catalog import VERSION
from index.folder import CATALOG, open_index, open_or_create
from index.problem import Problem


def sentence_of(error: pytest.ExceptionInfo[Problem]) -> str:
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_an_index_remembers_how_it_was_made(tmp_path: Path) -> None:
    with open_or_create(tmp_path / "deep" / "index") as index:
        about = index.catalog.about()
    assert about == {
        "version": str(VERSION),
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "dimensions": "384",
    }
    with open_index(tmp_path / "deep" / "index") as index:
        assert index.catalog.about() == about


def test_an_index_of_another_model_is_refused_in_one_sentence(tmp_path: Path) -> None:
    open_or_create(tmp_path).close()
    for opening in (open_index, open_or_create):
        with pytest.raises(Problem) as error:
            opening(tmp_path, model="intfloat/e5-small")
        assert "all-MiniLM-L6-v2' and cannot be searched with 'intfloat/e5-small'" in sentence_of(error)


def test_an_index_of_another_version_is_refused_in_one_sentence(tmp_path: Path) -> None:
    open_or_create(tmp_path).close()
    with sqlite3.connect(tmp_path / CATALOG) as catalog:
        catalog.execute("update about set value = '0' where key = 'version'")
    catalog.close()
    with pytest.raises(Problem) as error:
        open_index(tmp_path)
    assert "has format 0 and this Readout reads format" in sentence_of(error)


def test_a_folder_without_an_index_and_one_that_cannot_be_made_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as error:
        open_index(tmp_path / "nowhere")
    assert "readout index PATH --index" in sentence_of(error)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem) as error:
        open_or_create(tmp_path / "file" / "index")
    assert "cannot be written" in sentence_of(error)


def test_a_catalog_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / CATALOG).write_bytes(b"this is no database " * 100)
    for opening in (open_index, open_or_create):
        with pytest.raises(Problem) as error:
            opening(tmp_path)
        assert "cannot be opened" in sentence_of(error)


def test_half_a_catalog_left_by_a_kill_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / (CATALOG + ".new")).write_bytes(b"half")
    with open_or_create(tmp_path) as index:
        assert index.catalog.fingerprints() == {}
