"""A chat model's judgement on two statements that the rules take for counterparts, or nearly so."""

import re
from collections.abc import Callable

from assistant.comparison import Judge, Relation
from assistant.model import Write
from index.article import Article
from index.statement import Statement
from prompts import Prompts, fill

_VERDICTS = {"same": Relation.AGREEMENT, "differ": Relation.DIFFERENCE, "other": Relation.ONLY_A}


def by_model(write: Write, prompts: Prompts, article: Callable[[str], Article]) -> Judge:
    """Return a judge that asks a chat model about each pair; what it says changes no statement and no offset."""

    def judge(one: Statement, other: Statement) -> Relation | None:
        case = fill(prompts["match"], first=_told(one, article), second=_told(other, article))
        return verdict_of("".join(write(case)))

    return judge


def _told(statement: Statement, article: Callable[[str], Article]) -> str:
    published = article(statement.article).published
    when = f" ({published[:10]})" if published else ""
    return f"{statement.speaker}{when}, {statement.cue}: {statement.content}"


def verdict_of(said: str) -> Relation | None:
    """Return the relation that a model's words give; None where they give none, or more than one.

    >>> verdict_of("Verdict: **Same**."), verdict_of("They differ."), verdict_of("same or other")
    (<Relation.AGREEMENT: 'agreement'>, <Relation.DIFFERENCE: 'difference'>, None)
    """
    text = re.sub(r"<think>.*?(?:</think>|\Z)", "", said, flags=re.DOTALL)
    found = set(re.findall(r"\b(same|differ|other)", text.lower()))
    return _VERDICTS[found.pop()] if len(found) == 1 else None
