"""What an answer may rely on: the paragraphs found, their sentences weighed, the statements they hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from assistant import decline, weigh
from assistant.candidate import PARAGRAPHS, Candidate, candidates
from assistant.question import Asked, read
from assistant.reply import Found
from index.article import Article
from index.catalog import Catalog
from index.embed import Vectors
from index.filter import Within
from index.joint import JointCatalog, Searched
from index.meaning import Meanings, meanings
from index.search import Findings, Hit, Ranking, Sight, search
from index.statement import Statement

# As many passages as the search looks at closely: statements are found by speaker, not by likeness alone.
PASSAGES = 24
# A receipt names the nearest paragraphs, not all that were looked at.
LISTED = 10


def _unseen(statements: Sequence[Statement]) -> Vectors:
    """Return no meaning for any statement: they are then alike by their words alone."""
    return np.zeros((len(statements), 1), np.float32)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found for one question.

    `candidates` are the sentences of the best paragraphs, best first, and `scores` their logits, float64 (n,).
    `statements` are those of the articles found. `chance` is that of the articles answering, in [0, 1].
    `meanings` gives the vectors of statements. `narrowed` tells what a day in the question left to search.
    """

    asked: Asked
    findings: Findings
    articles: Mapping[str, Article]
    statements: tuple[Statement, ...]
    candidates: tuple[Candidate, ...]
    scores: np.ndarray
    chance: float
    meanings: Meanings = _unseen
    narrowed: str = ""

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The passages found, best first."""
        return self.findings.hits

    @property
    def sights(self) -> Mapping[tuple[str, int], Sight]:
        """The paragraphs found, by article id and number."""
        return {(sight.article_id, sight.number): sight for sight in self.findings.sights}

    def listing(self) -> tuple[Found, ...]:
        """Return the paragraphs an answer may rely on, best first, with scores of which the best is 1."""
        best: dict[tuple[str, int], float] = {}
        for sight in self.findings.sights[:LISTED]:
            best[sight.article_id, sight.number] = sight.score
        top = max(best.values(), default=1.0) or 1.0
        return tuple(
            Found(article, self.articles[article].paragraph(number), max(0.0, min(1.0, score / top)))
            for (article, number), score in best.items()
        )


def gather(
    index: Searched,
    question: str,
    *,
    without: frozenset[str] = frozenset(),
    ranking: Ranking = "hybrid",
    paragraphs: int = PARAGRAPHS,
    within: Within | None = None,
) -> Evidence:
    """Search the index, passing over the articles in `without`, and weigh the sentences of the best paragraphs."""
    asked = read(question)
    findings = _passing_over(search(index, question, limit=PASSAGES, ranking=ranking, within=within), without)
    articles = articles_of(index.catalog, (sight.article_id for sight in findings.sights))
    found = candidates(asked, findings, articles, paragraphs=paragraphs)
    scores = weigh.scores(found)
    order = np.argsort(-scores, kind="stable")
    ranked = tuple(found[i] for i in order)
    chance = 0.0
    if ranked:
        chance = decline.chance(decline.features(asked, findings, ranked, scores[order], articles))
    statements = tuple(s for s in index.catalog.statements(articles) if not within or _inside(within, s))
    return Evidence(asked, findings, articles, statements, ranked, scores[order], chance, partial(meanings, index))


def _inside(within: Within, statement: Statement) -> bool:
    return within.holds(statement.article, [statement.paragraph])


def _passing_over(findings: Findings, without: frozenset[str]) -> Findings:
    return replace(
        findings,
        hits=tuple(hit for hit in findings.hits if hit.article_id not in without),
        sights=tuple(sight for sight in findings.sights if sight.article_id not in without),
    )


def articles_of(catalog: Catalog | JointCatalog, ids: Iterable[str]) -> dict[str, Article]:
    """Return these articles by id, each read once."""
    return {key: catalog.article(key) for key in dict.fromkeys(ids)}
