import random

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, P, R, Success, nDCG

from eval.metrics import retrieval
from eval.question import Address

PLACES = [("a", number) for number in range(1, 40)]
OURS = {
    "success": (retrieval.success, Success),
    "recall": (retrieval.recall, R),
    "precision": (retrieval.precision, P),
    "mrr": (retrieval.mrr, RR),
    "map": (retrieval.average_precision, AP),
    "ndcg": (retrieval.ndcg, nDCG),
}


@pytest.mark.parametrize("name", OURS)
def test_every_ranking_metric_equals_ir_measures_on_random_runs(name: str) -> None:
    ours, theirs = OURS[name]
    rng = random.Random(7)
    for _ in range(60):
        ranked = rng.sample(PLACES, rng.randint(0, 30))
        gains = {place: rng.randint(1, 3) for place in rng.sample(PLACES, rng.randint(1, 12))}
        qrels = [ir_measures.Qrel("q", str(place), grade) for place, grade in gains.items()]
        # trec_eval breaks ties by name: distinct scores keep our order.
        run = [ir_measures.ScoredDoc("q", str(place), 1 / (rank + 1)) for rank, place in enumerate(ranked)]
        for k in (1, 3, 5, 10, 20):
            (wanted,) = [m.value for m in ir_measures.iter_calc([theirs @ k], qrels, run)] or [0.0]
            assert ours(ranked, gains, k) == pytest.approx(wanted, abs=1e-9), (name, k)


@given(st.lists(st.sampled_from(PLACES), unique=True), st.sets(st.sampled_from(PLACES), min_size=1), st.integers(1, 20))
def test_every_ranking_metric_stays_in_0_to_1(ranked: list[Address], relevant: set[Address], k: int) -> None:
    gains = dict.fromkeys(relevant, 1)
    for ours, _ in OURS.values():
        value = ours(ranked, gains, k)
        assert value is not None
        assert 0 <= value <= 1 + 1e-12


@pytest.mark.parametrize("name", OURS)
def test_without_relevant_paragraphs_a_ranking_metric_is_undefined_and_not_zero(name: str) -> None:
    assert OURS[name][0](PLACES, {}, 5) is None
