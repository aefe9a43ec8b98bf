"""Light paraphrases of a statement by rules over its parse: reordered, turned into the passive, shortened."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from index.language import tokens

if TYPE_CHECKING:
    from index.language import Doc, Token

_DROPPED = ("advmod", "relcl", "appos", "amod", "npadvmod")
_KEPT_ADVERBS = frozenset({"not", "n't", "never", "no", "only", "more", "less", "most", "why", "how", "when", "where"})
_LEAST = 0.6


def paraphrased(parse: "Doc", rng: random.Random) -> str:
    """Return the sentence said otherwise, by the first of the rules, in random order, that applies; else as it is."""
    rules: list[Callable[[Doc], str | None]] = [passive, reordered, shortened]
    rng.shuffle(rules)
    return next((told for rule in rules if (told := rule(parse))), _joined([token.text for token in parse]))


def passive(parse: "Doc") -> str | None:
    """Return "The council closed the bridge" as "the bridge was closed by the council"."""
    for verb in parse:
        subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
        objects = [child for child in verb.rights if child.dep_ == "dobj"]
        regular = verb.tag_ == "VBD" and verb.text.endswith("ed")
        if not (regular and subjects and objects) or subjects[0].tag_.startswith(("PRP", "W")):
            continue
        if objects[0].tag_.startswith(("PRP", "W")) or any(child.dep_ in ("aux", "neg") for child in verb.children):
            continue
        be = "were" if objects[0].tag_ in ("NNS", "NNPS") else "was"
        subject, told = _span(subjects[0]), _span(objects[0])
        if verb.i != subjects[0].right_edge.i + 1 or objects[0].left_edge.i != verb.i + 1:
            continue
        before = [token.text for token in parse[: subjects[0].left_edge.i]]
        after = [token.text for token in parse[objects[0].right_edge.i + 1 :]]
        return _joined([*before, *told, be, verb.text, "by", *subject, *after])
    return None


def reordered(parse: "Doc") -> str | None:
    """Return the sentence with its last adverbial in front, or its first one at the end."""
    root = next(token for token in parse if token.head.i == token.i)
    last = [child for child in root.rights if child.dep_ in ("prep", "advcl") and child.right_edge.i >= len(parse) - 2]
    if last and last[-1].left_edge.i > 2:
        moved = _span(last[-1])
        rest = [token.text for token in parse if token.text not in ",." or token.i < last[-1].left_edge.i - 1]
        rest = rest[: last[-1].left_edge.i]
        return _joined([*moved, ",", *rest])
    first = [child for child in root.lefts if child.dep_ in ("prep", "advcl") and child.left_edge.i == 0]
    if first and first[0].right_edge.i + 2 < len(parse):
        end = first[0].right_edge.i + 1
        rest = [token.text for token in parse[end:] if not (token.i == end and token.text == ",")]
        return _joined([*rest, *_span(first[0])])
    return None


def shortened(parse: "Doc") -> str | None:
    """Return the sentence without adjectives, adverbs, appositions and relative clauses, as far as 60 % remain."""
    gone: set[int] = set()
    for token in parse:
        drops = token.dep_ in _DROPPED and token.lower_ not in _KEPT_ADVERBS and not token.text[0].isdigit()
        own = {word.i for word in token.subtree}
        if drops and len(gone | own) <= (1 - _LEAST) * len(parse):
            gone |= own
    told = [token.text for token in parse if token.i not in gone]
    return _joined(told) if gone else None


def _span(token: "Token") -> list[str]:
    return [word.text for word in token.doc[token.left_edge.i : token.right_edge.i + 1]]


def _joined(words: list[str]) -> str:
    text = " ".join(words).strip(" ,.;")
    for mark in (",", ".", ";", ":", "?", "!", ")", "%", "'s", "’s", "n't", "n’t"):
        text = text.replace(f" {mark}", mark)
    while ",," in text:
        text = text.replace(",,", ",")
    return text.replace("( ", "(").replace(" - ", "-")


def words_of(text: str) -> list[str]:
    """Return the words and marks of a text, as the parser takes them."""
    return [word for word, _, _ in tokens(text)]
