"""Noun phrases of a parse: who a verb's subject is, which words name it, whether it can speak at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.cue import lexicon
from index.ledger.state import words_of_kind

if TYPE_CHECKING:
    from index.language import Token

RELATIVES = frozenset({"who", "that", "which", "whom", "whose"})
_NAMES = ("NNP", "NNPS")
_NOUNS = ("NN", "NNS", *_NAMES)
_KEPT = frozenset({"of", "for", "in", "at", "from", "with", "within", "inside", "to", "on", "close", "by"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday week month year morning afternoon evening night "
    "weekend time".split()
)
_ENDINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "men",
    "woman",
    "women",
    "person",
    "ant",
    "ent",
    "ee",
    "ive",
    "ate",
)
_PRONOUNS = frozenset(
    "he she they we i you who it some many others most one both several few all none".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words first..last (inclusive) of a noun phrase around its head, as token numbers."""

    head: int
    first: int
    last: int


def is_verb(token: "Token") -> bool:
    """Return whether the tagger takes the word for a verb."""
    return token.tag_.startswith("VB")


def is_noun(token: "Token") -> bool:
    """Return whether the tagger takes the word for a noun or a name."""
    return token.tag_ in _NOUNS


def is_name(token: "Token") -> bool:
    """Return whether the tagger takes the word for a proper noun."""
    return token.tag_ in _NAMES


def children(token: "Token", *names: str) -> list["Token"]:
    """Return the dependents of a word in the given relations, in order."""
    return [child for child in token.children if child.dep_ in names]


def negated(token: "Token") -> bool:
    """Return whether the verb stands under "not", "never", "nor", "nowhere", or has "no", "neither" as subject."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "nor", "nowhere", "hardly", "neither"):
            return True
        if child.dep_ == "nsubj" and any(part.lower_ in ("no", "neither", "none") for part in child.lefts):
            return True
        if child.dep_ == "nsubj" and child.lower_ in ("nothing", "neither", "nobody", "none"):
            return True
    if token.dep_ == "conj":
        between = token.doc[token.head.i + 1 : token.i]
        return any(word.lower_ == "nor" for word in between)
    return token.i > 0 and token.nbor(-1).lower_ in ("nor", "not", "never")


def subject(verb: "Token", *, depth: int = 0) -> "Token | None":
    """Return the head of the noun phrase that does what the verb says, followed through the sentence."""
    own = children(verb, "nsubj", "nsubjpass", "csubj")
    own = [child for child in own if child.dep_ != "csubj"]
    if own:
        apposed = beside(verb) if _apposed(own[-1], verb) else None
        return apposed if apposed is not None else _antecedent(own[-1], verb)
    if depth > 4:
        return None
    near = beside(verb) if finite(verb) and verb.dep_ in ("ROOT", "ccomp", "parataxis") else None
    if near is None and verb.i and verb.nbor(-1).is_punct and finite(verb):
        near = next(
            (n for n in children(verb, "dobj", "attr", "oprd") if n.left_edge.i == verb.i + 1 and is_noun(n)),
            None,
        )
    return near if near is not None else _inherited(verb, depth)


def _apposed(token: "Token", verb: "Token") -> bool:
    """Return whether the parse took ", a Democrat from Ohio," for the subject of the verb behind it."""
    first = token.left_edge.i
    parted = first > 0 and token.doc[first - 1].text == "," and token.doc[verb.i - 1].text == ","
    return (
        parted
        and token.doc[first].lower_ in ("a", "an", "the", "another")
        and is_noun(token.doc[max(first - 2, 0)])
    )


def _inherited(verb: "Token", depth: int) -> "Token | None":
    head = verb.head
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
            verb.dep_ == "conj"
            and finite(verb)
            and not finite(base)
            and is_verb(base.head)
            and base.head.i != base.i
        ):
            base = base.head
        return subject(base, depth=depth + 1) if is_verb(base) else None
    return None


def _antecedent(token: "Token", verb: "Token") -> "Token":
    if token.lower_ in RELATIVES and verb.dep_ in ("relcl", "acl"):
        head = verb.head
        return head.head if head.dep_ == "appos" and is_name(head.head) and head.head.i < head.i else head
    if token.lower_ in RELATIVES and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        return verb.head.head
    return token


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
    return head if cut - 1 > first and (is_noun(head) or head.tag_ == "PRP") else None


def _before_apposition(verb: "Token", comma: int) -> int:
    for at in range(comma - 1, max(comma - 25, 0), -1):
        word = verb.doc[at]
        if word.tag_ in ("VBD", "VBZ", "VBP", "MD") and word.dep_ not in ("relcl", "aux"):
            return -1
        if (
            word.text == ","
            and is_noun(verb.doc[at - 1])
            and verb.doc[at + 1].tag_ not in ("WP", "WDT", "IN")
        ):
            return at - 1
        if word.text == "," and verb.doc[at + 1].tag_ == "WP":
            return at - 1
    return -1


def _in_phrase(token: "Token") -> bool:
    return (
        is_noun(token)
        or token.tag_ in (*("DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP", "PRP$", "HYPH", "PDT"),)
        or token.lower_ in ("of", "for", "and", "-")
        or token.text in ("(", ")")
    )


def phrase(head: "Token") -> Phrase:
    """Return the words that name a speaker: no article before, no apposition, clause or date behind."""
    named = next((child for child in children(head, "appos") if _is_person(head, child)), None)
    if named is not None:
        return phrase(named)
    first, last = head.left_edge.i, head.i
    doc = head.doc
    while first < head.i and (
        doc[first].is_punct or doc[first].tag_ in ("CC", "IN", "RB", "PDT") and _drops(doc[first])
    ):
        first += 1
    if first < head.i and doc[first].lower_ in ("the", "a", "an", "that", "this"):
        first += 1
    for child in head.rights:
        if child.left_edge.i != last + 1 or not _belongs(child, head):
            break
        last = _edge(child)
    return Phrase(head.i, first, last)


def _drops(token: "Token") -> bool:
    return token.lower_ not in (
        "some",
        "many",
        "both",
        "all",
        "several",
        "about",
        "more",
        "most",
        "half",
        "only",
    )


def _is_person(head: "Token", named: "Token") -> bool:
    if any(child.lower_ in ("a", "an") for child in named.lefts):
        return False
    return is_name(named) and not is_name(head) and head.tag_ in ("NN", "NNS") and named.i > head.i


def _belongs(child: "Token", head: "Token") -> bool:
    if child.dep_ == "cc":
        return any(other.dep_ == "conj" and is_noun(other) for other in head.rights)
    if child.dep_ == "conj":
        return is_noun(child) or child.tag_ == "PRP"
    if child.dep_ == "prep":
        return (
            child.lower_ in _KEPT
            and not _is_when(child)
            and not (is_name(head) and child.lower_ in ("at", "for", "on", "by", "to"))
        )
    if child.dep_ == "acl":
        return lexicon().has("documents", head.text) and child.tag_ == "VBN"
    return child.dep_ in ("amod", "nummod") and not child.is_punct


def _is_when(preposition: "Token") -> bool:
    words = [word.lower_ for word in preposition.subtree]
    return preposition.lower_ in ("on", "in", "at", "from") and any(
        word in _TIMES or word.isdigit() for word in words
    )


def _edge(child: "Token") -> int:
    """Return the last word of a dependent, cut before a comma, a clause or a date."""
    last: int = child.i
    for token in child.doc[child.i + 1 : child.right_edge.i + 1]:
        if token.tag_ in (",", ":", "-LRB-") or token.dep_ in ("relcl", "appos"):
            break
        if token.dep_ == "prep" and _is_when(token):
            break
        if token.tag_ in ("WP", "WDT", "WRB"):
            break
        last = token.i
    return last


def can_speak(head: "Token", *, strict: bool) -> bool:
    """Return whether the head may be a speaker; `strict` where the verb alone does not prove it."""
    low, words = head.lower_, lexicon()
    if low in ("there", "this", "that", "what", "which", "these", "those", "nothing", "everything"):
        return low == "those" and any(child.dep_ in ("relcl", "acl", "prep") for child in head.children)
    if is_verb(head) or head.tag_ in ("WDT", "EX"):
        return False
    if is_name(head) or low in _PRONOUNS:
        return head.dep_ != "expl"
    if head.tag_ == "NN" and head.text[0].isupper() and not any(head.lefts):
        return True
    if words.has("documents", low):
        return True
    singular = low[:-1] if low.endswith("s") else low
    if singular in words.classes["inanimate"] or low in _TIMES:
        return False
    return not strict or _animate(singular)


def _animate(noun: str) -> bool:
    if noun in lexicon().classes["groups"] or noun in words_of_kind("organizations"):
        return True
    return noun.endswith(_ENDINGS)
