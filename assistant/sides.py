"""Which statements of a collection are asked for: by speaker, by topic, by article; and two speakers' side by side."""

from collections.abc import Sequence

from assistant.comparison import Comparison, Judge, narrowed
from assistant.library import Library
from assistant.matrix import compared, contrasted
from index.ledger import speakers_matching
from index.problem import Problem
from index.statement import Statement

# How far below the nearest statement, in mean cosine of its words, one may lie and be on the topic; and the least.
ON_TOPIC = 0.15
LEAST = 0.3


def selected(
    library: Library, speaker: str | None, about: str | None, articles: Sequence[str] | None
) -> tuple[Statement, ...]:
    """Return the statements of a speaker (of all where None), on a topic, in some articles."""
    if articles is not None:
        known = {article.id for article in library.articles()}
        for key in articles:
            if key not in known:
                raise Problem(f"There is no article {key!r} in the index: its articles are listed by `readout who`.")
    statements = tuple(library.statements(articles))
    if speaker is not None:
        statements = speakers_matching(speaker, statements)
    return on_topic(library, statements, about) if about else statements


def on_topic(library: Library, statements: Sequence[Statement], about: str) -> tuple[Statement, ...]:
    """Return the statements on a topic, nearest first."""
    if not statements:
        return ()
    near = library.nearness(statements, about)
    least = max(LEAST, float(near.max()) - ON_TOPIC)
    order = sorted(range(len(statements)), key=lambda place: -near[place])
    return tuple(statements[place] for place in order if near[place] >= least)


def side_by_side(
    library: Library,
    a: str,
    b: str,
    *,
    about: str | None,
    articles: Sequence[str] | None,
    judge: Judge | None,
) -> Comparison:
    """Return two speakers compared; raise Problem where neither of them says anything here.

    On a topic, the rows that one side has on it are given: a counterpart counts wherever it stands.
    """
    every = selected(library, None, None, articles)
    theirs = [*speakers_matching(a, every), *speakers_matching(b, every)]
    wanted = set(on_topic(library, theirs, about) if about else theirs)
    if not wanted:
        told = f" about {about}" if about else ""
        raise Problem(f"Neither {a} nor {b} says anything{told} in these articles: `readout who` lists who does.")
    speaking = {key: library.article(key) for key in dict.fromkeys(s.article for s in every)}
    comparison = compared(a, b, every, speaking, library.meanings, judge=judge)
    return narrowed(comparison, wanted) if about else comparison


def articles_side_by_side(library: Library, a: str, b: str) -> Comparison:
    """Return what two articles report, side by side; raise Problem where neither quotes anybody."""
    statements = selected(library, None, None, (a, b))
    if a == b:
        raise Problem("An article compared with itself says the same: choose two articles.")
    if not statements:
        raise Problem("Neither article reports what anybody says: there is nothing to set side by side.")
    return contrasted(library.article(a), library.article(b), statements, library.meanings)
