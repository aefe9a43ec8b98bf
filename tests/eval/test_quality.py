import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.quality import best_balanced, risk_coverage

TOLD = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(TOLD)
def test_risk_is_a_share_at_each_tenth_of_coverage(told: list[tuple[float, bool]]) -> None:
    curve = risk_coverage(told)
    assert len(curve) == 10
    coverages = [coverage for coverage, _ in curve]
    assert coverages == sorted(coverages)
    assert all(0 < coverage <= 1 and 0 <= risk <= 1 for coverage, risk in curve)
    share = sum(not answerable for _, answerable in told) / len(told)
    assert curve[-1][0] == 1.0
    assert curve[-1][1] == pytest.approx(share)


def test_a_perfect_order_risks_nothing_until_the_answerable_are_used_up() -> None:
    curve = risk_coverage([(1 - n / 10, n < 5) for n in range(10)])
    assert [risk for _, risk in curve[:5]] == [0.0] * 5
    assert [round(risk * 10 * coverage) for coverage, risk in curve[5:]] == [1, 2, 3, 4, 5]


@given(TOLD.filter(lambda told: {answerable for _, answerable in told} == {True, False}))
def test_the_best_threshold_is_never_worse_than_a_coin_and_never_above_one(told: list[tuple[float, bool]]) -> None:
    assert 0.5 <= best_balanced(told) <= 1


def test_what_can_be_parted_is_parted_and_what_cannot_is_a_coin() -> None:
    assert best_balanced([(0.9, True), (0.8, True), (0.2, False)]) == 1.0
    assert best_balanced([(0.5, True), (0.5, False)]) == 0.5
    assert best_balanced([(0.2, True), (0.9, False)]) == 0.5


def test_each_side_weighs_the_same_however_few_it_has() -> None:
    told = [(0.9, True), *[(0.1, True)] * 9, (0.5, False)]
    assert best_balanced(told) == pytest.approx((1 + 1 / 10) / 2)


@given(TOLD.filter(lambda told: {answerable for _, answerable in told} == {True, False}))
def test_only_the_order_of_chances_counts(told: list[tuple[float, bool]]) -> None:
    ranks = {chance: place for place, chance in enumerate(sorted({chance for chance, _ in told}))}
    assert best_balanced([(float(ranks[chance]), answerable) for chance, answerable in told]) == best_balanced(told)
