"""A chat message → a question that stands alone, by rules over word classes and the last exchanges.

Earlier questions are made to stand alone first, so that the words looked for are in them. Then, in this
order, the first that fits:

1. "OK, different question. …": what follows, as it is;
2. "What else?": the last question, for more;
3. "Why?", "How many?": the last question or answer, asked that way;
4. "And Kyodo?", "And in May?": the last question with the new phrase in place of its like;
5. "ones", pronouns, "there", "that": what they stand for;
6. what still leans ("And how long did the call take?"): with the topic added.

A message without any of these is returned as it was written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reply import History
from assistant.turn.again import asked_anew, for_more
from assistant.turn.exchange import with_another
from assistant.turn.pronoun import with_noun, with_pronouns
from assistant.turn.topic import leans, with_topic
from assistant.turn.word import read
from index.sentence import sentences

# Pronouns reach back at most this far; earlier exchanges are read only to make later ones stand alone.
_REACH = 8
_OPENING = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|also|well|now|what about|how about|what of)\b[\s,.:…-]*)+", re.IGNORECASE
)
_NEW = re.compile(
    r"^[^.?!]*?\b(?:(?:talk|ask) about something else|"
    r"(?:different|another|new|other|unrelated) (?:question|topic|subject|matter|thing)|"
    r"chang\w+ (?:the )?(?:topic|subject)|unrelated)\b[\w ]*[.:,;!?—–-]+\s*",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(else|more|further|other|another|anything)\b", re.IGNORECASE)


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
    told: list[tuple[str, str]] = []
    for question, answer in history[-_REACH:]:
        told.append((_resolved(question, told), answer))
    question = _resolved(message, told)
    spoken = tuple(s.text for _, answer in history for s in sentences(answer)) if _ELSE.search(message) else ()
    return Standalone(question, spoken)


def _resolved(message: str, told: Sequence[tuple[str, str]]) -> str:
    if not told:
        return message
    announced = _NEW.sub("", message).strip()
    if announced and announced != message.strip():
        return _sentence(announced)
    bare = _OPENING.sub("", message).strip()
    bare = bare if re.search(r"\w", bare) else message
    opened = bare != message
    question = for_more(bare, told) or asked_anew(bare, told) or with_another(bare, told, opened=opened)
    if question:
        return _sentence(question)
    question = with_pronouns(with_noun(bare, told[-1]), told)
    if leans(question, opened=opened):
        return _sentence(with_topic(question, told))
    return message if question == message else _sentence(question)


def _sentence(question: str) -> str:
    """Return a question with a capital and a sign at its end."""
    question = re.sub(r"\s+", " ", question).strip().rstrip(" ,;:")
    sign = "" if question[-1:] in "?.!" else "?" if re.match(r"R*[WA]", read(question).tags) or "," in question else "."
    return question[:1].upper() + question[1:] + sign
