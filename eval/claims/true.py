"""Claims that hold: a sentence as it stands, quoted, turned passive or active, put in another order, shortened."""

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from assistant.turn.clause import lowered
from eval.claims.case import Told, words
from eval.claims.clause import Span, child, main_verb, parse, whole

if TYPE_CHECKING:
    from index.language import Token

_PARTICIPLES = {"sent": "sent", "made": "made", "won": "won", "held": "held", "built": "built", "led": "led",
                "found": "found", "wrote": "written", "gave": "given", "took": "taken", "saw": "seen",
                "brought": "brought", "beat": "beaten", "kept": "kept", "left": "left", "began": "begun"}  # fmt: skip
_PASTS = {participle: past for past, participle in _PARTICIPLES.items()}
_BAD = re.compile(r"[()\[\]\"“”;:]|''|``")
_RUN = (5, 14)


def verbatim(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence."""
    yield told.text


def quoted(told: Told, draw: Random) -> Iterator[str]:
    """Yield a run of the sentence's words in quotation marks: straight or curly, with an ellipsis or a bracket."""
    run = run_of(told, draw)
    if run is None:
        return
    text = words(told.reading, run.start, run.end)
    middle = (run.start + run.end) // 2
    halves = words(told.reading, run.start, middle), words(told.reading, middle + 1, run.end)
    yield draw.choice(
        (
            f"The article says “{text}”.",
            f'The article says "{text}."',
            f"According to the article, “[{text[:1].upper()}]{text[1:]}”.",
            f"The article says “{halves[0]} … {halves[1]}”.",
        )
    )


def run_of(told: Told, draw: Random) -> Span | None:
    """Return some words in a row without marks, five to fourteen, or None."""
    count = len(told.reading.words) - 1
    length = min(count, draw.randint(*_RUN))
    if length < _RUN[0]:
        return None
    for _ in range(8):
        start = draw.randint(0, count - length)
        text = words(told.reading, start, start + length)
        edges = (
            told.reading.words[start].text[0].isalnum() and told.reading.words[start + length - 1].text[-1].isalnum()
        )
        if edges and not _BAD.search(text) and "'" not in text and "’" not in text:
            return Span(start, start + length)
    return None


def passive(told: Told, draw: Random) -> Iterator[str]:
    """Yield "X sent Y" as "Y was sent by X"."""
    verb = main_verb(parse(told.text))
    if verb is None or verb.tag_ != "VBD" or child(verb, "neg", "aux", "auxpass", "prt", "dative"):
        return
    form = verb.text if verb.text.endswith("ed") else _PARTICIPLES.get(verb.text)
    subject, obj = child(verb, "nsubj"), child(verb, "dobj")
    if form is None or subject is None or obj is None or "PRP" in {subject.tag_, obj.tag_} or obj.tag_.startswith("W"):
        return
    parts = _parts(told, subject, verb, obj)
    if parts is not None:
        was = "were" if obj.tag_ in {"NNS", "NNPS"} or child(obj, "conj") else "was"
        yield f"{parts[0]}{_capital(parts[2])} {was} {form} by {_small(told, parts[1])}{parts[3]}"


def active(told: Told, draw: Random) -> Iterator[str]:
    """Yield "Y was sent by X" as "X sent Y"."""
    verb = main_verb(parse(told.text))
    if verb is None or verb.tag_ != "VBN" or child(verb, "neg", "aux", "prt", "conj", "advcl", "xcomp"):
        return
    form = verb.text if verb.text.endswith("ed") else _PASTS.get(verb.text)
    subject, by, was = child(verb, "nsubjpass"), child(verb, "agent"), child(verb, "auxpass")
    agent = by and child(by, "pobj")
    if form is None or subject is None or by is None or not agent or was is None or was.lower_ not in {"was", "were"}:
        return
    done, actor = whole(subject), whole(agent)
    if done is None or actor is None or done.start != 0 or done.end != was.i or was.i + 1 != verb.i:
        return
    if by.i != verb.i + 1 or actor.start != by.i + 1 or "PRP" in {subject.tag_, agent.tag_}:
        return
    rest = told.text[told.reading.words[actor.end - 1].end :]
    patient = _small(told, words(told.reading, done.start, done.end))
    yield f"{_capital(words(told.reading, actor.start, actor.end))} {form} {patient}{rest}"


def _parts(told: Told, subject: "Token", verb: "Token", obj: "Token") -> tuple[str, str, str, str] | None:
    """Return what stands before the subject, subject, object and the rest, where verb and object follow at once."""
    actor, patient = whole(subject), whole(obj)
    if actor is None or patient is None or actor.end != verb.i or patient.start != verb.i + 1:
        return None
    if child(obj, "relcl", "acl", "conj") or child(verb, "conj", "advcl", "xcomp") or actor.start != 0:
        return None
    rest = told.text[told.reading.words[patient.end - 1].end :]
    return "", words(told.reading, 0, actor.end), words(told.reading, patient.start, patient.end), rest


def reordered(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with a phrase moved: "In 2014, X did Y" and "X did Y in 2014"; "…, X said" put first."""
    verb = main_verb(parse(told.text))
    if verb is None or _BAD.search(told.text):
        return
    marks = told.reading.words
    end = len(marks) - (marks[-1].text == ".")
    for part in verb.children:
        span = whole(part) if part.dep_ in {"prep", "npadvmod"} else None
        if span is None or span.end - span.start > 12 or child(verb, "conj", "cc", "neg", "ccomp", "advcl", "xcomp"):
            # At the end the phrase would belong to another verb.
            continue
        phrase = words(told.reading, span.start, span.end)
        if span.start == 0 and span.end < end and marks[span.end].text == ",":
            yield f"{_capital(words(told.reading, span.end + 1, end))} {_small(told, phrase)}."
            return
        if span.end == end and span.start > verb.i and marks[span.start - 1].text != ",":
            yield f"{_capital(phrase)}, {_small(told, words(told.reading, 0, span.start))}."
            return
    yield from _speech_first(told, end)


def _speech_first(told: Told, end: int) -> Iterator[str]:
    """Yield "…, X said." as "X said that …."."""
    found = re.search(
        r"^(?P<said>[^,]+(?:,[^,]+)*?), (?P<who>[A-Z][\w.’' -]{2,40}?) (?P<cue>said|added|noted)\.?$", told.text
    )
    if found:
        yield f"{found['who']} {found['cue']} that {_small(told, found['said'])}."


def shortened(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence without a parenthesis, a relative clause, an apposition or its second half."""
    without = re.sub(r"\s*\([^()]*\)", "", told.text)
    if without != told.text:
        yield without
        return
    doc = parse(told.text)
    marks = told.reading.words
    for token in doc:
        span = whole(token) if token.dep_ in {"relcl", "appos"} else None
        if span is None or not 0 < span.start < span.end < len(marks) or marks[span.start - 1].text != ",":
            continue
        closes = marks[span.end].text
        if closes in {",", "."} and not _BAD.search(words(told.reading, span.start, span.end)):
            end = span.end + (closes == ",")
            rest = told.text[marks[end].start :] if closes == "," else "."
            glue = " " if closes == "," else ""
            yield f"{words(told.reading, 0, span.start - 1)}{glue}{rest}"
            return
    verb = main_verb(doc)
    other = child(verb, "conj") if verb else None
    if verb is not None and other is not None and child(other, "nsubj") and not _BAD.search(told.text):
        start = min(token.i for token in other.subtree)
        joint = next((part.i for part in verb.children if part.dep_ == "cc"), start)
        if verb.i < joint <= start and joint > 4:
            yield words(told.reading, 0, joint).rstrip(" ,") + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(told: Told, text: str) -> str:
    first = told.reading.words[0]
    return text if first.is_name and text.startswith(first.text) else lowered(text)


CHANGES = {
    "verbatim": verbatim,
    "quoted": quoted,
    "passive": passive,
    "active": active,
    "reordered": reordered,
    "shortened": shortened,
}
