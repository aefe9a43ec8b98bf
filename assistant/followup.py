"""A chat message → a question that stands alone, by rules over word classes and the last exchanges.

Earlier questions are made to stand alone first, so that the words looked for are in them. Then, in this order,
the first that fits: 1. "OK, different question. …": what follows, as it is; 2. "What else?": the last question,
for more; 3. "Why?", "How many?": the last question or answer, asked that way; 4. "And Kyodo?", "And in May?": the
last question with the new phrase in place of its like; 5. "ones", pronouns, "there": what they stand for; 6. what
still leans: with the topic added. A message without any of these is returned as it was written.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.antecedent import CORE, PAIR, PHRASE, Phrase, Read, base_of, past_of, phrases, read, singular
from assistant.reply import History
from index.ledger.state import words_of_kind
from index.sentence import sentences

# Pronouns reach back at most this far; earlier exchanges are read only to make later ones stand alone.
_REACH = 8
_LONGEST = 30
_OPENING = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|also|well|now|what about|how about|what of)\b[\s,.:…-]*)+", re.IGNORECASE
)
_NEW = re.compile(
    r"^[^.?!]*?\b(?:(?:different|another|new|other|unrelated) (?:question|topic|subject|matter|thing)|"
    r"chang\w+ (?:the )?(?:topic|subject)|unrelated)\b[\w ]*[.:,;!?—–-]+\s*",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(else|more|further|other|another|anything)\b", re.IGNORECASE)
_MORE = re.compile(
    r"(?:(?:can|could) you )?(?:please )?(?:tell me more|more(?: details?)?|go on|(?:any|some)thing (?:else|more)|what else|"
    r"who else|say more|continue)(?: about (?:it|that|this))?(?:,? please)?",
    re.IGNORECASE,
)
_ASKED_WITH = re.compile(
    r"(?P<wh>how (?:many|much)|which|what)(?: ones?| of (?:them|those|these))?(?: (?:were|was|are|is) there)?", re.IGNORECASE
)
_ADVERBIAL = re.compile(r"(?:why|when|where|how|since when|how (?:come|long|often|so)|why (?:so|not|is that|was that))", re.IGNORECASE)
_EMPTY_IT = re.compile(
    r"\bit (?:until|that)\b|\b(?:is|was) it (?:\w+ )?(?:that|to|a|an|the|his|her|their|\w+['’]s)\b|"
    r"\btake[sn]?\b|\btook\b|\bit (?:is|was|seems?) \w+ (?:that|to)\b",
    re.IGNORECASE,
)
_SPEAKING = frozenset(
    "say tell want announce reply respond deny claim react accept reject promise plan report decide expect explain do mean".split()
)
_HAPPEN = re.compile(r"\b(?:it|this|that) (?:happen\w*|occur\w*|(?:take|took) place)\b", re.IGNORECASE)
_KIND_OF_PRONOUN = {
    "he": "person", "she": "person", "him": "person", "her": "person", "his": "person", "hers": "person",
    "it": "thing", "its": "thing", "they": "several", "them": "several", "their": "several", "theirs": "several",
    "both": "several",
}  # fmt: skip
_OWNING = frozenset({"his", "hers", "its", "their", "theirs"})


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
    announced = _NEW.sub("", message).strip()
    if announced and announced != message.strip():
        return _sentence(announced)
    if not told:
        return message
    bare = _OPENING.sub("", message).strip() or message
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
    return question[:1].upper() + question[1:] + ("" if question[-1:] in "?.!" else "?")


def _stem(question: str) -> str:
    return question.strip().rstrip("?.! ")


# 2. and 3.: the last question again


def _for_more(bare: str, told: Sequence[tuple[str, str]]) -> str | None:
    last = _stem(told[-1][0])
    if not _MORE.fullmatch(_stem(bare)):
        return None
    if re.search(r"\b(?:else|other)\b", last):
        return last
    asked = re.match(r"(what|who|where|when|why|how)\b(?! (?:many|much|long|old|far))|(which|what) (?=\w+)", last, re.IGNORECASE)
    if asked is None or read(last).tags[:2] == "Wn":
        return re.sub(r"^(which|what) ", r"\1 other ", last, flags=re.IGNORECASE) if asked else f"What else is said about {_topic(told)}"
    return f"{asked[1]} else{last[asked.end(1) :]}"


def _asked_anew(bare: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the last question with another question word: "why", "how many of them"."""
    question, answer = told[-1]
    words = _stem(bare)
    if _ADVERBIAL.fullmatch(words):
        asked = re.sub(r" (?:so|is that|was that)$", "", words)
        return _asked_of(asked, question, answer)
    swap = _ASKED_WITH.fullmatch(words)
    noun = re.match(r"(?:which|what|how many|how much)\s+(?!(?:did|does|do|is|are|was|were|has|have|had|will|would|can)\b)", question, re.IGNORECASE)
    if swap and noun:
        return f"{swap['wh']} {_stem(question)[noun.end() :]}"
    return None


def _asked_of(asked: str, question: str, answer: str) -> str | None:
    """Return a statement asked about: "why" + "Japan sent two" → "why did Japan send two"."""
    source = re.search(r",? according to [^,?]+", question)
    said = statement(question, answer)
    if said is None:
        parts = parsed(question)
        return f"{asked} {parts.inverted}" if parts else None
    tail = source[0] if source and "according" not in said else ""
    return f"{asked} {inverted(said)}{tail}"


# Clauses


@dataclass(frozen=True, slots=True)
class Clause:
    """A question taken apart: what it asks with, its auxiliary, its subject, and the rest from the verb on."""

    asked: str
    auxiliary: str
    subject: str
    rest: str

    @property
    def inverted(self) -> str:
        """The clause in the order of a question."""
        return f"{self.auxiliary} {self.subject} {self.rest}".strip()

    @property
    def plain(self) -> str:
        """The clause in the order of a statement ("Koizumi revealed a plan")."""
        verb, _, more = self.rest.partition(" ")
        if self.auxiliary == "did":
            return f"{self.subject} {past_of(verb)} {more}".strip()
        if self.auxiliary in {"do", "does"}:
            return f"{self.subject} {verb}{'s' if self.auxiliary == 'does' else ''} {more}".strip()
        return f"{self.subject} {self.auxiliary} {self.rest}".strip()


def parsed(question: str) -> Clause | None:
    """Return a question's parts where a subject stands between its auxiliary and its verb, else None."""
    told = read(_stem(question))
    match = re.match(rf"((?:R?W(?:[xCnD]*n)?)?)(A)((?:{PAIR})|(?:{PHRASE})|p)(x*)(.*)$", told.tags)
    if match is None:
        return None
    parts = [told.words(*match.span(group)) for group in (1, 2, 3)]
    if parts[1].lower() in {"did", "does", "do"} and not match[5].startswith("V"):
        return None
    return Clause(parts[0].lower(), parts[1].lower(), parts[2], told.words(match.start(4), match.end()))


def statement(question: str, answer: str) -> str | None:
    """Return what question and answer say together, as a clause ("Japan sent two jets"), or None."""
    said = _first(answer)
    told = read(said)
    if len(told.tags) > _LONGEST or not said:
        return None
    if re.match(rf"(?:(?:{PAIR})|(?:{PHRASE})|p),?x*[AV]", told.tags):
        return _with_pronouns(_lowered(said), [(question, "")])
    asking = read(_stem(question))
    subject = re.match(r"W(?:n+)?(?=x*[AV](?!(?:[DPNnTC]|p)))|W(?=V)", asking.tags)
    if subject and told.tags[0] in "DPNnC":
        return f"{said.split(',')[0]} {asking.words(subject.end(), len(asking.tags))}"
    clause = parsed(question)
    if clause and clause.asked in {"when", "where", "how", "why"}:
        return f"{clause.plain} {_lowered(said)}"
    return clause.plain if clause and not clause.asked else None


def _first(answer: str) -> str:
    """Return the first sentence of an answer without "Yes," and marks of citations."""
    text = re.sub(r"\s*\[[\d, ]+\]", "", answer).strip()
    text = re.sub(r"^(?:yes|no)[,.:]?\s+|^that (?=\w)", "", text, flags=re.IGNORECASE)
    found = sentences(text)
    return _stem(found[0].text) if found else ""


def _lowered(text: str) -> str:
    """Return a clause with a small first letter unless it begins with a name."""
    return text if read(text).tags[:1] == "N" else text[:1].lower() + text[1:]


def inverted(said: str) -> str:
    """Return a statement in the order of a question ("Japan sent two" → "did Japan send two")."""
    told = read(said)
    match = re.match(rf"((?:{PAIR})|(?:{PHRASE})|p)(x*)([AV])", told.tags)
    if match is None:
        return f"is it that {said}"
    subject, rest = told.words(0, match.end(1)), told.words(match.end(), len(told.tags))
    verb = told.word(match.start(3))
    middle = told.words(*match.span(2))
    if match[3] == "A":
        return " ".join(part for part in (verb, subject, middle, rest) if part)
    base = base_of(verb)
    if base is None:
        return f"is it that {said}"
    auxiliary = "do" if verb == base else "does" if verb in {base + "s", base + "es"} else "did"
    return " ".join(part for part in (auxiliary, subject, middle, base, rest) if part)


# 4.: the last question with another phrase in it


def _with_another(bare: str, told: Sequence[tuple[str, str]], *, opened: bool) -> str | None:
    words = re.sub(r"\b(?:the )?(us|uk|eu|un)\b$", lambda m: m[0][: -len(m[1])] + m[1].upper(), _stem(bare))
    # After "And", a capital letter is a name's and not the sentence's.
    new = read(f"And {words}" if opened else words)
    if re.search(r"R*p$", new.tags) and opened:
        new = read(f"And {_with_pronouns(words, told)}")
    match = re.fullmatch(rf"c?(R*)((?:{PAIR})|(?:{PHRASE}))(S?)[x,]*", new.tags)
    if match is None or words.lower().startswith(("that", "this", "those", "these")):
        return None
    if not opened and "?" not in bare and not re.search(r"[NTRD]", new.tags):
        return None
    last = _stem(told[-1][0])
    placed, text = new.words(*match.span(1)), new.words(*match.span(2))
    phrase = max(phrases(new, match.start(2)), key=lambda found: found.end - found.start)
    if phrase.kind == "time":
        return _at_another_time(last, placed, text)
    if placed:
        return _placed_anew(last, placed, text)
    old = _like(read(last), phrase)
    return _exchanged(read(last), old, text) if old else f"{last}, as for {text}"


def _at_another_time(last: str, placed: str, text: str) -> str:
    old = read(last)
    new = f"{placed} {text}".strip()
    dated = re.search(r"R[D]?n?TC*T?C*(?![nNS])", old.tags)
    if dated:
        return _put(old, dated.start(), dated.end(), new if placed else f"{old.words(dated.start(), dated.start() + 1)} {text}")
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


_OPPOSED = ({"for", "against"}, {"before", "after"}, {"from", "to"}, {"with", "without"}, {"inside", "outside"})


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
    message, old = read(bare), read(_stem(last[0]))
    place = next((i for i in range(len(message.tags)) if message.word(i) in {"one", "ones"}), None)
    if place is None or message.tags[place - 1 : place] not in {"W", "D", "n", "N"}:
        return bare
    asked = re.match(r"W[xO]*(n+)", old.tags)
    things = [phrase.head for phrase in phrases(old) if phrase.kind == "thing"]
    noun = old.words(*asked.span(1)) if asked else things[0] if things else None
    if noun is None:
        return bare
    changed = _put(message, place, place + 1, noun if message.word(place) == "ones" else singular(noun))
    tail = re.search(rf"V[x]*(?:{CORE})?(R{CORE}(?:O{CORE})*)$", old.tags)
    ends = re.search(r"V[x,]*$", message.tags)
    return f"{_stem(changed)} {old.words(*tail.span(1))}" if tail and ends else changed


def _with_pronouns(bare: str, told: Sequence[tuple[str, str]]) -> str:
    """Put what was spoken of last where the message has pronouns, the first of each kind only."""
    done: set[str] = set()
    place = 0
    while place < len(read(bare).tags):
        message = read(bare)
        kind = _KIND_OF_PRONOUN.get(message.word(place)) if message.tags[place] in "pP" else None
        if kind and kind not in done:
            done.add(kind)
            happens = kind == "thing" and _HAPPEN.search(bare) and not _is_event(told[-1][0])
            found = None if happens or _inside(message, place, kind) else _spoken_of(message, place, kind, told)
            if found:
                owner = message.tags[place] == "P" or message.word(place) in {"his", "hers", "theirs"}
                bare = _put(message, place, place + 1, _owner(found) if owner else found)
        place += 1
    return _with_affair(_with_place(bare, told), told)


def _is_event(question: str) -> bool:
    """Say whether a question is about a thing that happens and has no other verb ("What was the row about?")."""
    clause = parsed(question)
    return bool(clause) and clause.auxiliary in {"is", "was", "are", "were"} and "V" not in read(clause.rest).tags


def _fits(phrase: Phrase, kind: str, *, acts: bool = False) -> bool:
    """Say whether a phrase can be what a pronoun stands for; a single name may be a body's where it `acts`."""
    if acts and phrase.kind == "person" and " " not in phrase.text:
        return True
    if kind == "person":
        return phrase.kind in {"person", "role"} and not phrase.plural
    if kind == "several":
        return phrase.plural or phrase.kind in {"body", "state"}
    return phrase.kind in {"thing", "name", "body", "state"} and not (phrase.plural and phrase.kind == "thing")


def _inside(message: Read, place: int, kind: str) -> bool:
    """Say whether a pronoun points back inside its own sentence, or at nothing ("is it true that")."""
    if kind == "thing" and (_EMPTY_IT.search(message.text)):
        return True
    before = [phrase for phrase in phrases(message) if phrase.end <= place and _fits(phrase, kind, acts=True)]
    if kind == "several":
        before = [phrase for phrase in before if phrase.plural or phrase.kind == "body" or message.tags[place] == "P"]
    # The subject of a clause is not the object of the same: "Did the US confirm it?"
    obj = message.tags[place] == "p" and not re.match(r"x*[AV]", message.tags[place + 1 :])
    return len(before) > (1 if obj else 0)


def _spoken_of(message: Read, place: int, kind: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the words for what was spoken of last that fits a pronoun, looking back exchange by exchange."""
    word = message.word(place)
    speaks = any(base_of(message.word(index)) in _SPEAKING for index in range(place + 1, place + 4))
    gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(word)
    for question, answer in reversed(told):
        ranked = sorted(_ranked(question, answer, kind, speaks=speaks), key=lambda found: found[0])
        for _, told_in, phrase in ranked:
            if message.text.lower().find(phrase.head) >= 0 or _fits_not(told_in, phrase, gender, answer):
                continue
            return _named(told_in, phrase)
    return None


def _fits_not(told_in: Read, phrase: Phrase, gender: str | None, answer: str) -> bool:
    """Say whether a person is known to be of the other gender, by title, first name or the answer's pronoun."""
    if gender is None:
        return False
    before = {told_in.word(index) for index in range(max(0, phrase.start - 3), phrase.end)}
    pronoun = read(answer).word(0)
    known = {
        "f": bool(before & (words_of_kind("feminine_titles") | words_of_kind("female"))) or pronoun == "she",
        "m": bool(before & (words_of_kind("masculine_titles") | words_of_kind("male"))) or pronoun == "he",
    }
    return known["m" if gender == "f" else "f"] and not known[gender]


def _ranked(question: str, answer: str, kind: str, *, speaks: bool) -> list[tuple[float, Read, Phrase]]:
    """Return what an exchange offers a pronoun, each with its rank: 0 the likeliest."""
    asking, answering = read(_stem(question)), read(_first(answer))
    named = asking.tags[:1] == "W" and asking.word(0) in {"who", "which", "what", "whose"}
    found: list[tuple[float, Read, Phrase]] = []
    for told_in, later in ((asking, 0), (answering, 2)):
        for phrase in phrases(told_in):
            if not _fits(phrase, kind, acts=speaks):
                continue
            rank: float = _rank(told_in, phrase, kind, speaks=speaks) + later
            if later and phrase.start == 0:
                # "Who …?", "Which bridge …?": the answer's first words are the one asked for.
                rank -= 3.5 if named and not _is_about(asking, kind, phrase) else 1.5
            found.append((rank, told_in, phrase))
    return found


def _is_about(asking: Read, kind: str, answered: Phrase) -> bool:
    """Say whether a question has a subject of the pronoun's kind of its own ("What did Shen say?" and "he")."""
    subject = parsed(asking.text)
    is_verbless = subject is not None and "V" not in read(subject.rest).tags
    if subject is None or (is_verbless and answered.kind == "person"):
        return False
    return any(_fits(phrase, kind) and phrase.kind not in {"state", "body"} for phrase in phrases(read(subject.subject)))


def _rank(told_in: Read, phrase: Phrase, kind: str, *, speaks: bool) -> float:
    """Rank by standing: the subject first, full names before single ones, things before those who speak."""
    subject = phrase.start > 0 and told_in.tags[phrase.start - 1] in "AW"
    rank = 0.0 if subject else 1.0
    if kind == "person":
        rank += (0 if " " in phrase.text else 0.4 if subject else 1.5) + (1.2 if phrase.kind == "role" else 0)
    elif kind == "thing":
        agent = phrase.kind in {"state", "body", "name", "person"}
        # "a strike fund" brings in what is spoken of next.
        rank += -1.5 if told_in.word(phrase.start) in {"a", "an"} else 0
        rank += (0 if speaks == agent else 3) + (0.5 if phrase.start and told_in.tags[phrase.start - 1] == "R" else 0)
    else:
        rank += 0 if phrase.plural else 3
    return rank


def _named(told_in: Read, phrase: Phrase) -> str:
    """Return a phrase as one speaks of it the second time: "a new port" → "the new port"."""
    first = told_in.tags[phrase.start]
    if phrase.kind == "person":
        return phrase.text
    if first in "DP" and told_in.word(phrase.start) not in {"my", "your", "our"}:
        return "the " + phrase.text.split(" ", 1)[1]
    return phrase.text if "N" in told_in.tags[phrase.start : phrase.end] and first != "n" else f"the {phrase.text}"


def _with_place(bare: str, told: Sequence[tuple[str, str]]) -> str:
    """Put the place spoken of last for "there"."""
    message = read(bare)
    place = next((i for i in range(len(message.tags)) if message.word(i) == "there"), None)
    if place is None or re.search(r"\b(?:is|are|was|were|be|been)\s+there\b|\bthere\s+(?:is|are|was|were|will|has|have)\b", bare, re.IGNORECASE):
        return bare
    for question, answer in reversed(told):
        for told_in in (read(_first(answer)), read(_stem(question))):
            located = re.search(rf"R(D?[Nn]*N+)", told_in.tags)
            if located:
                end = len(told_in.tags) if located.start() == 0 and len(told_in.tags) <= 12 else located.end()
                preposition = told_in.word(located.start())
                where = preposition if preposition in {"in", "at", "on", "near"} else "at"
                return _put(message, place, place + 1, f"{where} {told_in.words(located.start(1), end)}")
    return bare


_REPORTING = frozenset("say report claim confirm announce deny think know mention reveal state believe write".split())


def _with_affair(bare: str, told: Sequence[tuple[str, str]]) -> str:
    """Put the clause spoken of last for "that", "this", "so" and for the "it" that happens."""
    question, answer = told[-1]
    message = read(_stem(bare))
    said = statement(question, answer) if answer else None
    if said and _HAPPEN.search(bare):
        return f"{re.sub(r'(?:this|that)', 'it', _stem(bare))} that {said}"
    place = next((i for i in range(len(message.tags)) if message.tags[i] == "p" and message.word(i) in {"that", "this"}), None)
    if place is None and message.word(len(message.tags) - 1) == "so":
        place = len(message.tags) - 1
    if place is None:
        return bare
    affair = _affair(message, place, told[-1], said)
    if affair is None:
        return bare
    if place == 1 and message.tags[0] == "A" and len(message.tags) <= 4 and said:
        return f"{message.words(0, 1)} it {message.words(2, len(message.tags))} that {said}"
    return _put(message, place, place + 1, affair)


def _affair(message: Read, place: int, last: tuple[str, str], said: str | None) -> str | None:
    question, answer = last
    before = message.word(place - 1)
    if said and base_of(before) in _REPORTING:
        return f"that {said}"
    if said and before in {"before", "after", "since", "until"}:
        own = _lowered(_first(answer))
        subject = said.removesuffix(own.partition(" ")[2]).strip()
        return own if read(own).tags[:1] == "p" and subject in message.text else said
    if said and message.tags[place - 1 : place] == "A":
        return f"the report that {said}"
    clause = parsed(question)
    if clause and clause.asked == "what" and clause.rest and clause.auxiliary in {"did", "does", "do"}:
        return f"what {clause.plain}"
    return f"the report that {said}" if said and before != "so" else None


# 6.: what still leans


def _leans(question: str, *, opened: bool) -> bool:
    """Say whether a question still lacks its topic: no name, and few words or a pronoun left over."""
    told = read(_stem(question))
    if "N" in told.tags:
        return False
    held = len(re.findall(r"[nV]", told.tags))
    if len(told.tags) == 1 and not opened:
        return False
    if not re.search(r"[AV]", told.tags) or held <= 1:
        return "p" in told.tags or held <= 2
    left = any(told.tags[i] == "p" and told.word(i) in {"it", "they", "them", "that", "this", "those", "these"} for i in range(len(told.tags)))
    return held <= 4 and opened or held <= 3 and left


def _with_topic(question: str, told: Sequence[tuple[str, str]]) -> str:
    return f"{_stem(question)}, regarding {_topic(told, but=question)}"


def _topic(told: Sequence[tuple[str, str]], *, but: str = "") -> str:
    """Return the phrases of the last question, at most three, or else the answer's."""
    question, answer = told[-1]
    for text in (_stem(question), _first(answer)):
        told_in = read(text)
        whole = [phrase for phrase in phrases(told_in) if phrase.kind != "time" and phrase.head not in but.lower()]
        own = [p for p in whole if not any(p is not q and q.start <= p.start and p.end <= q.end for q in whole)]
        if own:
            return " and ".join(_named(told_in, phrase) for phrase in own[:3])
    return _stem(question)
