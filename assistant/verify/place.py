"""Do the names, numbers and dates of a claim stand in its paragraphs, and where the claim has them?"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from assistant.verify.anchor import Anchor, anchors
from assistant.verify.context import agree, governs, roles
from assistant.verify.reading import Reading
from assistant.verify.source import CALLED, Source
from assistant.verify.term import MONTHS, WEEKDAYS, term
from assistant.verify.verdict import Fault

_OTHER = "is not who or what the paragraph names there."
_ACCORDING = re.compile(r"\baccording to (?:the )?$", re.IGNORECASE)
_CALENDAR = (frozenset(map(term, MONTHS)), frozenset(map(term, WEEKDAYS)))
_PRONOUNS = frozenset("he she it they him her them his its their who which".split())
# A sentence that holds this share of a claim's other words tells the claim, but for the name.
_ALL_TOLD = 0.85


def check(claim: Reading, free: frozenset[int], read: Sequence[Reading], sources: Sequence[Source]) -> list[Fault]:
    """Return a fault for each name or number that is absent or at another's place.

    `free` are the places of the claim outside its quotations. `read` are the sentences relied on, the one that
    shares most with the claim first; a name may also come from the rest of the paragraphs, their article's head or
    whoever speaks there, where the sentence has no other name in its place.
    """
    held = [anchors(reading) for reading in read]
    own = [a for a in anchors(claim) if a.head in free and not set(a.terms) <= CALLED]
    faults = [_fault(anchor, told) for anchor in own if (told := _wrong(anchor, claim, read, held, sources))]
    return faults + _repeated(own, held)


def _wrong(
    anchor: Anchor,
    claim: Reading,
    read: Sequence[Reading],
    held: Sequence[Sequence[Anchor]],
    sources: Sequence[Source],
) -> str:
    """Return what is wrong with a name or number, or nothing."""
    if _is_publication(anchor, claim, sources):
        return ""
    standing = [
        (r, other) for r, group in zip(read, held, strict=True) for other in group if _stands(anchor, r, other, sources)
    ]
    if not standing:
        standing = [(reading, part) for reading in read for part in _spelled(anchor, reading)]
    if not standing and (not _known(anchor, sources) or _dates_anew(anchor, claim, read)):
        return "is not in the paragraph."
    agreeing = [r for r, other in standing if agree(claim, anchor.span, r, other.span)]
    if read[0] in agreeing or _only_date(anchor, claim, read[0], held[0]):
        return ""
    others = [other for other in held[0] if not _stands(anchor, read[0], other, sources)]
    if any(other.kind == anchor.kind and agree(claim, anchor.span, read[0], other.span) for other in others):
        return _OTHER
    if not any(reading is read[0] for reading, _ in standing) and _put_in(anchor, claim, read[0], sources):
        return _OTHER
    if agreeing or not standing or any(_pronoun_there(anchor, claim, reading) for reading in read):
        return ""
    return "stands elsewhere in the paragraph than in what is said here."


def _is_publication(anchor: Anchor, claim: Reading, sources: Sequence[Source]) -> bool:
    """Say whether a claim names the publication as who reports it: "According to the Global Times"."""
    named = any(anchor.text in source.publication for source in sources)
    before = claim.text[: claim.words[anchor.start].start]
    return named and (("say", "subj") in roles(claim, anchor.head) or bool(_ACCORDING.search(before)))


def _stands(anchor: Anchor, reading: Reading, other: Anchor, sources: Sequence[Source]) -> bool:
    """Say whether an anchor of a sentence names the same, or is the short form of a name that the paragraph knows."""
    if anchor.stands_in(reading, other):
        return True
    shorter = anchor.kind == other.kind == "name" and set(other.terms) < set(anchor.terms)
    return shorter and any(
        anchor.text in known
        for source in sources
        for known in (source.text, source.facts, *(s.speaker for s in source.statements))
    )


def _put_in(anchor: Anchor, claim: Reading, first: Reading, sources: Sequence[Source]) -> bool:
    """Say whether a name was put into a sentence that tells all the rest of the claim and has nothing in its place.

    A pronoun or "the minister" may be in its place, and whoever speaks there or publishes it may be named.
    """
    held = {word.term for word in first.words}
    rest = [
        word for place, word in enumerate(claim.words) if word.is_content and not anchor.start <= place < anchor.end
    ]
    if sum(word.term in held for word in rest) < _ALL_TOLD * len(rest):
        return False
    voices = " ".join(
        f"{s.publication} " + " ".join(f"{t.speaker} {t.speaker_text}" for t in s.statements) for s in sources
    )
    if set(anchor.terms) <= {term(word) for word in re.findall(r"[\w.]*\w", voices)}:
        return False
    return not any(agree(claim, anchor.span, first, (place, place + 1, place)) for place in _open(first))


def _pronoun_there(anchor: Anchor, claim: Reading, reading: Reading) -> bool:
    """Say whether a sentence has "he" or "they" where the claim has a name."""
    own = [place for place, word in enumerate(reading.words) if word.text.lower() in _PRONOUNS]
    return any(agree(claim, anchor.span, reading, (place, place + 1, place)) for place in own)


def _open(reading: Reading) -> list[int]:
    """Return the places of pronouns, and of nouns that a sentence before may name."""
    return [
        place
        for place, word in enumerate(reading.words)
        if word.tag in {"PRP", "PRP$", "WP", "WDT", "DT"}
        or (word.tag in {"NN", "NNS"} and any(reading.words[at].tag == "DT" for at in governs(reading, place, "det")))
    ]


def _only_date(anchor: Anchor, claim: Reading, first: Reading, held: Sequence[Anchor]) -> bool:
    """Say whether claim and sentence have one date each and the same: wherever it stands, it dates the same."""
    own = [other for other in anchors(claim) if other.is_date]
    theirs = [other for other in held if other.is_date]
    return anchor.is_date and len(own) == len(theirs) == 1 and anchor.stands_in(first, theirs[0])


def _dates_anew(anchor: Anchor, claim: Reading, read: Sequence[Reading]) -> bool:
    """Say whether a date of the article's head is put in the place of another: its Friday for a sentence's Tuesday."""
    mine = {word.term for word in claim.words}
    dates = [other for reading in read for other in anchors(reading) if other.is_date]
    like = [other for other in dates if _kind(other) == _kind(anchor)]
    return anchor.is_date and bool(like) and not any(set(other.terms) & mine for other in like)


def _kind(date_: Anchor) -> int:
    """Return which kind a date is of: the months, the days of the week, else the years."""
    return next((number for number, words in enumerate(_CALENDAR) if set(date_.terms) & words), len(_CALENDAR))


def _repeated(own: Sequence[Anchor], held: Sequence[Sequence[Anchor]]) -> list[Fault]:
    """Return a fault for a number that the claim has more often than all that is relied on."""
    mine = Counter(anchor.terms for anchor in own if anchor.kind == "number")
    theirs = Counter(other.terms for group in held for other in group if other.kind == "number")
    by_terms = {anchor.terms: anchor for anchor in own}
    return [
        _fault(by_terms[terms], "stands in the paragraph less often.")
        for terms, count in mine.items()
        if count > max(1, theirs[terms])
    ]


def _fault(anchor: Anchor, told: str) -> Fault:
    return Fault("number" if anchor.kind == "number" else "name", f"“{anchor.text}” {told}")


def _spelled(anchor: Anchor, reading: Reading) -> list[Anchor]:
    """Return where a name stands that the tagger took for common words."""
    count = len(anchor.terms)
    own = [word.term for word in reading.words]
    return [
        Anchor(anchor.text, start, start + count, anchor.terms, start + count - 1, anchor.kind)
        for start in range(len(own) - count + 1)
        if tuple(own[start : start + count]) == anchor.terms
    ]


def _known(anchor: Anchor, sources: Sequence[Source]) -> bool:
    """Say whether the paragraph, its article's head or its speakers hold a name or a date."""
    for source in sources:
        speakers = " ".join(f"{s.speaker} {s.speaker_text}" for s in source.statements)
        known = {term(word) for word in re.findall(r"[\w.]*\w", f"{source.text} {source.facts} {speakers}")}
        if set(anchor.terms) <= known | _day(source.published):
            return True
    return False


def _day(published: str | None) -> set[str]:
    """Return the terms under which a date of publication may be told: its year, month, day and weekday."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return set()
    return {str(day.year), term(MONTHS[day.month - 1]), str(day.day), f"{day.day}th", term(WEEKDAYS[day.weekday()])}
