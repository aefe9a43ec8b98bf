"""Does the claim deny what the paragraph denies, and nothing else?"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.verify.context import governs
from assistant.verify.reading import Reading
from assistant.verify.term import term
from assistant.verify.verdict import Fault, Weight
from index.ledger.cue import lexicon

_HEDGES = frozenset("may might could would can should must 'd ca".split())
# What is only hoped for, tried, feared or blamed has not happened.
_UNREAL = frozenset(
    term(verb)
    for verb in "hope seek try attempt aim refuse fail plan want accuse threaten deny doubt wish intend propose "
    "contemplate expect demand urge pretend decline fear promise offer suspect suggest".split()
)
_ALLEGED = frozenset({term("claim"), term("allegation"), term("accusation"), term("assertion")})
_DOES = frozenset({"do", "does", "did"})
_BELOW = frozenset({"ccomp", "xcomp", "acl", "of", "from", "for", "at"})
_NONE = frozenset({"no", "neither"})
_NOT = "“{word}” is {claim} in the claim and {source} in the paragraph."


def check(claim: Reading, free: frozenset[int], read: Sequence[Reading]) -> list[Fault]:
    """Return a fault for each word that one of the two denies and the other does not.

    The first of `read`, which shares most with the claim, decides about the words that it has.
    """
    denied_here = denied(claim)
    faults = [
        *_put_in(claim, read),
        *_left_out(claim, read),
        *_none_there(claim, read),
        *_made_real(claim, free, read[0]),
    ]
    for place, word in enumerate(claim.words):
        if not word.is_content or place not in free or not (word.is_verb or place in denied_here):
            continue
        there = next(([(r, at) for at in r.places(word.term)] for r in read if r.places(word.term)), [])
        if not there:
            continue
        ways = {at in denied(reading) for reading, at in there}
        mine = place in denied_here
        if mine not in ways:
            told = ("denied", "not denied") if mine else ("not denied", "denied")
            faults.append(Fault("negation", _NOT.format(word=word.text, claim=told[0], source=told[1])))
    return faults


def _made_real(claim: Reading, free: frozenset[int], first: Reading) -> list[Fault]:
    """Return a fault for each verb that happens in the claim and in the source only may happen, or is hoped for."""
    held = {word.term for word in claim.words}
    faults = []
    for place in sorted(free):
        word = claim.words[place]
        there = first.places(word.term) if word.is_verb else ()
        if not there or _hedged(claim, place):
            continue
        above = [_unreal(first, at, held) for at in there]
        if all(_hedged(first, at) for at in there):
            faults.append(Fault("stance", f"“{word.text}” is only possible in the paragraph.", Weight.LESS))
        elif all(above):
            faults.append(Fault("stance", f"“{word.text}” is only what “{above[0]}” is about in the paragraph."))
    return faults


def _hedged(reading: Reading, verb: int) -> bool:
    return any(reading.words[place].text.lower() in _HEDGES for place in governs(reading, verb, "aux"))


def _unreal(reading: Reading, verb: int, held: set[str]) -> str:
    """Return the word above that makes a verb unreal and that the claim does not have, or nothing."""
    for head, role in reading.links[verb]:
        above = reading.words[head]
        unreal = above.term in (_UNREAL if above.is_verb else _UNREAL | _ALLEGED) or _is_unsaid(reading, head)
        if role in _BELOW and unreal and above.term not in held:
            return above.text
    return ""


def _is_unsaid(reading: Reading, verb: int) -> bool:
    """Say whether somebody is only to say it: "say that", "must confirm that", "was asked to report that"."""
    word = reading.words[verb]
    if word.tag != "VB" or word.text.lower() not in lexicon().verbs:
        return False
    return not any(reading.words[place].text.lower() in _DOES for place in governs(reading, verb, "aux"))


def _put_in(claim: Reading, read: Sequence[Reading]) -> list[Fault]:
    """Return a fault where the claim has a "not" between two words that stand side by side in a sentence."""
    pairs = {pair for reading in read for pair in _pairs(reading)}
    denied_there = {pair for reading in read for pair in _denied_pairs(reading)}
    told = "The claim says “not” where the paragraph does not: {0} {1}."
    wrong = _denied_pairs(claim) & pairs - denied_there
    return [Fault("negation", told.format(*pair)) for pair in sorted(wrong)]


def _left_out(claim: Reading, read: Sequence[Reading]) -> list[Fault]:
    """Return a fault where two words stand side by side in the claim and a sentence has a "not" between them."""
    pairs = {pair for reading in read for pair in _pairs(reading)}
    told = "The paragraph says “not” where the claim does not: {0} {1}."
    wrong = {pair for reading in read for pair in _denied_pairs(reading)} & _pairs(claim) - pairs
    return [Fault("negation", told.format(*pair)) for pair in sorted(wrong)]


def _none_there(claim: Reading, read: Sequence[Reading]) -> list[Fault]:
    """Return a fault where a sentence has "no effect" and a claim that denies nothing has an effect."""
    if any(word.is_negation for word in claim.words):
        return []
    told = "The paragraph says “{} {}” where the claim does not."
    held = {word.term for word in claim.words}
    return [
        Fault("negation", told.format(word.text, reading.words[head].text))
        for reading in read[:1]
        for place, word in enumerate(reading.words)
        if word.text.lower() in _NONE
        for head, role in reading.links[place]
        if role == "det" and held >= {reading.words[head].term, *_above(reading, head)}
    ]


def _above(reading: Reading, place: int) -> set[str]:
    """Return the terms of the words with a meaning that a word belongs to."""
    return {reading.words[head].term for head, _ in reading.links[place] if reading.words[head].is_content}


def _pairs(reading: Reading) -> set[tuple[str, str]]:
    return {(one.text.lower(), other.text.lower()) for one, other in pairwise(reading.words)}


def _denied_pairs(reading: Reading) -> set[tuple[str, str]]:
    """Return the words to the left and right of each negation."""
    triples = zip(reading.words, reading.words[1:], reading.words[2:], strict=False)
    return {(one.text.lower(), other.text.lower()) for one, middle, other in triples if middle.is_negation}


def denied(reading: Reading) -> frozenset[int]:
    """Return the places of the words that a negation stands before or belongs to."""
    found: set[int] = set()
    for place, word in enumerate(reading.words):
        if word.is_negation:
            if word.text.lower() not in {"nor", "neither"}:
                found |= {head for head, _ in reading.links[place]}
            found.add(_next(reading, place))
    return frozenset(found | set(_complements(reading, found)))


def _next(reading: Reading, place: int) -> int:
    """Return the place of the first content word after a negation: "not clearly said" denies what is clear."""
    for at in range(place + 1, len(reading.words)):
        if reading.words[at].is_content:
            return at
    return place


def _complements(reading: Reading, heads: Iterable[int]) -> set[int]:
    """Return what a denied "is" or "did" says of its subject: "is not true" denies "true"."""
    return {
        place
        for head in heads
        if not reading.words[head].is_content
        for role in ("attr", "acomp")
        for place in governs(reading, head, role)
    }
