"""Answers made of the articles' own sentences: the default, no model needed."""

from collections.abc import Sequence

from assistant import compare, said
from assistant.evidence import Evidence
from assistant.form import Form, shape
from assistant.line import Line, told
from assistant.reply import Claim

# A second sentence is given when its odds are within this factor (natural log) of the first's.
NEAR = 2.5


def answer(evidence: Evidence, *, sentences: int = 2, spoken: Sequence[str] = ()) -> tuple[Claim, ...]:
    """Return the claims that answer, best first; empty where nothing fits.

    `sentences` bounds a plain answer; one that gathers what several say may be longer. `spoken` are sentences
    that the reader has already seen and asks to go beyond.
    """
    form = shape(evidence.asked)
    lines: list[Line] = []
    match form.form:
        case Form.OMITTED:
            lines = compare.omitted(evidence, form.about)
        case Form.COMPARED:
            lines = compare.compared(evidence, form.about)
        case Form.SAID:
            lines = said.said(evidence, form.about, spoken=spoken)
        case Form.WHOSE:
            lines = said.whose(evidence)
        case Form.PLAIN:
            pass
    return told(evidence, lines or plain(evidence, sentences=sentences, spoken=spoken))


def plain(evidence: Evidence, *, sentences: int, spoken: Sequence[str] = ()) -> list[Line]:
    """Return the sentences most likely to answer, at most `sentences`."""
    chosen: list[Line] = []
    scores = []
    for candidate, score in zip(evidence.candidates, evidence.scores, strict=True):
        line = Line(candidate.sight.article_id, candidate.sight.number, candidate.sentence)
        if any(line.text in seen for seen in spoken) or line.text in {other.text for other in chosen}:
            continue
        if len(chosen) == sentences or (scores and scores[0] - score > NEAR):
            break
        chosen.append(line)
        scores.append(float(score))
    return chosen
