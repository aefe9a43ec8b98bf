import pytest

from eval.compare import compare
from eval.figures import scored
from eval.question import Question
from eval.report.comparison import as_rows, markdown
from index.problem import Problem
from tests.eval.runs import answered, many, record, run_of, scores_of


def test_a_run_that_is_better_on_many_questions_is_called_so() -> None:
    found = compare(many([False] * 20 + [True] * 20, "a"), many([True] * 40, "b"))
    right = next(one for one in found.compared if one.metric.name == "right")
    assert (right.difference.a, right.difference.b, right.difference.effect) == (0.5, 1.0, 0.5)
    assert right.significant
    assert (right.wins, right.losses, right.verdict) == (20, 0, "B is better")
    assert (found.only_a, found.only_b) == (0, 20)
    assert found.mcnemar < 1e-5
    assert "B is significantly better in right" in markdown(found)


def test_a_small_difference_is_not_told_apart_and_the_least_effect_is_said() -> None:
    found = compare(many([True] * 30 + [False] * 2), many([True] * 31 + [False]))
    right = next(one for one in found.compared if one.metric.name == "right")
    assert not right.significant
    assert right.least > abs(right.difference.effect)
    assert "not told apart by any figure" in markdown(found)


def test_changed_questions_come_worst_first_with_their_stages_and_types() -> None:
    found = compare(many([True, False, True, True]), many([True, True, False, True]))
    assert [(c.id, c.a, c.b) for c in found.changes] == [("q2", 1, 0), ("q1", 0, 1)]
    assert found.changes[0].stage_b == "retrieved but not chosen"
    assert found.types == (("when", 2, 1, 0), ("who", 2, 0, 1))
    assert as_rows(found)["mcnemar"] == {"only_a": 1, "only_b": 1, "p": 1.0}


def test_latency_is_better_when_lower() -> None:
    def timed(seconds: float, name: str):  # type: ignore[no-untyped-def]
        asked = [Question(f"q{n}", f"{n}?", True) for n in range(30)]
        waits = [{"total": seconds + n / 1000} for n in range(30)]
        pairs = zip(asked, waits, strict=True)
        return scores_of(*((q, record(q.id, answered("port:1"), seconds=s)) for q, s in pairs), name=name)

    (found,) = compare(timed(0.3, "a"), timed(0.2, "b"), names=["latency p50"]).compared
    assert (found.verdict, found.wins, found.losses) == ("B is better", 30, 0)


def test_only_questions_of_both_runs_are_compared() -> None:
    assert compare(many([True] * 5), many([True] * 3)).questions == 3


def test_runs_that_share_no_question_or_other_words_are_a_problem() -> None:
    one, other = Question("q", "When?", True), Question("q", "Where?", True)
    mine, theirs = (scored(run_of([q], [record("q", answered("port:1"))])) for q in (one, other))
    with pytest.raises(Problem, match="other words"):
        compare(mine, theirs)
    with pytest.raises(Problem, match="share no question"):
        compare(mine, many([True]))
    with pytest.raises(Problem, match="no metric 'rigth'"):
        compare(mine, mine, names=["rigth"])
