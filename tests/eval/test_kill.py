"""Small versions of `python -m eval.kill`."""

import pytest

from eval.kill import Outcome, outcome, table


def test_an_index_survives_being_killed() -> None:
    found = outcome("killed", 80, kills=1)
    assert found.wrong == ()


def test_an_index_survives_a_full_disk() -> None:
    found = outcome("disk full", 130, room=1_000_000)
    assert found.wrong == ()


def test_an_index_survives_two_indexers_at_once() -> None:
    found = outcome("two at once", 70)
    assert (found.broken, found.wrong) == (1, ())


def test_a_disk_on_which_all_fits_proves_nothing_and_says_so() -> None:
    with pytest.raises(ValueError, match="was not full"):
        outcome("disk full", 3, room=80_000_000)


def test_outcomes_are_told_in_a_table() -> None:
    assert "| killed | 2,000 | 50 | 7 | 1 |" in table([Outcome("killed", 2000, 50, 7, ("Lost.",))])
