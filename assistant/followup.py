"""A chat message → a question that stands alone, by rules over the message and the last exchanges.

Four ways a message leans on what came before, each undone from the nearest exchange that offers something:
"And the US?" takes the last question with the new name in place of the old; "Why?" takes its topic; "ones" takes
the noun asked for; a pronoun takes the person, or the topic, spoken of last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.form import mentions
from assistant.reply import History
from index.search import content_words
from index.sentence import sentences

_OPENING = re.compile(r"^(?:(?:and|but|so|then|ok|okay|also|well|now|what about|how about)\b[\s,.:]*)+", re.IGNORECASE)
_NEW = re.compile(r"\b(different|another|new|other) (question|topic|subject)\b|\bchange of (topic|subject)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b(?!\s+(?:\w+\s+)?(?:who|that)\b)", re.IGNORECASE)
_THING = re.compile(r"\b(it|its|they|them|their|theirs|this|that|these|those|there|then)\b", re.IGNORECASE)
_ONES = re.compile(r"\bones?\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(else|more|further|other|another|anything)\b", re.IGNORECASE)
_ASKS = re.compile(r"^(?:who|whom|whose|what|when|where|which|why|how)\b[^,]{0,20}?\b(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)\b", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:which|what|how many)\s+((?:[a-z-]+\s+)?[a-z-]+)\s+(?:did|does|do|is|are|was|were|has|have|will)\b", re.IGNORECASE)
_PERSON_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:de |van |von |al-|bin )?[A-Z][\w’'-]+){1,2}\b")
_NOT_PERSONS = re.compile(
    r"\b(Times|News|Post|Press|Journal|Ministry|Department|Union|House|Sea|Ocean|Island|States|Party|Agency|University|"
    r"Force|Forces|Base|Court|Council|Authority|Association|Minister|Secretary|President|Yes|The)\b"
)


@dataclass(frozen=True, slots=True)
class Standalone:
    """The question that stands alone, and what the reader was told before where the message asks for more."""

    question: str
    spoken: tuple[str, ...] = ()


def standalone(message: str, history: History) -> Standalone:
    """Return what a message asks, on its own.

    >>> standalone("And the US?", (("What did Japan deploy?", "Fighters."),)).question
    'What did the US deploy?'
    """
    if not history or _NEW.search(message):
        return Standalone(message)
    question = _resolved(message, history)
    spoken = tuple(s.text for _, answer in history for s in sentences(answer)) if _ELSE.search(message) else ()
    return Standalone(question, spoken)


def _resolved(message: str, history: History) -> str:
    bare = _OPENING.sub("", message).strip() or message
    last = history[-1][0].strip()
    if _only_a_name(bare):
        return _replaced(bare, last)
    named = _with_person(_with_noun(bare, last), history)
    leans = bare != message or len(content_words(bare)) <= 1 or _THING.search(bare)
    if leans and not _stands(named, last):
        return f"{named.rstrip('?. ')}, regarding {_topic(history)}?"
    return named[:1].upper() + named[1:] if named != message else message


def _stands(question: str, last: str) -> bool:
    """Say whether a question holds enough to be searched for: a name of its own and two more words."""
    if _THING.search(question):
        return False
    return bool(mentions(question)) and len(content_words(question)) >= 3 and question != last


def _only_a_name(bare: str) -> bool:
    words = re.sub(r"^(in|on|at|by|from|for|with|to|of)\s+", "", bare.rstrip("?. "))
    return bool(re.fullmatch(r"(?:the\s+)?(?:[A-Z][\w.’'-]*\s?(?:of\s|the\s|and\s)?)+|the (?:\w+ ){0,1}\w+|us|uk|eu", words))


def _replaced(name: str, last: str) -> str:
    """Put a new name where the last question has its first one of the same standing."""
    name = name.rstrip("?. ")
    placed = re.match(r"^(in|on|at|by|from|for|with|to|of)\s+", name)
    months = r"\b(?:in|on|of|the)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    dated = re.search(months, last)
    if placed and dated:
        return last[: dated.start()] + name + last[dated.end() :]
    dated_event = re.search(months.replace(r"(?:in|on|of|the)\s+", ""), last)
    if placed and dated_event:
        return f"{(last[: dated_event.start()] + last[dated_event.end() :].lstrip()).rstrip('?. ')}, {name}?"
    for old in mentions(last):
        match = re.search(rf"\b(?:the )?{re.escape(old)}\b", last, re.IGNORECASE)
        if match and not placed:
            return last[: match.start()] + name + last[match.end() :]
    return f"{last.rstrip('?. ')}, {name}?"


def _with_noun(message: str, last: str) -> str:
    noun = _NOUN.search(last)
    if noun and _ONES.search(message):
        return _ONES.sub(noun[1], message, count=1)
    return message


def _with_person(message: str, history: Sequence[tuple[str, str]]) -> str:
    """Put the person spoken of last where the message has its first personal pronoun."""
    match = _PERSON.search(message)
    if match is None or _persons(message[: match.start()]):
        return message
    for question, answer in reversed(history):
        persons = [*_persons(question), *_persons(answer)]
        if persons:
            owner = match[0].lower() in {"his", "hers"} or (
                match[0].lower() == "her" and re.match(r"\s+[a-z]", message[match.end() :])
            )
            name = persons[0] + ("’s" if owner else "")
            return message[: match.start()] + name + message[match.end() :]
    return message


def _persons(text: str) -> list[str]:
    """Return the names in a text that may be persons': full names first, then single ones that are no state's."""
    from index.ledger import state_of

    text = _ASKS.sub("", text)
    full = [name for name in _PERSON_NAME.findall(text) if not _NOT_PERSONS.search(name)]
    single = [
        name for name in mentions(text)
        if re.fullmatch(r"[A-Z][a-z’'-]+", name) and state_of(name) is None and not _NOT_PERSONS.search(name)
    ]  # fmt: skip
    return full or single


def _topic(history: History) -> str:
    """Return what the last question was about: its words without those that ask."""
    last = history[-1][0].strip().rstrip("?. ")
    topic = _OPENING.sub("", _ASKS.sub("", _OPENING.sub("", last)).strip(" ,"))
    if len(content_words(topic)) < 2 or _THING.search(topic) or _PERSON.search(topic):
        topic = f"{topic} ({history[-1][1][:200].rstrip('. ')})"
    return topic
