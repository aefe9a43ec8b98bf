"""What differs, what is left out, between sources: answers read off the ledger."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.decline import named_in
from assistant.evidence import Evidence
from assistant.form import Shape
from assistant.line import Line
from assistant.question import stems
from assistant.said import by, likeness, lines_of, nearest
from index.ledger import speakers_matching, state_of
from index.search import content_words
from index.statement import Stance, Statement

# No more lines than a reader compares at a glance; each side gets its own share of them.
MOST = 6
A_SIDE = 2
# How far below the nearest line, in mean cosine of its words, a line may lie and be on the topic that was named.
ON_TOPIC = 0.15
# An article is about the same event when it holds this share of the question's telling words.
SAME_EVENT = 0.75
# How far a sentence that names both sides may lie behind the best one, in logits, and still be the answer.
BOTH_NEAR = 2.5

_STAGE = frozenset(stems(
    "omit omission leave left out missing absent mention unmentioned say said readout readouts statement version "
    "account differ difference compare contrast both sides side two agree silent repeat name include contain "
    "describe tell told way same everything official accounts versions statements us u.s. united states"
))  # fmt: skip


# What is compared: what is said of things, or the things themselves.
_ACCOUNTS = re.compile(
    r"\b(?:say|says|said|tell|told|account|version|readout|statement|report|describ|agree|view|mention|claim|stor(?:y|ies)|"
    r"make of|bring up|according|quarrel|sides?|ministr|differ\b|disagree|contradict)\w*",
    re.IGNORECASE,
)
_DECLINED = re.compile(r"\b(?:declin|refus|disclos|withh[eo]ld|comment|detail)\w*", re.IGNORECASE)


def omitted(evidence: Evidence, asked: Shape) -> list[Line]:
    """Return the sentences that report what the speaker asked about leaves out, article by article."""
    kept = {Stance.OMITS, Stance.DECLINES} if _DECLINED.search(evidence.asked.text) else {Stance.OMITS}
    reports = [statement for statement in evidence.statements if statement.stance in kept]
    about = (*asked.subject, *(name for name in asked.about if name not in asked.subject))
    for name in about:
        own = speakers_matching(name, reports)
        if own:
            lines = of_event(evidence, lines_of(evidence, own), about)
            near = ON_TOPIC if _telling(evidence, about) else math.inf
            return _in_order(evidence, nearest(evidence, lines, limit=MOST, near=near))
    return []


def compared(evidence: Evidence, about: Sequence[str]) -> list[Line]:
    """Return what each side says on the topic, first one side, then the other, then what one leaves out."""
    if not _ACCOUNTS.search(evidence.asked.text):
        return _naming_both(evidence, about)
    sides = _sides(evidence, about)
    if len(sides) < 2:
        return []
    chosen: list[Line] = []
    for statements in sides[:2]:
        lines = of_event(evidence, lines_of(evidence, statements), about)
        chosen += [line for line in nearest(evidence, lines, limit=A_SIDE) if line not in chosen]
    return _in_order(evidence, chosen)[:MOST]


def _naming_both(evidence: Evidence, about: Sequence[str]) -> list[Line]:
    """Return the sentence that sets both sides beside each other, if one answers about as well as the best."""
    if len(about) < 2:
        return []
    for candidate, score in zip(evidence.candidates, evidence.scores, strict=True):
        if evidence.scores[0] - score > BOTH_NEAR:
            break
        if all(named_in(name, candidate.sentence.text) for name in about[:2]):
            return [Line(candidate.sight.article_id, candidate.sight.number, candidate.sentence)]
    return []


def _sides(evidence: Evidence, about: Sequence[str]) -> list[list[Statement]]:
    """Return the statements of the speakers named; where fewer than two are, of the states that speak most."""
    persons = [name for name in about if " " in name and state_of(name) is None]
    named = persons if len(persons) > 1 else about
    sides = [own for own in (by(evidence, name) for name in named) if own]
    distinct = [own for place, own in enumerate(sides) if own not in sides[:place]]
    if len(distinct) >= 2:
        return distinct
    counted = Counter(filter(None, (state_of(statement.speaker) for statement in evidence.statements)))
    return [by(evidence, state) for state, _ in counted.most_common(2)]


def of_event(evidence: Evidence, lines: Iterable[Line], about: Sequence[str]) -> list[Line]:
    """Return the lines of the articles that are about the event the question names; all where it names none."""
    telling = _telling(evidence, about)
    lines = list(lines)
    scores = {key: _about(evidence, key, telling) for key in dict.fromkeys(line.article for line in lines)}
    best = max(scores.values(), default=0.0)
    return [line for line in lines if scores[line.article] >= SAME_EVENT * best]


def _telling(evidence: Evidence, about: Sequence[str]) -> set[str]:
    """Return the stems of the question beyond those it names and the words for saying and leaving out."""
    words = set(_words(evidence.asked.text)) & set(stems(" ".join(content_words(evidence.asked.text))))
    return words - _STAGE - set(stems(" ".join(about)))


def _about(evidence: Evidence, article_id: str, telling: Iterable[str]) -> float:
    """Return how much an article speaks of these stems: a saturating count of each."""
    article = evidence.articles[article_id]
    text = " ".join([article.title, _month(article.published), *(p.text for p in article.paragraphs)])
    counted = Counter(_words(text))
    return sum(counted[stem] / (counted[stem] + 1.0) for stem in telling)


def _words(text: str) -> list[str]:
    """Stems of whole words: "so-called" is not a call."""
    return stems(" ".join(re.findall(r"(?<![\w-])\w+(?![\w-])", text)))


def _month(published: str | None) -> str:
    import calendar

    return calendar.month_name[int(published[5:7])] if published else ""


def _in_order(evidence: Evidence, lines: Sequence[Line]) -> list[Line]:
    """Keep articles together, the one with the best line first, each in the order of its text."""
    best: dict[str, float] = {}
    for line in lines:
        best[line.article] = max(best.get(line.article, -1.0), likeness(evidence, line))
    return sorted(lines, key=lambda line: (-best[line.article], line.article, line.number, line.sentence.start))
