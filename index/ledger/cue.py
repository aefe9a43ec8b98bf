"""Which words attribute, with which complements, and what stance they give."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.statement import Stance

_FILE = Path(__file__).parent.parent / "cues.json"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes.

    `frames` names what may hold its content: c a clause, q a clause that it follows or interrupts, b the
    sentence before, i an infinitive, n a noun, o an object with an infinitive or clause, a an object "as"
    something, p only a preposition, l an infinitive under "would", x nothing unless it is denied.
    """

    lemma: str
    frames: str
    stance: Stance
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of index/cues.json by class; `verbs` and `lemmas` are keyed by inflected form."""

    verbs: Mapping[str, Cue]
    lemmas: Mapping[str, str]
    nouns: Mapping[str, Stance]
    adjectives: Mapping[str, Stance]
    classes: Mapping[str, frozenset[str]]
    opposites: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    def has(self, name: str, form: str) -> bool:
        """Return whether the form, or the lemma it belongs to, is in the class of that name."""
        low = form.lower()
        return low in self.classes[name] or self.lemmas.get(low, low) in self.classes[name]

    def lemma(self, form: str) -> str:
        """Return the dictionary form of a word, or the word itself in lower case."""
        low = form.lower()
        return self.lemmas.get(low, low)


def forms(lemma: str) -> set[str]:
    """Return the regular forms of a verb, and some that no one writes.

    >>> sorted(forms("deny"))
    ['denied', 'denies', 'deny', 'denying', 'denys']
    """
    found = {lemma, lemma + "s"}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return found | {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    if lemma.endswith("e"):
        return found | {lemma + "d", lemma[:-1] + "ing"}
    found |= {lemma + "es", lemma + "ed", lemma + "ing"}
    if lemma[-1] in "bdglmnprtk" and lemma[-2] in _VOWELS:
        found |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return found


@cache
def lexicon() -> Lexicon:
    """Return the cues of index/cues.json, read once."""
    written = json.loads(_FILE.read_text(encoding="utf-8"))
    verbs: dict[str, Cue] = {}
    lemmas: dict[str, str] = {}
    for lemma, entry in written["verbs"].items():
        stance = Stance(entry.get("stance", "asserts"))
        cue = Cue(lemma, entry["frames"], stance, frozenset(entry.get("preps", ())))
        for form in forms(lemma) | set(written["irregular"].get(lemma, ())):
            verbs.setdefault(form, cue)
            lemmas.setdefault(form, lemma)
    for lemma in {word for name in ("hedges", "failing", "declining", "answering", "extra") for word in written[name]}:
        for form in forms(lemma) | set(written["irregular"].get(lemma, ())):
            lemmas.setdefault(form, lemma)
    lemmas.update({"is": "be", "was": "be", "were": "be", "are": "be", "been": "be", "being": "be"})
    lemmas.update({"became": "become", "stood": "stand", "felt": "feel", "said": "say"})
    for noun in written["nouns"]:
        lemmas.setdefault(noun + "s", noun)
    names = tuple(name for name in written if name not in ("verbs", "irregular", "nouns", "adjectives", "opposites"))
    return Lexicon(
        verbs,
        lemmas,
        {noun: Stance(stance) for noun, stance in written["nouns"].items()},
        {adjective: Stance(stance) for adjective, stance in written["adjectives"].items()},
        {name: frozenset(written[name]) for name in names},
        tuple((tuple(one), tuple(other)) for one, other in written["opposites"]),
    )
