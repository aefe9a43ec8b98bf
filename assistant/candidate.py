"""Sentences that may answer, each described by a handful of numbers that a small model weighs."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.question import Asked, Kind, holds, stems
from index.article import Article, Role
from index.search import Findings, Sight
from index.sentence import Sentence, sentences

# Sentences beyond these paragraphs were right in fewer than one question of a hundred.
PARAGRAPHS = 8

FEATURES = (
    "late",
    "late_content",
    "late_least",
    "late_gap",
    "late_share",
    "paragraph",
    "paragraph_gap",
    "rank",
    "overlap",
    "overlap_gap",
    "pairs",
    "around",
    "kind",
    "kind_who",
    "kind_when",
    "kind_number",
    "kind_where",
    "kind_why",
    "names",
    "first",
    "short",
    "long",
    "asks",
    "caption",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a paragraph found, with its features in the order of FEATURES, float64 (f,)."""

    sight: Sight
    sentence: Sentence
    features: np.ndarray

    def named(self, name: str) -> float:
        """Return one feature by name."""
        return float(self.features[FEATURES.index(name)])


def candidates(
    asked: Asked, found: Findings, articles: Mapping[str, Article], *, paragraphs: int = PARAGRAPHS
) -> list[Candidate]:
    """Return the sentences of the best `paragraphs`, in order of paragraph and place.

    `articles` holds every article of `found.sights`.
    """
    sights = found.sights[:paragraphs]
    split = [sentences(articles[s.article_id].paragraph(s.number).text) for s in sights]
    bags = [[stems(sentence.text) for sentence in several] for several in split]
    weights = _rarity([set(bag) for several in bags for bag in several], asked.stems)
    content = _content_rows(asked, found)
    rows = []
    for rank, (sight, several) in enumerate(zip(sights, split, strict=True)):
        role = articles[sight.article_id].paragraph(sight.number).role
        for place, sentence in enumerate(several):
            row = _likeness(sight, sentence, content)
            row |= _place(sights, rank, place, sentence, role)
            row |= _words(asked, bags[rank], place, weights)
            row |= _kind(asked, sentence)
            rows.append((sight, sentence, row))
    for name in ("late", "overlap"):
        best = max((row[name] for *_, row in rows), default=0.0)
        for *_, row in rows:
            row[f"{name}_gap"] = row[name] - best
    return [Candidate(sight, sentence, np.array([row[name] for name in FEATURES])) for sight, sentence, row in rows]


def _content_rows(asked: Asked, found: Findings) -> np.ndarray:
    """Return which word pieces of the question belong to content words, bool (q,)."""
    spans = [asked.text[a:b].lower() for a, b in zip(found.question.starts, found.question.ends, strict=True)]
    known = set(asked.stems)
    return np.array([bool(known & set(stems(span))) or not span.isalpha() for span in spans])


def _likeness(sight: Sight, sentence: Sentence, content: np.ndarray) -> dict[str, float]:
    best = sight.best(sentence.start, sentence.end)
    chosen = best[content] if content.any() else best
    whole = sight.likeness.max(axis=1)
    return {
        "late_share": float((best >= whole - 1e-6)[content if content.any() else slice(None)].mean()),
        "late": float(best.mean()),
        "late_content": float(chosen.mean()),
        "late_least": float(np.sort(chosen)[: max(1, len(chosen) // 4)].mean()),
    }


def _place(sights: Sequence[Sight], rank: int, place: int, sentence: Sentence, role: Role) -> dict[str, float]:
    count = sentence.text.count(" ") + 1
    return {
        "paragraph": sights[rank].score,
        "paragraph_gap": sights[rank].score - sights[0].score,
        "rank": math.log1p(rank),
        "first": float(place == 0),
        "short": float(count < 6),
        "long": math.log(max(count, 6) / 6),
        "asks": float(sentence.text.rstrip('"”').endswith("?")),
        "caption": float(role is not Role.BODY),
    }


def _words(asked: Asked, bags: Sequence[Sequence[str]], place: int, weights: dict[str, float]) -> dict[str, float]:
    own = set(bags[place])
    near = {stem for other in (place - 1, place + 1) if 0 <= other < len(bags) for stem in bags[other]}
    total = sum(weights.values()) or 1.0
    bigrams = set(zip(bags[place], bags[place][1:], strict=False))
    wanted = set(zip(stems(asked.text), stems(asked.text)[1:], strict=False))
    return {
        "overlap": sum(weight for stem, weight in weights.items() if stem in own) / total,
        "around": sum(weight for stem, weight in weights.items() if stem in near - own) / total,
        "pairs": len(bigrams & wanted) / max(1, len(wanted)),
    }


def _kind(asked: Asked, sentence: Sentence) -> dict[str, float]:
    fits = float(holds(asked.kind, sentence.text, asked)) - 0.5 if asked.kind is not Kind.WHAT else 0.0
    row = {f"kind_{kind}": fits * (asked.kind is kind) for kind in
           (Kind.WHO, Kind.WHEN, Kind.NUMBER, Kind.WHERE, Kind.WHY)}  # fmt: skip
    held = sum(name in sentence.text for name in asked.names) / max(1, len(asked.names))
    return row | {"kind": fits, "names": held}


def _rarity(bags: Sequence[set[str]], wanted: Sequence[str]) -> dict[str, float]:
    """Return how much each stem of the question tells: its inverse frequency among the sentences found."""
    seen = Counter(stem for bag in bags for stem in bag if stem in wanted)
    return {stem: math.log(1 + len(bags) / (0.5 + seen[stem])) for stem in wanted}
