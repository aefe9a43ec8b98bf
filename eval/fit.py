"""Fits the two small models again: `python -m eval.fit` writes assistant/weigh.json and assistant/decline.json.

Sentences: conditional logit, the softmax over a question's candidates, maximising the chance of a sentence that
holds the answer. Declining: logistic regression over answerable questions, and three kinds that the articles do
not answer: questions whose article is held out, questions with a name exchanged for another's, and those that the
public set marks. Data: XQuAD and ClapNQ (one half each, beside the repository) and eval/sets/newsroom.
The questions about the two sample articles are never fitted on. Figures printed are cross-validated by article.
"""

import json
import random
import re
import zlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import candidate, decline
from assistant.evidence import articles_of
from assistant.followup import standalone
from assistant.form import Form, shape
from assistant.linear import Linear
from assistant.question import names, read
from eval.collection import collection, questions_of
from eval.question import Question
from eval.question_set import read as read_set
from index.folder import Index
from index.search import Findings, search
from index.stopwords import STOPWORDS

SETS = ("xquad", "clapnq", "newsroom")
FOLDS = 5
SEED = 0
# Of the answerable questions of XQuAD at most this share may be declined.
DECLINED = 0.045
# There are few questions about news, and they are what Readout is for.
NEWS = 4.0
NEWS_ASKED = 12.0
# Three of four cases are made by holding out what answers; they would drown the others.
HELD_OUT = 0.5

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates: features (n, f), and which hold the answer, (n,)."""

    set: str
    fold: int
    rows: Rows
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Case:
    """One question to decline or not, and why it is known which."""

    set: str
    kind: str
    fold: int
    answerable: bool
    question: str
    findings: Findings


def main() -> None:
    """Fit both models, print their cross-validated figures and write the files."""
    with collection("xquad") as xquad, collection("clapnq") as clapnq, collection("newsroom") as newsroom:
        opened = {"xquad": xquad, "clapnq": clapnq, "newsroom": newsroom}
        asked = {name: read_set(questions_of(name)) for name in SETS}
        examples = [e for name in SETS for q in asked[name] if q.answerable for e in _example(name, q, opened[name])]
        weights = _fitted_weights(examples)
        print(json.dumps(weights.describe(candidate.FEATURES), indent=1))
        _print_selection(examples)
        cases = [
            case
            for name in SETS
            for case in _cases(
                name,
                asked[name],
                opened[name],
                _names_of(q for other in SETS if other != name for q in asked[other]),
            )
        ]
        rows = np.stack([_decline_row(case, weights, opened[case.set]) for case in cases])
        chooser, threshold = _fitted_decline(cases, rows)
    folder = Path(candidate.__file__).parent
    _write(folder / "weigh.json", weights, candidate.FEATURES)
    _write(folder / "decline.json", chooser, tuple(decline.FEATURES), threshold=round(threshold, 4))


def _fold(key: str) -> int:
    return zlib.crc32(key.encode()) % FOLDS


def _group(question: Question) -> str:
    return question.relevant[0][0] if question.relevant else question.id


def _example(name: str, question: Question, index: Index) -> list[Example]:
    text = standalone(question.question, question.history).question
    findings = search(index, text, limit=24)
    articles = articles_of(index.catalog, (sight.article_id for sight in findings.sights))
    found = candidate.candidates(read(text), findings, articles)
    right = np.array([_holds(question, one) for one in found])
    if not right.any():
        return []
    return [Example(name, _fold(_group(question)), np.stack([one.features for one in found]), right)]


def _holds(question: Question, one: candidate.Candidate) -> bool:
    text = one.sentence.text.lower()
    if (one.sight.article_id, one.sight.number) not in question.relevant:
        return False
    if question.facts:
        return any(wording.lower() in text for fact in question.facts for wording in fact)
    return any(a.strip().lower() in text or text in a.lower() for a in question.answers)


def _fitted_weights(examples: Sequence[Example], *, penalty: float = 4.0) -> Linear:
    from scipy.optimize import minimize

    every = np.concatenate([example.rows for example in examples])
    mean, spread = every.mean(0), every.std(0) + 1e-9
    scaled = [((example.rows - mean) / spread, example.right) for example in examples]

    def loss(weights: Rows) -> tuple[float, Rows]:
        total, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for rows, right in scaled:
            logits = rows @ weights
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            held = chances * right
            total -= float(np.log(held.sum() + 1e-12))
            slope = slope - rows.T @ (held / (held.sum() + 1e-12) - chances)
        return total, slope

    best = minimize(loss, np.zeros(len(mean)), jac=True, method="L-BFGS-B").x
    return Linear(best, mean, spread)


def _print_selection(examples: Sequence[Example]) -> None:
    for name in SETS:
        first = both = count = 0
        for fold in range(FOLDS):
            model = _fitted_weights([e for e in examples if e.fold != fold])
            for example in (e for e in examples if e.fold == fold and e.set == name):
                order = np.argsort(-model.score(example.rows), kind="stable")
                first += bool(example.right[order[0]])
                both += bool(example.right[order[:2]].any())
                count += 1
        print(f"{name}: right sentence first {first / count:.3f}, among two {both / count:.3f}, of {count}")


def _cases(name: str, questions: Sequence[Question], index: Index, strangers: Sequence[str]) -> list[Case]:
    chance = random.Random(SEED)
    words = sorted({word for q in questions for word in _common(q.question)})
    pool = [(one, _group(q)) for q in questions for one in names(q.question)]
    cases = []
    for question in questions:
        text = standalone(question.question, question.history).question
        findings = search(index, text, limit=24)
        group, fold = _group(question), _fold(_group(question))
        cases.append(Case(name, "asked", fold, question.answerable, text, findings))
        if not question.answerable:
            continue
        if name != "clapnq":
            cases.append(Case(name, "article out", fold, False, text, _without(findings, {group})))
            cases.append(Case(name, "paragraph out", fold, False, text, _without(findings, question.relevant)))
        if chance.random() < 0.5:
            cases.append(_word_exchanged(name, fold, text, index, words, chance))
        own = names(text)
        for kind, others in (
            ("name exchanged", [n for n, other in pool if other != group]),
            ("name unknown", strangers),
        ):
            strange = [one for one in others if one not in text]
            if own and strange and chance.random() < 0.5:
                swapped = text.replace(chance.choice(own), chance.choice(strange))
                cases.append(Case(name, kind, fold, False, swapped, search(index, swapped, limit=24)))
    return cases


def _common(text: str) -> list[str]:
    return [word for word in re.findall(r"\b[a-z]{4,}\b", text) if word not in STOPWORDS]


def _word_exchanged(name: str, fold: int, text: str, index: Index, words: Sequence[str], chance: random.Random) -> Case:
    """Put another question's word in place of a verb or noun: a premise the articles do not hold."""
    own = _common(text)
    strange = [word for word in words if word not in text]
    swapped = re.sub(rf"\b{chance.choice(own)}\b", chance.choice(strange), text) if own else chance.choice(strange)
    return Case(name, "word exchanged", fold, False, swapped, search(index, swapped, limit=24))


def _names_of(questions: Iterable[Question]) -> list[str]:
    return sorted({name for question in questions for name in names(question.question)})


def _without(findings: Findings, gone: Container[object]) -> Findings:
    kept = (s for s in findings.sights if s.article_id not in gone and (s.article_id, s.number) not in gone)
    return replace(findings, sights=tuple(kept))


def _decline_row(case: Case, weights: Linear, index: Index) -> Rows:
    articles = articles_of(index.catalog, (sight.article_id for sight in case.findings.sights))
    asked = read(case.question)
    found = candidate.candidates(asked, case.findings, articles)
    scores = weights.score(np.stack([one.features for one in found]))
    order = np.argsort(-scores, kind="stable")
    return decline.features(asked, case.findings, [found[i] for i in order], scores[order], articles)


def _fitted_decline(cases: Sequence[Case], rows: Rows) -> tuple[Linear, float]:
    answerable = np.array([case.answerable for case in cases])
    folds = np.array([case.fold for case in cases])
    weight = np.array([_weight(case) for case in cases])
    chances = np.zeros(len(cases))
    for fold in range(FOLDS):
        train = folds != fold
        chances[~train] = _chance(_logistic(rows[train], answerable[train], weight[train]), rows[~train])
    counted = np.array([case.set == "xquad" and case.kind == "asked" for case in cases])
    threshold = float(np.quantile(chances[answerable & counted], DECLINED))
    _print_declining(cases, chances, threshold)
    return _logistic(rows, answerable, weight), threshold


def _weight(case: Case) -> float:
    """News counts more than encyclopedias, what people ask more than what is made by construction."""
    if case.set == "newsroom" and case.kind == "asked":
        # What the ledger answers is not declined by likeness, so it must not teach what likeness is worth.
        return 0.0 if case.answerable and shape(read(case.question)).form is not Form.PLAIN else NEWS_ASKED
    weight = NEWS if case.set == "newsroom" else 1.0
    return weight * (HELD_OUT if case.kind in {"article out", "paragraph out"} else 1.0)


def _logistic(rows: Rows, answerable: NDArray[np.bool_], weight: Rows, *, penalty: float = 3.0) -> Linear:
    """Weighted logistic regression in which each feature may only count in its direction."""
    from scipy.optimize import minimize

    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    bounds = [(0, None) if sign > 0 else (None, 0) for sign in decline.FEATURES.values()] + [(None, None)]
    shrunk = np.array([penalty] * rows.shape[1] + [0.0])

    def loss(weights: Rows) -> tuple[float, Rows]:
        chances = 1 / (1 + np.exp(-scaled @ weights))
        told = np.where(answerable, chances, 1 - chances)
        slope = scaled.T @ (weight * (chances - answerable)) + 2 * shrunk * weights
        return float(-weight @ np.log(told + 1e-12) + shrunk @ weights**2), slope

    best = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return Linear(best[:-1], mean, spread, float(best[-1]))


def _chance(model: Linear, rows: Rows) -> Rows:
    return np.asarray(1 / (1 + np.exp(-model.score(rows))))


def _print_declining(cases: Sequence[Case], chances: Rows, threshold: float) -> None:
    print(f"threshold {threshold:.3f}")
    kinds = sorted({(case.set, case.kind, case.answerable) for case in cases})
    for kind in kinds:
        own = np.array([(case.set, case.kind, case.answerable) == kind for case in cases])
        told = "answerable" if kind[2] else "unanswerable"
        print(f"{kind[0]}, {kind[1]}, {told}: {np.mean(chances[own] < threshold):.3f} declined of {own.sum()}")


def _write(path: Path, model: Linear, features: Sequence[str], **more: float) -> None:
    stored = {"fitted by": "python -m eval.fit", **more, "bias": round(model.bias, 4)}
    path.write_text(json.dumps({**stored, "features": model.describe(features)}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
