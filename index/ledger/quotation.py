"""A whole quotation behind its cue, and one clause that a cue with its speaker interrupts."""

from typing import TYPE_CHECKING

from index.ledger.noun import children, is_verb
from index.ledger.span import Span, trim

if TYPE_CHECKING:
    from index.language import Token

_BETWEEN = 8


def quoted_behind(token: "Token") -> Span | None:
    """Return the folded quotation right behind "said," or "told reporters:", however the parse joins it."""
    for at in range(token.i + 1, min(token.i + _BETWEEN, len(token.doc) - 2)):
        word = token.doc[at]
        if word.text in (",", ":"):
            folded = token.doc[at + 1].lower_ == "it" and token.doc[at + 2].lower_ == "works"
            return (at + 1, at + 2) if folded else None
        if is_verb(word) or word.is_punct:
            return None
    return None


def interrupted(token: "Token", behind: Span) -> Span:
    """Return the whole of "There is no proof, she said in a letter, that …": the clause goes on behind the cue."""
    doc = token.doc
    mark = behind[0] - 1
    fronted = [child for child in children(token, "ccomp") if child.i < token.i]
    if not fronted or mark < 1 or doc[mark].lower_ != "that" or doc[mark - 1].text != ",":
        return behind
    return trim(doc, fronted[0].left_edge.i, behind[1])


def finite_tail(token: "Token", child: "Token", span: Span) -> Span:
    """End an infinitive before a finite verb joined to it: "hopes to win and plans to stay" are two wishes."""
    if child.tag_ != "VB" or not any(part.tag_ == "TO" for part in child.lefts):
        return span
    for other in child.subtree:
        alone = other.dep_ == "conj" and other.tag_ == token.tag_ and not children(other, "nsubj", "aux", "nsubjpass")
        if alone and other.tag_ in ("VBZ", "VBD", "VBP") and other.head.tag_ == "VB":
            joins = [part.i for part in other.head.rights if part.dep_ == "cc" and part.i < other.i]
            return trim(token.doc, span[0], (joins[-1] if joins else other.i) - 1)
    return span
