"""What a pronoun stands for: the phrases of the exchanges before, ranked."""

from collections.abc import Sequence

from assistant.turn.clause import first_sentence, parsed, stem
from assistant.turn.phrase import Phrase, named_again, phrases
from assistant.turn.verb import base_of
from assistant.turn.word import Read, read
from index.ledger.state import words_of_kind

_SPEAKING = frozenset(
    (
        "say tell want announce reply respond deny claim react accept reject promise plan report decide "
        "expect explain do mean"
    ).split()
)


def spoken_of(message: Read, place: int, kind: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the words for what was spoken of last that fits a pronoun, looking back exchange by exchange."""
    word = message.word(place)
    speaks = any(base_of(message.word(index)) in _SPEAKING for index in range(place + 1, place + 4))
    gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(word)
    for question, answer in reversed(told):
        pair = _pair(question) if kind == "several" else None
        if pair:
            return pair
        ranked = sorted(_ranked(question, answer, kind, speaks=speaks), key=lambda found: found[0])
        for _, told_in, phrase in ranked:
            if message.text.lower().find(phrase.head) >= 0 or _fits_not(told_in, phrase, gender, answer):
                continue
            return named_again(told_in, phrase)
    return None


def _pair(question: str) -> str | None:
    """Return the two people a question speaks of apart ("When did Lund meet Ort?"), where nothing in it is plural."""
    found = [phrase for phrase in phrases(read(stem(question))) if phrase.kind in {"person", "role"}]
    if len(found) != 2 or any(phrase.plural for phrase in phrases(read(stem(question)))):
        return None
    first, second = found
    return f"{first.text} and {second.text}" if first.end <= second.start else None


def fits(phrase: Phrase, kind: str, *, acts: bool = False) -> bool:
    """Say whether a pronoun can stand for a phrase; a single name may be a body's where it `acts`."""
    if acts and phrase.kind == "person" and " " not in phrase.text:
        return True
    if kind == "person":
        return phrase.kind in {"person", "role"} and not phrase.plural
    if phrase.kind == "time":
        return False
    if kind == "several":
        return phrase.plural or phrase.kind in {"body", "state"}
    return phrase.kind in {"thing", "name", "body", "state"} and not (phrase.plural and phrase.kind == "thing")


def _fits_not(told_in: Read, phrase: Phrase, gender: str | None, answer: str) -> bool:
    """Say whether a person is of the other gender, by title, first name or the answer's pronoun."""
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
    asking, answering = read(stem(question)), read(first_sentence(answer))
    named = asking.tags[:1] == "W" and asking.word(0) in {"who", "which", "what", "whose"}
    found: list[tuple[float, Read, Phrase]] = []
    for told_in, later in ((asking, 0), (answering, 2)):
        for phrase in phrases(told_in):
            if not fits(phrase, kind, acts=speaks):
                continue
            rank: float = _rank(told_in, phrase, kind, speaks=speaks) + later
            if later and phrase.start == 0:
                # "Who …?", "Which bridge …?": the answer's first words are the one asked for.
                rank -= 3.5 if named and not _is_about(asking, kind, phrase) else 1.5
            found.append((rank, told_in, phrase))
    return found


def _is_about(asking: Read, kind: str, answered: Phrase) -> bool:
    """Say whether a question has a subject of the pronoun's kind ("What did Shen say?" and "he")."""
    subject = parsed(asking.text)
    is_verbless = subject is not None and "V" not in read(subject.rest).tags
    if subject is None or (is_verbless and answered.kind == "person"):
        return False
    return any(fits(phrase, kind) and phrase.kind not in {"state", "body"} for phrase in phrases(read(subject.subject)))


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
