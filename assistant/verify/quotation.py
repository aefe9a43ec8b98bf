"""Is what a claim puts between quotation marks what the paragraph says, and does the one named say it?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from assistant.verify.source import Source
from assistant.verify.verdict import Fault
from index.ledger.sentence import quotations
from index.statement import Statement

_SINGLE = re.compile(r"(?<![\w’'])['‘]([^'‘’]{3,}(?:[’']\w+[^'‘’]*)*)['’](?!\w)")
_GAP = re.compile(r"\s*(?:\[?(?:\.\s?){3,}\]?|\[?…\]?)\s*")
_BRACKET = re.compile(r"\[([^\]]*)\]")
_WORD = re.compile(r"\w+(?:['.,:-]\w+)*")
_CURLY = str.maketrans("“”„«»‘’‚–—\u00a0", '"""""\'\'\'-- ')
# A bracket stands for at most so many words of the speaker.
_BRACKETED = 6
# Below this share of words in one run, a quotation is not a changed one but one made up.
_CHANGED = 0.6
_STITCHED = 2


class Kind(StrEnum):
    """What a quotation of a claim is, held against the paragraphs cited."""

    VERBATIM = "verbatim"
    CHANGED = "changed"
    STITCHED = "stitched"
    OTHER_SPEAKER = "other speaker"
    INVENTED = "invented"


_TOLD = {
    Kind.CHANGED: "The quotation “{quote}” is not word for word what the paragraph says.",
    Kind.STITCHED: "The quotation “{quote}” joins words that stand apart in the paragraph.",
    Kind.OTHER_SPEAKER: "The quotation “{quote}” is somebody else's.",
    Kind.INVENTED: "The quotation “{quote}” is not in the paragraph.",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a claim quotes, where: offsets inside its quotation marks."""

    text: str
    start: int
    end: int


def quoted(claim: str) -> tuple[Quotation, ...]:
    """Return the quotations of a claim, in double or single marks.

    >>> [quotation.text for quotation in quoted("He called it “a farce”.")]
    ['a farce']
    """
    spans = list(quotations(claim))
    inside = [match.span(1) for match in _SINGLE.finditer(claim)]
    spans += [span for span in inside if not any(a <= span[0] < b for a, b in spans)]
    return tuple(Quotation(claim[a:b], a, b) for a, b in sorted(spans) if re.search(r"\w", claim[a:b]))


def check(claim: str, sources: Sequence[Source]) -> list[Fault]:
    """Return a fault for each quotation that the paragraphs do not hold as it stands, or hold as another's."""
    faults = []
    for quotation in quoted(claim):
        kind = kind_of(claim, quotation, sources)
        if kind is not Kind.VERBATIM:
            told = _TOLD[kind].format(quote=quotation.text.strip())
            faults.append(Fault("quotation", told))
    return faults


def kind_of(claim: str, quotation: Quotation, sources: Sequence[Source]) -> Kind:
    """Return what a quotation of a claim is; the best of what it is in any one of the sources."""
    kinds = {_kind(claim, quotation, source) for source in sources}
    return next((kind for kind in Kind if kind in kinds), Kind.INVENTED)


def _kind(claim: str, quotation: Quotation, source: Source) -> Kind:
    wanted, said = _words(quotation.text), _words(source.text)
    pattern = _pattern(quotation.text)
    found = list(pattern.finditer(_flat(source.text))) if pattern else []
    if found:
        spoken = any(_spoken_by(claim, quotation, source, *match.span()) for match in found)
        return Kind.VERBATIM if spoken else Kind.OTHER_SPEAKER
    runs = [block for block in SequenceMatcher(None, said, wanted, autojunk=False).get_matching_blocks() if block.size]
    if wanted and sum(block.size for block in runs) < _CHANGED * len(wanted):
        return Kind.INVENTED
    long = [block for block in runs if block.size >= _STITCHED]
    apart = any(b.a - (a.a + a.size) > 1 for a, b in pairwise(long))
    whole = sum(block.size for block in runs) == len(wanted)
    return Kind.STITCHED if apart and whole else Kind.CHANGED


def _flat(text: str) -> str:
    """Return a text of the same length with straight marks and small letters."""
    lowered = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    return lowered.translate(_CURLY)


def _words(text: str) -> list[str]:
    return _WORD.findall(_flat(_BRACKET.sub(r"\1", text)))


def _pattern(quote: str) -> re.Pattern[str] | None:
    """Return what finds a quotation: its words with nothing between them but signs, an ellipsis being any words.

    "[T]he" is "the"; "[the ministry]" stands for a few words of the speaker.
    """
    parts = [_part(part) for part in _GAP.split(quote)]
    parts = [part for part in parts if part]
    if not parts:
        return None
    return re.compile(r"\b" + r"\b[^\"]*?\b".join(parts) + r"\b", re.DOTALL)


def _part(text: str) -> str:
    letters = re.sub(r"\[(\w)\](?=\w)", r"\1", text)
    pieces: list[str] = []
    for place, piece in enumerate(_BRACKET.split(letters)):
        if place % 2:
            pieces.append(rf"\w+(?:\W+\w+){{0,{_BRACKETED}}}?" if piece.strip() else "")
        else:
            # Between two words of a quotation stand spaces, and the marks of a quotation inside it.
            signs = re.findall(r"\w+|[^\w\s\"'.]", _flat(piece).strip(" ,.?!;:\"'-"))
            pieces.append(r"[\s\"'.]*".join(re.escape(sign) for sign in signs))
    return r"\W+".join(piece for piece in pieces if piece)


def _spoken_by(claim: str, quotation: Quotation, source: Source, start: int, end: int) -> bool:
    """Say whether the claim lets the one speak who speaks in the paragraph, or names no speaker of its own."""
    voices = [s for s in source.statements if s.start - 2 <= start and end <= s.end + 2]
    named = _speakers_named(claim, quotation, source.statements)
    if not named or not voices:
        return True
    return any(name in named for voice in voices for name in (voice.speaker, voice.issuer) if name)


def _speakers_named(claim: str, quotation: Quotation, statements: Iterable[Statement]) -> set[str]:
    outside = claim[: quotation.start] + claim[quotation.end :]
    return {s.speaker for s in statements if _names(outside, s.speaker) or _names(outside, s.speaker_text)}


def _names(text: str, name: str) -> bool:
    last = name.split()[-1]
    return last[:1].isupper() and bool(re.search(rf"(?<!\w){re.escape(last)}(?!\w)", text))
