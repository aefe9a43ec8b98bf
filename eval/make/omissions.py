"""Planted omissions: a copy of an article without k of its statements; what does it leave out?

The shape of AbsenceBench (Fu et al. 2025), with statements of speakers for lines. The article stays as it is; its copy,
"ID-short", lacks the sentences that hold the chosen statements, and no other words.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from eval.make import Collection, Made
from eval.question import Question
from index.article import Article, Paragraph
from index.sentence import Sentence, sentences
from index.statement import Stance

MOST = 3
FEWEST_WORDS = 6

Place = tuple[int, Sentence]
"""The number of a paragraph and a sentence in it."""


def made(collection: Collection, *, seed: int, limit: int) -> Made:
    """Return the articles with a short copy of each that has statements to lose, and a question about each copy."""
    rng = random.Random(seed)
    articles: list[Article] = []
    questions: list[Question] = []
    for article in collection.articles:
        articles.append(article)
        stated = _stated(article, collection)
        # Where all that is said were deleted, nothing would be left to tell the omission from another article.
        if len(questions) == limit or len(stated) < 2:
            continue
        several = rng.randint(1, min(MOST, len(stated) - 1))
        deleted = sorted(rng.sample(stated, several), key=lambda place: (place[0], place[1].start))
        articles.append(_copy(article, deleted))
        questions.append(_question(article, deleted))
    return Made(tuple(articles), tuple(questions))


def _stated(article: Article, collection: Collection) -> list[Place]:
    """Return the sentences that hold a statement and stand in the article once."""
    whole = "\n".join(paragraph.text for paragraph in article.paragraphs)
    found: dict[tuple[int, int], Place] = {}
    for said in collection.statements:
        if said.article == article.id and said.stance is not Stance.OMITS:
            for sentence in sentences(article.paragraph(said.paragraph).text):
                inside = sentence.start <= said.start < sentence.end
                if inside and len(sentence.text.split()) >= FEWEST_WORDS and whole.count(sentence.text) == 1:
                    found[said.paragraph, sentence.start] = (said.paragraph, sentence)
    return [found[key] for key in sorted(found)]


def _copy(article: Article, deleted: Sequence[Place]) -> Article:
    texts = {paragraph.number: paragraph.text for paragraph in article.paragraphs}
    for number, sentence in reversed(deleted):
        texts[number] = f"{texts[number][: sentence.start].rstrip()} {texts[number][sentence.end :].lstrip()}".strip()
    kept = [text for text in texts.values() if text]
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(kept, start=1))
    title = f"{article.label} (short version)"
    return replace(article, id=f"{article.id}-short", title=title, paragraphs=paragraphs, url=None)


def _question(article: Article, deleted: Sequence[Place]) -> Question:
    return Question(
        f"omission-{article.id}",
        f"What does the short version of “{article.label}” leave out?",
        answerable=True,
        relevant=tuple(dict.fromkeys((article.id, number) for number, _ in deleted)),
        facts=tuple((sentence.text,) for _, sentence in deleted),
        references=(" ".join(sentence.text for _, sentence in deleted),),
        type="planted omission",
        tags=(f"{len(deleted)} deleted",),
    )
