from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.table import Row, markdown, write
from index.problem import Problem

ROWS = [
    Row("port", "right first", 0.9, 0.95),
    Row("port", "declined", 0.02, 0.03, at_most=True),
    Row("dam", "x", 1, None),
]


def test_rows_are_told_with_goal_and_whether_it_is_met() -> None:
    assert markdown(ROWS).splitlines()[2:] == [
        "| port | right first | 90.0 % | ≥ 95 % | not met |",
        "| port | declined | 2.0 % | ≤ 3 % | met |",
        "| dam | x | 100.0 % |  |  |",
    ]


def test_no_rows_are_a_table_with_a_heading() -> None:
    assert len(markdown([]).splitlines()) == 2


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_goal_that_is_just_reached_is_met_from_either_side(value: float, goal: float) -> None:
    assert Row("a", "b", value, None).met
    assert Row("a", "b", goal, goal).met
    assert Row("a", "b", goal, goal, at_most=True).met
    assert Row("a", "b", value, goal).met == (value >= goal)
    assert Row("a", "b", value, goal, at_most=True).met == (value <= goal)


def test_a_table_takes_its_place_and_leaves_the_rest(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(
        "# Über\n\n<!-- quality -->\nold\nlines\n<!-- /quality -->\n\n<!-- speed -->\nkept\n<!-- /speed -->\n"
    )
    write(readme, "quality", "| new \\1 |")
    expected = "# Über\n\n<!-- quality -->\n| new \\1 |\n<!-- /quality -->\n\n<!-- speed -->\nkept\n<!-- /speed -->\n"
    assert readme.read_text("utf-8") == expected
    write(readme, "quality", "| new \\1 |")
    assert readme.read_text("utf-8") == expected


@pytest.mark.parametrize("text", ["# Readme\n", "<!-- quality -->\nold\n", "<!-- /quality -->\n<!-- quality -->\n"])
def test_a_file_without_the_markers_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(text)
    with pytest.raises(Problem, match=r"README\.md has no place for the table 'quality': add <!-- quality -->"):
        write(readme, "quality", "| new |")
    assert readme.read_text() == text
