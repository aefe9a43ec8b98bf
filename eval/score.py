"""Is a reply right? Judged by the paragraphs it cites and the words it holds."""

from dataclasses import dataclass

from assistant.reply import Answer, Reply
from eval.question import Question


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one reply. None where the measure is undefined for it."""

    declined: bool
    cites_right: bool | None = None
    holds_facts: bool | None = None
    right_citations: int = 0
    citations: int = 0


def verdict(question: Question, reply: Reply) -> Verdict:
    """Return the verdict on a reply to a question."""
    if not isinstance(reply, Answer):
        return Verdict(declined=True)
    cited = [(c.article, c.paragraph) for claim in reply.claims for c in claim.citations]
    right = sum(address in question.relevant for address in cited)
    if not question.answerable:
        return Verdict(declined=False)
    text = " ".join(claim.text for claim in reply.claims).lower()
    holds = all(any(wording.lower() in text for wording in fact) for fact in question.facts)
    return Verdict(False, right > 0, holds, right, len(cited))
