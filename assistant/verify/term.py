"""Words made comparable: stems, numbers written as words, states by any of their names."""

import re
from functools import cache, lru_cache

from assistant.question import stems
from assistant.turn.verb import base_of
from index.ledger.state import states

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_TENS = {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_BARE_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")

MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())


@cache
def _numerals() -> dict[str, str]:
    cardinal = {word: str(value) for value, word in enumerate(_CARDINALS)}
    ordinal = {word: f"{value}th" for value, word in enumerate(_ORDINALS, start=1)}
    return cardinal | ordinal | _TENS


@cache
def _state_terms() -> dict[str, str]:
    """Return the one-word names and adjectives of states: "us", "american" → "state:us"."""
    found = {}
    for state, entry in states().items():
        for kind in ("names", "adjectives"):
            for name in entry.get(kind, ()):
                plain = name.replace(".", "").lower()
                if " " not in plain:
                    found[plain] = f"state:{state.lower()}"
    return found


@cache
def _long_names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds states' names of several words, and the one-word name each has."""
    short: dict[str, str] = {}
    for entry in states().values():
        one_word = [name for name in entry.get("names", ()) if " " not in name]
        short |= {name: one_word[0] for name in entry.get("names", ()) if " " in name and one_word}
    longest = sorted(short, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in longest)})\b"), short


def with_short_names(text: str) -> str:
    """Return a text with "United States" as "US" and the like, so that one name is one word.

    >>> with_short_names("The United States agreed.")
    'The US agreed.'
    """
    pattern, short = _long_names()
    return pattern.sub(lambda match: short[match[0]], text) if short else text


@lru_cache(maxsize=20_000)
def term(word: str) -> str:
    """Return the form under which two words count as the same.

    >>> term("Deployed") == term("deploying"), term("two"), term("1,200"), term("third"), term("American")
    (True, '2', '1200', '3th', 'state:us')
    """
    lower = word.lower().replace("’", "'")
    lower = re.sub(r"'s?$", "", lower) or lower
    if lower in _numerals():
        return _numerals()[lower]
    if any(sign.isdigit() for sign in lower):
        ordinal = _BARE_ORDINAL.fullmatch(lower)
        return f"{ordinal[1]}th" if ordinal else re.sub(r"(?<=\d),(?=\d{3})", "", lower)
    if lower == "us" and word != "US":
        return lower
    plain = lower.replace(".", "")
    known = _state_terms().get(plain)
    if known and (word[:1].isupper() or plain != lower):
        return known
    return (stems(base_of(lower) or lower) or [lower])[0]
