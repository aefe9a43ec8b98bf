"""Passages: the unit of retrieval. Whole consecutive paragraphs, packed to a budget of tokens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.article import Article, Paragraph

# News paragraphs are one or two sentences, too little to find an article by; about 200 tokens found more
# than single paragraphs did (DESIGN.md, section 6), and still fit the default model's window of 256.
BUDGET = 200

Counts = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole paragraphs of one article."""

    article: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its paragraphs, consecutive."""
        return tuple(paragraph.number for paragraph in self.paragraphs)

    @property
    def worded(self) -> tuple[Paragraph, ...]:
        """The paragraphs that can be found: those with words, and of repeated ones only the first."""
        return tuple(p for p in self.paragraphs if p.text and p.repeats is None)


def passages(article: Article, *, counts: Counts, budget: int = BUDGET) -> tuple[Passage, ...]:
    """Return the article's paragraphs, each once and in order, in runs of at most `budget` tokens.

    A paragraph above the budget is a passage by itself: paragraphs are never cut. Repeated paragraphs cost
    nothing, since their words are found at their first place.
    """
    sizes = counts([p.text if p.repeats is None else "" for p in article.paragraphs])
    runs: list[list[Paragraph]] = []
    room = -1
    for paragraph, size in zip(article.paragraphs, sizes, strict=True):
        if size > room or not runs:
            runs.append([])
            room = budget
        runs[-1].append(paragraph)
        room -= size
    return tuple(Passage(article.id, tuple(run)) for run in runs)
