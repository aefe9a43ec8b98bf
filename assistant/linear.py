"""A weighted sum of standardised features, kept as a file that a person can read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.problem import Problem


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights · (x - mean) / spread + bias`, every array float64 (f,)."""

    weights: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    bias: float = 0.0

    @classmethod
    def read(cls, text: str, features: Sequence[str]) -> "Linear":
        """Return the model in a JSON text; raise Problem where its features are not these, in any order."""
        stored = json.loads(text)
        if set(stored["features"]) != set(features):
            raise Problem("A fitted model does not fit this version: run `python -m eval.fit` again.")
        rows = np.array([
            [stored["features"][name][key] for key in ("weight", "mean", "spread")] for name in features
        ])  # fmt: skip
        return cls(rows[:, 0], rows[:, 1], rows[:, 2], stored["bias"])

    def score(self, rows: np.ndarray) -> np.ndarray:
        """Return the logit of each row, for float64 (n, f) or (f,)."""
        return np.asarray((rows - self.mean) / self.spread @ self.weights + self.bias)

    def describe(self, features: Sequence[str]) -> dict[str, dict[str, float]]:
        """Return the weights by feature, the heaviest first, rounded to what matters."""
        order = sorted(range(len(features)), key=lambda i: -abs(self.weights[i]))
        return {
            features[i]: {
                "weight": round(float(self.weights[i]), 4),
                "mean": round(float(self.mean[i]), 6),
                "spread": round(float(self.spread[i]), 6),
            }
            for i in order
        }
