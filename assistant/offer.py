"""Which paragraphs are offered to a chat model, and how they are written down for it."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.evidence import Evidence
from assistant.reply import Claim
from assistant.verify.instruction import addresses_model
from assistant.verify.source import Source, source_of
from index.tokens import counts

# So many paragraphs, in so many tokens, are offered at most.
MOST = 8
BUDGET = 1500
_FENCE = re.compile(r"<(?=/?\s*(?:paragraphs?|question|conversation)\b)", re.IGNORECASE)


class Offered(NamedTuple):
    """The paragraphs offered, most useful first: number n of the prompt is `sources[n - 1]`."""

    sources: tuple[Source, ...]

    @property
    def listing(self) -> str:
        """The paragraphs, fenced and numbered from 1."""
        return "\n".join(_fenced(number, source) for number, source in enumerate(self.sources, start=1))


def offered(evidence: Evidence, claims: Sequence[Claim], *, budget: int = BUDGET) -> Offered:
    """Return the paragraphs for a question: those of the answer from quotes first, then the likeliest.

    Whole paragraphs within the budget of tokens; what is least useful is left out, the first never is. A paragraph
    that gives orders to a model is not offered.
    """
    places = list(dict.fromkeys(_places(evidence, claims)))
    every = (source_of(evidence.articles[key], number, evidence.statements) for key, number in places)
    sources = list(islice((source for source in every if not addresses_model(source.text)), MOST))
    kept: list[Source] = []
    left = budget
    for source, count in zip(sources, counts([source.text for source in sources]), strict=True):
        if kept and count > left:
            break
        kept.append(source)
        left -= count
    return Offered(tuple(kept))


def _places(evidence: Evidence, claims: Sequence[Claim]) -> Iterator[tuple[str, int]]:
    yield from ((c.article, c.paragraph) for claim in claims for c in claim.citations)
    yield from ((candidate.sight.article_id, candidate.sight.number) for candidate in evidence.candidates)
    yield from ((sight.article_id, sight.number) for sight in evidence.findings.sights)


def _fenced(number: int, source: Source) -> str:
    """Return one paragraph between its tags; a tag inside its text is broken, so that it cannot end the fence."""
    head = " ".join(
        f'{name}="{_attribute(value)}"'
        for name, value in (("article", source.title), ("source", source.publication), ("date", source.published))
        if value
    )
    text = _FENCE.sub("‹", source.text)
    return f'<paragraph n="{number}"{" " + head if head else ""}>\n{text}\n</paragraph>'


def _attribute(value: str) -> str:
    return re.sub(r'["<>\n]', " ", value)
