"""What a verb of silence is about: the pieces that omission.py and absence.py share."""

from typing import TYPE_CHECKING

from index.ledger.clause import Attribution
from index.ledger.cue import lexicon
from index.ledger.noun import can_speak, children, is_verb, phrase
from index.ledger.span import Span, trim, trimmed
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Token

_ABOUT = frozenset(["of", "to", "about", "on", "into", "regarding", "concerning", "over", "upon", "for", "as"])


PRESENT = frozenset(
    [
        "reflect",
        "mention",
        "include",
        "contain",
        "reference",
        "refer",
        "find",
        "echo",
        "name",
        "address",
        "repeat",
        "discuss",
        "cite",
    ]
)


def speaks(token: "Token") -> bool:
    """Return whether the verb is one of telling, so that its denial is silence."""
    cue = lexicon().verbs.get(token.lower_)
    if token.lower_ in ("bring", "brought", "bringing"):
        return any(part.lower_ == "up" for part in token.rights)
    if cue is None or not is_verb(token) or cue.lemma in lexicon().classes["minds"]:
        return False
    if cue.lemma in ("find", "show", "demonstrate", "speak", "wonder", "rule", "put", "exchange", "vote"):
        return False
    if cue.lemma in ("provide", "give", "release", "offer", "detail"):
        return any(lexicon().has("speech_nouns", noun.text) for noun in children(token, "dobj"))
    return (
        "b" in cue.frames
        or "x" in cue.frames
        or "q" in cue.frames
        or cue.lemma in PRESENT
        or "into" in cue.prepositions
    )


def speech_object(token: "Token") -> Span | None:
    """Return what the verb of speech is about: clause, object or the noun behind its preposition."""
    for child in token.rights:
        if child.dep_ in ("ccomp", "xcomp"):
            return trimmed(child)
        if child.dep_ == "dobj" and lexicon().has("speech_nouns", child.text):
            return about(child) or trimmed(child)
        if child.dep_ == "dobj" and child.tag_ == "PRP":
            continue
        if child.dep_ == "dobj" and child.lower_ not in ("nothing", "reporters"):
            return _whole(token, child)
        if child.dep_ == "dobj" and child.lower_ == "nothing":
            return about(child) or about(token)
    return about(token)


def _whole(token: "Token", noun: "Token") -> Span:
    """Return the object with the preposition behind it, without an apposition that judges it."""
    last = noun.right_edge.i
    judged = [child for child in children(noun, "appos") if any(d.lower_ in ("a", "an") for d in child.lefts)]
    if judged:
        last = judged[0].left_edge.i - 1
    for child in token.rights:
        if (
            child.dep_ == "prep"
            and child.left_edge.i == last + 1
            and child.lower_ in ("over", "of", "between", "about")
        ):
            last = child.right_edge.i
    texts = [c for c in children(noun, "prep") if c.lower_ == "in" and c.i > noun.i and _is_text(c)]
    if texts and last >= texts[0].i:
        last = texts[0].i - 1
    return trim(token.doc, noun.left_edge.i, last)


def _is_text(preposition: "Token") -> bool:
    return any(lexicon().has("documents", noun.text) for noun in children(preposition, "pobj"))


def about(token: "Token") -> Span | None:
    """Return the noun behind the word's preposition: what it is about."""
    found = [child for child in token.rights if child.dep_ == "prep" and child.lower_ in _ABOUT]
    found.sort(key=lambda child: (child.lower_ not in ("about", "of", "to", "into"), child.i))
    for child in found:
        for noun in children(child, "pobj", "pcomp"):
            details = lexicon().has("speech_nouns", noun.text) and child.lower_ == "into"
            return (about(noun) if details else None) or trimmed(noun)
    return None


def made(
    token: "Token", speaker: "Token | None", cue: str, span: Span | None, stance: Stance = Stance.OMITS
) -> Attribution | None:
    """Return the silence, or None where nothing is left out or the noun cannot speak."""
    asked = span is not None and span[0] == span[1] and token.doc[span[0]].tag_ in ("WP", "WDT", "WRB")
    if span is None or asked or (speaker is not None and not can_speak(speaker, strict=False)):
        return None
    return Attribution(phrase(speaker) if speaker is not None else None, token.i, cue, span, stance)
