"""Unanswerable questions: those whose article is held out of the collection.

With a question set: half of the articles it is about are held out; a question that rests on them alone becomes
unanswerable, one that rests on the others alone stays, one that rests on both is left out. Without one, the ledger
gives the questions: who said these words, which stand in one article only.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from eval.make import Collection, Made
from eval.question import Question, resolved
from index.article import Article
from index.statement import Stance, Statement

HELD_OUT = "held out"
WORDS = 14
FEWEST_WORDS = 7


def made(collection: Collection, known: Sequence[Question] | None, *, seed: int, limit: int) -> Made:
    """Return the articles that are left, and questions about all; the same for a seed."""
    rng = random.Random(seed)
    asked = _from_ledger(collection) if known is None else [resolved(q, collection.articles) for q in known]
    topics = sorted({article for question in asked for article, _ in question.relevant})
    out = {*rng.sample(topics, (len(topics) + 1) // 2)}
    questions = [q for question in asked for q in _parted(question, out)]
    chosen = sorted(rng.sample(range(len(questions)), min(limit, len(questions))))
    kept = tuple(article for article in collection.articles if article.id not in out)
    return Made(kept, tuple(questions[place] for place in chosen))


def _parted(question: Question, out: set[str]) -> list[Question]:
    """Return the question as it is, as one that nothing answers, or not at all."""
    about = {article for article, _ in question.relevant}
    if not question.answerable:
        return [] if about & out else [question]
    if not about or not about & out:
        return [question] if about else []
    if not about <= out:
        return []
    plain = Question(question.id, question.question, answerable=False, history=question.history, type=question.type)
    return [replace(plain, tags=(*question.tags, HELD_OUT), conversation=question.conversation)]


def _from_ledger(collection: Collection) -> list[Question]:
    found: dict[str, Question] = {}
    for said in collection.statements:
        words = " ".join(said.content.split()[:WORDS]).rstrip(",.;:")
        if said.stance is Stance.OMITS or len(words.split()) < FEWEST_WORDS or words in found:
            continue
        if [article.id for article in collection.articles if _holds(article, words)] == [said.article]:
            found[words] = _question(len(found) + 1, said, words)
    return list(found.values())


def _question(number: int, said: Statement, words: str) -> Question:
    return Question(
        f"who-{number:03}",
        f"Who said that “{words}”?",
        answerable=True,
        relevant=((said.article, said.paragraph),),
        facts=(tuple(dict.fromkeys((said.speaker, said.speaker_text))),),
        type="who_said",
    )


def _holds(article: Article, words: str) -> bool:
    return any(words in " ".join(paragraph.text.split()) for paragraph in article.paragraphs)
