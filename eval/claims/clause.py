"""A parsed sentence taken apart: its main verb with subject and object, and the phrases that may go elsewhere."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.language import parsed, tokens

if TYPE_CHECKING:
    from index.language import Doc, Token


@dataclass(frozen=True, slots=True)
class Span:
    """Words `start` up to `end` of a sentence."""

    start: int
    end: int


@lru_cache(maxsize=4096)
def parse(text: str) -> "Doc":
    """Return a sentence parsed; its words are those of `Reading`."""
    return next(parsed([[word for word, _, _ in tokens(text)]]))


def whole(token: "Token") -> Span | None:
    """Return the words that belong to a word, where they stand together; else None."""
    places = sorted(part.i for part in token.subtree)
    return Span(places[0], places[-1] + 1) if places[-1] - places[0] + 1 == len(places) else None


def main_verb(doc: "Doc") -> "Token | None":
    """Return the main verb, or None where there is none that is finite."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    return root if root is not None and root.tag_ in {"VBD", "VBN", "VBZ", "VBP"} else None


def child(token: "Token", *roles: str) -> "Token | None":
    """Return the first word with one of these roles towards a word."""
    return next((part for part in token.children if part.dep_ in roles), None)
