"""What somebody said, and who said it: answers read off the ledger."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.evidence import Evidence
from assistant.form import Form, Shape, mentions
from assistant.line import Line, unnamed
from assistant.question import stems
from index.ledger import speakers_matching, state_of
from index.sentence import sentences
from index.statement import Stance, Statement

# A question about all that somebody said is answered in this many sentences at most; one with a topic in two.
MOST = 5
ON_TOPIC = 2
# How far below the best a sentence may lie, in mean cosine of its words, and still be on the topic.
NEAR = 0.08

# Below this, what a speaker says was about something else than what was asked in most cases of the news set.
ON_IT = 0.33
# A sentence this far behind the best, in logits, is not the answer only because somebody says it.
FAR = 2.0

_SPEECH = frozenset(
    stems("say said tell told claim argue warn state describe call think believe announce report readout statement "
          "version account else also make view response reaction according position reply warn deny agree ask")
)  # fmt: skip


def said(evidence: Evidence, asked: Shape, *, spoken: Sequence[str] = ()) -> list[Line]:
    """Return what the first named speaker who speaks here says, on the topic if there is one."""
    name, own = speaking(evidence, asked)
    if not own:
        return []
    own = _of_stance(evidence.asked.text, _spoken(own))
    lines = [line for line in lines_of(evidence, own) if not any(line.text in seen for seen in spoken)]
    if not _topic(evidence, name, own):
        return lines[:MOST]
    return nearest(evidence, lines, limit=ON_TOPIC)


_INTENT = re.compile(
    r"\b(?:aim|seek|sought|want|hope|hoping|wish|plan|intend|intent|desire|tr(?:y|ie)|attempt|reluct|eager|willing|ready)",
    re.IGNORECASE,
)


def intends(statement: Statement) -> bool:
    """Say whether the cue tells what somebody is after rather than what somebody says."""
    return bool(_INTENT.search(statement.cue))


def _spoken(own: list[Statement]) -> list[Statement]:
    """Leave out the intentions that somebody else ascribes to the speaker, unless there is nothing else."""
    said = [statement for statement in own if statement.issuer is None or not intends(statement)]
    return said or own


_STANCES = {Stance.WARNS: r"\bwarn", Stance.DENIES: r"\bden(?:y|ie)", Stance.AGREES: r"\bagree"}


def _of_stance(question: str, own: list[Statement]) -> list[Statement]:
    """Return the warnings where the question asks what was warned of, and so on; all where there are none."""
    for stance, asks in _STANCES.items():
        kept = [statement for statement in own if statement.stance is stance]
        if kept and re.search(asks, question, re.IGNORECASE):
            return kept
    return own


def whose(evidence: Evidence) -> list[Line]:
    """Return the sentence that answers best among those that somebody is said to say; none if all lie far behind."""
    named = set(mentions(evidence.asked.text))
    for candidate, score in zip(evidence.candidates, evidence.scores, strict=True):
        if evidence.scores[0] - score > FAR:
            break
        line = Line(candidate.sight.article_id, candidate.sight.number, candidate.sentence)
        own = [s for s in evidence.statements if within(s, line) and s.speaker not in named]
        if own or unnamed(evidence, line):
            return [line]
    return []


def speaking(evidence: Evidence, asked: Shape) -> tuple[str, list[Statement]]:
    """Return the first of those named who says anything here, with the statements; no statements if none does.

    Names typed in small letters are known by the family names of those who speak.
    """
    typed = set(re.findall(r"\w+", evidence.asked.text))
    speakers = dict.fromkeys(statement.speaker for statement in evidence.statements)
    small = [one for one in speakers if " " in one and one.istitle() and one.split()[-1].lower() in typed]
    small += [one for one in speakers if " " in one and one.istitle() and one.split()[0].lower() in typed]
    for name in asked.subject or (*small, *asked.about):
        own = by(evidence, name)
        if own:
            return name, own
    return "", []


def silent(evidence: Evidence, asked: Shape) -> str:
    """Return whom the question has speak although nothing of theirs is reported; nothing where they may.

    Only a person's full name or a state is sure to be meant; "the captain" may be any of those who speak.
    """
    if asked.form is not Form.SAID or not asked.subject or speaking(evidence, asked)[1]:
        return ""
    name = asked.subject[0]
    sure = (" " in name and name[-1].islower() and name.istitle()) or (
        state_of(name) is not None and asked.subject[-1] in {name.split()[-1], "government", "ministry", "side"}
    )
    return name if sure else ""


def off_topic(evidence: Evidence, lines: Sequence[Line]) -> bool:
    """Say whether none of the lines is near enough to the question to be about it."""
    return max((likeness(evidence, line) for line in lines), default=0.0) < ON_IT


def by(evidence: Evidence, name: str) -> list[Statement]:
    """Return the statements of a speaker, by any of its names, in the order of the articles found."""
    order = {article: rank for rank, article in enumerate(evidence.articles)}
    own = speakers_matching(name, evidence.statements)
    return sorted(own, key=lambda s: (order[s.article], s.paragraph, s.start))


def lines_of(evidence: Evidence, statements: Sequence[Statement]) -> list[Line]:
    """Return the sentences that hold these statements, each once, in order."""
    lines: dict[Line, None] = {}
    for statement in statements:
        text = evidence.articles[statement.article].paragraph(statement.paragraph).text
        for sentence in sentences(text):
            line = Line(statement.article, statement.paragraph, sentence)
            if within(statement, line):
                lines[line] = None
    return list(lines)


def within(statement: Statement, line: Line) -> bool:
    """Say whether most of a statement, or most of the line, is the other."""
    if (statement.article, statement.paragraph) != (line.article, line.number):
        return False
    shared = min(statement.end, line.sentence.end) - max(statement.start, line.sentence.start)
    shorter = min(statement.end - statement.start, line.sentence.end - line.sentence.start)
    return 2 * shared > shorter


def nearest(evidence: Evidence, lines: Sequence[Line], *, limit: int, near: float = NEAR) -> list[Line]:
    """Return the lines nearest to the question, nearest first, with none far behind the best."""
    scored = sorted(((likeness(evidence, line), line) for line in lines), key=lambda pair: -pair[0])
    return [line for score, line in scored[:limit] if scored[0][0] - score <= near]


def likeness(evidence: Evidence, line: Line) -> float:
    """Return how near a sentence is to the question: its mean best cosine, with its paragraph's for context."""
    sight = evidence.sights.get((line.article, line.number))
    if sight is None:
        return 0.0
    best = sight.best(line.sentence.start, line.sentence.end)
    return float(0.7 * np.mean(best) + 0.3 * np.mean(sight.likeness.max(axis=1)))


def _topic(evidence: Evidence, name: str, own: Sequence[Statement]) -> set[str]:
    """Return the stems of the question beyond the speaker and the words for speaking."""
    known = set(stems(" ".join([name, *(f"{s.speaker} {s.speaker_text}" for s in own)])))
    return set(evidence.asked.stems) - known - _SPEECH
