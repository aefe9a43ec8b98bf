"""All attributions of one parsed sentence, each once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.ledger.clause import Attribution, said
from index.ledger.omission import silent
from index.ledger.phrase import according, cleared, minded, owned
from index.ledger.span import trim
from index.ledger.unnamed import unnamed
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Doc, Token


_GOING_ON = frozenset({"adding", "saying", "noting", "warning", "arguing", "claiming", "insisting", "stressing"})


def attributions(sentence: "Doc") -> list[Attribution]:
    """Return what the sentence attributes, in the order of its cues."""
    quiet = [found for token in sentence for found in silent(token)]
    quiet = [_voiced(found, sentence) for found in quiet]
    taken = {found.verb for found in quiet}
    spoken = [
        found
        for token in sentence
        if not _under(token, taken)
        for rule in (according, minded, cleared, said, owned)
        for found in rule(token)
    ]
    if not any(found.after or found.content is None for found in spoken):
        spoken.extend(unnamed(sentence))
    both = sorted([*quiet, *spoken], key=lambda found: found.verb)
    return [_cut(found, both, sentence) for found in both]


def _under(token: "Token", taken: set[int]) -> bool:
    """Return whether the verb itself, or the one whose complement it is, is already a cue of silence."""
    if not token.tag_.startswith("VB") or token.lower_ == "according":
        return token.i in taken
    step = token
    for _ in range(3):
        if step.i in taken:
            return True
        if (
            step.dep_ not in ("xcomp", "pcomp", "prep", "conj")
            or (step.dep_ == "conj" and step.lower_ != "denied" and step.lower_ != "deny")
            or (step.dep_ == "prep" and step.lower_ == "without")
        ):
            return False
        step = step.head
    return False


def _voiced(found: Attribution, sentence: "Doc") -> Attribution:
    """Keep the comma-bound tail "according to …" out of what is left unsaid."""
    return found if found.content is None else replace(found, content=_before_tail(found, sentence))


def _before_tail(found: Attribution, sentence: "Doc") -> tuple[int, int]:
    assert found.content is not None
    first, last = found.content
    for token in sentence[first + 1 : last + 1]:
        if token.lower_ == "according" and token.nbor(-1).text == ",":
            return trim(sentence, first, token.i - 1)
    return first, last


def _cut(found: Attribution, every: Sequence[Attribution], sentence: "Doc") -> Attribution:
    """End the content before a later cue that follows it and encloses this one."""
    if found.content is None:
        return found
    first, last = _before_tail(found, sentence)
    last = _before_contrast(found, every, sentence, last)
    for other in every:
        if other is found or not other.after or other.speaker is None or other.content is None:
            continue
        begins = min(other.speaker.first, other.verb)
        if found.verb < begins and first < begins <= last and other.content[1] < begins:
            last = min(last, trim(sentence, first, other.content[1])[1])
    last = _before_participle(found, every, sentence, last)
    stance = _refuses(found, sentence) if found.stance is Stance.ASSERTS else found.stance
    return replace(found, content=(first, max(first, last)), stance=stance)


def _before_participle(found: Attribution, every: Sequence[Attribution], sentence: "Doc", last: int) -> int:
    """End the content before ", adding that …": the speaker goes on with another cue."""
    assert found.content is not None
    for other in every:
        verb = sentence[other.verb]
        goes_on = verb.tag_ == "VBG" and other.verb > 1 and verb.nbor(-1).text == ","
        inside = found.verb < other.verb and found.content[0] < other.verb <= last and not found.after
        if goes_on and inside and (other.speaker == found.speaker or verb.lower_ in _GOING_ON):
            last = trim(sentence, found.content[0], other.verb - 1)[1]
    return last


def _before_contrast(found: Attribution, every: Sequence[Attribution], sentence: "Doc", last: int) -> int:
    """End the content before "while the US version only mentioned …": another speaker, set against this."""
    assert found.content is not None
    for other in every:
        verb = sentence[other.verb]
        mark = next((m for m in verb.lefts if m.lower_ in ("while", "whereas") and m.dep_ in ("mark", "advmod")), None)
        if mark is None or other.speaker is None or not found.content[0] < mark.i <= last:
            continue
        if found.verb < mark.i and other.speaker.first > mark.i:
            last = trim(sentence, found.content[0], mark.i - 1)[1]
    return last


def _refuses(found: Attribution, sentence: "Doc") -> Stance:
    """Return DECLINES for "said that he could not provide details", else the stance as it is."""
    assert found.content is not None
    first, last = found.content
    inner = next((t for t in sentence[first : last + 1] if t.head.i == found.verb and t.dep_ == "ccomp"), None)
    if inner is None:
        return found.stance
    for quiet in silent(inner):
        own = quiet.speaker is not None and sentence[quiet.speaker.head].tag_ == "PRP"
        if quiet.stance is Stance.DECLINES and own:
            return Stance.DECLINES
    return found.stance
