from pathlib import Path

import pytest

from assistant.readers import readers
from index.problem import Problem


def test_readers_come_from_the_command_line_and_a_file(tmp_path: Path) -> None:
    path = tmp_path / "readers.txt"
    path.write_text("# desk\nann: s:e cret\n\nben:x\n", "utf-8")
    assert readers(None, None) == ()
    assert readers("eve:1", path) == (("eve", "1"), ("ann", " s:e cret"), ("ben", "x"))


@pytest.mark.parametrize("text", ["", "ann", ":x", "ann:"])
def test_what_is_no_name_and_password_is_told_without_the_words(text: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="--auth is no name and password"):
        readers(text, None)
    (tmp_path / "readers.txt").write_text(f"ben:x\n{text or 'secret'}\n")
    with pytest.raises(Problem) as told:
        readers(None, tmp_path / "readers.txt")
    assert "line 2" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_file_that_is_not_there_or_holds_nobody_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("# nobody\n")
    for name in ("empty", "none"):
        with pytest.raises(Problem):
            readers(None, tmp_path / name)
