"""The last question with another phrase in the place of its like: "And Kyodo?", "And in May?"."""

import re
from collections.abc import Sequence

from assistant.turn.clause import stem
from assistant.turn.phrase import PAIR, PHRASE, Phrase, owner_of, phrases
from assistant.turn.pronoun import with_pronouns
from assistant.turn.word import CORE, Read, put, read


def with_another(bare: str, told: Sequence[tuple[str, str]], *, opened: bool) -> str | None:
    """Return the last question with the phrase of a message in it, or None where a message is more than a phrase."""
    words = re.sub(r"\b(?:the )?(us|uk|eu|un)\b$", lambda m: m[0][: -len(m[1])] + m[1].upper(), stem(bare))
    # After "And", a capital letter is a name's and not the sentence's.
    new = read(f"And {words}" if opened else words)
    if opened and re.search(r"p$|P", new.tags):
        new = read(f"And {with_pronouns(words, told)}")
    match = re.fullmatch(rf"c?(R*)((?:{PAIR})|(?:{PHRASE}))(S?)[x,]*", new.tags)
    if match is None or words.lower().startswith(("that", "this", "those", "these")):
        return None
    if not opened and "?" not in bare and not re.search(r"[NTRD]", new.tags):
        return None
    last = stem(told[-1][0])
    placed, text = new.words(*match.span(1)), new.words(*match.span(2))
    phrase = max(phrases(new, match.start(2)), key=lambda found: found.end - found.start)
    if phrase.kind == "time":
        return _at_another_time(last, placed, text)
    if placed:
        return _placed_anew(last, placed, text, owner=bool(match[3]))
    asked = re.match(r"W[x]*(n+)(?=A)", read(last).tags)
    if asked and phrase.plural and new.tags[phrase.start] == "n":
        return put(read(last), *asked.span(1), text)
    old = _like(read(last), phrase)
    return _exchanged(read(last), old, text) if old else f"{last}, as for {text}"


def _at_another_time(last: str, placed: str, text: str) -> str:
    old = read(last)
    new = f"{placed} {text}".strip()
    dated = re.search(r"R[D]?n?TC*T?C*(?![nNS])", old.tags)
    if dated:
        return put(
            old,
            dated.start(),
            dated.end(),
            new if placed else f"{old.words(dated.start(), dated.start() + 1)} {text}",
        )
    event = re.search(r"O[DP]?T[nN]+", old.tags)
    if event and placed:
        return f"{put(old, event.start(), event.end(), '')} {new}"
    month = re.search(r"TC?(?=S?[nN])|T", old.tags)
    if month and (" " not in text or month.end() == len(old.tags)):
        return put(old, month.start(), month.end(), text if month.end() < len(old.tags) else new)
    return f"{last} {new}"


def _placed_anew(last: str, placed: str, text: str, *, owner: bool) -> str:
    old = read(last)
    for match in re.finditer(rf"R+({CORE})", old.tags):
        found = old.words(match.start(), match.start(1)).lower()
        if (found == placed.lower() or {found, placed.lower()} in _OPPOSED) and "T" not in match[1]:
            head = old.word(match.end() - 1) if match[1].endswith("n") else ""
            return put(old, match.start(), match.end(), f"{placed} {_of_kind(text, head, owner=owner)}")
    return f"{last}{',' if placed.startswith('according') else ''} {placed} {text}"


def _of_kind(text: str, head: str, *, owner: bool) -> str:
    """Return "Japan's" or "the Japanese one" with the thing that stood there: "Japan's statement"."""
    if not head:
        return text
    return f"{owner_of(text)} {head}" if owner else re.sub(r"\bone$", head, text)


_OPPOSED = (
    {"for", "against"},
    {"before", "after"},
    {"from", "to"},
    {"with", "without"},
    {"inside", "outside"},
)


def _like(old: Read, new: Phrase) -> tuple[int, int] | None:
    """Return the words of the question that the new phrase takes the place of: the first of its kind.

    Of things it is the one with the same head, else the last: what is spoken about stands last.
    """
    names = [(match.start(), match.end()) for match in re.finditer(r"D?N+", old.tags)]
    whole = [phrase for phrase in phrases(old) if phrase.kind != "time"]
    kinds = {(p.start, p.end): p.kind for p in whole} | {span: _kind_of(old, span) for span in names}
    speaking = {"role", "body", "state", "person", "name"}
    if new.kind == "thing":
        things = [phrase for phrase in whole if phrase.kind == "thing"]
        same = [phrase for phrase in things if phrase.head == new.head] or things[-1:]
        return (same[0].start, same[0].end) if same else None
    for wanted in ({new.kind}, speaking):
        fitting = [span for span, kind in kinds.items() if kind in wanted and old.tags[span[0] - 1 : span[0]] != "W"]
        if fitting:
            return min(fitting)
    return None


def _kind_of(old: Read, span: tuple[int, int]) -> str:
    return next(phrases(read(old.words(*span)))).kind


def _exchanged(old: Read, span: tuple[int, int], text: str) -> str:
    """Put a phrase in the place of a name, with the possessive that the place asks for."""
    start, end = span
    after = old.tags[end : end + 1]
    article = text.lower().startswith("the ")
    if after == "S":
        # "Japan's readout" → "the US readout", "Kyodo's readout"
        return put(old, start, end + 1, text if article and read(text).tags[-1] == "N" else owner_of(text))
    if after == "n" and "N" in old.tags[start:end] and old.tags[start] == "D" and not article:
        return put(old, start, end, owner_of(text))
    return put(old, start, end, text)
