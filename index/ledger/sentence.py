"""A paragraph cut into sentences that a parser can read: quotations are folded, offsets are kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.language import tokens
from index.ledger.cue import lexicon

OPENING = "“„«"
CLOSING = "”»"
_STOPS = {".", "?", "!", "…", "..."}
_INITIALS = re.compile(r"([A-Za-z]\.){2,}$|Inc\.$|Co\.$|Corp\.$|Jr\.$")
_FOLDED = ("It", "works")
# "MBEZI, Kasanda — ", "WASHINGTON (AP) -- ", "Lisbon (Reuters) - ": where a report was written is not part of it.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?(?: \([\w /]+\))?"
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d+(?: \([\w /]+\))?)?|"
    r"[A-Z][\w.]+(?: [A-Z][\w.]+)?(?:, [A-Z]\w+)? \([\w /]+\))\s*(?:—|–|--|-|:)\s+(?=[\w\"“‘])|"
    r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?\s*(?:[—–:-]\s*)?(?=[A-Z\"“‘])"
)
# "Sen. Ann Lee (D-Ohio)", "Ann Lee, R-Ky.,": a member's party and state, which no parser knows what to do with.
_MEMBER = re.compile(r"\s\((?:[RDI]|Rep|Dem)\.?[-–,]\s?[A-Z][^()]{1,20}\)|,\s[RDI]-[A-Z][\w.]+(?:\s[A-Z][\w.]+)?,")
# "claimed, without evidence, that …": what stands between a verb and its clause.
_BETWEEN = re.compile(
    r"\b([a-z]+)(,\s(?:without|with|in|on|at|for|during|after|before|under|wrongly|falsely|again|however|too|instead)"
    r"\b[^,.;:“”\"]{0,50},)\sthat\b"
)
_STARTERS = frozenset(
    [
        "The",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "A",
        "An",
        "In",
        "On",
        "At",
        "But",
        "And",
        "However",
        "This",
        "That",
        "These",
        "Those",
        "After",
        "Before",
        "When",
        "While",
        "As",
        "Mr.",
        "Mrs.",
        "Ms.",
        "For",
        "If",
        "His",
        "Her",
        "Its",
        "Their",
        "There",
        "Yet",
        "Still",
        "Meanwhile",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its offsets in the paragraph; a folded quotation has those of what it stands for."""

    text: str
    start: int
    end: int
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it is parsed.

    `words` are those the parser sees. `quotes` are the offsets inside the quotation marks, `folded` those of
    whole quoted sentences that a placeholder stands for, `dropped` those left out because the same speaker
    goes on after the cue. `only` is the quotation that is all there is of the sentence, else None.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    quotes: tuple[tuple[int, int], ...]
    dropped: tuple[tuple[int, int], ...] = ()
    only: tuple[int, int] | None = None


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets of what stands inside quotation marks; one left open runs to the end.

    >>> quotations('He said "no" and “yes, she can')
    ((9, 11), (18, 30))
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    single = "‘" in text and not any(mark in text for mark in '"“')
    for at in range(len(text)):
        turn = _turn(text, at, single=single)
        if opened is None and turn == "open":
            opened = at + 1
        elif opened is not None and turn == "close":
            found.append((opened, at))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return tuple(span for span in found if text[span[0] : span[1]].strip())


def _turn(text: str, at: int, *, single: bool) -> str:
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in OPENING or (single and mark == "‘"):
        return "open"
    if mark in CLOSING:
        return "close"
    if single and mark == "’":
        return "close" if not after.isalnum() and not (before == "s" and after == " ") else ""
    if mark == '"':
        return "open" if (before.isspace() or before in "([—–-") and not after.isspace() else "close"
    return ""


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph in order; a quotation of several sentences is never cut."""
    quotes = quotations(text)
    dateline = _DATELINE.match(text)
    begins = dateline.end() if dateline else 0
    words = [Word(*word) for word in tokens(text) if word[1] >= begins]
    return tuple(_sentence(text, group, quotes) for group in _groups(text, words, quotes))


def quoted_sentences(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """Yield the sentences inside the whole quotations of a sentence, with offsets of the paragraph."""
    whole = [(word.start, word.end) for word in sentence.words if word.folded]
    whole += [*sentence.dropped, *([sentence.only] if sentence.only else [])]
    for start, end in dict.fromkeys(whole):
        for inner in sentences(text[start:end]):
            yield replace(
                inner,
                start=inner.start + start,
                end=inner.end + start,
                words=tuple(replace(w, start=w.start + start, end=w.end + start) for w in inner.words),
                quotes=((start, end),),
                dropped=(),
                only=None,
            )


def _groups(text: str, words: list[Word], quotes: tuple[tuple[int, int], ...]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for at, word in enumerate(words):
        group.append(word)
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or _ends(text, group, following, quotes):
            yield group
            group = []


def _ends(text: str, group: list[Word], following: Word, quotes: tuple[tuple[int, int], ...]) -> bool:
    inside = any(start < following.start <= end for start, end in quotes)
    if inside and not any(following.start == start for start, _ in quotes):
        return False
    if not text[group[-1].end : following.start].isspace():
        return False
    marks = [word for word in group[-3:] if not _is_mark(word.text)]
    if not marks:
        return False
    last = marks[-1].text
    begins = following.text[0].isupper() or following.text[0].isdigit() or _is_mark(following.text)
    if last in _STOPS:
        return begins
    return bool(_INITIALS.match(last)) and following.text in _STARTERS


def _is_mark(text: str) -> bool:
    return text in {'"', "''", "``", ")"} or text in OPENING + CLOSING + "‘"


def _sentence(text: str, group: list[Word], quotes: tuple[tuple[int, int], ...]) -> Sentence:
    start, end = group[0].start, group[-1].end
    inside = tuple((max(a, start), min(b, end)) for a, b in quotes if a <= end and b > start)
    outside = [w for w in group if not _is_mark(w.text) and not any(a <= w.start < b for a, b in inside)]
    if inside and not any(any(letter.isalnum() for letter in word.text) for word in outside):
        return Sentence(start, end, (), inside, only=(inside[0][0], inside[-1][1]))
    folded, dropped = _foldings(text, group, inside)
    asides = _asides(text[start:end], start)
    words: list[Word] = []
    for word in group:
        span = next((span for span in inside if span[0] <= word.start < span[1]), None)
        if span in folded:
            if not words or words[-1].start < span[0]:
                words.extend(_placeholder(span, first=not words))
        elif span not in dropped and not (_is_mark(word.text) and word.text != ")") and not _is_aside(asides, word):
            words.append(word)
    return Sentence(start, end, tuple(words), inside, dropped=tuple(dropped))


def _asides(sentence: str, start: int) -> list[tuple[int, int]]:
    """Return the offsets of what a parser reads better without: members' parties, words between verb and clause."""
    spans = [match.span() for match in _MEMBER.finditer(sentence)]
    cues = lexicon().verbs
    spans += [
        match.span(2) for match in _BETWEEN.finditer(sentence) if "c" in getattr(cues.get(match[1]), "frames", "")
    ]
    return [(first + start, last + start) for first, last in spans]


def _is_aside(asides: list[tuple[int, int]], word: Word) -> bool:
    return any(first <= word.start < last for first, last in asides)


def _placeholder(span: tuple[int, int], *, first: bool) -> list[Word]:
    subject, verb = _FOLDED
    words = [Word(subject if first else "it", *span, folded=True), Word(verb, *span, folded=True)]
    return [*words, Word(",", span[1], span[1])] if first else words


def _foldings(
    text: str, group: list[Word], quotes: tuple[tuple[int, int], ...]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the quotations that are sentences of their own: those to fold, and those to leave out."""
    folded: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    for span in quotes:
        before = text[group[0].start : span[0] - 1].rstrip()
        if not before:
            after = text[span[1] + 1 : group[-1].end].lstrip()
            if text[span[1] - 1] in ",.?!—-…" or after[:1] in (",", "—", "–"):
                folded.append(span)
        elif folded and before[-1] in ",.;:—":
            dropped.append(span)
        elif _introduced(before, text[span[0] : span[1]], first=not folded):
            folded.append(span)
    return folded, dropped


def _introduced(before: str, quote: str, *, first: bool) -> bool:
    """Return whether a whole sentence is quoted behind a comma, a colon or a verb of speech."""
    if not quote[0].isupper():
        return False
    if before[-1] in ",:":
        return " " in quote or before[-1] == ":"
    cue = lexicon().verbs.get(before.split()[-1].lower())
    return first and quote[-1] in ".?!" and cue is not None and "q" in cue.frames
