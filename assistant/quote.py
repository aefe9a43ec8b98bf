"""Answers made of the articles' own sentences: the default, no model needed."""

from collections.abc import Sequence

from assistant import compare, decline, said
from assistant.comparison import Comparison
from assistant.evidence import Evidence
from assistant.form import Form, shape
from assistant.line import Line, told
from assistant.reply import Claim

# A second sentence is given when its logit is this near to the first's: sooner within a paragraph than beyond it.
NEAR = 4.0
NEAR_ELSEWHERE = 1.0


def answer(evidence: Evidence, *, sentences: int = 2, spoken: Sequence[str] = ()) -> tuple[Claim, ...]:
    """Return the claims that answer, best first; empty where nothing fits.

    `sentences` bounds a plain answer; one that gathers what several say may be longer. `spoken` are sentences
    that the reader has already seen and asks to go beyond.
    """
    found = compare.unmatched(evidence, shape(evidence.asked))
    lines = from_ledger(evidence, spoken=spoken)
    if not lines and found:
        return found
    lines = lines or plain(evidence, sentences=sentences, spoken=spoken)
    return (*told(evidence, lines), *found)


def beside(evidence: Evidence) -> Comparison | None:
    """Return the two sides that the question compares, topic by topic; None where it compares none."""
    return compare.beside(evidence, shape(evidence.asked))


def declines(evidence: Evidence) -> str | None:
    """Return why the articles do not answer, in a sentence, or None where they may.

    What the ledger reports as left out, or sets side by side, needs no likeness to the question.
    """
    asked = shape(evidence.asked)
    lines = from_ledger(evidence)
    if lines and (asked.form is not Form.SAID or not said.off_topic(evidence, lines)) and asked.form is not Form.WHOSE:
        return None
    unreported = compare.unreported(evidence, asked)
    if unreported:
        return None if compare.unmatched(evidence, asked) else unreported
    silent = said.silent(evidence, asked)
    if silent:
        return f"The articles report nothing that {silent} says."
    return decline.reason(evidence)


def from_ledger(evidence: Evidence, *, spoken: Sequence[str] = ()) -> list[Line]:
    """Return the lines of an answer about who says what; empty where the question asks for no such thing."""
    asked = shape(evidence.asked)
    match asked.form:
        case Form.OMITTED:
            return compare.omitted(evidence, asked)
        case Form.COMPARED:
            return compare.compared(evidence, asked.about)
        case Form.SAID:
            return said.said(evidence, asked, spoken=spoken)
        case Form.WHOSE:
            return said.whose(evidence)
        case Form.PLAIN:
            return []


def plain(evidence: Evidence, *, sentences: int, spoken: Sequence[str] = ()) -> list[Line]:
    """Return the sentences most likely to answer, at most `sentences`."""
    chosen: list[Line] = []
    scores: list[float] = []
    for candidate, score in zip(evidence.candidates, evidence.scores, strict=True):
        line = Line(candidate.sight.article_id, candidate.sight.number, candidate.sentence)
        if any(line.text in seen for seen in spoken) or line.text in {other.text for other in chosen}:
            continue
        if len(chosen) == sentences or (scores and scores[0] - score > NEAR):
            break
        same = not chosen or (line.article, line.number) == (chosen[0].article, chosen[0].number)
        if not same and scores[0] - score > NEAR_ELSEWHERE:
            continue
        chosen.append(line)
        scores.append(float(score))
    return chosen
