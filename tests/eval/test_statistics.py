import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap as scipy_bootstrap
from scipy.stats import permutation_test

from eval.statistics.agreement import agreement, kappa
from eval.statistics.bootstrap import Clusters, draws, interval
from eval.statistics.estimate import area, balanced, harmonic, mean, quantile
from eval.statistics.paired import difference, holm, mcnemar
from eval.statistics.power import minimum_detectable, power, step_of

Simulate = Callable[[np.random.Generator, int, float], tuple[np.ndarray, np.ndarray]]
ESTIMATES = {"mean": mean, "balanced": balanced, "harmonic": harmonic, "area": area, "quantile": quantile(0.9)}


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float64).reshape(-1, 1)


def each(size: int) -> Clusters:
    return Clusters.of([str(number) for number in range(size)])


@pytest.mark.parametrize("name", ESTIMATES)
def test_drawing_a_question_twice_is_the_same_as_having_it_twice(name: str) -> None:
    estimate = ESTIMATES[name]
    rng = np.random.default_rng(3)
    values = np.stack([rng.random(12).round(1), (rng.random(12) < 0.4).astype(float)], axis=1)
    values[4] = np.nan
    weights = rng.multinomial(12, [1 / 12] * 12, size=5).astype(float)
    weighed = estimate(values, weights)
    for told, times in zip(weighed, weights, strict=True):
        drawn = np.repeat(values, times.astype(int), axis=0)
        assert told == pytest.approx(estimate(drawn, np.ones((1, len(drawn))))[0], nan_ok=True)


def test_an_area_is_the_mean_risk_over_coverage_with_equal_chances_taken_together() -> None:
    values = np.array([[0.9, 0.0], [0.8, 1.0], [0.8, 0.0], [0.1, 1.0]])
    assert area(values, np.ones((1, 4)))[0] == pytest.approx((0 + 1 / 3 + 1 / 3 + 2 / 4) / 4)


@pytest.mark.parametrize(("share", "value"), [(0.5, 5), (0.05, 1), (0.95, 10), (0.91, 10), (0.9, 9)])
def test_a_quantile_is_the_least_value_that_the_share_does_not_exceed(share: float, value: float) -> None:
    assert quantile(share)(column(*range(10, 0, -1)), np.ones((1, 10)))[0] == value


def test_a_figure_without_a_defined_value_is_undefined() -> None:
    nothing = np.full((3, 2), np.nan)
    for estimate in ESTIMATES.values():
        assert np.isnan(estimate(nothing, np.ones((1, 3)))).all()


def test_an_interval_agrees_with_scipys_bootstrap() -> None:
    values = np.random.default_rng(1).random(80)
    ours = interval(column(*values), mean, each(80), samples=4000)
    theirs = scipy_bootstrap((values,), np.mean, n_resamples=4000, method="percentile", rng=1).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.006)


def test_questions_of_one_article_are_drawn_together_and_widen_the_interval() -> None:
    names = [f"article {number // 10}" for number in range(200)]
    values = column(*[float((number // 10) % 2) for number in range(200)])
    clustered = Clusters.of(names)
    assert clustered.count == 20
    for weights in draws(clustered, 5):
        assert all(len({*row[first : first + 10]}) == 1 for row in weights for first in range(0, 200, 10))
        assert weights.sum(axis=1).tolist() == [200] * 5
    wide, narrow = interval(values, mean, clustered), interval(values, mean, each(200))
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_with_too_few_clusters_questions_are_drawn_and_the_note_says_so() -> None:
    few = Clusters.of(["a"] * 50 + ["b"] * 50 + [f"own {number}" for number in range(12)])
    assert few.count == 112
    assert "too few" in few.note


@pytest.mark.parametrize("clustered", [False, True])
def test_a_95_percent_interval_holds_the_truth_in_about_95_of_100_sets(clustered: bool) -> None:
    rng = np.random.default_rng(5)
    names = [str(number // 4 if clustered else number) for number in range(200)]
    clusters, held = Clusters.of(names), 0
    for trial in range(300):
        shared = rng.normal(0, 0.1, 200).reshape(-1, 4)[:, :1].repeat(4, axis=1).ravel()[:200] if clustered else 0.0
        found = interval(column(*(rng.random(200) + shared)), mean, clusters, samples=300, seed=trial)
        held += found.low <= 0.5 <= found.high
    assert 0.91 <= held / 300 <= 0.98


def simulated(rng: np.random.Generator, questions: int, effect: float) -> tuple[np.ndarray, np.ndarray]:
    """Two systems on the same questions: how hard a question is counts for both, and `effect` is B's advantage."""
    hard = rng.random(questions)
    a = (rng.random(questions) < 0.3 + 0.5 * hard).astype(float)
    b = (rng.random(questions) < 0.3 + 0.5 * hard + effect).astype(float)
    return a.reshape(-1, 1), b.reshape(-1, 1)


def test_without_a_true_difference_at_most_5_of_100_comparisons_are_called_significant() -> None:
    rng, trials, called, family = np.random.default_rng(11), 600, 0, 0
    clusters = each(120)
    for trial in range(trials):
        several = []
        for _ in range(3):
            a, b = simulated(rng, 120, 0.0)
            several.append(difference(a, b, mean, clusters, samples=20, randomisations=400, seed=trial).p)
        called += several[0] < 0.05
        family += min(holm(several)) < 0.05
    assert called / trials <= 0.05
    assert family / trials <= 0.05


def test_without_a_true_difference_clustered_questions_do_not_deceive() -> None:
    rng, trials, called = np.random.default_rng(12), 1000, 0
    clusters = Clusters.of([str(number // 5) for number in range(150)])
    for trial in range(trials):
        luck = rng.normal(0, 0.3, (30, 1)).repeat(5, axis=1).ravel()
        a, b = rng.random(150), rng.random(150) + luck
        called += (
            difference(column(*a), column(*b), mean, clusters, samples=20, randomisations=400, seed=trial).p < 0.05
        )
    # Such clusters drawn one by one are called significant in 25 % and more.
    assert called / trials <= 0.05


def smooth(rng: np.random.Generator, questions: int, effect: float) -> tuple[np.ndarray, np.ndarray]:
    """The same with shares in place of right and wrong."""
    hard = rng.random(questions) / 2
    a, b = hard + rng.random(questions) / 2, hard + rng.random(questions) / 2 + effect
    return a.reshape(-1, 1), b.reshape(-1, 1)


@pytest.mark.parametrize(
    ("simulate", "questions", "effect"),
    [
        (simulated, 100, 0.19),
        (simulated, 100, 0.13),
        (smooth, 100, 0.04),
        (smooth, 100, 0.057),
    ],
)
def test_the_stated_power_is_right_within_5_points(simulate: Simulate, questions: int, effect: float) -> None:
    rng, trials, stated, called = np.random.default_rng(13), 1000, 0.0, 0
    clusters = each(questions)
    for trial in range(trials):
        a, b = simulate(rng, questions, effect)
        found = difference(a, b, mean, clusters, samples=100, randomisations=999, seed=trial)
        stated += power(effect, found.error, step=step_of((b - a)[:, 0]))
        called += found.p < 0.05
    assert called / trials == pytest.approx(stated / trials, abs=0.05)


@pytest.mark.parametrize("step", [0.0, 0.01])
def test_the_least_effect_shown_is_the_one_with_the_power_wanted(step: float) -> None:
    least = minimum_detectable(0.02, step=step, wanted=0.7)
    assert power(least, 0.02, step=step) == pytest.approx(0.7, abs=0.001)


def test_a_difference_and_its_p_agree_with_scipys_paired_permutations() -> None:
    rng = np.random.default_rng(4)
    a = rng.random(60)
    b = a + rng.normal(0.03, 0.12, 60)
    ours = difference(column(*a), column(*b), mean, each(60), randomisations=8000)
    theirs = permutation_test(
        (b, a), lambda x, y: np.mean(x) - np.mean(y), permutation_type="samples", n_resamples=8000, rng=4
    )
    assert ours.effect == pytest.approx(theirs.statistic)
    assert ours.p == pytest.approx(theirs.pvalue, abs=0.015)
    assert ours.low <= ours.effect <= ours.high


def test_a_run_beside_itself_does_not_differ() -> None:
    values = column(*np.random.default_rng(2).random(40))
    found = difference(values, values, mean, each(40), samples=50, randomisations=50)
    assert (found.effect, found.low, found.high, found.error, found.p) == (0, 0, 0, 0, 1)


@pytest.mark.parametrize(("only_a", "only_b", "p"), [(0, 0, 1.0), (0, 6, 0.03125), (5, 5, 1.0), (2, 8, 0.109375)])
def test_mcnemar_is_exact(only_a: int, only_b: int, p: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(p)
    assert mcnemar(only_b, only_a) == pytest.approx(p)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_keeps_order_and_lies_between_the_raw_and_bonferronis(values: list[float]) -> None:
    adjusted = holm(values)
    for raw, found in zip(values, adjusted, strict=True):
        assert raw <= found <= min(1.0, raw * len(values)) + 1e-12 or found <= max(adjusted)
    assert [v for v, _ in sorted(zip(adjusted, values, strict=True), key=lambda pair: pair[1])] == sorted(adjusted)
    assert adjusted[values.index(min(values))] == pytest.approx(min(1.0, min(values) * len(values)))


def test_holm_passes_over_what_is_undefined() -> None:
    assert [str(value) for value in holm([0.02, math.nan, 0.5])] == ["0.04", "nan", "0.5"]


def test_kappa_is_cohens_and_its_interval_holds_it() -> None:
    model = ["full"] * 20 + ["full"] * 5 + ["none"] * 10 + ["none"] * 15
    people = ["full"] * 20 + ["none"] * 5 + ["full"] * 10 + ["none"] * 15
    assert kappa(model, people) == pytest.approx(0.4)
    found = agreement(model, people)
    assert found.low < 0.4 < found.high
    assert math.isnan(kappa(["full"], ["full"]))
