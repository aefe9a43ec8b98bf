"""Speech that runs over several sentences while its speaker is named once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.article import Paragraph, Role
from index.ledger.place import Place, quoted, tidied
from index.ledger.sentence import Sentence
from index.statement import Speech, Stance

if TYPE_CHECKING:
    from index.language import Doc


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in its paragraph; `past` where it tells an event in the past."""

    paragraph: Paragraph
    sentence: Sentence
    past: bool


_Read = Sequence[Line]


def continued(places: Sequence[Place], read: _Read) -> list[Place]:
    """Return the places with content for all: bare cues take what stands before, quotations their speaker."""
    full = _with_antecedent(places)
    full = [_taking(place, full, read) for place in full]
    full = [place for place in full if place.end > place.start]
    return sorted([*full, *_quotations(full, read)], key=lambda place: (place.sentence, place.start))


def _with_antecedent(places: Sequence[Place]) -> list[Place]:
    """Give an omission that names nobody ("notably absent was") the speaker of the one before it."""
    done: list[Place] = []
    for place in places:
        if place.speaker:
            done.append(place)
            continue
        before = [p for p in done if p.paragraph is place.paragraph]
        before = [p for p in before if p.stance is Stance.OMITS] or before
        before = [p for p in before if p.speaker == before[-1].speaker]
        if before:
            done.append(replace(place, speaker=before[-1].speaker, speaker_text=before[0].speaker_text))
    return done


def _taking(place: Place, places: Sequence[Place], read: _Read) -> Place:
    """Return the place with the sentences before it that its speaker says too."""
    paragraph, sentence = read[place.sentence].paragraph, read[place.sentence].sentence
    bare = place.end == place.start
    trailing = place.after and not place.mind and place.start <= sentence.start + 1
    if not bare and not (trailing and _closes(place, read)):
        return place
    first = place.sentence
    if not bare and (place.cue.split()[-1] == "reported" or place.cue == "according to"):
        return place
    while first > 0 and read[first - 1].paragraph is paragraph and _is_free(first - 1, place, places, read, bare=bare):
        first -= 1
    if first == place.sentence:
        return place
    begin = read[first].sentence
    end = read[place.sentence - 1].sentence.end if bare else place.end
    start, end = tidied(paragraph.text, begin.start, end)
    quotes = tuple(quote for number in range(first, place.sentence + 1) for quote in read[number].sentence.quotes)
    stance = Stance.ASKS if paragraph.text[start:end].endswith("?") and place.stance is Stance.ASSERTS else place.stance
    return replace(place, start=start, end=end, quotes=quotes, stance=stance)


def _closes(place: Place, read: _Read) -> bool:
    """Return whether the cue ends its paragraph, in the speaker's indirect words."""
    following = read[place.sentence + 1 : place.sentence + 2]
    last = not following or following[0].paragraph is not place.paragraph
    return last and quoted(place) is not Speech.DIRECT


def _is_free(number: int, place: Place, places: Sequence[Place], read: _Read, *, bare: bool) -> bool:
    """Return whether a sentence before may be the speaker's: nobody else's, and not told as an event."""
    sentence = read[number].sentence
    if sentence.only is not None:
        return bare
    own = [p for p in places if p.sentence == number and not p.mind and p.end > p.start]
    if own:
        return False
    return (bare and number == place.sentence - 1) or not read[number].past


def narrates(parse: "Doc") -> bool:
    """Return whether a sentence tells an event in the past rather than judging the present."""
    root = next(token for token in parse if token.head.i == token.i)
    helps = [token.tag_ for token in root.children if token.dep_ in ("aux", "auxpass")]
    return root.tag_ == "VBD" or (root.tag_ in ("VBN", "VBG") and "VBD" in helps and "MD" not in helps)


def _quotations(places: Sequence[Place], read: _Read) -> list[Place]:
    """Return the sentences that are all quotation and taken by no cue, with the speaker who goes on."""
    found: list[Place] = []
    for number, line in enumerate(read):
        paragraph, sentence = line.paragraph, line.sentence
        if (
            sentence.only is None
            or paragraph.role is Role.CAPTION
            or any(_covers(p, paragraph, sentence) for p in places)
        ):
            continue
        speaker = _speaker_before(number, [*places, *found], read) or _speaker_after(number, places, read)
        if speaker is not None:
            start, end = tidied(paragraph.text, *sentence.only)
            found.append(
                replace(
                    speaker,
                    paragraph=paragraph,
                    sentence=number,
                    start=start,
                    end=end,
                    stance=Stance.ASSERTS,
                    quotes=sentence.quotes,
                )
            )
    return found


def _covers(place: Place, paragraph: Paragraph, sentence: Sentence) -> bool:
    return place.paragraph is paragraph and place.start <= sentence.start + 1 and place.end >= sentence.end - 3


def _speaker_before(number: int, places: Sequence[Place], read: _Read) -> Place | None:
    here = read[number].paragraph.number
    before = [p for p in places if p.sentence < number and here - p.paragraph.number <= 1 and not p.mind]
    before = [p for p in before if p.stance is not Stance.OMITS] or before
    return max(before, key=lambda p: (p.sentence, p.start < p.end and p.after, -p.start), default=None)


def _speaker_after(number: int, places: Sequence[Place], read: _Read) -> Place | None:
    here = read[number].paragraph.number
    after = [p for p in places if p.sentence > number and p.paragraph.number - here <= 1 and not p.mind]
    return min(after, key=lambda p: (p.sentence, p.start), default=None)
