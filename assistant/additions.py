"""Articles that somebody puts beside a collection: indexed in memory, asked together with it, kept by nobody else.

What was is never changed: each change makes another index, so that a question which is being answered goes on with
what it began with.
"""

from collections.abc import Sequence

from assistant.naming import described, shortened
from assistant.shelve import ledger
from index.article import Article
from index.build import build, remove
from index.copies import words_of
from index.folder import Index
from index.joint import copied, unnamed
from index.problem import Problem


def changed(shared: Index, own: Index | None, more: Sequence[Article], less: Sequence[str]) -> Index | None:
    """Return an index of one's own with these articles more and those, by their ids, less; None where none is left.

    Raise Problem where an article to add is there already, in either index, or its id is; KeyError where one to
    remove is not of one's own.
    """
    after = unnamed(shared.encoder) if own is None else copied(own)
    remove(after, less)
    for article in more:
        _refuse(article, shared, after)
        build(after, [article], ledger=ledger)
    return after if after.catalog.fingerprints() else None


def _refuse(article: Article, *there: Index) -> None:
    """Raise Problem where the article, or another with its id, is in one of these."""
    words = words_of(article)
    for index in there:
        original = index.catalog.stories.originals([words]).get(words) if words else None
        if original is not None:
            name = shortened(described(index.catalog.article(original)), 120)
            raise Problem(f"It is among the articles already, word for word: {name}.")
        if article.id in index.catalog.fingerprints(copies=True):
            raise Problem(f"There is an article with the id {article.id!r} already: give this one another.")
