"""How well a sentence answers: a linear model over its features; fitted by `python -m eval.fit`."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from assistant.candidate import FEATURES, Candidate
from assistant.linear import Linear


def scores(candidates: Sequence[Candidate]) -> np.ndarray:
    """Return the logit of each candidate, float64 (n,): more is better, comparable within one question."""
    if not candidates:
        return np.zeros(0)
    return model().score(np.stack([candidate.features for candidate in candidates]))


@cache
def model() -> Linear:
    """Return the fitted model."""
    return Linear.read((files("assistant") / "weigh.json").read_text("utf-8"), FEATURES)
