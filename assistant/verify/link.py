"""Who does what to whom in a parsed sentence: active and passive, relative clauses and lists made alike.

A link leads from a word to the word it belongs to, with its role: `subj` does it, `obj` it is done to, `of` for
what belongs to something, `mod` for what describes or counts it, else the preposition. A passive's subject is `obj`
and its "by" is `subj`; a relative clause's antecedent stands for its pronoun; a verb in a list or without a
subject of its own has that of the verb above it.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.language import Doc, Token

Links = Mapping[int, frozenset[tuple[int, str]]]
"""Place of a word → the places it belongs to, each with its role."""

_ROLES = {
    "nsubj": "subj", "csubj": "subj", "nsubjpass": "obj", "csubjpass": "obj", "dobj": "obj", "poss": "of",
    "compound": "of", "nmod": "of", "amod": "mod", "nummod": "mod", "quantmod": "mod", "dative": "to",
    "neg": "neg", "attr": "attr", "acomp": "attr", "oprd": "attr",
}  # fmt: skip
_PARTICIPLES = {"VBN": "obj", "VBG": "subj"}
_INHERITING = frozenset({"conj", "xcomp", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "agent"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def links(doc: "Doc") -> Links:
    """Return what each word of a parsed sentence belongs to."""
    found: dict[int, set[tuple[int, str]]] = {token.i: set(_links(token)) for token in doc}
    for token in doc:
        if token.tag_.startswith("V"):
            for place, role in _inherited(token):
                found[place].add((token.i, role))
    return {place: frozenset(links) for place, links in found.items()}


def _links(token: "Token") -> Iterator[tuple[int, str]]:
    head, dep = token.head, token.dep_
    if dep == "ROOT":
        return
    if dep == "conj":
        yield from _links(head)
    elif dep == "appos":
        yield head.i, "appos"
        yield from _links(head)
    elif dep in {"pobj", "pcomp"}:
        yield from _by_preposition(head)
    else:
        role = _ROLES.get(dep, dep)
        yield head.i, role
        if role == "subj" and head.lower_ in {"is", "are", "was", "were", "be", "been", "being", "'s"}:
            yield from ((child.i, "subj") for child in head.children if child.dep_ in {"attr", "acomp"})


def _by_preposition(preposition: "Token") -> Iterator[tuple[int, str]]:
    outer = preposition
    while outer.head.dep_ in {"prep", "agent"} and outer.head != outer:
        outer = outer.head
    done_by = preposition.dep_ == "agent" or (preposition.lower_ == "by" and outer.head.tag_ == "VBN")
    yield outer.head.i, "subj" if done_by else preposition.lower_
    if preposition.lower_ == "by" and not done_by:
        yield from ((verb.i, "subj") for verb in _passive_above(outer.head))


def _passive_above(noun: "Token") -> Iterator["Token"]:
    """Yield the passive verb that a noun with "by" is part of: in "fined a million by the EU" the EU fines."""
    verb = noun
    while verb.head != verb and verb.pos_ != "VERB" and not verb.tag_.startswith("V"):
        verb = verb.head
    if any(child.dep_ == "auxpass" for child in verb.children) and all(c.dep_ != "agent" for c in verb.children):
        yield verb


def _inherited(verb: "Token") -> Iterator[tuple[int, str]]:
    """Yield the words that a verb has as subject or object by where its clause stands."""
    if verb.dep_ == "acl" and verb.tag_ in _PARTICIPLES:
        yield verb.head.i, _PARTICIPLES[verb.tag_]
    elif verb.dep_ == "relcl":
        for child in verb.children:
            if child.lower_ in _RELATIVE and child.dep_ in _ROLES:
                yield verb.head.i, _ROLES[child.dep_]
    elif verb.dep_ in _INHERITING:
        yield from _from_above(verb)


def _from_above(verb: "Token") -> Iterator[tuple[int, str]]:
    roles = {child.dep_ for child in verb.children}
    if not roles & _SUBJECTS:
        for subject in _subjects(verb.head):
            yield subject.i, "obj" if "auxpass" in roles else "subj"


def _subjects(verb: "Token", depth: int = 4) -> Iterator["Token"]:
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    yield from own
    if not own and depth and verb.dep_ in _INHERITING | {"relcl"} and verb.head != verb:
        yield from [verb.head] if verb.dep_ == "relcl" else _subjects(verb.head, depth - 1)
