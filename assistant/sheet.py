"""Statements and comparisons as people and programs read them: JSON, Markdown, CSV, HTML, terminal."""

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.comparison import Comparison, Relation, Row
from assistant.naming import Articles, markdown, names, shortened, visible
from index.statement import Stance, Statement

if TYPE_CHECKING:
    from rich.console import RenderableType

COMPUTED = "Found by comparing, not reported by an article"
REPORTED = "Reported as left out"


def statement_json(statement: Statement) -> dict[str, Any]:
    """Return a statement as the contract's JSON object."""
    return {
        "article": statement.article,
        "paragraph": statement.paragraph,
        "speaker": statement.speaker,
        "speaker_text": statement.speaker_text,
        "cue": statement.cue,
        "start": statement.start,
        "end": statement.end,
        "content": statement.content,
        "stance": str(statement.stance),
        "speech": str(statement.speech),
        "issuer": statement.issuer,
        "about": statement.about,
    }


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as the contract's JSON object."""
    return {
        "a": comparison.a,
        "b": comparison.b,
        "rows": [
            {
                "topic": row.topic,
                "a": [statement_json(statement) for statement in row.a],
                "b": [statement_json(statement) for statement in row.b],
                "relation": str(row.relation),
                "event": list(row.event),
                "nearest": statement_json(row.nearest) if row.nearest else None,
            }
            for row in comparison.rows
        ],
        "reported_omissions": [statement_json(statement) for statement in comparison.reported_omissions],
    }


def told(statement: Statement, *, speaker: bool = True) -> str:
    """Return who says what in one line: speaker, cue, and the words in quotation marks."""
    who = f"{statement.speaker} " if speaker else ""
    outer = f" (as {statement.issuer} has it)" if statement.issuer else ""
    return f"{who}[{statement.cue}]{outer}: “{visible(statement.content)}”"


def relation(row: Row, comparison: Comparison) -> str:
    """Return the relation of a row with the sides' names in place of A and B."""
    match row.relation:
        case Relation.ONLY_A:
            return f"only {comparison.a}"
        case Relation.ONLY_B:
            return f"only {comparison.b}"
        case Relation.AGREEMENT | Relation.DIFFERENCE:
            return str(row.relation)


def _blank(row: Row) -> str:
    """Return what stands where one side says nothing: the nearest it does say."""
    if row.nearest is None:
        return "says nothing here"
    return f"no counterpart found; nearest: {row.nearest.speaker}: “{shortened(row.nearest.content, 80)}”"


def _cells(row: Row, place: "Places") -> tuple[str, str]:
    ours = " / ".join(f"{told(s)} {place(s)}" for s in row.a) or _blank(row)
    theirs = " / ".join(f"{told(s)} {place(s)}" for s in row.b) or _blank(row)
    return ours, theirs


class Places:
    """Names the place of a statement: its article, by source and day, and its paragraph."""

    def __init__(self, keys: Iterable[str], articles: Articles) -> None:
        self.called = names(articles(key) for key in dict.fromkeys(keys))

    def __call__(self, statement: Statement) -> str:
        """Return the place in brackets, as it stands behind a quotation."""
        return f"({self.called[statement.article]} ¶{statement.paragraph})"

    def event(self, keys: Sequence[str]) -> str:
        """Return the articles of an event by name."""
        return "; ".join(self.called[key] for key in keys)


def places(comparison: Comparison, articles: Articles) -> Places:
    """Return the names of all articles of a comparison."""
    rowed = (key for row in comparison.rows for key in row.event)
    return Places([*rowed, *(s.article for s in comparison.reported_omissions)], articles)


def by_event(comparison: Comparison) -> dict[tuple[str, ...], list[Row]]:
    """Return the rows of each event, in their order."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in comparison.rows:
        groups.setdefault(row.event, []).append(row)
    return groups


def silent(comparison: Comparison, rows: Sequence[Row]) -> str:
    """Return a sentence where one side has no statement at all among these rows, else nothing."""
    for name, side in ((comparison.a, "a"), (comparison.b, "b")):
        if not any(getattr(row, side) or (row.nearest and not getattr(row, side)) for row in rows):
            return f"The articles hold no statement by {name} on this."
    return ""


def comparison_markdown(comparison: Comparison, articles: Articles) -> str:
    """Return a table for each event and the list of what articles report as left out."""
    place = places(comparison, articles)
    blocks = [f"# {markdown(comparison.a)} and {markdown(comparison.b)}"]
    for event, rows in by_event(comparison).items():
        blocks.append(f"## {markdown(place.event(event))}")
        blocks += [markdown(silent(comparison, rows))] if silent(comparison, rows) else []
        lines = [f"| topic | {markdown(comparison.a)} | {markdown(comparison.b)} | |", "|---|---|---|---|"]
        for row in rows:
            cells = (row.topic, *_cells(row, place), relation(row, comparison))
            lines.append("| " + " | ".join(markdown(cell) for cell in cells) + " |")
        blocks.append("\n".join(lines))
    if comparison.reported_omissions:
        reported = [f"* {markdown(f'{told(s)} {place(s)}')}" for s in comparison.reported_omissions]
        blocks.append("\n".join([f"## {REPORTED}", "", *reported]))
    return "\n\n".join(blocks) + "\n"


def comparison_html(comparison: Comparison, articles: Articles) -> str:
    """Return the tables as one line of HTML in which nothing but our own elements is markup."""
    place = places(comparison, articles)
    sides = f"<th>{escape(visible(comparison.a))}</th><th>{escape(visible(comparison.b))}</th>"
    parts = []
    for event, rows in by_event(comparison).items():
        body = "".join(_html_row(row, comparison, place) for row in rows)
        said = silent(comparison, rows)
        note = f"<p class='searched'>{escape(visible(said))}</p>" if said else ""
        parts.append(
            f"{note}<table class='matrix'><caption>{escape(visible(place.event(event)))}</caption>"
            f"<thead><tr><th>Topic</th>{sides}<th></th></tr></thead><tbody>{body}</tbody></table>"
        )
    return "".join(parts)


def _html_row(row: Row, comparison: Comparison, place: Places) -> str:
    cells = "".join(f"<td>{escape(visible(cell))}</td>" for cell in _cells(row, place))
    kind = str(row.relation).replace(" ", "-").lower()
    return (
        f"<tr class='{kind}'><th scope='row'>{escape(visible(row.topic))}</th>{cells}"
        f"<td>{escape(visible(relation(row, comparison)))}</td></tr>"
    )


def comparison_terminal(comparison: Comparison, articles: Articles) -> "RenderableType":
    """Return what `readout compare` prints: a table for each event, and what is reported as left out."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    place = places(comparison, articles)
    parts: list[RenderableType] = []
    for event, rows in by_event(comparison).items():
        table = Table("Topic", visible(comparison.a), visible(comparison.b), "", show_lines=True, title_justify="left")
        table.title = Text(visible(place.event(event)), "bold")
        for row in rows:
            cells = (row.topic, *_cells(row, place), relation(row, comparison))
            table.add_row(*(Text(visible(cell)) for cell in cells))
        parts += [Text(silent(comparison, rows))] if silent(comparison, rows) else []
        parts.append(table)
    if comparison.reported_omissions:
        parts.append(Text(f"\n{REPORTED}:", "bold"))
        parts += [Text(visible(f"· {told(s)} {place(s)}")) for s in comparison.reported_omissions]
    return Group(*parts)


def statements_markdown(statements: Sequence[Statement], articles: Articles) -> str:
    """Return the statements as a Markdown table."""
    place = Places((s.article for s in statements), articles)
    lines = ["| speaker | cue | stance | words | where |", "|---|---|---|---|---|"]
    for s in statements:
        cells = (s.speaker, s.cue, str(s.stance), s.content, place(s).strip("()"))
        lines.append("| " + " | ".join(markdown(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def statements_terminal(statements: Sequence[Statement], articles: Articles) -> "RenderableType":
    """Return what `readout who` prints: a line for each statement, the speaker first."""
    from rich.console import Group
    from rich.text import Text

    place = Places((s.article for s in statements), articles)
    lines: list[RenderableType] = []
    for s in statements:
        mark = "" if s.stance is Stance.ASSERTS else f" {s.stance}"
        lines.append(
            Text.assemble(
                (visible(s.speaker), "bold"),
                (f" [{visible(s.cue)}]{mark} ", "cyan"),
                f"“{visible(s.content)}” ",
                (visible(place(s)), "dim"),
            )
        )
    return Group(*lines) if lines else Text("No statement was found.")


def comparison_csv(comparison: Comparison, articles: Articles) -> str:
    """Return a line for each statement: topic, relation, side, speaker, cue, words, article, paragraph, offsets, url.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    for row in comparison.rows:
        for side, several in ((comparison.a, row.a), (comparison.b, row.b)):
            for said in several:
                table.writerow(_csv_row(row.topic, relation(row, comparison), side, said, articles))
    for said in comparison.reported_omissions:
        table.writerow(_csv_row("", "reported as left out", "", said, articles))
    return out.getvalue()


_COLUMNS = (
    "topic", "relation", "side", "speaker", "cue", "words", "title", "source", "published", "paragraph",
    "start", "end", "article", "url",
)  # fmt: skip


def _csv_row(topic: str, relation: str, side: str, said: Statement, articles: Articles) -> list[str]:
    article = articles(said.article)
    cells = (
        topic, relation, side, said.speaker, said.cue, said.content, article.title, article.source, article.published,
        said.paragraph, said.start, said.end, article.id, article.url,
    )  # fmt: skip
    told = [visible(str(cell)) if cell is not None else "" for cell in cells]
    return [f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in told]
