"""Conversations on the disk: found by their id alone, by whom they belong to, for their time."""

from pathlib import Path

import pytest

from assistant.kept import DAYS_HELD, DAYS_LINKED, Conversations, Kind
from assistant.verifying import check
from index.problem import Problem

TURNS = [{"kind": "problem", "question": "Who?", "claims": [], "reason": "Ask again."}]
DAY = 86_400.0


class Clock:
    """A clock that is set forward by hand, from the time the files are written at."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        import time

        return time.time() + self.ahead


def test_what_is_kept_is_read_by_its_id_and_written_again_under_it(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "kept")
    key = conversations.keep(Kind.HELD, TURNS)
    assert conversations.read(Kind.HELD, key) == TURNS
    assert conversations.keep(Kind.HELD, TURNS * 2, id=key) == key
    assert len(conversations.read(Kind.HELD, key)) == 2
    (file,) = (tmp_path / "kept").iterdir()
    assert check(file, ()) == ()
    assert file.stat().st_mode & 0o077 == (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_no_two_have_the_same_id_and_one_of_a_page_is_none_of_a_link(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path)
    keys = {conversations.keep(Kind.LINKED, TURNS) for _ in range(50)}
    assert len(keys) == 50
    assert all(len(key) == 32 for key in keys)
    held = conversations.keep(Kind.HELD, TURNS)
    with pytest.raises(Problem, match="leads to no conversation"):
        conversations.read(Kind.LINKED, held)


def test_what_is_held_for_one_reader_is_not_given_to_another_but_a_link_is(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path)
    held = conversations.keep(Kind.HELD, TURNS, reader="ann")
    linked = conversations.keep(Kind.LINKED, TURNS, reader="ann")
    assert conversations.read(Kind.HELD, held, reader="ann") == TURNS
    assert conversations.read(Kind.LINKED, linked, reader="ben") == TURNS
    for stranger in ("ben", None):
        with pytest.raises(Problem):
            conversations.read(Kind.HELD, held, reader=stranger)


@pytest.mark.parametrize(
    "key", ["", "a", "../../../etc/passwd", "..%2f" * 8, "a" * 31 + "/", "a" * 33, "a" * 32, "ä" * 32, "a" * 31 + "\n"]
)
def test_what_is_no_id_leads_nowhere(key: str, tmp_path: Path) -> None:
    conversations = Conversations(tmp_path)
    with pytest.raises(Problem, match="incomplete, was withdrawn, or is older than 90 days"):
        conversations.read(Kind.LINKED, key)
    conversations.remove(Kind.LINKED, key)


def test_a_damaged_file_leads_nowhere(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path)
    key = conversations.keep(Kind.LINKED, TURNS)
    next(tmp_path.iterdir()).write_text("{", "utf-8")
    with pytest.raises(Problem, match="leads to no conversation"):
        conversations.read(Kind.LINKED, key)


def test_what_is_too_old_is_not_given_and_then_removed(tmp_path: Path) -> None:
    clock = Clock()
    conversations = Conversations(tmp_path, now=clock)
    held, linked = (conversations.keep(kind, TURNS) for kind in Kind)
    clock.ahead = (DAYS_HELD + 1) * DAY
    with pytest.raises(Problem):
        conversations.read(Kind.HELD, held)
    assert conversations.read(Kind.LINKED, linked) == TURNS
    conversations.sweep()
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["linked"]
    clock.ahead = (DAYS_LINKED + 1) * DAY
    with pytest.raises(Problem):
        conversations.read(Kind.LINKED, linked)
    conversations.keep(Kind.HELD, TURNS)
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["held"]


def test_a_link_that_was_withdrawn_leads_nowhere(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path)
    key = conversations.keep(Kind.LINKED, TURNS)
    conversations.remove(Kind.LINKED, key)
    with pytest.raises(Problem):
        conversations.read(Kind.LINKED, key)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="could not be kept"):
        Conversations(tmp_path / "file" / "kept").keep(Kind.HELD, TURNS)
