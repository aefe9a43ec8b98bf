"""Does the paragraph say so? Each claim is held against the paragraphs it cites, by rules alone.

A whole sentence of a paragraph, word for word, is supported. Every other claim is parsed, and so are the sentences it
relies on; then its quotations, names and numbers, who does what, what is denied, and its words are checked, one
module each. What a check finds is a `Fault` in a sentence for the reader.
"""

import re
from collections.abc import Sequence

from assistant.verify import act, cover, instruction, place, quotation, stance
from assistant.verify.reading import Reading, readings
from assistant.verify.source import Source, cut, relied
from assistant.verify.term import with_short_names
from assistant.verify.verdict import Fault, Support, Verdict

__all__ = ["Fault", "Source", "Support", "Verdict", "verify", "verify_all"]

_STRAIGHT = str.maketrans("“”„‘’–—\u00a0", '"""\'\'-- ')


def verify(claim: str, sources: Sequence[Source]) -> Verdict:
    """Return what the cited paragraphs do for a claim, with what speaks against it."""
    return verify_all([(claim, sources)])[0]


def verify_all(claims: Sequence[tuple[str, Sequence[Source]]]) -> tuple[Verdict, ...]:
    """Return a verdict for each claim with the paragraphs it cites, in order; all are parsed in one go."""
    early = [_without_parse(claim, sources) for claim, sources in claims]
    texts = [
        [] if verdict is not None else _texts(claim, sources)
        for verdict, (claim, sources) in zip(early, claims, strict=True)
    ]
    read = dict(zip(every := [t for own in texts for t in own], readings(every), strict=True))
    return tuple(
        verdict if verdict is not None else Verdict(tuple(_against([read[text] for text in own], _telling(sources))))
        for verdict, own, (_, sources) in zip(early, texts, claims, strict=True)
    )


def _without_parse(claim: str, sources: Sequence[Source]) -> Verdict | None:
    """Return the verdict where the words alone decide, else None."""
    if not sources:
        return Verdict((Fault("citation", "No paragraph is cited for it."),))
    told = _telling(sources)
    if not told:
        return Verdict((Fault("instruction", "The paragraph gives orders to a model and reports nothing."),))
    if _verbatim(claim, told):
        return Verdict()
    misquoted = quotation.check(claim, told)
    return Verdict(tuple(misquoted)) if misquoted else None


def _telling(sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if not instruction.addresses_model(source.text)]


def _texts(claim: str, sources: Sequence[Source]) -> list[str]:
    """Return the claim and the sentences it relies on, as they are read."""
    sentences = [one.sentence.text for one in relied(claim, _telling(sources))]
    return [with_short_names(text) for text in (claim, *sentences)]


def _against(readings: Sequence[Reading], sources: Sequence[Source]) -> list[Fault]:
    own, *read = readings
    if not read:
        return [Fault("words", "The paragraph says nothing of the kind.")]
    free = _outside_quotations(own)
    return [
        *place.check(own, free, read, sources),
        *act.check(own, free, read),
        *stance.check(own, free, read),
        *cover.check(own, free, read, sources),
    ]


def _outside_quotations(reading: Reading) -> frozenset[int]:
    """Return the places of the words that stand outside quotation marks: what is quoted has been checked whole."""
    spans = [(one.start, one.end) for one in quotation.quoted(reading.text)]
    return frozenset(
        place for place, word in enumerate(reading.words) if not any(a <= word.start < b for a, b in spans)
    )


def _verbatim(claim: str, sources: Sequence[Source]) -> bool:
    """Say whether a claim is one whole sentence of a source, or several in a row, word for word."""
    wanted = _flat(claim)
    return any(wanted == _flat(sentence.text) for source in sources for sentence in cut(source.text)) or any(
        wanted == _flat(source.text) for source in sources
    )


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_STRAIGHT)).strip().rstrip(".")
