"""Does the one who does something in the claim do it in the paragraph, and to the same?"""

from collections.abc import Sequence

from assistant.verify.context import governs
from assistant.verify.reading import Reading
from assistant.verify.source import CALLED
from assistant.verify.verdict import Fault

# A pronoun or a title stands for somebody the sentence before names.
_OPEN = frozenset("he she it they who which that this these those we i you him her them one".split())
_HAVING = frozenset({"has", "have", "had"})
_TOLD = {
    "subj": "In the paragraph it is not “{word}” that does this: {verb}.",
    "obj": "In the paragraph this is not done to “{word}”: {verb}.",
}


def check(claim: Reading, free: frozenset[int], read: Sequence[Reading]) -> list[Fault]:
    """Return a fault for each verb or predicate whose subject or object is another in the sentences relied on.

    The first of `read` shares most with the claim: what it says of a verb decides, the others where it has none.
    """
    faults = []
    for place, word in enumerate(claim.words):
        if place not in free or not (word.is_content or word.text.lower() in _HAVING):
            continue
        for role in ("subj", "obj"):
            wrong = _wrong(claim, place, role, read)
            if wrong:
                faults.append(Fault("subject", _TOLD[role].format(word=wrong, verb=word.text)))
    return faults


def _wrong(claim: Reading, verb: int, role: str, read: Sequence[Reading]) -> str:
    """Return the word that has a role towards a verb in the claim and not where the source has another; else ""."""
    mine = _named(claim, verb, role)
    if not mine:
        return ""
    for reading in read:
        held = [governs(reading, place, role) for place in reading.places(claim.words[verb].term)]
        known = [theirs for theirs in held if theirs]
        if any(_same(reading, theirs, mine, claim) for theirs in known):
            return ""
        if known:
            return "" if any(_is_open(reading, theirs) for theirs in known) else claim.words[mine[0]].text
    return ""


def _named(reading: Reading, verb: int, role: str) -> tuple[int, ...]:
    own = governs(reading, verb, role)
    named = tuple(place for place in own if reading.words[place].is_content)
    return () if any(reading.words[place].term in CALLED for place in named) else named


def _same(reading: Reading, theirs: Sequence[int], mine: Sequence[int], claim: Reading) -> bool:
    """Say whether the two share a main word, or one's main word describes the other's.

    "Apple shares" and "Google shares" share one and are two.
    """
    own = {claim.words[place].term: place for place in mine}
    return any(
        term in own and not _others(_owners(reading, place), _owners(claim, own[term]))
        for place in theirs
        if (term := reading.words[place].term)
    ) or any(reading.words[part].term in own for place in theirs for part in governs(reading, place, "of"))


def _owners(reading: Reading, place: int) -> set[str]:
    """Return what stands before a word as whose or of which kind it is."""
    return {reading.words[part].term for part in governs(reading, place, "of") if part < place}


def _others(mine: set[str], theirs: set[str]) -> bool:
    return bool(mine and theirs) and not mine & theirs


def _is_open(reading: Reading, places: Sequence[int]) -> bool:
    return all(reading.words[place].text.lower() in _OPEN for place in places)
