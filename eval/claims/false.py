"""Claims that do not hold, each made from a sentence that does by one change."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from assistant.verify.anchor import Anchor, anchors
from assistant.verify.context import roles
from assistant.verify.stance import denied
from assistant.verify.term import MONTHS, WEEKDAYS, term
from eval.claims.case import Told, put, words
from eval.claims.clause import child, main_verb, parse, whole
from eval.claims.true import run_of

_CALENDAR = (*MONTHS, *WEEKDAYS)
_CUES = frozenset("said says told claimed added noted argued warned stated announced reported wrote asked".split())
_BE = frozenset("is are was were".split())
_MODALS = frozenset("can could will would may might should must".split())
_PASTS = {"VBD": "did", "VBZ": "does", "VBP": "do"}


def number_changed(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with a number that the paragraph does not hold."""
    yield from _number(told, draw, lambda number: not _is_year(number), elsewhere=False)


def number_of_paragraph(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with another number of the same paragraph."""
    yield from _number(told, draw, lambda number: not _is_year(number), elsewhere=True)


def date_changed(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with another month, weekday or year."""
    for place, word in enumerate(told.reading.words):
        names = next((group for group in (MONTHS, WEEKDAYS) if word.text.lower() in group), None)
        if names and word.text[0].isupper() and word.is_name:
            other = draw.choice([name for name in names if name != word.text.lower()])
            if term(other) not in {w.term for w in told.reading.words}:
                yield put(told.reading, (place, place + 1, other.capitalize()))
                return
    yield from _number(told, draw, _is_year, elsewhere=False)


def date_of_paragraph(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with another year of the same paragraph."""
    yield from _number(told, draw, _is_year, elsewhere=True)


def _is_year(number: Anchor) -> bool:
    return len(number.text) == 4 and number.text.isdigit() and number.text[:2] in {"15", "16", "17", "18", "19", "20"}


def _number(told: Told, draw: Random, fits: Callable[[Anchor], bool], *, elsewhere: bool) -> Iterator[str]:
    own = [a for a in anchors(told.reading) if a.kind == "number" and a.text.replace(",", "").isdigit() and fits(a)]
    if not own:
        return
    old = draw.choice(own)
    if elsewhere:
        near = [a for other in told.others if other.source is told.source for a in anchors(other.reading)]
        near += [a for a in anchors(told.reading) if a is not old]
        fitting = [a for a in near if a.kind == "number" and a.text.replace(",", "").isdigit() and fits(a)]
        choices = sorted({a.text for a in fitting if a.terms != old.terms})
    else:
        value = int(old.text.replace(",", ""))
        made = {value + draw.randint(1, 9), max(2, value * 2 + 1), max(1, value - draw.randint(1, 5))} - {value}
        choices = sorted(str(n) for n in made if str(n) not in told.source.text)
    if choices:
        yield put(told.reading, (old.start, old.end, draw.choice(choices)))


def names_swapped(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with two of its names in each other's place."""
    names = [a for a in _names(told) if roles(told.reading, a.head)]
    pairs = [(a, b) for a in names for b in names if a.start < b.start and _tell_apart(told, a, b)]
    if pairs:
        one, other = draw.choice(pairs)
        yield put(told.reading, (one.start, one.end, other.text), (other.start, other.end, one.text))


def name_replaced(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with a name of the same article in the place of one of its own."""
    own = _names(told)
    others = sorted({a.text for other in told.others for a in _names(other)})
    known = {one for a in own for one in a.terms}
    others = [text for text in others if not {term(word) for word in text.split()} & known]
    if own and others:
        old = draw.choice(own)
        yield put(told.reading, (old.start, old.end, draw.choice(others)))


def _names(told: Told) -> list[Anchor]:
    months = {term(word) for word in _CALENDAR}
    return [
        a
        for a in anchors(told.reading)
        if a.kind == "name" and a.text[0].isupper() and len(a.text) > 2 and not set(a.terms) & months
    ]


def _tell_apart(told: Told, one: Anchor, other: Anchor) -> bool:
    """Say whether swapping two names tells something else: not in "A and B", nor "A, also called B"."""
    if set(one.terms) & set(other.terms):
        return False
    mine, theirs = roles(told.reading, one.head), roles(told.reading, other.head)
    joined = {place for place, _ in told.reading.links[one.head]} & {p for p, _ in told.reading.links[other.head]}
    tied = any(other.start <= place < other.end for place, _ in told.reading.links[one.head])
    tied = tied or any(one.start <= place < one.end for place, _ in told.reading.links[other.head])
    return not (mine & theirs) and not tied and not (joined and mine == theirs)


def subject_swapped(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with the subject of another clause, or with subject and object exchanged."""
    doc = parse(told.text)
    own = _subjects(told)
    if not own:
        return
    start, end = own[0]
    terms = {word.term for word in told.reading.words[start:end] if word.is_content}
    foreign = [
        words(other.reading, *span) for other in told.others if other.source is told.source for span in _subjects(other)
    ]
    foreign += [words(told.reading, *span) for span in own[1:]]
    foreign = [text for text in foreign if not {term(word) for word in text.split()} & terms and text[0].isupper()]
    if foreign:
        yield put(told.reading, (start, end, draw.choice(sorted(set(foreign)))))
        return
    verb = main_verb(doc)
    obj = verb and child(verb, "dobj")
    span = whole(obj) if obj else None
    if span and span.start >= end and words(told.reading, span.start, span.end)[0].isupper():
        text = words(told.reading, span.start, span.end)
        yield put(told.reading, (start, end, text), (span.start, span.end, words(told.reading, start, end)))


def _subjects(told: Told) -> list[tuple[int, int]]:
    """Return the subjects that are names, each as its words: "the country" may be one of those named."""
    found = []
    for token in parse(told.text):
        span = whole(token) if token.dep_ in {"nsubj", "nsubjpass"} and token.tag_.startswith("NNP") else None
        if span and span.end - span.start <= 8 and token.head.tag_.startswith("V"):
            found.append((span.start, span.end))
    return found


def negation_added(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence with its main verb denied."""
    verb = main_verb(parse(told.text))
    if verb is None or denied(told.reading):
        return
    helper = child(verb, "aux", "auxpass")
    if verb.lower_ in _BE:
        yield put(told.reading, (verb.i, verb.i + 1, f"{verb.text} not"))
    elif helper is not None and helper.lower_ in _BE | _MODALS | {"has", "have", "had", "did"}:
        yield put(told.reading, (helper.i, helper.i + 1, f"{helper.text} not"))
    elif verb.tag_ == "VBD" and helper is None and child(verb, "nsubj"):
        yield put(
            told.reading, (verb.i, verb.i + 1, draw.choice((f"never {verb.text}", f"did not {_base(verb.text)}")))
        )


def _base(verb: str) -> str:
    """Return a base form near enough for a sentence that is read by terms."""
    from assistant.turn.verb import base_of

    return base_of(verb) or (verb[:-1] if verb.endswith("ed") else verb)


def negation_removed(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence without its "not" or "never"."""
    for place, word in enumerate(told.reading.words):
        if word.text.lower() in {"not", "never"} and place:
            yield put(told.reading, (place, place + 1, "")).replace("  ", " ")
            return
        if word.text.lower() in {"n't", "n’t"}:
            yield put(told.reading, (place, place + 1, ""))
            return


def quote_altered(told: Told, draw: Random) -> Iterator[str]:
    """Yield a quotation with one of its words replaced, left out or put in."""
    run = run_of(told, draw)
    if run is None:
        return
    own = [words(told.reading, place, place + 1) for place in range(run.start, run.end)]
    place = draw.randrange(1, len(own) - 1)
    strange = draw.choice(_strange(told))
    way = draw.choice(("replaced", "left out", "put in"))
    changed = [*own[:place], *([strange] if way != "left out" else []), *own[place + (way != "put in") :]]
    if changed != own and own[place][0].isalnum():
        yield f"The article says “{' '.join(changed)}”."


def _strange(told: Told) -> list[str]:
    held = {word.term for word in told.reading.words}
    found = [w.text for other in told.others for w in other.reading.words if w.is_content and w.term not in held]
    return found or ["certainly"]


def quote_stitched(told: Told, draw: Random) -> Iterator[str]:
    """Yield one quotation made of words that stand in two places."""
    near = [other for other in told.others if other.source is told.source]
    first, second = run_of(told, draw), None
    if near:
        other = draw.choice(near)
        second = run_of(other, draw)
    if first and second:
        one, two = words(told.reading, first.start, first.end), words(other.reading, second.start, second.end)
        yield f"The article says “{' '.join(one.split()[:6])} {' '.join(two.split()[-6:])}”."


def quote_invented(told: Told, draw: Random) -> Iterator[str]:
    """Yield a quotation of another article, put into this one's mouth."""
    other = draw.choice(told.foreign) if told.foreign else None
    run = run_of(other, draw) if other else None
    names = _names(told)
    if other and run:
        who = draw.choice(names).text if names else "The article"
        yield f"{who} said “{words(other.reading, run.start, run.end)}”."


def wrong_speaker(told: Told, draw: Random) -> Iterator[str]:
    """Yield the sentence said by somebody else of the same article."""
    for token in parse(told.text):
        if token.lower_ not in _CUES:
            continue
        subject = child(token, "nsubj")
        span = whole(subject) if subject is not None and subject.tag_.startswith("NNP") else None
        if span is None or span.end - span.start > 8:
            continue
        known = {word.term for word in told.reading.words}
        others = sorted({a.text for other in told.others for a in _names(other) if not set(a.terms) & known})
        if others:
            yield put(told.reading, (span.start, span.end, draw.choice(others)))
            return


def other_paragraph(told: Told, draw: Random) -> Iterator[str]:
    """Yield a sentence of another paragraph of the article, or of another article where it has one only."""
    far = [other for other in told.others if other.source is not told.source] or list(told.foreign)
    if far:
        other = draw.choice(far)
        if other.text not in told.source.text:
            yield other.text


def invented(told: Told, draw: Random) -> Iterator[str]:
    """Yield a subject of this sentence with the rest of a sentence of another article."""
    own = _subjects(told)
    candidates: Sequence[Told] = [other for other in told.foreign if _subjects(other)]
    if own and candidates:
        other = draw.choice(candidates)
        start, end = _subjects(other)[0]
        yield put(other.reading, (start, end, words(told.reading, *own[0])))


CHANGES = {
    "number changed": number_changed,
    "number of the paragraph": number_of_paragraph,
    "date changed": date_changed,
    "date of the paragraph": date_of_paragraph,
    "names swapped": names_swapped,
    "name replaced": name_replaced,
    "subject swapped": subject_swapped,
    "negation added": negation_added,
    "negation removed": negation_removed,
    "quote altered": quote_altered,
    "quote stitched": quote_stitched,
    "quote invented": quote_invented,
    "wrong speaker": wrong_speaker,
    "other paragraph": other_paragraph,
    "invented": invented,
}
