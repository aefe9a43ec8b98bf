"""Quotations whose cue is in no list: "… ," she deadpanned; He was blunt: "…"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.ledger.clause import Attribution, words_of
from index.ledger.noun import can_speak, is_verb, phrase
from index.ledger.subject import subject
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Doc, Token


def unnamed(sentence: "Doc") -> Iterator[Attribution]:
    """Return the folded quotation of a sentence as said by the subject of the verb that governs it."""
    at = _folded(sentence)
    if at is None:
        return
    verb = _governor(sentence[at])
    speaker = subject(verb) if verb is not None else None
    if verb is not None and speaker is not None and speaker.i not in (at, at - 1) and can_speak(speaker, strict=False):
        yield Attribution(phrase(speaker), verb.i, words_of(verb), (at - 1, at), Stance.ASSERTS, after=at < verb.i)


def _folded(sentence: "Doc") -> int | None:
    for token in sentence[1:]:
        if token.lower_ == "works" and token.nbor(-1).lower_ == "it":
            return int(token.i)
    return None


def _governor(placeholder: "Token") -> "Token | None":
    if placeholder.dep_ in ("ccomp", "parataxis", "conj", "dep", "advcl") and is_verb(placeholder.head):
        return placeholder.head
    beside = [child for child in placeholder.children if is_verb(child)]
    return next((child for child in beside if child.dep_ in ("parataxis", "ccomp", "advcl", "conj", "dep")), None)
