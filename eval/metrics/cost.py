"""Tokens, and what they cost by a table of prices."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval.metrics.metric import Case, Metric, Value
from index.problem import Problem

PRICES = Path(__file__).parent / "prices.json"
MILLION = 1_000_000

Prices = Mapping[str, Mapping[str, float]]
"""Model → USD for a million tokens of `input` and of `output`."""


def read(path: Path = PRICES) -> Prices:
    """Return the table of prices in a JSON file; raise Problem where it is none."""
    try:
        models = json.loads(path.read_text("utf-8"))["models"]
        return {name: {way: float(price[way]) for way in ("input", "output")} for name, price in models.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        form = '{"models": {"NAME": {"input": 1, "output": 2}}}'
        raise Problem(f"The prices in {path} cannot be read ({error}): write {form}.") from error


def cost(tokens: Mapping[str, int], model: str | None, prices: Prices) -> Value:
    """Return what the tokens cost in USD: nothing without a model, undefined where the model has no price.

    >>> cost({"input": 2_000_000, "output": 500_000}, "m", {"m": {"input": 1.0, "output": 4.0}})
    4.0
    """
    if model is None:
        return 0.0
    if model not in prices or not tokens:
        return None
    return sum(tokens[way] * price for way, price in prices[model].items()) / MILLION


def by_model(tokens: Iterable[Mapping[str, int]], prices: Prices) -> dict[str, float]:
    """Return, for each model of the table, USD for a thousand questions had it read and written these tokens.

    >>> by_model([{"input": 1000, "output": 100}], {"m": {"input": 1.0, "output": 4.0}})
    {'m': 1.4}
    """
    known = [one for one in tokens if one]
    costs = {model: [cost(one, model, prices) or 0.0 for one in known] for model in prices}
    return {model: round(1000 * sum(several) / len(several), 9) for model, several in costs.items() if several}


def _tokens(way: str, case: Case) -> tuple[Value]:
    return (float(case.record.tokens[way]) if way in case.record.tokens else None,)


def metrics(prices: Prices) -> tuple[Metric, ...]:
    """Return the metrics of tokens and cost by this table."""
    return (
        Metric(
            "tokens read", "tokens of the question and its paragraphs", lambda c: _tokens("input", c), unit="tokens",
            better="",
        ),
        Metric("tokens written", "tokens of the reply", lambda c: _tokens("output", c), unit="tokens", better=""),
        Metric(
            "cost", "USD a question, by the table of prices",
            lambda c: (cost(c.record.tokens, c.model, prices),), unit="USD", better="lower",
        ),
    )  # fmt: skip
