"""Attribution without a verb of speech: "according to", a claim that is owned, a state of mind."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.ledger.clause import Attribution, words_of
from index.ledger.cue import forms, lexicon
from index.ledger.noun import can_speak, children, is_noun, is_verb, phrase
from index.ledger.span import Span, trim, trimmed
from index.ledger.subject import subject
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Doc, Token

_OF = {
    "of": frozenset(
        [
            "claim",
            "accusation",
            "allegation",
            "denial",
            "rejection",
            "criticism",
            "fear",
            "warning",
            "charge",
            "assurance",
            "figure",
            "estimate",
            "forecast",
        ]
    ),
    "for": frozenset(
        ["call", "demand", "hope", "desire", "request", "plea", "appeal", "support", "backing", "gratitude", "apology"]
    ),
    "about": frozenset(
        ["concern", "fear", "doubt", "complaint", "worry", "warning", "skepticism", "scepticism", "optimism", "alarm"]
    ),
    "over": frozenset(["concern", "fear", "doubt", "alarm", "regret", "outrage", "anger", "frustration"]),
    "at": frozenset(["outrage", "anger", "regret", "alarm", "disappointment", "frustration"]),
    "with": frozenset(["disappointment", "frustration"]),
    "on": frozenset(["doubt"]),
    "to": frozenset(["opposition", "objection", "commitment"]),
}
_HOLDING = frozenset(
    [
        "make",
        "have",
        "hold",
        "share",
        "issue",
        "repeat",
        "take",
        "keep",
        "harbor",
        "harbour",
        "offer",
        "raise",
        "give",
        "cast",
        "trade",
        "level",
        "air",
        "renew",
        "deliver",
        "advance",
    ]
)
_HELD = frozenset(form for verb in _HOLDING for form in forms(verb)) | {
    "made",
    "has",
    "had",
    "gave",
    "held",
    "kept",
    "took",
}
_RAISING = frozenset({"sure", "certain"})


def according(token: "Token") -> Iterator[Attribution]:
    """Return what stands "according to" someone, in someone's view, or in someone's words."""
    noun = _authority(token)
    if noun is None or not can_speak(noun, strict=False):
        return
    doc = token.doc
    first, last = token.i, max(noun.right_edge.i, token.right_edge.i if token.lower_ != "according" else token.i)
    last = _cut(noun, last)
    before = trim(doc, 0, first - 1) if first > 1 else None
    after = trim(doc, last + 1, len(doc) - 1) if last + 2 < len(doc) else None
    span = before if before and (after is None or before[1] - before[0] >= after[1] - after[0]) else after
    if before and first < 3 and not any(is_verb(word) for word in doc[0:first]):
        span = after or before
    if first > 1 and is_noun(token.head) and not doc[first - 1].is_punct and after is not None:
        span = trim(doc, token.head.left_edge.i, first - 1)
    if span is not None and span is before:
        span = _aside(doc, span)
    if span is not None and span[1] > span[0]:
        cue = "according to" if token.lower_ == "according" else f"{token.lower_} {doc[last].text}"
        yield Attribution(phrase(noun), first, cue, span, Stance.ASSERTS, after=span is before)


def _aside(doc: "Doc", span: Span) -> Span:
    """Return only ", which would cost 740 million" where that stands right before "according to"."""
    for token in doc[span[0] + 1 : span[1]]:
        first = token.left_edge
        aside = token.dep_ == "relcl" and first.lower_ == "which" and doc[first.i - 1].text == ","
        if aside and token.right_edge.i >= span[1]:
            return trim(doc, first.i, span[1])
    return span


def _authority(token: "Token") -> "Token | None":
    if token.lower_ in ("in", "by"):
        return _viewer(token)
    if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor().lower_ != "to":
        return None
    for holder in (token, token.nbor()):
        for noun in children(holder, "pobj"):
            return noun
    return None


def _viewer(token: "Token") -> "Token | None":
    """Return whose it is in "in his view", "by the council's own count"."""
    for noun in children(token, "pobj"):
        if noun.lower_ in _VIEWS[token.lower_] and not any(child.dep_ in ("prep", "relcl") for child in noun.rights):
            return next((owner for owner in children(noun, "poss") if can_speak(owner, strict=False)), None)
    return None


_VIEWS = {
    "in": frozenset(
        {"view", "opinion", "words", "eyes", "judgment", "judgement", "estimation", "assessment", "telling"}
    ),
    "by": frozenset({"count", "estimate", "estimates", "account", "reckoning", "admission", "calculation", "tally"}),
}


def _cut(noun: "Token", last: int) -> int:
    """Return where the speaker's noun phrase ends: before the comma that the main clause begins after."""
    doc = noun.doc
    if any(is_verb(word) for word in doc[0 : noun.i]):
        return last
    for token in doc[noun.i : last + 1]:
        if token.text == "," and token.head.i not in range(noun.left_edge.i, noun.i + 1):
            return int(token.i)
    return last


def owned(token: "Token") -> Iterator[Attribution]:
    """Return what a noun attributes: "Japan's claim that", "the ministry expressed hope for"."""
    stance = lexicon().nouns.get(_noun(token))
    if stance is None or not is_noun(token):
        return
    owner = next(iter(children(token, "poss")), None) or _by(token) or _holder(token) or _of(token)
    if owner is None or not (can_speak(owner, strict=True) or owner.tag_ == "PRP$"):
        return
    span = _owned_content(token)
    if span is not None:
        yield Attribution(phrase(owner), token.i, token.text, span, stance, mind=True)


def _noun(token: "Token") -> str:
    """Return the noun's dictionary form: "finding" is a noun of its own, not a form of "find"."""
    low: str = token.lower_
    return low if low in lexicon().nouns else lexicon().lemma(low)


def _by(token: "Token") -> "Token | None":
    for child in token.rights:
        if child.lower_ == "by":
            return next(iter(children(child, "pobj")), None)
    return None


def _of(token: "Token") -> "Token | None":
    """Return whose "the view of the ministry" is; "the claim of fraud" is nobody's."""
    if _noun(token) in _OF["of"]:
        return None
    held = [noun for child in children(token, "prep") if child.lower_ == "of" for noun in children(child, "pobj")]
    return next((noun for noun in held if can_speak(noun, strict=True)), None)


def _holder(token: "Token") -> "Token | None":
    head = token.head
    if token.dep_ == "dobj" and is_verb(head) and {head.lower_, lexicon().lemma(head.text)} & _HELD:
        return subject(head)
    return None


def _owned_content(token: "Token") -> Span | None:
    noun = _noun(token)
    for child in token.rights:
        infinitive = any(part.tag_ == "TO" for part in child.lefts)
        that = any(part.lower_ in ("that", "whether") and part.dep_ == "mark" for part in child.lefts)
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp") and (infinitive or that):
            return trimmed(child)
        if child.dep_ == "prep" and noun in _OF.get(child.lower_, ()):
            for content in children(child, "pobj", "pcomp"):
                return trimmed(content)
    return None


def cleared(token: "Token") -> Iterator[Attribution]:
    """Return what someone "made clear" or "made it known": a verb of speech in two words."""
    verb = token.head
    if token.lower_ not in ("clear", "plain", "known") or lexicon().lemma(verb.text) != "make" or not is_verb(verb):
        return
    speaker = subject(verb)
    clause = next((c for c in (*token.rights, *verb.rights) if _is_that(c)), None)
    if speaker is not None and clause is not None and can_speak(speaker, strict=True):
        yield Attribution(phrase(speaker), verb.i, f"{words_of(verb)} {token.text}", trimmed(clause), Stance.ASSERTS)


def _is_that(clause: "Token") -> bool:
    marks = (part.lower_ for part in clause.lefts if part.dep_ == "mark")
    return clause.dep_ in ("ccomp", "advcl") and any(mark == "that" for mark in marks)


def minded(token: "Token") -> Iterator[Attribution]:
    """Return what an adjective of mind attributes: "appeared reluctant to", "is confident that"."""
    words = lexicon()
    stance = words.adjectives.get(token.lower_)
    if stance is None:
        return
    if token.dep_ == "acomp" or token.dep_ == "oprd":
        verb = token.head
        if lexicon().lemma(verb.text) not in words.classes["hedges"] and not verb.tag_.startswith("VB"):
            return
    elif children(token, "auxpass"):
        verb = token
    else:
        return
    speaker = subject(verb)
    span = _minded_content(token)
    if speaker is not None and span is not None and can_speak(speaker, strict=True):
        cue = token.text if verb.i == token.i else f"{verb.text} {token.text}"
        yield Attribution(phrase(speaker), token.i, cue, span, stance, mind=True)


def _minded_content(token: "Token") -> Span | None:
    for child in token.rights:
        if child.dep_ == "xcomp" and token.lower_ in _RAISING:
            continue
        if child.dep_ in ("ccomp", "xcomp"):
            return trimmed(child)
        if child.dep_ == "prep" and child.lower_ in ("about", "of", "to", "over", "with", "by"):
            return next((trimmed(noun) for noun in children(child, "pobj", "pcomp")), None)
    return None
