"""Which stage failed: where on the way from the index to the reply a question went wrong."""

from enum import StrEnum

from eval.metrics.answer import fact_recall, right
from eval.metrics.metric import Case


class Stage(StrEnum):
    """The first stage that failed."""

    ERROR = "error"
    NOT_INDEXED = "not in the index"
    NOT_RETRIEVED = "not retrieved"
    NOT_CHOSEN = "retrieved but not chosen"
    WRONGLY_CITED = "chosen but wrongly cited"
    WRONGLY_DECLINED = "wrongly declined"
    WRONGLY_ANSWERED = "answered, yet unanswerable"


def failed_stage(case: Case) -> Stage | None:
    """Return the stage that failed, or None where the reply is right or a set does not say what is right."""
    if case.record.error is not None:
        return Stage.ERROR
    if right(case) in {1.0, None}:
        return None
    if not case.question.answerable:
        return Stage.WRONGLY_ANSWERED
    if case.gains and not any(case.paragraph(place) is not None for place in case.gains):
        return Stage.NOT_INDEXED
    if case.gains and not any(place in case.gains for place in _offered(case)):
        return Stage.NOT_RETRIEVED
    return Stage.WRONGLY_DECLINED if case.record.declined else _choice(case)


def _offered(case: Case) -> list[tuple[str, int]]:
    """Return what the answer was made from: the paragraphs the reply lists, and those it cites."""
    listed = case.record.reply["evidence"] if case.record.reply else []
    return [(found["article"], found["paragraph"]) for found in listed] + list(case.record.cited)


def _choice(case: Case) -> Stage:
    """Return what is wrong with an answer whose relevant paragraphs were there."""
    facts = fact_recall(case.record.text, case.question.facts, case.question.patterns)
    cites = any(place in case.gains for place in case.record.cited)
    return Stage.WRONGLY_CITED if facts == 1.0 and not cites else Stage.NOT_CHOSEN
