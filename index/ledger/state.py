"""Who speaks for whom: the curated table of states, and asking for speakers by name."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from index.statement import Statement

_FILE = Path(__file__).parent.parent / "speakers.json"


@cache
def _written() -> Mapping[str, object]:
    table: dict[str, object] = json.loads(_FILE.read_text(encoding="utf-8"))
    return table


@cache
def states() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the states of index/speakers.json: name → names, adjectives, capital, seats, bodies, people."""
    table = _written()["states"]
    assert isinstance(table, dict)
    return {state: {kind: tuple(names) for kind, names in entry.items()} for state, entry in table.items()}


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """Return a word class of index/speakers.json in lower case; "states": names, adjectives, capitals."""
    if kind != "states":
        words = _written()[kind]
        assert isinstance(words, list)
        return frozenset(words)
    kinds = ("names", "adjectives", "capital", "seats")
    return frozenset(name.lower() for entry in states().values() for kind in kinds for name in entry.get(kind, ()))


@cache
def seats() -> Mapping[str, tuple[str, ...]]:
    """Return the bodies that a building stands for: "Pentagon" → "Department of War" and its other names."""
    table = _written()["seats"]
    assert isinstance(table, dict)
    return {seat: tuple(bodies) for seat, bodies in table.items()}


def _plain(name: str) -> str:
    text = re.sub(r"['’]s?\b", "", name.strip()).replace(".", "")
    return re.sub(r"^(the|a|an)\s+", "", text, flags=re.IGNORECASE).strip()


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each state with a pattern of all its names: compiled once, since `re` remembers only hundreds."""
    shapes = []
    for state, entry in states().items():
        every = "|".join(re.escape(_plain(name)) for names in entry.values() for name in names)
        shapes.append((state, re.compile(rf"(?<![\w-])(?:{every})(?![\w-])")))
    return tuple(shapes)


@cache
def state_of(name: str) -> str | None:
    """Return the state that a name speaks for, or None.

    >>> state_of("the Pentagon"), state_of("Japanese Ministry of Defense"), state_of("some Chinese experts")
    ('US', 'Japan', None)
    """
    text = _plain(name)
    if {word.lower() for word in re.split(r"[\s-]+", text)} & words_of_kind("private"):
        return None
    best: tuple[int, str] | None = None
    for state, shape in _shapes():
        found = shape.search(text)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), state)
    return best[1] if best else None


def aliases(state: str) -> tuple[str, ...]:
    """Return the names that stand for a state as a whole or say that something is its own.

    >>> "Tokyo" in aliases("Japan"), "Japanese" in aliases("Japan")
    (True, True)
    """
    entry = states()[state]
    return tuple(name for kind in ("names", "adjectives", "capital", "seats") for name in entry.get(kind, ()))


def speakers_matching(name: str, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements of a speaker, in order, by any of the speaker's names.

    A state, its adjective with "side" or "readout", its government or capital stands for all who speak for
    it; each statement keeps its own speaker. Every other name matches where its words all occur in the
    speaker's name or in the words that name the speaker.
    """
    every = tuple(statements)
    called = names_matching(name, {(statement.speaker, statement.speaker_text) for statement in every})
    return tuple(statement for statement in every if (statement.speaker, statement.speaker_text) in called)


def names_matching(name: str, called: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of these, each a speaker and the words that name the speaker, are called by a name."""
    every = set(called)
    wanted = _plain(name)
    state = _asked_state(wanted)
    if state is None:
        words = frozenset(wanted.lower().split())
        return {told for told in every if _same(words, *told)}
    speaking = {speaker for speaker, _ in every if state_of(speaker) == state}
    speaking |= {speaker for speaker, text in every if _holds_office(speaker, text) and state_of(text) == state}
    others = {speaker for speaker, _ in every if _other(speaker, state)}
    return {told for told in every if told[0] in speaking - others}


def _asked_state(wanted: str) -> str | None:
    """Return the state when the name asked for is that of a state as a whole, not of one of its bodies."""
    rest = re.sub(r"\b(side|government|readout|version|statement|officials?|authorities|administration)\b", "", wanted)
    for state, entry in states().items():
        whole = (*entry.get("names", ()), *entry.get("adjectives", ()), *entry.get("capital", ()))
        if rest.strip().lower() in {_plain(alias).lower() for alias in whole}:
            return state
    return None


def _holds_office(speaker: str, text: str) -> bool:
    return text != speaker and speaker in text


def _other(speaker: str, state: str) -> bool:
    found = state_of(speaker)
    return found is not None and found != state


def _same(words: frozenset[str], speaker: str, speaker_text: str) -> bool:
    return bool(words) and words <= _words(speaker) | _words(speaker_text)


@lru_cache(maxsize=65536)
def _words(name: str) -> frozenset[str]:
    """Return the words of a name in lower case; the same few names are looked at for every statement."""
    return frozenset(_plain(name).lower().split())
