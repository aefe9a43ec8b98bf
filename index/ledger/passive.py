"""What is attributed by a passive verb to its agent: "was rejected by Beijing", "as described by aides"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.ledger.content import as_someone_says
from index.ledger.cue import Cue
from index.ledger.noun import children, is_noun
from index.ledger.span import Span, trimmed
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Token


def agent(token: "Token") -> "Token | None":
    """Return the head of the noun phrase behind "by"."""
    for by in children(token, "agent"):
        for noun in children(by, "pobj"):
            return noun
    return None


def asked(token: "Token", cue: Cue) -> Span | None:
    """Return the question of "Asked whether he would stay, …": who asked is not told."""
    if cue.stance is not Stance.ASKS or "q" not in cue.frames or token.tag_ not in ("VBN", "VBD"):
        return None
    shortened = token.dep_ in ("advcl", "acl") and not children(token, "nsubj")
    if agent(token) is not None or not (shortened or children(token, "nsubjpass")):
        return None
    for child in token.rights:
        marks = {part.lower_ for part in child.subtree if part.i == child.left_edge.i or part.dep_ == "mark"}
        wondering = child.left_edge.tag_ in ("WP", "WDT", "WRB") or marks & {"whether", "if"}
        if child.dep_ in ("ccomp", "advcl") and wondering and child.left_edge.i > token.i:
            return trimmed(child)
        if child.dep_ == "prep" and child.lower_ in ("about", "whether"):
            return next((trimmed(noun) for noun in children(child, "pobj", "pcomp")), None)
    return None


def passive(token: "Token", cue: Cue) -> Iterator[tuple[Span, bool]]:
    """Yield what the agent says; True with a span that the verb follows."""
    clause = as_someone_says(token)
    if clause is not None:
        yield clause, False
        return
    found = list(_behind(token)) or list(_charged(token, cue))
    thing = next(iter(children(token, "nsubjpass")), None)
    if not found and thing is not None and is_noun(thing) and set(cue.frames) & {"n"}:
        # "The idea that Mexico would pay was ridiculed by its president" is the active voice turned round.
        found = [(trimmed(thing), False)]
    yield from found


def _behind(token: "Token") -> Iterator[tuple[Span, bool]]:
    for child in token.rights:
        if child.dep_ in ("ccomp", "xcomp"):
            yield trimmed(child), False
        elif child.dep_ == "prep" and child.lower_ == "as":
            yield from ((trimmed(noun), False) for noun in children(child, "pobj", "pcomp"))


def _charged(token: "Token", cue: Cue) -> Iterator[tuple[Span, bool]]:
    """Yield what someone "was accused by rivals of": the parse may give it to the rivals."""
    by = agent(token)
    for child in (*token.rights, *(by.rights if by is not None else ())):
        if child.dep_ == "prep" and child.lower_ in cue.prepositions - {"as", "by"}:
            yield from ((trimmed(noun), False) for noun in children(child, "pobj", "pcomp"))
