"""What a verb of speech is about where it is no clause: its object, or the noun behind its preposition."""

from typing import TYPE_CHECKING

from index.ledger.cue import Cue, lexicon
from index.ledger.noun import TIMES, children, is_noun, is_verb
from index.ledger.span import Span, trim, trimmed
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Doc, Token

REASONS = frozenset({"because", "if", "unless", "although", "though", "since", "so", "provided"})
# Much can be raised; these are what is raised in words.
_RAISED = frozenset(
    "issue issues matter matters question questions concern concerns case cases situation topic subject point points "
    "possibility prospect objection objections doubt doubts alarm".split()
)
_EXCHANGED = frozenset(["view", "views", "opinion", "opinions", "ideas", "notes"])
_ELSEWHERE = frozenset(
    ["to", "by", "at", "with", "after", "before", "during", "following", "amid", "since", "through", "via"]
)
_FELT = frozenset(["at", "about", "over", "with"])
_STAGES = frozenset("interview speech conference briefing address remarks rally debate hearing".split())


def named(token: "Token", cue: Cue) -> Span | None:
    """Return the noun behind the verb that says what is said: its object, or that of its preposition.

    ", which rose by 6 percent" behind it is the article's own remark.
    """
    span = _thing(token, cue)
    return _without_remark(token.doc, span) if span is not None else None


def _without_remark(doc: "Doc", span: Span) -> Span:
    for word in doc[span[0] + 1 : span[1]]:
        if word.text == "," and doc[word.i + 1].lower_ in ("which", "who", "where", "whose"):
            clause = next((above for above in doc[word.i + 1].ancestors if above.dep_ == "relcl"), None)
            if clause is not None and clause.right_edge.i >= span[1]:
                return trim(doc, span[0], word.i - 1)
    return span


def _thing(token: "Token", cue: Cue) -> Span | None:
    objects = [noun for noun in children(token, "dobj") if noun.i > token.i and noun.lower_ not in ("it", "so", "this")]
    # "suggested 9 percent": amounts are often taken for adverbials.
    objects += [noun for noun in children(token, "npadvmod") if noun.i > token.i and children(noun, "nummod")]
    prepositions = [child for child in token.rights if child.dep_ == "prep" and child.lower_ in cue.prepositions]
    if _is_deed(token, cue, objects, prepositions):
        return None
    if objects and cue.lemma in ("thank", "exchange"):
        return _behind_object(token, objects[0], cue)
    if "n" in cue.frames and objects and (is_noun(objects[0]) or prepositions):
        last = prepositions[-1].right_edge.i if prepositions and "p" in cue.frames else objects[0].right_edge.i
        last = max([last, *(c.right_edge.i for c in children(token, "ccomp") if owned(token, c, cue))])
        return to_the_end(token, trim(token.doc, objects[0].left_edge.i, last))
    if "p" in cue.frames and any(c.lower_ in cue.prepositions for noun in objects for c in children(noun, "prep")):
        return trimmed(objects[0])
    if "p" in cue.frames and objects and prepositions and cue.stance is not Stance.ASKS:
        return trim(token.doc, objects[0].left_edge.i, prepositions[-1].right_edge.i)
    return _of_preposition(token, prepositions) or _for_someone_to(token, cue)


def _of_preposition(token: "Token", prepositions: list["Token"]) -> Span | None:
    for child in prepositions:
        for noun in children(child, "pobj", "pcomp"):
            if is_noun(noun) or noun.dep_ == "pcomp" or noun.tag_ == "CD":
                return _urged(token, child, noun) or to_the_end(token, trimmed(noun))
    return None


def _is_deed(token: "Token", cue: Cue, objects: list["Token"], prepositions: list["Token"]) -> bool:
    """Return whether something is done rather than said: a minister is dismissed, a meeting called for Tuesday."""
    nouns = {noun.lower_ for noun in objects}
    match cue.lemma:
        case "call":
            return bool(objects)
        case "put":
            return not any(part.tag_ == "CD" for child in prepositions for part in child.subtree)
        case "raise":
            return not nouns & _RAISED
        case "rule":
            return not any(child.lower_ == "out" for child in token.rights)
        case "exchange":
            return not nouns & _EXCHANGED
    return cue.stance is Stance.DENIES and any(noun.tag_ == "PRP" for noun in objects)


def _behind_object(token: "Token", noun: "Token", cue: Cue) -> Span | None:
    """Return what someone is thanked for, what views are exchanged on."""
    for child in (*children(noun, "prep"), *children(token, "prep", "dative")):
        if child.lower_ in cue.prepositions and child.i > token.i:
            return next((trimmed(inner) for inner in children(child, "pobj", "pcomp")), None)
    return None


def owned(token: "Token", child: "Token", cue: Cue) -> bool:
    """Return whether the clause tells the object's content: "dismissed claims that …"."""
    told = [noun for noun in children(token, "dobj") if noun.i < child.i and is_noun(noun)]
    nouns = lexicon().nouns
    return child.dep_ == "ccomp" and "n" in cue.frames and any(lexicon().lemma(n.text) in nouns for n in told)


def to_the_end(token: "Token", span: Span) -> Span:
    """Let an object take what stands right behind it: "silence until Monday", "11 percent and a guarantee"."""
    last = max(span[1], _felt(token))
    for child in token.rights:
        if child.i <= last or child.dep_ == "cc":
            continue
        joined = child.dep_ == "conj" and not is_verb(child)
        reason = child.dep_ == "advcl" and any(mark.lower_ in REASONS | {"as"} for mark in children(child, "mark"))
        if not (
            joined
            or reason
            or (child.dep_ in ("prep", "dative") and child.left_edge.i == last + 1 and tells_more(child))
        ):
            break
        last = child.right_edge.i
    return trim(token.doc, span[0], last)


def _felt(token: "Token") -> int:
    """Return where "alarm at the number of deaths" ends: what a feeling is about, whatever its preposition."""
    about = [
        child.right_edge.i
        for child in token.rights
        if child.dep_ == "prep"
        and child.i
        and lexicon().lemma(child.nbor(-1).text) in lexicon().nouns
        and child.lower_ in _FELT
    ]
    return about[0] if about else -1


def tells_more(preposition: "Token") -> bool:
    """Return whether a prepositional phrase tells of what is said, not when, where or to whom it was said."""
    if preposition.lower_ in _ELSEWHERE:
        return False
    words = {word.lower_ for word in preposition.subtree}
    timed = preposition.lower_ in ("on", "in") and bool(words & TIMES)
    return not timed and not any(lexicon().has("documents", word) or word in _STAGES for word in words)


def _for_someone_to(token: "Token", cue: Cue) -> Span | None:
    """Return "British aircraft to be barred" behind "called for"."""
    for child in token.rights:
        marks = [mark for mark in children(child, "mark") if mark.lower_ == "for"]
        if marks and "for" in cue.prepositions and any(part.tag_ == "TO" for part in child.lefts):
            return trim(token.doc, marks[0].i + 1, child.right_edge.i)
    return None


def _urged(token: "Token", preposition: "Token", noun: "Token") -> Span | None:
    """Return "both sides to refrain from force" behind "calls on"."""
    if preposition.lower_ not in ("on", "upon", "to", "with", "for"):
        return None
    for child in (*token.rights, *noun.rights):
        infinitive = any(part.tag_ == "TO" for part in child.lefts)
        if (
            child.i > noun.i
            and is_verb(child)
            and infinitive
            and child.dep_ in ("advcl", "xcomp", "acl", "relcl", "ccomp")
        ):
            return trim(token.doc, noun.left_edge.i, child.right_edge.i)
    return None
