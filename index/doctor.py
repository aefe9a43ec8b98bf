"""Does an index keep its promises? What `readout doctor` finds, and how it is mended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.article import Article, fingerprint
from index.build import Ledger, rebuild
from index.folder import Index
from index.passage import Passage


@dataclass(frozen=True, slots=True)
class Finding:
    """A promise that does not hold, in a sentence; `article` is the one to index again, None where none is to blame."""

    sentence: str
    article: str | None = None


def examine(index: Index) -> tuple[Finding, ...]:
    """Return all that is wrong with an index; empty where every promise holds.

    Each passage has its vectors and its full text, each paragraph with words stands in a passage, each statement's
    words stand where it says, each article is the one that was indexed, no vector is left over, and the file is whole.
    """
    return (*_file(index), *_vectors(index), *_articles(index))


def mend(index: Index, findings: Sequence[Finding], ledger: Ledger) -> int:
    """Mend what can be mended: articles are indexed again from the catalog's own words, vectors left over removed.

    Return how many articles were indexed again.
    """
    broken = list(dict.fromkeys(one.article for one in findings if one.article is not None))
    rebuild(index, [index.catalog.article(key) for key in broken], ledger)
    index.vectors.remove(sorted(index.vectors.ids() - index.catalog.vectors()))
    return len(broken)


def _file(index: Index) -> Iterator[Finding]:
    for problem in index.catalog.damage():
        yield Finding(f"The catalog's file is damaged: {problem}.")


def _vectors(index: Index) -> Iterator[Finding]:
    known, there = index.catalog.vectors(), index.vectors.ids()
    lost = known - there
    stray = len(there - known)
    for article_id, count in index.catalog.owners(lost):
        yield Finding(f"{article_id}: {_several(count, 'vector')} missing from the store.", article_id)
    if stray:
        yield Finding(f"{_several(stray, 'vector')} of no article left in the store.")


def _several(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"


def _articles(index: Index) -> Iterator[Finding]:
    texts = index.catalog.indexed_texts()
    prints = index.catalog.fingerprints()
    for article_id in sorted(prints):
        article = index.catalog.article(article_id)
        if fingerprint(article) != prints[article_id]:
            yield Finding(f"{article_id}: its words are not those that were indexed.", article_id)
            continue
        spans = index.catalog.spans_of(article_id)
        for number in _uncovered(article, spans.values()):
            yield Finding(f"{article_id}:{number} stands in no passage.", article_id)
        for passage, (first, last) in spans.items():
            if texts.get(passage) != _body(article, first, last):
                yield Finding(f"{article_id}:{first} is missing from the full text.", article_id)
        yield from _statements(index, article)
        yield from _parts(index, article)


def _body(article: Article, first: int, last: int) -> str:
    return "\n".join(p.text for p in Passage(article.id, article.paragraphs[first - 1 : last]).worded)


def _uncovered(article: Article, spans: Iterable[tuple[int, int]]) -> list[int]:
    held = {number for first, last in spans for number in range(first, last + 1)}
    return [p.number for p in Passage(article.id, article.paragraphs).worded if p.number not in held]


def _statements(index: Index, article: Article) -> Iterator[Finding]:
    for statement in index.catalog.statements([article.id]):
        inside = 1 <= statement.paragraph <= len(article.paragraphs)
        text = article.paragraph(statement.paragraph).text if inside else ""
        if text[statement.start : statement.end] != statement.content:
            yield Finding(f"{article.id}:{statement.paragraph}: a statement's words are not there.", article.id)


def _parts(index: Index, article: Article) -> Iterator[Finding]:
    for _, part in index.catalog.parts_of([article.id], dimensions=index.encoder.dimensions):
        lengths = np.array([len(paragraph.text) for paragraph in article.paragraphs])
        numbers = part.places[:, 0]
        known = (numbers >= 1) & (numbers <= len(lengths))
        if len(part.tokens) != len(part.places) or not known.all() or (part.places[:, 2] > lengths[numbers - 1]).any():
            yield Finding(f"{article.id}: words of a passage stand where there are none.", article.id)
            return
