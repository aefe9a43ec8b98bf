"""Runs of words, by token numbers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.language import Doc, Token

Span = tuple[int, int]
"""First and last word, both included, as token numbers."""


def trimmed(token: "Token") -> Span:
    """Return the words that hang on one word, without a leading "that" and without marks at the ends."""
    return trim(token.doc, token.left_edge.i, token.right_edge.i)


def trim(doc: "Doc", first: int, last: int) -> Span:
    """Return the span without marks at its ends and without a leading "that"."""
    while first < last and (doc[first].is_punct or _complementizer(doc[first]) or _complementizer_only(doc[first])):
        first += 1
    while last > first and doc[last].is_punct:
        last -= 1
    return first, last


def _complementizer_only(token: "Token") -> bool:
    return token.lower_ in ("only", "simply", "merely") and token.nbor().lower_ == "that"


def _complementizer(token: "Token") -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return token.lower_ == "that" and (
        token.tag_ == "IN" or token.dep_ == "mark" or following.tag_ in ("PRP", "DT", "NNP", "EX", "PRP$")
    )
