"""A conversation kept as JSON becomes replies again, held against the articles as they are now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.comparison import Comparison
from assistant.conversation import told_of
from assistant.naming import Articles
from assistant.reply import Answer, Citation, Claim, Found, Refusal, Reply, Withheld, cite
from assistant.sheet import comparison_json
from index.article import Paragraph
from index.statement import Statement

GONE = "The articles no longer hold the words that this reply quoted: ask again."
_COMPARISON = TypeAdapter(Comparison)

Told = Mapping[str, Any]


def kept(reply: Reply, articles: Articles) -> dict[str, Any]:
    """Return the reply as the export has it, and the two sides beside it where there are any."""
    sides = isinstance(reply, Answer) and reply.comparison
    return told_of(reply, articles) | ({"comparison": comparison_json(sides)} if sides else {})


def reopened(told: Told, articles: Articles) -> Reply | None:
    """Return the reply that `kept` has told, from the articles as they are.

    A claim whose words no longer stand where they were cited is left out, which the note tells; None where nothing is
    left. Raise KeyError, TypeError or ValueError where it was not `kept` that told it.
    """
    found = tuple(_found(told["evidence"], articles))
    facts = {"narrowed": told.get("narrowed", ""), "seconds": told["seconds"]}
    asked = (told["question"], told["standalone"], found)
    if told["kind"] == "refusal":
        return Refusal(*asked, told["reason"], **facts)
    every = [_claim(claim, articles) for claim in told["claims"]]
    claims = tuple(claim for claim in every if claim)
    if not claims:
        return None
    answer = Answer(*asked, claims, note=_note(told.get("note"), len(every) - len(claims)), **facts)
    return replace(
        answer,
        withheld=tuple(Withheld(one["text"], one["support"], one["reason"]) for one in told.get("withheld", ())),
        comparison=_comparison(told.get("comparison"), articles),
        also=dict(_also(told["claims"], claims)),
    )


def _found(evidence: Iterable[Told], articles: Articles) -> Iterator[Found]:
    for one in evidence:
        paragraph = _paragraph(one["article"], one["paragraph"], articles)
        if paragraph is not None:
            yield Found(one["article"], paragraph, one["score"])


def _claim(told: Told, articles: Articles) -> Claim | None:
    citations = [_citation(one, articles) for one in told["citations"]]
    return None if None in citations else Claim(told["text"], tuple(c for c in citations if c is not None))


def _citation(told: Told, articles: Articles) -> Citation | None:
    paragraph = _paragraph(told["article"], told["paragraph"], articles)
    if paragraph is None or paragraph.text[told["start"] : told["end"]] != told["quote"]:
        return None
    return cite(told["article"], paragraph, told["start"], told["end"])


def _paragraph(key: str, number: int, articles: Articles) -> Paragraph | None:
    try:
        paragraphs = articles(key).paragraphs
    except KeyError:
        return None
    return paragraphs[number - 1] if 1 <= number <= len(paragraphs) else None


def _also(told: Iterable[Told], claims: Sequence[Claim]) -> Iterator[tuple[Citation, tuple[str, ...]]]:
    standing = {(c.article, c.paragraph, c.start, c.end): c for claim in claims for c in claim.citations}
    for one in (citation for claim in told for citation in claim["citations"]):
        citation = standing.get((one["article"], one["paragraph"], one["start"], one["end"]))
        if citation is not None and one.get("also"):
            yield citation, tuple(one["also"])


def _comparison(told: Any, articles: Articles) -> Comparison | None:
    """Return the two sides, None where there are none or a word of theirs no longer stands."""
    try:
        sides = _COMPARISON.validate_python(told) if told else None
    except ValidationError:
        return None
    if sides is None:
        return None
    rows = [statement for row in sides.rows for statement in (*row.a, *row.b, *filter(None, [row.nearest]))]
    return sides if all(_stands(one, articles) for one in (*rows, *sides.reported_omissions)) else None


def _stands(statement: Statement, articles: Articles) -> bool:
    paragraph = _paragraph(statement.article, statement.paragraph, articles)
    return paragraph is not None and paragraph.text[statement.start : statement.end] == statement.content


def _note(note: str | None, lost: int) -> str:
    if not lost:
        return note or ""
    what = "1 sentence is" if lost == 1 else f"{lost} sentences are"
    return " ".join(filter(None, [note, f"{what} left out: the articles no longer hold the words quoted for it."]))
