import json

import numpy as np
import pytest

from assistant import decline, weigh
from assistant.candidate import FEATURES
from assistant.linear import Linear
from index.problem import Problem

STORED = json.dumps(
    {
        "bias": 0.5,
        "features": {
            "late": {"weight": 2.0, "mean": 1.0, "spread": 2.0},
            "rank": {"weight": -1.0, "mean": 0.0, "spread": 4.0},
        },
    }
)


def test_a_score_is_the_weighted_sum_of_standardised_features() -> None:
    model = Linear.read(STORED, ("late", "rank"))
    assert model.score(np.array([3.0, 8.0])) == pytest.approx(2.0 * (3 - 1) / 2 - 8 / 4 + 0.5)
    assert model.score(np.array([[3.0, 8.0], [1.0, 0.0]])).tolist() == pytest.approx([0.5, 0.5])


def test_the_features_are_taken_in_the_order_asked_for() -> None:
    row = np.array([3.0, 7.0])
    assert Linear.read(STORED, ("late", "rank")).score(row) == Linear.read(STORED, ("rank", "late")).score(row[::-1])


@pytest.mark.parametrize("features", [("late",), ("late", "rank", "new"), ("late", "new")])
def test_a_model_of_other_features_is_refused_with_what_to_do(features: tuple[str, ...]) -> None:
    with pytest.raises(Problem, match=r"python -m eval\.fit"):
        Linear.read(STORED, features)


def test_what_is_described_can_be_read_again() -> None:
    model = Linear.read(STORED, ("rank", "late"))
    told = model.describe(("rank", "late"))
    assert list(told) == ["late", "rank"]
    again = Linear.read(json.dumps({"bias": model.bias, "features": told}), ("rank", "late"))
    assert again.score(np.array([1.0, 2.0])) == model.score(np.array([1.0, 2.0]))


def test_the_fitted_models_fit_this_version_and_divide_by_nothing() -> None:
    for model, features in ((weigh.model(), FEATURES), (decline.model(), tuple(decline.FEATURES))):
        assert len(model.weights) == len(features)
        assert (model.spread > 0).all()
        assert np.isfinite(model.score(np.zeros(len(features))))
    assert 0 < decline.threshold() < 1


def test_no_fitted_feature_counts_in_the_direction_it_must_not() -> None:
    directions = np.array(list(decline.FEATURES.values()))
    assert (decline.model().weights * directions >= 0).all()
