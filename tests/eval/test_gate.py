from pathlib import Path

import pytest

from eval.gate import Rule, judge, rules_of
from index.problem import Problem
from tests.eval.runs import many


def test_a_threshold_that_is_missed_fails_with_the_rule_the_value_and_the_interval() -> None:
    (found,) = judge(many([True] * 6 + [False] * 4), [Rule(metric="right", at_least=0.8)])
    assert found.failed
    assert found.sentence.startswith("right must be at least 0.8 and is 0.6 (95 % interval 0.")
    (kept,) = judge(many([True] * 9 + [False]), [Rule(metric="right", at_least=0.8)])
    assert not kept.failed
    (high,) = judge(many([True] * 9 + [False]), [Rule(metric="right", at_most=0.8)])
    assert high.failed


def test_a_figure_that_no_question_defines_fails_its_rule() -> None:
    (found,) = judge(many([True]), [Rule(metric="judged support", at_least=0.5)])
    assert found.failed
    assert "no question" in found.sentence


def test_a_run_that_is_significantly_worse_than_the_baseline_fails() -> None:
    baseline = many([True] * 40)
    worse, same = many([True] * 20 + [False] * 20), many([True] * 39 + [False])
    rule = Rule(metric="right", not_worse=True)
    assert [found.failed for found in judge(worse, [rule], baseline)] == [True]
    assert [found.failed for found in judge(same, [rule], baseline)] == [False]
    strict = Rule(metric="right", not_worse=True, margin=0.01)
    assert [found.failed for found in judge(same, [strict], baseline)] == [True]


def test_a_large_improvement_that_nobody_explains_is_reported_and_does_not_fail() -> None:
    before, after = many([True] * 20 + [False] * 20), many([True] * 40)
    found = judge(after, [Rule(metric="right", not_worse=True)], before)
    assert any("right improved by much and no rule explains it" in one.sentence for one in found)
    assert not any(one.failed for one in found)
    told = judge(after, [Rule(metric="right", explained="A new ranking.")], before)
    assert not any("right improved" in one.sentence for one in told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {metric: right}", "rule 1: Value error, a rule needs"),
        ("- {metric: right, at_least: 1}\n- {metric: right, atleast: 1}", "rule 2: atleast"),
        ("- {metric: right, at_least: 1, margin: 1}", "margin needs not_worse"),
        ("[]", "the file"),
        ("- [", "cannot be read"),
    ],
)
def test_rules_that_cannot_be_read_are_told_by_number(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    with pytest.raises(Problem) as told:
        rules_of(path)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_rules_are_read_from_yaml_and_json(tmp_path: Path) -> None:
    for name, text in (
        ("r.yaml", "- {metric: right, at_least: 0.8}"),
        ("r.json", '[{"metric": "right", "at_least": 0.8}]'),
    ):
        (tmp_path / name).write_text(text)
        assert rules_of(tmp_path / name) == (Rule(metric="right", at_least=0.8),)


def test_a_rule_of_an_unknown_metric_or_without_its_baseline_is_a_problem() -> None:
    with pytest.raises(Problem, match="no metric 'rigth'"):
        judge(many([True]), [Rule(metric="rigth", at_least=1)])
    with pytest.raises(Problem, match="--baseline"):
        judge(many([True]), [Rule(metric="right", not_worse=True)])
