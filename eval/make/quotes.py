"""Quote mutations: did this speaker say these words? As printed, or with one thing wrong.

Kinds, in turn: printed (answerable: the quotation stands in the paragraph), a word changed, two quotations stitched,
another speaker, invented. Whatever is not printed stands in no article, so that a right reply declines.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.make import Collection, Made
from eval.question import Question
from index.article import Article

FEWEST_WORDS = 5
TRIES = 40
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class _Quotation:
    speaker: str
    words: str
    article: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Material:
    quotations: Sequence[_Quotation]
    speakers: Sequence[str]
    words: Sequence[str]
    printed: str

    def stands(self, words: str) -> bool:
        """Say whether the words stand in any article, whatever signs and case they have there."""
        return _letters(words) in self.printed


def made(collection: Collection, *, seed: int, limit: int) -> Made:
    """Return the articles and at most `limit` questions, the kinds in turn; the same for a seed."""
    rng = random.Random(seed)
    material = _material(collection)
    order = list(material.quotations)
    rng.shuffle(order)
    kinds: tuple[tuple[str, Callable[..., tuple[str, str] | None]], ...] = (
        ("printed", _printed),
        ("word changed", _changed),
        ("stitched", _stitched),
        ("other speaker", _other),
        ("invented", _invented),
    )
    questions: list[Question] = []
    for quotation in order:
        for kind, mutate in kinds:
            told = mutate(quotation, material, rng)
            if told and len(questions) < limit:
                questions.append(_question(len(questions) + 1, kind, quotation, *told))
    return Made(collection.articles, tuple(questions))


def _question(number: int, kind: str, quotation: _Quotation, speaker: str, words: str) -> Question:
    printed = kind == "printed"
    return Question(
        f"quote-{number:03}",
        f"Did {speaker} say “{words}”?",
        answerable=printed,
        relevant=((quotation.article, quotation.paragraph),) if printed else (),
        facts=((words,),) if printed else (),
        type=f"quote {kind}",
        tags=(quotation.article,),
    )


def _material(collection: Collection) -> _Material:
    known = {article.id: article for article in collection.articles}
    found = {
        (said.article, words): _Quotation(said.speaker, words, said.article, said.paragraph)
        for said in collection.statements
        for words in _quoted(known[said.article], said.paragraph, said.start, said.end)
    }
    printed = " ".join(p.text for article in collection.articles for p in article.paragraphs)
    return _Material(
        list(found.values()),
        sorted({said.speaker for said in collection.statements}),
        sorted({word.lower() for word in re.findall(r"[A-Za-z]{4,}", printed)}),
        _letters(printed),
    )


def _quoted(article: Article, number: int, start: int, end: int) -> list[str]:
    """Return the quotations inside a statement, without their last sign."""
    text = article.paragraph(number).text
    told = [(match.start(), (match[1] or match[2]).strip().rstrip(",.;")) for match in _QUOTED.finditer(text)]
    return [words for at, words in told if start - 1 <= at <= end and len(words.split()) >= FEWEST_WORDS]


def _letters(text: str) -> str:
    """Return the words in small letters with single spaces between and around them."""
    return " " + re.sub(r"\W+", " ", text.lower()).strip() + " "


def _printed(quotation: _Quotation, material: _Material, rng: random.Random) -> tuple[str, str]:
    return quotation.speaker, quotation.words


def _changed(quotation: _Quotation, material: _Material, rng: random.Random) -> tuple[str, str] | None:
    """Exchange one word of four letters or more for another word of the collection."""
    words = quotation.words.split()
    places = [place for place, word in enumerate(words) if re.fullmatch(r"[a-z]{4,}", word)]
    for _ in range(TRIES if places else 0):
        changed = list(words)
        changed[rng.choice(places)] = rng.choice(material.words)
        if not material.stands(" ".join(changed)):
            return quotation.speaker, " ".join(changed)
    return None


def _stitched(quotation: _Quotation, material: _Material, rng: random.Random) -> tuple[str, str] | None:
    """Join the first half of this quotation to the second half of another."""
    others = [other for other in material.quotations if other.words != quotation.words]
    for _ in range(TRIES if others else 0):
        head, tail = quotation.words.split(), rng.choice(others).words.split()
        words = " ".join(head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :])
        if not material.stands(words):
            return quotation.speaker, words
    return None


def _other(quotation: _Quotation, material: _Material, rng: random.Random) -> tuple[str, str] | None:
    """Give the quotation to a speaker to whom no article gives it, by a name that shares no word with any who has."""
    said = {q.speaker for q in material.quotations if _letters(quotation.words) in _letters(q.words)}
    own = {word for speaker in said for word in _letters(speaker).split()}
    others = [speaker for speaker in material.speakers if not own & {*_letters(speaker).split()}]
    return (rng.choice(others), quotation.words) if others else None


def _invented(quotation: _Quotation, material: _Material, rng: random.Random) -> tuple[str, str] | None:
    """Draw as many words from the collection at random."""
    words = " ".join(rng.choice(material.words) for _ in quotation.words.split())
    return None if material.stands(words) else (quotation.speaker, words)
