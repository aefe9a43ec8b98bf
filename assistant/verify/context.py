"""Where a word stands in what a sentence says: who it belongs to and what it stands beside.

Two sentences agree about a word where it has the same role towards the same word in both, or stands beside the same
word. A name in another's place has neither.
"""

from assistant.verify.reading import Reading
from index.ledger.cue import lexicon
from index.statement import Stance

_SKIPPED = frozenset({"det", "punct", "case", "advmod", "aux", "auxpass", "mark", "cc", "prep", "dep", "ROOT", "neg"})
_SAYING = frozenset({Stance.ASSERTS, Stance.WARNS})
_SAY = "say"
_NEUTRAL = {"appos": "of", "attr": "subj"}

Role = tuple[str, str]
"""The term of the word that another belongs to, and its role towards it."""


def roles(reading: Reading, place: int) -> set[Role]:
    """Return the roles of a word: the terms it belongs to, each with how.

    Whoever claims or adds something also says it.
    """
    found = set()
    for head, role in reading.links[place]:
        if role in _SKIPPED:
            continue
        found.add((reading.words[head].term, _NEUTRAL.get(role, role)))
        cue = lexicon().verbs.get(reading.words[head].text.lower())
        if cue is not None and role == "subj" and cue.stance in _SAYING:
            found.add((_SAY, role))
    return found


def far_roles(reading: Reading, place: int) -> set[tuple[Role, Role]]:
    """Return each role of a word together with one of the word it belongs to."""
    return {
        ((reading.words[head].term, _NEUTRAL.get(role, role)), outer)
        for head, role in reading.links[place]
        if role not in _SKIPPED
        for outer in roles(reading, head)
    }


def agree(claim: Reading, here: tuple[int, int, int], source: Reading, there: tuple[int, int, int]) -> bool:
    """Say whether a run of words has the same place in both; `here` and `there` are its start, end and main word."""
    return _same_role(claim, here[2], source, there[2]) or _same_side(claim, here, source, there)


def _same_role(claim: Reading, place: int, source: Reading, other: int) -> bool:
    shared = roles(claim, place) & roles(source, other)
    if any(len(source.places(head)) == 1 or head == _SAY for head, _ in shared):
        return True
    # Where the source has the word it belongs to twice ("the president of …"), that word's own role decides.
    return bool(shared) and bool(far_roles(claim, place) & far_roles(source, other))


def _same_side(claim: Reading, here: tuple[int, int, int], source: Reading, there: tuple[int, int, int]) -> bool:
    for step, own, other in ((-1, here[0], there[0]), (1, here[1] - 1, there[1] - 1)):
        mine, theirs = claim.beside(own, step), source.beside(other, step)
        if mine is None or theirs is None or claim.words[mine].term != source.words[theirs].term:
            continue
        if step > 0 and claim.words[mine].is_name and (here[2], "of") in claim.links[mine]:
            # "Representatives" is of the House's own name and goes where it goes.
            continue
        if _between(claim, own, mine) != _between(source, other, theirs):
            continue
        if len(source.places(source.words[theirs].term)) == 1 or _same_next(claim, mine, source, theirs, step):
            return True
    return False


def _same_next(claim: Reading, mine: int, source: Reading, theirs: int, step: int) -> bool:
    """Say whether the content words one further on are the same too: "civil affairs", not "military affairs"."""
    next_mine, next_theirs = claim.beside(mine, step), source.beside(theirs, step)
    if next_mine is None or next_theirs is None:
        return next_mine is next_theirs
    return claim.words[next_mine].term == source.words[next_theirs].term


def _between(reading: Reading, place: int, other: int) -> tuple[str, ...]:
    """Return the words between two places, without articles, signs and parentheses."""
    inside = range(min(place, other) + 1, max(place, other))
    words = [reading.words[at].text.lower() for at in inside if at not in reading.aside]
    return tuple(word for word in words if word.isalpha() and word not in {"the", "a", "an"})


def governs(reading: Reading, head: int, wanted: str) -> tuple[int, ...]:
    """Return the words that have this role towards a word."""
    return tuple(place for place, links in reading.links.items() if (head, wanted) in links)
