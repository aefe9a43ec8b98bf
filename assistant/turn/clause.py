"""A question or a statement taken apart, and turned into the other."""

import re
from dataclasses import dataclass

from assistant.turn.phrase import PAIR, PHRASE
from assistant.turn.verb import base_of, past_of
from assistant.turn.word import read
from index.sentence import sentences

DO = frozenset({"do", "does", "did"})


def stem(question: str) -> str:
    """Return a question without the sign at its end."""
    return question.strip().rstrip("?.! ")


def first_sentence(answer: str) -> str:
    """Return the first sentence of an answer without "Yes," and marks of citations."""
    text = re.sub(r"\s*\[[\d, ]+\]", "", answer).strip()
    text = re.sub(r"^(?:yes|no)[,.:]?\s+|^that (?=\w)", "", text, flags=re.IGNORECASE)
    found = sentences(text)
    return stem(found[0].text) if found else ""


def lowered(text: str) -> str:
    """Return a clause with a small first letter unless it begins with a name."""
    return text if read(text).tags[:1] == "N" else text[:1].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Clause:
    """A question taken apart: what it asks with, auxiliary, subject, and the rest from the verb on."""

    asked: str
    auxiliary: str
    subject: str
    rest: str

    @property
    def inverted(self) -> str:
        """The clause in the order of a question, the noun asked for in its place after the verb."""
        noun = re.match(r"(?:which|what|how many) (\w.*)", self.asked)
        verb, _, more = self.rest.partition(" ")
        words = (self.auxiliary, self.subject, verb, f"the {noun[1]}" if noun else "", more)
        return " ".join(word for word in words if word)

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
    told = read(stem(question))
    match = re.match(rf"((?:R?W(?:[xCnD]*n)?)?)(A)((?:{PAIR})|(?:{PHRASE})|p)(x*)(.*)$", told.tags)
    if match is None:
        return None
    parts = [told.words(*match.span(group)) for group in (1, 2, 3)]
    if parts[1].lower() in DO and not match[5].startswith("V"):
        return None
    return Clause(parts[0].lower(), parts[1].lower(), parts[2], told.words(match.start(4), match.end()))


def inverted(said: str) -> str:
    """Return a statement in the order of a question ("Japan sent two" → "did Japan send two")."""
    told = read(said)
    match = re.match(rf"((?:{PAIR})|(?:{PHRASE}(?:,[^,AVW]+,)?)|p)(x*)([AV])", told.tags)
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


def is_event(question: str) -> bool:
    """Say whether a question is about something that happens ("What was the row about?")."""
    clause = parsed(question)
    if clause is None or clause.auxiliary not in {"is", "was", "are", "were"}:
        return False
    return "V" not in read(clause.rest).tags
