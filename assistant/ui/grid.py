"""Two sides as a table in the page: every statement leads to its paragraph in the reader."""

from collections.abc import Sequence
from html import escape

from assistant.comparison import Comparison, Relation, Row
from assistant.naming import Articles, described, shortened, visible
from assistant.sheet import Places, by_event, places, silent
from index.statement import Statement

# What a cell shows of a statement; the reader beside it has the whole.
CELL = 320
# In the order in which they are told.
_KINDS = {
    Relation.AGREEMENT: "both",
    Relation.DIFFERENCE: "differ",
    Relation.ONLY_A: "only-a",
    Relation.ONLY_B: "only-b",
}


def grid(comparison: Comparison, articles: Articles) -> str:
    """Return a table for each event, then what articles report as left out."""
    place = places(comparison, articles)
    tables = "".join(_table(event, rows, comparison, place, articles) for event, rows in by_event(comparison).items())
    return f"<div class='grid'>{tables}{_left_out(comparison.reported_omissions, place, articles)}</div>"


def counted(comparison: Comparison) -> str:
    """Return how many topics are shared and how many are told by one side only, in a sentence."""
    kinds = [row.relation for row in comparison.rows]
    both = kinds.count(Relation.AGREEMENT) + kinds.count(Relation.DIFFERENCE)
    told = [f"{both or 'nothing'} on both sides".capitalize()]
    told += [f"{kinds.count(Relation.DIFFERENCE)} in dispute"] if Relation.DIFFERENCE in kinds else []
    told += [f"{kinds.count(Relation.ONLY_A)} only from {comparison.a}"]
    told += [f"{kinds.count(Relation.ONLY_B)} only from {comparison.b}"]
    return " · ".join(visible(part) for part in told)


def _table(
    event: tuple[str, ...], rows: Sequence[Row], comparison: Comparison, place: Places, articles: Articles
) -> str:
    said = silent(comparison, rows)
    note = f"<p class='searched'>{escape(visible(said))}</p>" if said else ""
    sides = "".join(f"<th scope='col'>{escape(visible(name))}</th>" for name in (comparison.a, comparison.b))
    groups = "".join(
        _group(kind, [row for row in rows if row.relation is relation], comparison, place, articles)
        for relation, kind in _KINDS.items()
    )
    return (
        f"{note}<table><caption>{escape(visible(place.event(event)))}</caption>"
        f"<thead><tr>{sides}</tr></thead>{groups}</table>"
    )


def _group(kind: str, rows: Sequence[Row], comparison: Comparison, place: Places, articles: Articles) -> str:
    """All rows of one kind under its name."""
    if not rows:
        return ""
    named = {"both": "Both say", "differ": "They differ"}
    named |= {"only-a": f"Only {comparison.a}", "only-b": f"Only {comparison.b}"}
    label = f"<span>{escape(visible(named[kind]))}</span> {len(rows)}"
    head = f"<tr class='kind {kind}'><th colspan='2' scope='rowgroup'>{label}</th></tr>"
    return f"<tbody>{head}{''.join(_row(row, comparison, place, articles) for row in rows)}</tbody>"


def _row(row: Row, comparison: Comparison, place: Places, articles: Articles) -> str:
    """Both sides' words; above them the topic, where both speak: elsewhere it is only how the words begin."""
    is_shared = bool(row.a and row.b)
    topic = f"<tr class='topic'><th colspan='2' scope='rowgroup' dir='auto'>{escape(visible(row.topic))}</th></tr>"
    cells = "".join(
        f"<td data-side='{escape(visible(name))}'>{_cell(said, row, place, articles)}</td>"
        for name, said in ((comparison.a, row.a), (comparison.b, row.b))
    )
    return f"{topic if is_shared else ''}<tr>{cells}</tr>"


def _cell(said: Sequence[Statement], row: Row, place: Places, articles: Articles) -> str:
    if said:
        return "".join(_statement(statement, place, articles) for statement in said)
    if row.nearest is None:
        return "<p class='nothing'>Says nothing here.</p>"
    return f"<p class='nothing'>No counterpart found. Nearest:</p>{_statement(row.nearest, place, articles, near=True)}"


def _statement(statement: Statement, place: Places, articles: Articles, *, near: bool = False) -> str:
    """The words as a button that opens the reader at them, with who says them and where."""
    outer = f", as {escape(visible(statement.issuer))} has it" if statement.issuer else ""
    who = f"<b>{escape(visible(statement.speaker))}</b> {escape(visible(statement.cue))}{outer}"
    origin = escape(shortened(described(articles(statement.article)), 160))
    address = (
        f"data-article='{escape(statement.article)}' data-paragraph='{statement.paragraph}' "
        f"data-start='{statement.start}' data-end='{statement.end}'"
    )
    return (
        f"<button type='button' class='said{' near' if near else ''}' data-do='open' {address} data-origin='{origin}'>"
        f"<span class='who'>{who}</span><q dir='auto'>{escape(shortened(statement.content, CELL))}</q>"
        f"<span class='where'>{escape(place(statement).strip('()'))}</span></button>"
    )


def _left_out(omissions: Sequence[Statement], place: Places, articles: Articles) -> str:
    if not omissions:
        return ""
    listed = "".join(f"<li>{_statement(statement, place, articles)}</li>" for statement in omissions)
    return f"<section class='left-out'><h3>Reported as left out</h3><ul>{listed}</ul></section>"
