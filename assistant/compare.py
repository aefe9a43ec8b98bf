"""What differs, what is left out, between sources: answers read off the ledger."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import matrix
from assistant.comparison import Comparison, Relation, Row
from assistant.decline import named_in
from assistant.evidence import Evidence
from assistant.form import Form, Shape
from assistant.line import Line
from assistant.naming import names, shortened
from assistant.question import stems
from assistant.reply import Citation, Claim, cite
from assistant.said import by, likeness, lines_of, nearest, within
from index.ledger import speakers_matching, state_of
from index.search import content_words
from index.statement import Stance, Statement

# No more lines than a reader compares at a glance; each side gets its own share of them.
MOST = 6
A_SIDE = 2
# What is reported as left out is listed whole, unless it is a book.
REPORTED = 12
# What was found by comparing stands below what is reported, and must not bury it: so many for an event.
FOUND = 2
LONGEST = 300
COMPUTED = "Found by comparing, reported by no article"
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


# Which event is meant, rather than what of it.
_EVENT = frozenset(stems(
    "call phone telephone meeting meet talks talk summit visit conversation after before during between when last week "
    "january february march april may june july august september october november december pentagon chief minister "
    "defense defence leader two monday tuesday wednesday thursday friday saturday sunday"
))  # fmt: skip
TEXT = re.compile(r"\b(?:readout|statement|version|account|communiqu|declaration|press release)", re.IGNORECASE)

# What is compared: what is said of things, or the things themselves.
_ACCOUNTS = re.compile(
    r"\b(?:say|says|said|tell|told|account|version|readout|statement|report|describ|agree|view|mention|claim|stor(?:y|ies)|"
    r"make of|bring up|according|quarrel|sides?|ministr|differ\b|disagree|contradict)\w*",
    re.IGNORECASE,
)
_DECLINED = re.compile(r"\b(?:declin|refus|disclos|withh[eo]ld|comment|detail)\w*", re.IGNORECASE)


def omitted(evidence: Evidence, asked: Shape) -> list[Line]:
    """Return the sentences that report what the speaker asked about leaves out, article by article."""
    name, own = _left_out(evidence, asked)
    if not own:
        return []
    about = (name, *asked.subject, *asked.about)
    lines = of_event(evidence, lines_of(evidence, own), about)
    near = ON_TOPIC if _telling(evidence, about) - _EVENT else math.inf
    return _in_order(evidence, nearest(evidence, lines, limit=REPORTED, near=near))


def _left_out(evidence: Evidence, asked: Shape) -> tuple[str, list[Statement]]:
    """Return the first of the sides named of whom omissions are reported, with these; nothing where none is."""
    kept = {Stance.OMITS, Stance.DECLINES} if _DECLINED.search(evidence.asked.text) else {Stance.OMITS}
    reports = [statement for statement in evidence.statements if statement.stance in kept]
    for name in _speaking(dict.fromkeys((*asked.subject, *asked.about))):
        side = _side(evidence, name)
        own = speakers_matching(side, reports)
        if own:
            return side, list(own)
    return "", []


def _speaking(named: Iterable[str]) -> list[str]:
    """Return the names without "statement" or "readout" alone, where somebody is named whose it is."""
    every = list(named)
    owners = [name for name in every if not TEXT.fullmatch(name)]
    return owners if any(state_of(name) for name in owners) else every


def _side(evidence: Evidence, name: str) -> str:
    """Return the state whose text is asked for by the name of a body: the Pentagon's readout is that of the US."""
    state = state_of(name)
    return state if state is not None and TEXT.search(evidence.asked.text) else name


def asked_silent(evidence: Evidence, asked: Shape) -> str:
    """Return whose omissions an open question asks for ("what did Japan leave out"), else nothing."""
    if asked.form is not Form.OMITTED or not _OPEN.match(evidence.asked.text) or _DECLINED.search(evidence.asked.text):
        return ""
    named = (_side(evidence, name) for name in (*asked.subject, *asked.about) if state_of(name) or by(evidence, name))
    return _left_out(evidence, asked)[0] or next(named, "")


def unreported(evidence: Evidence, asked: Shape) -> str:
    """Return a sentence that says so where nobody reports what the side asked about leaves out, else nothing."""
    silent = asked_silent(evidence, asked)
    if not silent or omitted(evidence, asked):
        return ""
    if not by(evidence, silent):
        return f"The articles hold no statement by {silent}, so what it leaves out cannot be told."
    return f"No article reports anything that {silent} leaves out."


def unmatched(evidence: Evidence, asked: Shape) -> tuple[Claim, ...]:
    """Return what the other side says without a counterpart from the one asked about, as claims that say so.

    Found by comparing the two in the articles of the event; empty where the question is not an open one. What
    stands in a sentence that reports an omission is left out: it was told with that.
    """
    silent = asked_silent(evidence, asked)
    other = _other_side(evidence, silent, asked.about) if silent and by(evidence, silent) else ""
    if not other:
        return ()
    reported = omitted(evidence, asked)
    comparison = comparing(evidence, silent, other, asked.about)
    claims: list[Claim] = []
    for event in dict.fromkeys(row.event for row in comparison.rows):
        rows = [row for row in comparison.rows if row.event == event and row.relation is Relation.ONLY_B]
        rows = [row for row in rows if not any(within(row.b[0], line) for line in reported)]
        rows.sort(key=lambda row: -_nearness(evidence, row.b[0]))
        claims += [_found(evidence, row, silent) for row in rows[:FOUND]]
    lead = unreported(evidence, asked)
    if lead and claims:
        claims[0] = replace(claims[0], text=f"{lead} {claims[0].text}")
    return tuple(claims)


_OPEN = re.compile(r"^\W*(?:and |so |but )?(?:in \w+,? )?(?:what|which|tell|list|name|everything|all)\b", re.IGNORECASE)


def _other_side(evidence: Evidence, silent: str, about: Sequence[str]) -> str:
    """Return who is named beside the silent side, else the state that says most in these articles; else nothing."""
    own = state_of(silent)
    for name in about:
        known = name != silent and (own is None or state_of(name) != own) and (state_of(name) or " " in name)
        if known and by(evidence, name):
            return name
    counted = Counter(filter(None, (state_of(statement.speaker) for statement in evidence.statements)))
    return next((state for state, _ in counted.most_common() if state != own), "")


def comparing(evidence: Evidence, a: str, b: str, about: Sequence[str]) -> Comparison:
    """Return two speakers side by side in the articles about the event that the question names."""
    lines = of_event(evidence, lines_of(evidence, [*by(evidence, a), *by(evidence, b)]), about)
    chosen = {line.article for line in lines}
    statements = [statement for statement in evidence.statements if statement.article in chosen]
    return matrix.compared(a, b, statements, evidence.articles, evidence.meanings)


def _nearness(evidence: Evidence, statement: Statement) -> float:
    lines = lines_of(evidence, [statement])
    return max((likeness(evidence, line) for line in lines), default=0.0)


def _found(evidence: Evidence, row: Row, silent: str) -> Claim:
    (said, *_), near = row.b, row.nearest
    called = names(evidence.articles.values())[said.article]
    text = (
        f"{COMPUTED}: {called}: {_told_by(said)}: “{shortened(said.content, LONGEST)}” has no counterpart from {silent}"
    )
    if near is None:
        return Claim(f"{text}, who says nothing here.", (_cited(evidence, said),))
    citations = (_cited(evidence, said), _cited(evidence, near))
    return Claim(f"{text}; nearest: {_told_by(near)}: “{shortened(near.content, LONGEST)}”.", citations)


def _told_by(statement: Statement) -> str:
    """Return who says it, and by whose account, where one speaker tells what another says."""
    return statement.speaker + (f", as {statement.issuer} tells it" if statement.issuer else "")


def _cited(evidence: Evidence, statement: Statement) -> Citation:
    paragraph = evidence.articles[statement.article].paragraph(statement.paragraph)
    return cite(statement.article, paragraph, statement.start, statement.end)


def beside(evidence: Evidence, asked: Shape) -> Comparison | None:
    """Return the two sides that the question compares side by side; None where it compares no accounts."""
    if asked.form is not Form.COMPARED or not _ACCOUNTS.search(evidence.asked.text):
        return None
    sides = _sides(evidence, asked.about)
    if len(sides) < 2:
        return None
    comparison = comparing(evidence, sides[0][0], sides[1][0], asked.about)
    return comparison if comparison.rows else None


def compared(evidence: Evidence, about: Sequence[str]) -> list[Line]:
    """Return what each side says on the topic, first one side, then the other, then what one leaves out."""
    if not _ACCOUNTS.search(evidence.asked.text):
        return _naming_both(evidence, about)
    sides = _sides(evidence, about)
    if len(sides) < 2:
        return []
    chosen: list[Line] = []
    near = ON_TOPIC if _telling(evidence, about) - _EVENT else math.inf
    for (name, statements), (other, _) in zip(sides[:2], sides[1::-1], strict=True):
        told = [*matrix.own_words(name, other, evidence.statements), *matrix.omissions(name, evidence.statements)]
        lines = of_event(evidence, lines_of(evidence, told or statements), about)
        if TEXT.search(evidence.asked.text):
            lines = [line for line in lines if TEXT.search(line.text)] or lines
        chosen += [line for line in nearest(evidence, lines, limit=A_SIDE, near=near) if line not in chosen]
    return _in_order(evidence, chosen)[:MOST]


def _naming_both(evidence: Evidence, about: Sequence[str]) -> list[Line]:
    """Return the sentences that set both sides beside each other, if they answer about as well as the best."""
    if len(about) < 2:
        return []
    found: list[Line] = []
    for candidate, score in zip(evidence.candidates, evidence.scores, strict=True):
        if evidence.scores[0] - score > BOTH_NEAR:
            break
        if all(named_in(name, candidate.sentence.text) for name in about[:2]):
            found.append(Line(candidate.sight.article_id, candidate.sight.number, candidate.sentence))
    return [line for line in found if (line.article, line.number) == (found[0].article, found[0].number)][:A_SIDE]


def _sides(evidence: Evidence, about: Sequence[str]) -> list[tuple[str, list[Statement]]]:
    """Return the speakers named with their statements; where fewer than two are, the states that speak most."""
    persons = [name for name in about if " " in name and state_of(name) is None]
    named = persons if len(persons) > 1 else about
    sides = [(name, own) for name in named if (own := by(evidence, name))]
    distinct = [side for place, side in enumerate(sides) if side[1] not in [own for _, own in sides[:place]]]
    if len(distinct) >= 2:
        return distinct
    counted = Counter(filter(None, (state_of(statement.speaker) for statement in evidence.statements)))
    return [(state, by(evidence, state)) for state, _ in counted.most_common(2)]


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
