"""Puts what was spoken of where a message has "he", "it", "there", "that" or "ones"."""

import re
from collections.abc import Sequence

from assistant.turn.antecedent import fits, spoken_of
from assistant.turn.clause import DO, first_sentence, is_event, lowered, parsed, stem
from assistant.turn.phrase import PAIR, PHRASE, owner_of, phrases, singular
from assistant.turn.verb import base_of
from assistant.turn.word import CORE, Read, put, read

# Words of an answer's first sentence that may go into a question: a whole clause, and a bare phrase.
_LONGEST = 40
_FRAGMENT = 12
_EMPTY_IT = re.compile(
    r"\bit (?:until|that)\b|\b(?:is|was) it (?:\w+ )?(?:that|to|a|an|the|his|her|their|\w+['’]s)\b|"
    r"\bit (?:take[sn]?|took)\b|\bit (?:is|was|seems?) \w+ (?:that|to)\b",
    re.IGNORECASE,
)
_HAPPEN = re.compile(r"\b(?:it|this|that) (?:happen\w*|occur\w*|(?:take|took) place)\b", re.IGNORECASE)
_KIND_OF_PRONOUN = (
    dict.fromkeys(("he", "she", "him", "her", "his", "hers"), "person")
    | dict.fromkeys(("it", "its"), "thing")
    | dict.fromkeys(("they", "them", "their", "theirs"), "several")
)


def with_noun(bare: str, last: tuple[str, str]) -> str:
    """Put the noun last asked about where the message has "ones", and the end of that question after it."""
    message, old = read(bare), read(stem(last[0]))
    place = next((i for i in range(len(message.tags)) if message.word(i) in {"one", "ones"}), None)
    if place is None or message.tags[place - 1 : place] not in {"W", "D", "n", "N"}:
        return bare
    asked = re.match(r"W[xO]*(n+)", old.tags)
    every = [p for text in (stem(last[0]), first_sentence(last[1])) for p in phrases(read(text)) if p.kind == "thing"]
    things = [p.head for p in sorted(every, key=lambda phrase: not phrase.plural)]
    noun = old.words(*asked.span(1)) if asked else things[0] if things else None
    if noun is None:
        return bare
    changed = put(message, place, place + 1, noun if message.word(place) == "ones" else singular(noun))
    tail = re.search(rf"V[x]*(?:{CORE})?(R{CORE}(?:O{CORE})*)$", old.tags)
    ends = re.search(r"V[x,]*$", message.tags)
    return f"{stem(changed)} {old.words(*tail.span(1))}" if tail and ends else changed


def with_pronouns(bare: str, told: Sequence[tuple[str, str]]) -> str:
    """Put what was spoken of last where the message has pronouns, the first of each kind only."""
    done: set[str] = set()
    place = 0
    while place < len(read(bare).tags):
        message = read(bare)
        kind = _KIND_OF_PRONOUN.get(message.word(place)) if message.tags[place] in "pP" else None
        if kind and kind not in done:
            done.add(kind)
            happens = kind == "thing" and _HAPPEN.search(bare) and not is_event(told[-1][0])
            found = None if happens or _inside(message, place, kind) else spoken_of(message, place, kind, told)
            if found:
                owner = message.tags[place] == "P" or message.word(place) in {"his", "hers", "theirs"}
                bare = put(message, place, place + 1, owner_of(found) if owner else found)
        place += 1
    return _with_affair(_with_place(bare, told), told)


def _inside(message: Read, place: int, kind: str) -> bool:
    """Say whether a pronoun points back inside its own sentence, or at nothing ("is it true that")."""
    if kind == "thing" and (_EMPTY_IT.search(message.text)):
        return True
    before = [phrase for phrase in set(phrases(message)) if phrase.end <= place and fits(phrase, kind, acts=True)]
    if kind == "several":
        before = [phrase for phrase in before if phrase.plural or phrase.kind == "body" or message.tags[place] == "P"]
    # The subject of a clause is not the object of the same: "Did the US confirm it?"
    obj = message.tags[place] == "p" and not re.match(r"x*[AV]", message.tags[place + 1 :])
    return len(before) > (1 if obj else 0)


def _with_place(bare: str, told: Sequence[tuple[str, str]]) -> str:
    """Put the place spoken of last for "there"."""
    message = read(bare)
    place = next((i for i in range(len(message.tags)) if message.word(i) == "there"), None)
    if place is None or re.search(
        r"\b(?:is|are|was|were|be|been)\s+there\b|\bthere\s+(?:is|are|was|were|will|has|have)\b",
        bare,
        re.IGNORECASE,
    ):
        return bare
    for question, answer in reversed(told):
        for told_in in (read(first_sentence(answer)), read(stem(question))):
            located = re.search(r"R(D?[Nn]*N+)", told_in.tags)
            if located:
                end = len(told_in.tags) if located.start() == 0 and len(told_in.tags) <= 12 else located.end()
                preposition = told_in.word(located.start())
                where = preposition if preposition in {"in", "at", "on", "near"} else "at"
                return put(message, place, place + 1, f"{where} {told_in.words(located.start(1), end)}")
    return bare


_REPORTING = frozenset(
    {"say", "report", "claim", "confirm", "announce", "deny", "think", "know", "mention", "reveal", "state"}
    | {"believe", "write"}
)


def _with_affair(bare: str, told: Sequence[tuple[str, str]]) -> str:
    """Put the clause spoken of last for "that", "this", "so" and for the "it" that happens."""
    question, answer = told[-1]
    message = read(stem(bare))
    said = statement(question, answer) if answer else None
    if said and _HAPPEN.search(bare):
        return f"{re.sub(r'(?:this|that)', 'it', stem(bare))} that {said}"
    place = next(
        (i for i in range(len(message.tags)) if message.tags[i] == "p" and message.word(i) in {"that", "this"}),
        None,
    )
    if place is None and message.word(len(message.tags) - 1) == "so":
        place = len(message.tags) - 1
    if place is None:
        return bare
    clause = parsed(question)
    if clause and message.word(place - 1) == "do" and clause.auxiliary in DO and not clause.rest.startswith("do"):
        return put(message, place - 1, place + 1, clause.inverted.split(f" {clause.subject} ", 1)[1])
    affair = _affair(message, place, told[-1], said)
    if affair is None:
        return bare
    if place == 1 and message.tags[0] == "A" and len(message.tags) <= 4 and said:
        return f"{message.words(0, 1)} it {message.words(2, len(message.tags))} that {said}"
    return put(message, place, place + 1, affair)


def _affair(message: Read, place: int, last: tuple[str, str], said: str | None) -> str | None:
    """Return the clause that "that" or "this" at a word of the message stands for, or None."""
    question, answer = last
    before = message.word(place - 1)
    if _HAPPEN.search(message.text):
        return None
    if said and base_of(before) in _REPORTING:
        return f"that {_content(said)}"
    if said and before in {"before", "after", "since", "until"}:
        own = lowered(first_sentence(answer))
        subject = said.removesuffix(own.partition(" ")[2]).strip()
        return own if read(own).tags[:1] == "p" and subject in message.text else said
    if said and message.tags[place - 1 : place] == "A":
        return f"the report that {said}"
    clause = parsed(question)
    again = clause is not None and base_of(clause.rest.partition(" ")[0]) == base_of(before)
    if clause and clause.asked == "what" and clause.rest and clause.auxiliary in DO and not again:
        return f"what {clause.plain}"
    return f"the report that {said}" if said and before != "so" else None


def _content(said: str) -> str:
    """Return what a clause says that somebody says, where it can stand without the one who says it."""
    told = read(said)
    match = re.match(rf"((?:{PAIR})|(?:{PHRASE}(?:,[^,AVW]+,)?))x*(V)({PHRASE})?(?=k|D)", told.tags)
    verb = base_of(told.word(match.start(2))) if match else None
    if match is None or verb not in _REPORTING | {"tell"}:
        return said
    content = told.words(match.end() if verb == "tell" else match.end(2), len(told.tags))
    own = content.removeprefix("that ")
    # "The union told the board" has said nothing yet; "that it would strike" needs to know who.
    return said if (verb == "tell" and own == content) or read(own).tags[:1] in {"p", ""} else own


def statement(question: str, answer: str) -> str | None:
    """Return what question and answer say together, as a clause ("Japan sent two jets"), or None."""
    said = first_sentence(answer)
    told = read(said)
    if len(told.tags) > _LONGEST or not said:
        return None
    if re.match(rf"(?:(?:{PAIR})|(?:{PHRASE}(?:,[^,AVW]+,)?)|p)x*[AV]", told.tags):
        return with_pronouns(lowered(said), [(question, "")])
    if len(told.tags) > _FRAGMENT or told.tags[0] == ",":
        return None
    asking = read(stem(question))
    subject = re.match(r"W(?:n+)?(?=x*[AV](?!(?:[DPNnTC]|p)))|W(?=V)", asking.tags)
    if subject and told.tags[0] in "DPNnC":
        return f"{said.split(',')[0]} {asking.words(subject.end(), len(asking.tags))}"
    clause = parsed(question)
    if clause and clause.asked in {"when", "where", "how", "why"}:
        return f"{clause.plain} {lowered(said)}"
    return clause.plain if clause and not clause.asked else None
