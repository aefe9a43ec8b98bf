"""What someone calls something: "described the deal as a disaster", "a bill that she called too weak"."""

from typing import TYPE_CHECKING

from index.ledger.cue import Cue
from index.ledger.noun import children
from index.ledger.span import Span, trim, trimmed
from index.ledger.subject import RELATIVES
from index.ledger.thing import to_the_end

if TYPE_CHECKING:
    from index.language import Token

_STYLING = frozenset({"call", "dub", "label", "describe", "brand", "term"})


def styled(token: "Token", cue: Cue) -> Span | None:
    """Return "the toughest in decades" of "a bill that Ann Lee called “the toughest in decades”"."""
    if cue.lemma not in _STYLING or not any(noun.lower_ in RELATIVES for noun in children(token, "dobj")):
        return None
    styled = next((child for child in children(token, "oprd", "attr", "acomp") if child.i > token.i), None)
    return to_the_end(token, trimmed(styled)) if styled is not None else None


def as_something(token: "Token") -> Span | None:
    """Return the thing with what it is called: "the deal as a disaster", "it a disgrace"."""
    objects = children(token, "dobj")
    likened = [child for child in token.rights if child.dep_ in ("prep", "oprd") and _likens(child)]
    # "saw the move as a sign": parsers often give "as" to the object, or to the adjective behind it.
    likened = likened or [child for noun in objects for child in noun.rights if child.dep_ == "prep" and _likens(child)]
    likened = likened or [
        child for child in token.rights if any(part.lower_ == "as" for part in children(child, "advmod"))
    ]
    called = [child for child in likened if child.dep_ == "oprd"]
    if called and called[-1].right_edge.i > token.i + 1 and not (objects and objects[0].lower_ in RELATIVES):
        return to_the_end(token, trim(token.doc, token.i + 1, called[-1].right_edge.i))
    pointing = [part for part in objects[0].lefts if part.lower_ in ("this", "that")] if objects else []
    if pointing and not likened:
        # 'calls this "nonsense"': the marks gone, one noun is left.
        return trimmed(objects[0])
    if not objects or not likened or objects[0].lower_ in RELATIVES:
        return None
    return trim(token.doc, min(objects[0].left_edge.i, likened[0].left_edge.i), likened[-1].right_edge.i)


def _likens(child: "Token") -> bool:
    return child.dep_ == "oprd" or child.lower_ == "as"
