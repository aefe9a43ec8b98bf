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

from assistant.antecedent import (
    CORE,
    DO,
    PAIR,
    PHRASE,
    Phrase,
    Read,
    base_of,
    first_sentence,
    fits,
    inverted,
    is_event,
    lowered,
    named_again,
    parsed,
    phrases,
    read,
    singular,
    spoken_of,
    stem,
)
from assistant.reply import History
from index.sentence import sentences

# Pronouns reach back at most this far; earlier exchanges are read only to make later ones stand alone.
_REACH = 8
# Words of an answer's first sentence that may go into a question: a whole clause, and a bare phrase.
_LONGEST = 40
_FRAGMENT = 12
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
_MORE = re.compile(
    r"(?:(?:can|could) you )?(?:please )?(?:tell me more|more(?: details?)?|go on|"
    r"(?:any|some)thing (?:else|more)|what else|who else|say more|continue)"
    r"(?: about (?:it|that|this))?(?:,? please)?",
    re.IGNORECASE,
)
_ASKED_WITH = re.compile(
    r"(?P<wh>how (?:many|much)|which|what)(?: ones?| of (?:them|those|these))?"
    r"(?: (?:were|was|are|is) there)?",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:why|when|where|how|since when|how (?:come|long|often|so)|why (?:so|not|is that|was that))",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"(?:really|seriously|true|is (?:that|this|it) (?:true|right|so|correct)|are you (?:sure|certain))"
    r"(?: (?:of|about) (?:that|this|it))?",
    re.IGNORECASE,
)
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
    question = _for_more(bare, told) or _asked_anew(bare, told) or _with_another(bare, told, opened=opened)
    if question:
        return _sentence(question)
    question = _with_pronouns(_with_noun(bare, told[-1]), told)
    if _leans(question, opened=opened):
        return _sentence(_with_topic(question, told))
    return message if question == message else _sentence(question)


def _sentence(question: str) -> str:
    """Return a question with a capital and a sign at its end."""
    question = re.sub(r"\s+", " ", question).strip().rstrip(" ,;:")
    sign = "" if question[-1:] in "?.!" else "?" if re.match(r"R*[WA]", read(question).tags) or "," in question else "."
    return question[:1].upper() + question[1:] + sign


# 2. and 3.: the last question again


def _for_more(bare: str, told: Sequence[tuple[str, str]]) -> str | None:
    last = stem(told[-1][0])
    if not _MORE.fullmatch(stem(bare)):
        return None
    if re.search(r"\b(?:else|other)\b", last):
        return last
    asked = re.match(
        r"(what|who|where|when|why|how)\b(?! (?:many|much|long|old|far))|(which|what) (?=\w+)",
        last,
        re.IGNORECASE,
    )
    if asked is None or read(last).tags[:2] == "Wn":
        return (
            re.sub(r"^(which|what) ", r"\1 other ", last, flags=re.IGNORECASE)
            if asked
            else f"What else is said about {_topic(told)}"
        )
    return f"{asked[1]} else{last[asked.end(1) :]}"


def _asked_anew(bare: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the last question with another question word: "why", "how many of them"."""
    question, answer = told[-1]
    words = stem(bare)
    if _ADVERBIAL.fullmatch(words):
        asked = re.sub(r" (?:so|is that|was that)$", "", words)
        return _asked_of(asked, question, answer)
    said = statement(question, answer) if _DOUBT.fullmatch(words) else None
    if said:
        return f"is it true that {said}"
    counted = re.match(r"W[xn]*(?=A)", read(stem(question)).tags)
    if counted and re.fullmatch(r"Wx?n+", read(words).tags):
        return _put(read(stem(question)), 0, counted.end(), words)
    swap = _ASKED_WITH.fullmatch(words)
    noun = re.match(
        r"(?:which|what|how many|how much)\s+"
        r"(?!(?:did|does|do|is|are|was|were|has|have|had|will|would|can)\b)",
        question,
        re.IGNORECASE,
    )
    if swap and noun:
        return f"{swap['wh']} {stem(question)[noun.end() :]}"
    return None


def _asked_of(asked: str, question: str, answer: str) -> str | None:
    """Return a statement asked about: "why" + "Japan sent two" → "why did Japan send two"."""
    source = re.search(r",? according to [^,?]+", question)
    said = statement(question, answer)
    if said is None:
        parts = parsed(question)
        if parts and parts.asked == "what" and parts.auxiliary in DO:
            return f"{asked}, regarding what {parts.plain}"
        return f"{asked} {parts.inverted}" if parts else None
    tail = source[0] if source and "according" not in said else ""
    return f"{asked} {inverted(said)}{tail}"


# Clauses


def statement(question: str, answer: str) -> str | None:
    """Return what question and answer say together, as a clause ("Japan sent two jets"), or None."""
    said = first_sentence(answer)
    told = read(said)
    if len(told.tags) > _LONGEST or not said:
        return None
    if re.match(rf"(?:(?:{PAIR})|(?:{PHRASE}(?:,[^,AVW]+,)?)|p)x*[AV]", told.tags):
        return _with_pronouns(lowered(said), [(question, "")])
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


# 4.: the last question with another phrase in it


def _with_another(bare: str, told: Sequence[tuple[str, str]], *, opened: bool) -> str | None:
    words = re.sub(r"\b(?:the )?(us|uk|eu|un)\b$", lambda m: m[0][: -len(m[1])] + m[1].upper(), stem(bare))
    # After "And", a capital letter is a name's and not the sentence's.
    new = read(f"And {words}" if opened else words)
    if opened and re.search(r"p$|P", new.tags):
        new = read(f"And {_with_pronouns(words, told)}")
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
        return _placed_anew(last, placed, text)
    asked = re.match(r"W[x]*(n+)(?=A)", read(last).tags)
    if asked and phrase.plural and new.tags[phrase.start] == "n":
        return _put(read(last), *asked.span(1), text)
    old = _like(read(last), phrase)
    return _exchanged(read(last), old, text) if old else f"{last}, as for {text}"


def _at_another_time(last: str, placed: str, text: str) -> str:
    old = read(last)
    new = f"{placed} {text}".strip()
    dated = re.search(r"R[D]?n?TC*T?C*(?![nNS])", old.tags)
    if dated:
        return _put(
            old,
            dated.start(),
            dated.end(),
            new if placed else f"{old.words(dated.start(), dated.start() + 1)} {text}",
        )
    event = re.search(r"O[DP]?T[nN]+", old.tags)
    if event and placed:
        return f"{_put(old, event.start(), event.end(), '')} {new}"
    month = re.search(r"TC?(?=S?[nN])|T", old.tags)
    if month and (" " not in text or month.end() == len(old.tags)):
        return _put(old, month.start(), month.end(), text if month.end() < len(old.tags) else new)
    return f"{last} {new}"


def _placed_anew(last: str, placed: str, text: str) -> str:
    old = read(last)
    for match in re.finditer(rf"R+({CORE})", old.tags):
        found = old.words(match.start(), match.start(1)).lower()
        if (found == placed.lower() or {found, placed.lower()} in _OPPOSED) and "T" not in match[1]:
            return _put(old, match.start(), match.end(), f"{placed} {text}")
    return f"{last}{',' if placed.startswith('according') else ''} {placed} {text}"


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
        return _put(old, start, end + 1, text if article and read(text).tags[-1] == "N" else _owner(text))
    if after == "n" and "N" in old.tags[start:end] and old.tags[start] == "D" and not article:
        return _put(old, start, end, _owner(text))
    return _put(old, start, end, text)


def _owner(name: str) -> str:
    return name + ("'" if name.endswith("s") and name[:1].islower() else "'s")


def _put(old: Read, start: int, end: int, new: str) -> str:
    """Return the text with words `start` to `end` replaced."""
    first = old.places[start][0]
    last = old.places[end - 1][1]
    return re.sub(r"\s+([,.?])", r"\1", f"{old.text[:first]}{new}{old.text[last:]}").replace("  ", " ")


# 5.: what pronouns stand for


def _with_noun(bare: str, last: tuple[str, str]) -> str:
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
    changed = _put(message, place, place + 1, noun if message.word(place) == "ones" else singular(noun))
    tail = re.search(rf"V[x]*(?:{CORE})?(R{CORE}(?:O{CORE})*)$", old.tags)
    ends = re.search(r"V[x,]*$", message.tags)
    return f"{stem(changed)} {old.words(*tail.span(1))}" if tail and ends else changed


def _with_pronouns(bare: str, told: Sequence[tuple[str, str]]) -> str:
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
                bare = _put(message, place, place + 1, _owner(found) if owner else found)
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
                return _put(message, place, place + 1, f"{where} {told_in.words(located.start(1), end)}")
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
        return _put(message, place - 1, place + 1, clause.inverted.split(f" {clause.subject} ", 1)[1])
    affair = _affair(message, place, told[-1], said)
    if affair is None:
        return bare
    if place == 1 and message.tags[0] == "A" and len(message.tags) <= 4 and said:
        return f"{message.words(0, 1)} it {message.words(2, len(message.tags))} that {said}"
    return _put(message, place, place + 1, affair)


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


# 6.: what still leans


def _leans(question: str, *, opened: bool) -> bool:
    """Say whether a question still lacks its topic: no name, and few words or a pronoun left over."""
    told = read(stem(question))
    if "N" in told.tags:
        return False
    held = len(re.findall(r"[nV]", told.tags))
    if len(told.tags) == 1 and not opened:
        return False
    if not re.search(r"[AV]", told.tags) or held <= 1:
        return "p" in told.tags or held <= 2
    # "Who attended?", "What happened next?"
    if re.fullmatch(r"R?Wx?A?x*V[xn]?", told.tags):
        return True
    left = any(
        told.tags[i] == "p" and told.word(i) in {"it", "they", "them", "that", "this", "those", "these"}
        for i in range(len(told.tags))
    )
    # "And what does the union demand?" has a subject of its own; "And how long did it take?" has not.
    own = re.match(r"WA[DPJ]*nV", told.tags) is not None
    return (held <= 4 and opened and not own) or (held <= 3 and left)


def _with_topic(question: str, told: Sequence[tuple[str, str]]) -> str:
    topic = _topic(told, but=question)
    return f"{stem(question)}, regarding {topic}" if topic else question


def _topic(told: Sequence[tuple[str, str]], *, but: str = "") -> str:
    """Return the phrases of the last question, at most three, or the answer's where it has none.

    What `but` holds already is left out; nothing is returned where that is all of the topic.
    """
    question, answer = told[-1]
    for text in (stem(question), first_sentence(answer)):
        told_in = read(text)
        whole = [phrase for phrase in phrases(told_in) if phrase.kind != "time"]
        own = [p for p in whole if not any(p is not q and q.start <= p.start and p.end <= q.end for q in whole)]
        if own:
            new = [phrase for phrase in own if phrase.head not in but.lower()]
            return " and ".join(named_again(told_in, phrase) for phrase in new[:3])
    return stem(question)
