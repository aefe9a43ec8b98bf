"""Two speakers' statements side by side: topic by topic, and what only one of them says."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.comparison import Comparison, Judge, Relation, Row
from assistant.event import events
from assistant.match import ALIKE, JOINS, NEARLY, Matching, contradicts, matched, shared
from assistant.naming import names, shortened
from assistant.said import intends
from index.article import Article
from index.ledger import speakers_matching, state_of
from index.ledger.state import aliases
from index.meaning import Meanings
from index.statement import Stance, Statement
from index.stopwords import STOPWORDS

_BOTH = re.compile(
    r"^(?:the )?(?:both|two)\b(?: \w+)? (?:sides|parties|countries|governments|nations|ministers|leaders|presidents|"
    r"chiefs|delegations|allies|capitals|men|women|officials|states)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|merely)\b", re.IGNORECASE)


def compared(
    a: str,
    b: str,
    statements: Sequence[Statement],
    articles: Mapping[str, Article],
    meanings: Meanings,
    *,
    judge: Judge | None = None,
) -> Comparison:
    """Compare what two speakers say in these statements; `articles` holds the article of each."""
    ours, theirs = own_words(a, b, statements), own_words(b, a, statements)
    speaking = dict.fromkeys(s.article for s in (*ours, *theirs))
    rows: list[Row] = []
    for event in events([articles[key] for key in speaking]):
        one = [s for s in ours if s.article in event]
        other = [s for s in theirs if s.article in event]
        together = [s for s in jointly(a, b, statements, articles) if s.article in event]
        rows += [Row(_topic(s, s), (s,), (s,), Relation.AGREEMENT, event) for s in together]
        rows += _rows(one, other, event, meanings, judge)
    left_out = [s for name in (a, b) for s in omissions(name, statements)]
    return Comparison(a, b, tuple(rows), tuple(dict.fromkeys(left_out)))


def contrasted(one: Article, other: Article, statements: Sequence[Statement], meanings: Meanings) -> Comparison:
    """Compare what two articles report that anybody says; `statements` are theirs, the sides their short names."""
    ours, theirs = (_reported(statements, article.id) for article in (one, other))
    called = names([one, other])
    rows = tuple(_rows(ours, theirs, (one.id, other.id), meanings, None))
    left_out = tuple(s for s in statements if s.stance is Stance.OMITS)
    return Comparison(called[one.id], called[other.id], rows, left_out)


def _reported(statements: Sequence[Statement], article: str) -> list[Statement]:
    """Return what an article reports that anybody says, outermost statements only."""
    silent = (Stance.OMITS, Stance.DECLINES)
    return outermost([s for s in statements if s.article == article and s.stance not in silent and not intends(s)])


def own_words(name: str, other: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return what a speaker says, outermost statements only; not what others say the speaker thinks or says to them."""
    own = speakers_matching(name, statements)
    against = {s.speaker for s in speakers_matching(other, statements)}
    said = [
        s
        for s in own
        if (s.stance not in (Stance.OMITS, Stance.DECLINES) or (s.stance is Stance.OMITS and _ONLY.match(s.cue)))
        and not intends(s)
        and s.issuer not in against
    ]
    return outermost(said)


def outermost(said: Sequence[Statement]) -> list[Statement]:
    """Return the statements that do not stand inside another of them, in order."""
    beside: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in said:
        beside[statement.article, statement.paragraph].append(statement)
    return [s for s in said if not any(_inside(s, outer) for outer in beside[s.article, s.paragraph])]


def _inside(inner: Statement, outer: Statement) -> bool:
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end


def omissions(name: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return what is reported to be left out by a speaker."""
    return [s for s in speakers_matching(name, statements) if s.stance is Stance.OMITS]


def jointly(a: str, b: str, statements: Sequence[Statement], articles: Mapping[str, Article]) -> list[Statement]:
    """Return what "both sides" say by the article's own account, where the article names both."""
    return [
        s
        for s in statements
        if s.issuer is None
        and s.stance is not Stance.OMITS
        and _BOTH.match(s.speaker)
        and all(_named(name, articles[s.article]) for name in (a, b))
    ]


def _named(name: str, article: Article) -> bool:
    state = state_of(name)
    words = aliases(state) if state else (name.split()[-1],)
    text = " ".join([article.title, *(p.text for p in article.paragraphs)])
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def _rows(
    ours: Sequence[Statement],
    theirs: Sequence[Statement],
    event: tuple[str, ...],
    meanings: Meanings,
    judge: Judge | None,
) -> Iterator[Row]:
    vectors = meanings([*ours, *theirs])
    near = vectors[: len(ours)] @ vectors[len(ours) :].T
    texts = [s.content for s in ours], [s.content for s in theirs]
    found, relations = _judged(matched(*texts, near, least=NEARLY if judge else ALIKE), ours, theirs, judge)
    joined = _joined(found)
    for rows, columns in joined:
        a, b = tuple(ours[row] for row in rows), tuple(theirs[column] for column in columns)
        yield Row(_topic(a[0], b[0]), a, b, relations[rows[0], columns[0]], event)
    paired = {row for rows, _ in joined for row in rows}
    alone = [row for row in range(len(ours)) if row not in paired]
    yield from _alone([ours[row] for row in alone], found.alike[alone], theirs, Relation.ONLY_A, event)
    paired = {column for _, columns in joined for column in columns}
    alone = [column for column in range(len(theirs)) if column not in paired]
    yield from _alone([theirs[column] for column in alone], found.alike.T[alone], ours, Relation.ONLY_B, event)


def _judged(
    found: Matching, ours: Sequence[Statement], theirs: Sequence[Statement], judge: Judge | None
) -> tuple[Matching, dict[tuple[int, int], Relation]]:
    """Return the pairs that are counterparts, with the relation of each; where the judge is silent the rules decide."""
    relations: dict[tuple[int, int], Relation] = {}
    for row, column in found.pairs:
        verdict = judge(ours[row], theirs[column]) if judge else None
        if verdict is None and found.alike[row, column] >= ALIKE:
            verdict = relation_of(ours[row], theirs[column])
        if verdict in (Relation.AGREEMENT, Relation.DIFFERENCE):
            relations[row, column] = verdict
    return replace(found, pairs=tuple(relations)), relations


def _alone(
    own: Sequence[Statement],
    alike: NDArray[np.float64],
    others: Sequence[Statement],
    relation: Relation,
    event: tuple[str, ...],
) -> Iterator[Row]:
    """Yield a row for each statement of one side without a counterpart; those that say the same share one."""
    again = shared([s.content for s in own], [s.content for s in own])
    done: set[int] = set()
    for place, statement in enumerate(own):
        if place in done:
            continue
        same = [n for n in range(place, len(own)) if n not in done and (n == place or again[place, n] >= JOINS)]
        done.update(same)
        told = tuple(own[n] for n in same)
        a, b = (told, ()) if relation is Relation.ONLY_A else ((), told)
        nearest = others[int(alike[place].argmax())] if others else None
        yield Row(_topic(statement, None), a, b, relation, event, nearest)


def _joined(found: Matching) -> list[tuple[list[int], list[int]]]:
    """Return the pairs as lists, with every other statement that says the same again."""
    groups = [([row], [column]) for row, column in found.pairs]
    rows, columns = {row for row, _ in found.pairs}, {column for _, column in found.pairs}
    for rowed, columned in groups:
        first, second = rowed[0], columned[0]
        rowed += [r for r in np.flatnonzero(found.alike[:, second] >= JOINS).tolist() if r not in rows]
        columned += [c for c in np.flatnonzero(found.alike[first] >= JOINS).tolist() if c not in columns]
        rows.update(rowed)
        columns.update(columned)
    return groups


def relation_of(a: Statement, b: Statement) -> Relation:
    """Return whether two counterparts agree; a denial of what the other says is a difference."""
    denied = (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES)
    return Relation.DIFFERENCE if denied != contradicts(a.content, b.content) else Relation.AGREEMENT


def _topic(one: Statement, other: Statement | None) -> str:
    """Return the longest run of words that both hold, else how the first begins."""
    run = _common(one.content, other.content) if other is not None and other is not one else ""
    return run or shortened(one.content, 60)


def _common(one: str, other: str) -> str:
    words, others = re.findall(r"[\w'’-]+", one), [w.lower() for w in re.findall(r"[\w'’-]+", other)]
    pairs = set(pairwise(others)) | {(word,) for word in others}
    best: list[str] = []
    run: list[str] = []
    for word in words:
        low = word.lower()
        goes_on = bool(run) and (run[-1].lower(), low) in pairs
        run = [*run, word] if goes_on else [word] if (low,) in pairs else []
        if len(run) > len(best):
            kept = _stripped(run)
            best = kept if len(kept) > len(best) else best
    return " ".join(best[:10])


def _stripped(words: list[str]) -> list[str]:
    while words and words[0].lower() in STOPWORDS:
        words = words[1:]
    while words and words[-1].lower() in STOPWORDS:
        words = words[:-1]
    return words
