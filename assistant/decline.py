"""Do the articles answer? A small logistic model over what the search saw; fitted by `python -m eval.fit`."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from assistant.candidate import Candidate
from assistant.linear import Linear
from assistant.question import Asked, Kind, stems
from index.article import Article
from index.search import Findings, Sight

if TYPE_CHECKING:
    from assistant.evidence import Evidence

FEATURES = (
    "paragraph",
    "late",
    "late_content",
    "late_least",
    "late_least_paragraph",
    "overlap",
    "overlap_paragraph",
    "missing_stems",
    "missing_names",
    "missing_numbers",
    "absent_names",
    "sure",
    "margin",
    "kind_missing",
    "few_words",
)
# Names and numbers of the question are looked for in this many paragraphs before they count as missing.
LOOKED_AT = 5


def features(
    asked: Asked, found: Findings, candidates: Sequence[Candidate], scores: np.ndarray, articles: Mapping[str, Article]
) -> np.ndarray:
    """Return the features in the order of FEATURES, float64 (f,).

    `scores` are the candidates' logits; `articles` holds every article of `found.sights`.
    """
    order = np.argsort(-scores, kind="stable")
    best = candidates[int(order[0])]
    value = best.named
    own = best.sight
    paragraph = _words(articles, own)
    near = " ".join(_words(articles, sight) for sight in found.sights[:LOOKED_AT])
    chances = np.exp(scores - scores.max())
    margin = scores[order[0]] - scores[order[1]] if len(order) > 1 else 3.0
    least = np.sort(own.likeness.max(axis=1))
    row = {
        "paragraph": own.score,
        "late": value("late"),
        "late_content": value("late_content"),
        "late_least": value("late_least"),
        "late_least_paragraph": float(least[: max(1, len(least) // 4)].mean()),
        "overlap": value("overlap"),
        "overlap_paragraph": min(1.0, value("overlap") + value("around")),
        "missing_stems": _missing(asked.stems, set(stems(paragraph))),
        "missing_names": _missing_words(asked.names, paragraph),
        "missing_numbers": _missing_words(asked.numbers, paragraph),
        "absent_names": _missing_words(asked.names + asked.numbers, near),
        "sure": float(1.0 / chances.sum()),
        "margin": float(min(margin, 3.0)),
        "kind_missing": float(asked.kind is not Kind.WHAT and value("kind") < 0),
        "few_words": 1.0 / (1 + len(asked.stems)),
    }
    return np.array([row[name] for name in FEATURES])


def chance(row: np.ndarray) -> float:
    """Return the chance, in [0, 1], that the articles answer."""
    return float(1.0 / (1.0 + np.exp(-model().score(row))))


def reason(evidence: "Evidence") -> str | None:
    """Return why the articles do not answer, in a sentence, or None where they may."""
    if not evidence.candidates:
        return "Nothing was found: the collection holds no words like these."
    if evidence.chance >= threshold():
        return None
    near = " ".join(_words(evidence.articles, sight) for sight in evidence.findings.sights[:LOOKED_AT])
    wanted = dict.fromkeys((*evidence.asked.names, *evidence.asked.numbers))
    held = set(stems(near))
    absent = [name for name in wanted if not held.intersection(stems(name))]
    if absent:
        return f"The articles do not answer this: the paragraphs nearest to it do not mention {', '.join(absent)}."
    return "The articles do not answer this; the nearest paragraphs speak of something else."


def threshold() -> float:
    """Return the chance below which an answer is declined."""
    return float(json.loads(_stored())["threshold"])


@cache
def model() -> Linear:
    """Return the fitted model."""
    return Linear.read(_stored(), FEATURES)


@cache
def _stored() -> str:
    return (files("assistant") / "decline.json").read_text("utf-8")


def _words(articles: Mapping[str, Article], sight: Sight) -> str:
    article = articles[sight.article_id]
    return " ".join(
        filter(None, (article.title, article.source, article.published, article.paragraph(sight.number).text))
    )


def _missing(wanted: Sequence[str], held: set[str]) -> float:
    return sum(stem not in held for stem in wanted) / max(1, len(wanted))


def _missing_words(wanted: Sequence[str], text: str) -> float:
    """Return how many of the names or numbers have no word in the text, by stem; 0 where none is wanted."""
    held = set(stems(text))
    return float(sum(not held.issuperset(stems(one)) for one in wanted))
