"""Whether all that is reported as left out is told, none invented, and events stay apart: `python -m eval.omitted`.

The questions are those of eval/sets/readouts.jsonl that ask what is left out or compare; what the two sample articles
report as left out was labelled by hand (eval/sets/ledger.jsonl). An omission is told where a claim of the reply quotes
half of its words. It is invented where a claim rests on an omission of the ledger that no label confirms. Events are
mixed where a question about one article is answered from another, or an answer from both does not say which is which.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ask import Assistant
from assistant.compare import COMPUTED
from assistant.compose import joined
from assistant.naming import named
from assistant.reply import Answer, Citation, Reply
from assistant.settings import Settings
from eval.collection import collection, questions_of
from eval.ledger import LABELS, Label, articles_labelled, f1, read, tokens
from eval.question import Question
from eval.question_set import read as read_questions
from index.statement import Stance, Statement

TYPES = ("omission", "compare")
SIDES = ("US", "Japan")
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """What one answer came to: omissions asked for and not told, omissions invented, and whether events are mixed."""

    question: Question
    asked: int
    lost: tuple[str, ...]
    invented: tuple[str, ...]
    mixed: bool


def main() -> None:
    """Print what each question came to where something is wrong, and the sums."""
    argparse.ArgumentParser(prog="python -m eval.omitted", description=__doc__).parse_args()
    with collection("readouts") as index:
        assistant = joined(index, Settings())
        every = told(assistant)
        lost, invented = sides_told(assistant)
    for one in every:
        if one.lost or one.invented or one.mixed:
            print(f"{one.question.id}: lost {one.lost}, invented {one.invented}, mixed {one.mixed}")
    print(
        f"{len(every)} questions: {sum(one.asked for one in every)} omissions asked for, "
        f"{sum(len(one.lost) for one in every)} not told, {sum(len(one.invented) for one in every)} invented, "
        f"{sum(one.mixed for one in every)} answers mix events."
    )
    print(f"readout compare {' '.join(SIDES)}: {len(lost)} labelled omissions not listed, {len(invented)} invented.")


def told(assistant: Assistant) -> list[Told]:
    """Ask every question about omissions and comparisons that stands alone."""
    labels, omits = _labels(assistant), _omissions(assistant)
    asked = [q for q in read_questions(questions_of("readouts")) if q.type in TYPES and not q.history]
    return [_told(assistant, question, labels, omits) for question in asked]


def sides_told(assistant: Assistant) -> tuple[list[Label], list[Statement]]:
    """Return the labelled omissions that comparing the two sides does not list, and those it lists without a label."""
    labels = _labels(assistant)
    listed = assistant.compare(*SIDES).reported_omissions
    lost = [label for label in labels if not any(_alike(assistant, label, s) for s in listed)]
    return lost, [s for s in listed if not _confirmed(assistant, s, labels)]


def _labels(assistant: Assistant) -> list[Label]:
    here = {article.id for article in assistant.articles()}
    labels = read(LABELS, articles_labelled())
    return [label for label in labels if label.stance is Stance.OMITS and label.article in here]


def _omissions(assistant: Assistant) -> list[Statement]:
    return [s for s in assistant.statements() if s.stance is Stance.OMITS]


def _told(assistant: Assistant, question: Question, labels: Sequence[Label], omits: Sequence[Statement]) -> Told:
    reply = assistant.ask(question.question)
    cited = list(_reported(reply))
    wanted = [label for label in labels if (label.article, label.paragraph) in question.relevant]
    wanted = wanted if question.type == "omission" and _all_wanted(question) else []
    lost = tuple(label.content for label in wanted if not any(_quotes(assistant, label, c) for c in cited))
    rests = [s for s in omits if any(_within(s, c) for c in cited)]
    invented = tuple(s.content for s in rests if not _confirmed(assistant, s, labels))
    return Told(question, len(wanted), lost, invented, _mixed(assistant, question, reply))


def _all_wanted(question: Question) -> bool:
    """Return whether a question asks for all that is left out, rather than on one topic or whether one thing is."""
    asked = question.question.lower()
    return asked.startswith(("what", "tell", "which of")) and " say about " not in asked


def _reported(reply: Reply) -> Iterator[Citation]:
    """Yield the citations of what is reported; what was found by comparing says so and is left aside."""
    if isinstance(reply, Answer):
        yield from (citation for c in reply.claims if COMPUTED not in c.text for citation in c.citations)


def _quotes(assistant: Assistant, label: Label, citation: Citation) -> bool:
    if (label.article, label.paragraph) != (citation.article, citation.paragraph):
        return False
    text = assistant.article(label.article).paragraph(label.paragraph).text
    return len(label.tokens & tokens(text, citation.start, citation.end)) >= HALF * len(label.tokens)


def _within(statement: Statement, citation: Citation) -> bool:
    same = (statement.article, statement.paragraph) == (citation.article, citation.paragraph)
    return same and citation.start <= statement.start and statement.end <= citation.end


def _alike(assistant: Assistant, label: Label, statement: Statement) -> bool:
    if (label.article, label.paragraph) != (statement.article, statement.paragraph):
        return False
    text = assistant.article(label.article).paragraph(label.paragraph).text
    return f1(label.tokens, tokens(text, statement.start, statement.end)) >= HALF


def _confirmed(assistant: Assistant, statement: Statement, labels: Sequence[Label]) -> bool:
    """Return whether a label confirms the omission: by its words, or, for what is "only mentioned", by its sentence."""
    if any(_alike(assistant, label, statement) for label in labels):
        return True
    near = [one for one in labels if (one.article, one.paragraph) == (statement.article, statement.paragraph)]
    return statement.cue.startswith("only") and bool(near)


def _mixed(assistant: Assistant, question: Question, reply: Reply) -> bool:
    about = {article for article, _ in question.relevant}
    claims = reply.claims if isinstance(reply, Answer) else ()
    cited = {citation.article for claim in claims for citation in claim.citations}
    if len(about) == 1 and not cited <= about:
        return True
    called = named(reply, assistant.article)
    return len(cited) > 1 and not all(called[claim.citations[0].article] in claim.text for claim in claims)


if __name__ == "__main__":
    main()
