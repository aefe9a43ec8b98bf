"""Who does what a verb says, followed through the sentence and past the errors of a parse."""

from typing import TYPE_CHECKING

from index.ledger.cue import lexicon
from index.ledger.noun import can_speak, children, is_name, is_noun, is_verb

if TYPE_CHECKING:
    from index.language import Token

RELATIVES = frozenset({"who", "that", "which", "whom", "whose"})


def subject(verb: "Token", *, depth: int = 0) -> "Token | None":
    """Return the head of the noun phrase that does what the verb says, followed through the sentence."""
    own = children(verb, "nsubj", "nsubjpass", "csubj")
    own = [child for child in own if child.dep_ != "csubj"]
    # "…, Mrs Eddy, 74, said outside court": what stands before the verb speaks.
    own = [child for child in own if child.i < verb.i] or own
    if own and (inner := _of_shortened_clause(own[-1], verb)) is not None:
        return inner
    if own:
        apposed = beside(verb) if _apposed(own[-1], verb) else None
        return apposed if apposed is not None else _antecedent(own[-1], verb)
    if depth > 4:
        return None
    near = beside(verb) if finite(verb) and verb.dep_ in ("ROOT", "ccomp", "parataxis") else None
    cue = lexicon().verbs.get(verb.lower_)
    if near is None and verb.i and verb.nbor(-1).is_punct and finite(verb) and cue is not None and "q" in cue.frames:
        near = next(
            (n for n in children(verb, "dobj", "attr", "oprd") if n.left_edge.i == verb.i + 1 and is_noun(n)),
            None,
        )
    return near or stray(verb) or _inherited(verb, depth)


def returned(verb: "Token") -> "Token | None":
    """Return the cue whose speaker a cue joined to what is said belongs to again, or None.

    "said the plan remains open and called on both sides": the tense goes back to that of the first cue.
    """
    inner = verb.head
    cues = lexicon().verbs
    alone = verb.dep_ == "conj" and verb.tag_ == "VBD" and not children(verb, "nsubj", "nsubjpass", "aux")
    # "said it had looked and found nothing": "had" goes with both.
    shares = any(aux.lower_ in ("had", "has", "have") for aux in children(inner, "aux"))
    if not alone or shares or inner.dep_ != "ccomp" or verb.lower_ not in cues:
        return None
    if inner.tag_ == "VBD" and not _is_thing(inner):
        return None
    outer = inner.head
    while outer.dep_ == "ccomp" and outer.tag_ != "VBD":
        outer = outer.head
    return outer if outer.lower_ in cues and outer.tag_ == "VBD" else None


def _is_thing(inner: "Token") -> bool:
    """Return whether what does the inner verb cannot speak: "wrote that the bill was bad and urged members …"."""
    doing = children(inner, "nsubj", "nsubjpass")
    if not doing or is_name(doing[0]) or doing[0].tag_ == "PRP":
        return False
    # A report that was something is spoken of; one that found something speaks.
    return not can_speak(doing[0], strict=True) or (inner.lower_ == "was" and lexicon().has("documents", doing[0].text))


def _of_shortened_clause(token: "Token", verb: "Token") -> "Token | None":
    """Return who does the verb of ", a charge Ann Lee has denied", where the parse gives it to the charge."""
    names = [child for child in children(token, "appos") if is_name(child) and child.left_edge.i == token.i + 1]
    plain = token.tag_ in ("NN", "NNS") and any(part.lower_ in ("a", "an") for part in token.lefts)
    return names[0] if names and plain and not can_speak(token, strict=True) and names[0].i < verb.i else None


def stray(verb: "Token") -> "Token | None":
    """Return who does the main verb of "Members, who said that …, accused him", where the parse joins it to what is
    said: the noun that has the relative clause.
    """
    if verb.dep_ != "conj" or not finite(verb) or not verb.i or verb.nbor(-1).text != "," or children(verb, "nsubj"):
        return None
    up = verb.head
    while up.head.i != up.i and up.dep_ not in ("relcl", "ROOT"):
        up = up.head
    noun = up.head
    told = up.dep_ == "relcl" and noun.dep_ == "ROOT" and is_noun(noun) and noun.i < up.i
    return noun if told and up.i < verb.i else None


def finite(verb: "Token") -> bool:
    """Return whether the verb, or its auxiliary, has a tense."""
    tenses = ("VBD", "VBZ", "VBP", "MD")
    return verb.tag_ in tenses or any(aux.tag_ in tenses for aux in children(verb, "aux", "auxpass"))


def beside(verb: "Token") -> "Token | None":
    """Return the head of the noun phrase that stands between a comma and the verb, whatever the parse says.

    An apposition between two commas may stand between it and the verb: ", Song, another expert, said".
    """
    doc, at = verb.doc, verb.i - 1
    while at > 0 and doc[at].tag_ in ("RB", "MD", "VBZ", "VBD") and doc[at].head.i == verb.i:
        at -= 1
    if at > 1 and doc[at].text == ",":
        at = _before_apposition(verb, at)
    last = first = at
    while first >= 0 and _in_phrase(doc[first]):
        first -= 1
    if first >= last or (first >= 0 and doc[first].text not in (",", "—", "–", "-", ":", ";")):
        return None
    cut = next((i for i in range(first + 1, last + 1) if doc[i].tag_ == "IN"), last + 1)
    head = doc[cut - 1]
    if head.tag_ == "PRP" and cut - 1 > first + 1:
        return None
    return head if cut - 1 > first and (is_noun(head) or head.tag_ == "PRP") else None


def _before_apposition(verb: "Token", comma: int) -> int:
    for at in range(comma - 1, max(comma - 25, 0), -1):
        word = verb.doc[at]
        if word.tag_ in ("VBD", "VBZ", "VBP", "MD") and word.dep_ not in ("relcl", "aux"):
            return -1
        if word.text == "," and is_noun(verb.doc[at - 1]) and verb.doc[at + 1].tag_ not in ("WP", "WDT", "IN"):
            return at - 1
        if word.text == "," and verb.doc[at + 1].tag_ == "WP":
            return at - 1
    return -1


def _in_phrase(token: "Token") -> bool:
    return (
        is_noun(token)
        or token.tag_ in (*("DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP", "PRP$", "HYPH", "PDT"),)
        or token.lower_ in ("of", "for", "and", "-", "on", "in", "at", "with", "from")
        or token.text in ("(", ")")
    )


def _apposed(token: "Token", verb: "Token") -> bool:
    """Return whether the parse took ", a Democrat from Ohio," for the subject of the verb behind it."""
    first = token.left_edge.i
    parted = first > 0 and token.doc[first - 1].text == "," and token.doc[verb.i - 1].text == ","
    return parted and token.doc[first].lower_ in ("a", "an", "the", "another") and is_noun(token.doc[max(first - 2, 0)])


def _inherited(verb: "Token", depth: int) -> "Token | None":
    head = verb.head
    cue = returned(verb) or _main(verb)
    if cue is not None:
        return subject(cue, depth=depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        return head if is_noun(head) or head.tag_ == "PRP" else None
    if verb.dep_ == "xcomp" and is_verb(head):
        objects = children(head, "dobj")
        return objects[0] if objects and objects[0].i < verb.i else subject(head, depth=depth + 1)
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and is_verb(head.head):
        objects = children(head.head, "dobj")
        if objects and head.lower_ in ("of", "as", "for", "from") and head.head.i < objects[0].i < head.i:
            return objects[0]
        return subject(head.head, depth=depth + 1)
    if verb.dep_ in ("conj", "advcl", "ccomp", "xcomp", "prep", "dep") and head.i != verb.i:
        base = head.head if head.tag_.startswith("JJ") and is_verb(head.head) else head
        while (
            verb.dep_ == "conj" and finite(verb) and not finite(base) and is_verb(base.head) and base.head.i != base.i
        ):
            base = base.head
        return subject(base, depth=depth + 1) if is_verb(base) else None
    return None


def _main(verb: "Token") -> "Token | None":
    """Return the main verb of "The court struck down a law that …, ruling that it …": it is the court that rules."""
    head = verb.head
    while head.dep_ in ("ccomp", "xcomp") and head.head.i != head.i:
        head = head.head
    aside = verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text == "," and head.dep_ == "relcl"
    outer = head.head.head
    return outer if aside and outer.i != head.head.i and is_verb(outer) else None


def _before(relative: "Token") -> "Token | None":
    """Return the head of the noun phrase right before ", which": parsers attach the clause too high."""
    at = relative.i - (2 if relative.i > 1 and relative.nbor(-1).text == "," else 1)
    noun = relative.doc[at] if at >= 0 else None
    while noun is not None and is_noun(noun) and noun.head.dep_ == "prep" and is_noun(noun.head.head) and is_name(noun):
        noun = noun.head.head
    return noun if noun is not None and is_noun(noun) and can_speak(noun, strict=True) else None


def _antecedent(token: "Token", verb: "Token") -> "Token":
    if token.lower_ in RELATIVES and verb.dep_ in ("relcl", "acl"):
        head = verb.head if can_speak(verb.head, strict=True) else _before(token) or verb.head
        return head.head if head.dep_ == "appos" and is_name(head.head) and head.head.i < head.i else head
    if token.lower_ in RELATIVES and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        return verb.head.head
    return token
