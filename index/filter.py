"""Which part of a collection is searched: by article, source, date of publication and speaker."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from index.catalog import Catalog
from index.joint import JointCatalog
from index.ledger.state import names_matching
from index.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to search; empty or None where all will do.

    `articles`: ids. `sources`: publications, in any case. `since`, `until`: days of publication, ISO 8601, both
    included; articles without a date are then left out. `speaker`: paragraphs in which this speaker says something.
    """

    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    speaker: str | None = None

    def __bool__(self) -> bool:
        return self != ALL


ALL = Filters()


@dataclass(frozen=True, slots=True)
class Within:
    """What a search may find: articles by id, and of these, where it is not None, paragraphs by id and number."""

    articles: frozenset[str]
    paragraphs: frozenset[tuple[str, int]] | None = None

    def holds(self, article_id: str, numbers: Iterable[int]) -> bool:
        """Say whether any of these paragraphs may be found."""
        if article_id not in self.articles:
            return False
        return self.paragraphs is None or any((article_id, number) in self.paragraphs for number in numbers)


def within(catalog: Catalog | JointCatalog, filters: Filters) -> Within | None:
    """Return what the filters leave, None where they leave all; raise Problem where they name what is not there."""
    if not filters:
        return None
    if filters.articles:
        _known("article", filters.articles, catalog.fingerprints())
    sources = catalog.sources() if filters.sources else ()
    _known("source", filters.sources, sources)
    wanted = {source.casefold() for source in filters.sources}
    kept = catalog.published(
        articles=filters.articles,
        sources=[source for source in sources if source.casefold() in wanted],
        since=filters.since,
        until=filters.until,
    )
    if not kept:
        raise Problem("No article is left to search: the filters leave none; widen the days, or leave one filter out.")
    if filters.speaker is None:
        return Within(frozenset(kept))
    called = catalog.names()
    said = {place for place in catalog.said(names_matching(filters.speaker, called)) if place[0] in kept}
    if not said:
        _known("speaker", (filters.speaker,), {speaker for speaker, _ in called})
        raise Problem(f"{filters.speaker} says nothing in these articles: `readout who` lists who does.")
    return Within(frozenset(article for article, _ in said), frozenset(said))


def _known(what: str, named: Iterable[str], known: Iterable[str]) -> None:
    """Raise Problem for a name that is not known, with those that are like it."""
    there = {name.casefold(): name for name in known}
    for name in named:
        if name.casefold() not in there:
            like = [there[key] for key in get_close_matches(name.casefold(), there, n=3, cutoff=0.5)]
            like = like or sorted(there.values())[:3]
            told = f": did you mean {' or '.join(map(repr, like))}?" if like else "."
            raise Problem(f"There is no {what} {name!r} in the index{told}")
