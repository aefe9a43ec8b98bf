"""Noun phrases of a parse: which words name a speaker, and whether they can speak at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.cue import lexicon
from index.ledger.state import words_of_kind

if TYPE_CHECKING:
    from index.language import Token

_NAMES = ("NNP", "NNPS")


_NOUNS = ("NN", "NNS", *_NAMES)


_KEPT = frozenset({"of", "for", "in", "at", "from", "with", "within", "inside", "to", "on", "close", "by"})


# Whoever is known only by the clause behind: "a person who was in the room", "those who voted".
_ANYONE = frozenset(
    ["person", "people", "man", "woman", "men", "women", "someone", "somebody", "anyone", "those", "one"]
)


DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"])
TIMES = DAYS | frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "week",
        "month",
        "year",
        "morning",
        "afternoon",
        "evening",
        "night",
        "weekend",
        "time",
    ]
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


_ABSTRACT = ("y", "ion", "ness", "ment", "ism", "ing", "s", "ance", "ence")


_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "who",
        "it",
        "some",
        "many",
        "others",
        "most",
        "one",
        "both",
        "several",
        "few",
        "all",
        "none",
    ]
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
    """Return whether the verb stands under "not", "never", "nor", or has "no" or "neither" as its subject."""
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


def phrase(head: "Token") -> Phrase:
    """Return the words that name a speaker: no article before, no apposition, clause or date behind.

    Where a name stands behind what it is ("the mayor, Ann Lee"), both are in it, and the name is the head.
    """
    named = next((child for child in children(head, "appos") if is_title(head, child)), None)
    named = named if named is not None else _named_behind(head)
    first, last = head.left_edge.i, head.i
    doc = head.doc
    while first < head.i and (
        doc[first].is_punct or (doc[first].tag_ in ("CC", "IN", "RB", "PDT") and _drops(doc[first]))
    ):
        first += 1
    if first < head.i and doc[first].lower_ in ("the", "a", "an", "that", "this", "whose"):
        first += 1
    if named is not None:
        inner = phrase(named)
        return Phrase(inner.head, first, inner.last)
    for child in head.rights:
        if child.left_edge.i != last + 1 or child.left_edge.is_punct or not _belongs(child, head):
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


def _named_behind(head: "Token") -> "Token | None":
    """Return the name behind "insists its chair," where the parse gives it to the verb: "insists its chair, Ola Ek"."""
    doc, at = head.doc, head.i + 2
    if not head.i or doc[head.i + 1 : head.i + 2].text != "," or not is_verb(doc[head.left_edge.i - 1]):
        return None
    while at < len(doc) and is_name(doc[at]):
        at += 1
    name = doc[at - 1]
    return name if at > head.i + 2 and is_title(head, name) and doc[at : at + 1].text in ("", ".", ",") else None


def is_title(head: "Token", named: "Token") -> bool:
    """Return whether the head tells only what the name behind it is: "the mayor, Ann Lee", "Elm's MP, Ann Lee"."""
    if any(child.lower_ in ("a", "an") for child in named.lefts) or not is_name(named) or named.i < head.i:
        return False
    if named.left_edge.i == head.i + 1:
        # "Majority Leader Ann Lee": with no comma between, both are one name.
        return True
    owned = any(child.dep_ in ("poss", "det") for child in head.lefts)
    return head.tag_ in ("NN", "NNS") or head.lower_ == "one" or (owned and head.lower_ in words_of_kind("titles"))


def _belongs(child: "Token", head: "Token") -> bool:
    if child.dep_ == "cc":
        return any(other.dep_ == "conj" and is_noun(other) for other in head.rights)
    if child.dep_ == "conj":
        return is_noun(child) or child.tag_ == "PRP"
    if child.dep_ == "prep":
        return (
            child.lower_ in _KEPT
            and not children(child, "pcomp")
            and not _is_when(child)
            and not (is_name(head) and child.lower_ in ("at", "for", "on", "by", "to") and not _proper(child))
        )
    if child.dep_ == "relcl":
        return head.lower_ in _ANYONE and child.left_edge.tag_ in ("WP", "WDT")
    if child.dep_ == "acl":
        # "a poll released Monday": when a text came out is no part of its name.
        told = child.right_edge.i > child.i and child.doc[child.i + 1].lower_ not in TIMES
        return lexicon().has("documents", head.text) and child.tag_ == "VBN" and told
    return child.dep_ in ("amod", "nummod") and not child.is_punct


def _proper(preposition: "Token") -> bool:
    """Return whether a preposition goes on with a name: "Organization for Security", "Centre for European Reform"."""
    return preposition.lower_ == "for" and any(is_name(noun) for noun in children(preposition, "pobj"))


def _is_when(preposition: "Token") -> bool:
    words = [word.lower_ for word in preposition.subtree]
    return preposition.lower_ in ("on", "in", "at", "from") and any(word in TIMES or word.isdigit() for word in words)


def _edge(child: "Token") -> int:
    """Return the last word of a dependent, cut before a comma, a clause or a date."""
    last: int = child.i
    if child.dep_ == "relcl":
        return next((word.i - 1 for word in child.subtree if word.text == ","), child.right_edge.i)
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
    if low in ("nobody", "none"):
        return False
    if low in ("there", "this", "that", "what", "which", "these", "those", "nothing", "everything"):
        return low == "those" and any(child.dep_ in ("relcl", "acl", "prep") for child in head.children)
    if is_verb(head) or head.tag_ in ("WDT", "EX"):
        return False
    if is_name(head) or low in _PRONOUNS:
        return head.dep_ != "expl"
    if _is_mistagged(head) or _counts(head):
        return True
    if words.has("documents", low):
        return True
    singular = f"{low[:-3]}y" if low.endswith("ies") else low[:-1] if low.endswith("s") else low
    if singular in words.classes["inanimate"] or low in TIMES:
        return False
    return not strict or _animate(singular)


def _counts(head: "Token") -> bool:
    """Return whether a number counts speakers: "571 of the 634 members", "two of the judges"."""
    counted = [noun for of in children(head, "prep") if of.lower_ == "of" for noun in children(of, "pobj")]
    return head.tag_ == "CD" and any(can_speak(noun, strict=True) for noun in counted)


def _is_mistagged(head: "Token") -> bool:
    """Return whether a bare capitalised noun is a name: inside a sentence, or right before its verb."""
    if head.tag_ != "NN" or not head.text[0].isupper() or any(head.lefts) or head.lower_.endswith(_ABSTRACT):
        return False
    return head.i > 0 or (head.head.i == 1 and is_verb(head.head))


def _animate(noun: str) -> bool:
    if noun in lexicon().classes["groups"] or noun in words_of_kind("organizations"):
        return True
    return noun.endswith(_ENDINGS)
