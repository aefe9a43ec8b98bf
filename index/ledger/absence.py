"""What is not there: absent from a text, not mentioned in it, passed over in silence."""

from typing import TYPE_CHECKING

from index.ledger.clause import Attribution, words_of
from index.ledger.content import is_passive
from index.ledger.cue import lexicon
from index.ledger.noun import can_speak, children, is_noun, is_verb, negated
from index.ledger.span import Span, trim, trimmed
from index.ledger.subject import subject
from index.ledger.unsaid import PRESENT, about, made

if TYPE_CHECKING:
    from index.language import Token

_MENTION = frozenset(["mention", "reference", "allusion", "word", "remark", "comment", "statement"])


def not_in(token: "Token") -> Attribution | None:
    """Return the passive: what "is not reflected in the statement", what "went unmentioned in" it."""
    if token.lower_ in ("appear", "feature", "figure", "occur") and negated(token) and not children(token, "xcomp"):
        return _missing(token)
    if any(aux.tag_ == "TO" for aux in children(token, "aux")):
        return None
    passive = (
        is_passive(token) and negated(token) and lexicon().lemma(token.text) in PRESENT | {"reflected", "included"}
    )
    unsaid = token.lower_ in ("unmentioned", "unsaid", "unaddressed", "unanswered") and is_verb(token.head)
    if not (passive or unsaid or (is_passive(token) and negated(token) and token.lower_ in ("reflected", "included"))):
        return None
    verb = token if passive or not unsaid else token.head
    topic = subject(verb)
    places = [
        child
        for part in {token, verb}
        for child in children(part, "prep", "agent")
        if child.lower_ in ("in", "by", "from")
    ]
    holder = next((noun for place in places for noun in children(place, "pobj")), None)
    return made(token, holder, words_of(token), trimmed(topic) if topic is not None else None)


def _missing(verb: "Token") -> Attribution | None:
    """Return "the word does not appear in the readout"."""
    places = [
        noun
        for child in children(verb, "prep")
        if child.lower_ in ("in", "anywhere")
        for noun in children(child, "pobj")
    ]
    topic = subject(verb)
    if topic is None or not places or not lexicon().has("documents", places[0].text):
        return None
    return made(verb, places[0], words_of(verb), trimmed(topic))


def light(token: "Token") -> Attribution | None:
    """Return "made no mention of", "gave no details on", "offered no explanation for"."""
    if not (
        is_verb(token)
        and lexicon().lemma(token.text) in ("make", "give", "provide", "offer", "contain", "include", "have")
    ):
        return None
    for noun in children(token, "dobj"):
        speaker = subject(token)
        printed = speaker is not None and lexicon().has("documents", speaker.text)
        if not lexicon().has("speech_nouns", noun.text) and not printed:
            continue
        none = any(part.lower_ in ("no", "any", "little") for part in noun.lefts)
        denied = negated(token) or any(part.lower_ in ("no", "little") for part in noun.lefts)
        if denied and (none or negated(token)):
            named = lexicon().has("speech_nouns", noun.text)
            span = (about(noun) or about(token) if named else None) or trim(token.doc, noun.i, noun.right_edge.i)
            return made(token, subject(token), f"{words_of(token)} {trimmed_text(noun)}", span)
    return None


def trimmed_text(noun: "Token") -> str:
    """Return the noun with the "no" or "any" before it."""
    lefts = [part.text for part in noun.lefts if part.lower_ in ("no", "any", "little", "specific")]
    return " ".join([*lefts, noun.text])


def silence(token: "Token") -> Attribution | None:
    """Return "remained silent on X", "kept silence about X", "its silence on X"."""
    low = token.lower_
    if low in ("silent", "mum", "quiet", "tight-lipped", "vague") and is_verb(token.head):
        span = about(token) or about(token.head)
        if low in ("silent", "mum", "tight-lipped") or (low == "quiet" and span):
            speaker = subject(token.head)
            if speaker is None or not can_speak(speaker, strict=True):
                return None
            return made(token, speaker, f"{token.head.text} {token.text}", span or (token.i, token.i))
    return _kept(token) if low == "silence" else None


def _kept(token: "Token") -> Attribution | None:
    kept = lexicon().lemma(token.head.text) in ("keep", "prefer", "maintain", "observe", "choose")
    if token.dep_ == "dobj" and kept:
        span = about(token) or about(token.head) or _topic(token.head)
        return made(token, subject(token.head), f"{token.head.text} {token.text}", span)
    owners = children(token, "poss")
    return made(token, owners[0], token.text, about(token)) if owners else None


def _topic(verb: "Token") -> Span | None:
    """Return what stands before its verb "as to", "as for" or "on"."""
    for child in verb.lefts:
        if child.dep_ == "prep" and child.lower_ in ("as", "on", "about"):
            nouns = [noun for part in child.subtree for noun in children(part, "pobj")]
            return trimmed(nouns[0]) if nouns else None
    return None


def absent(token: "Token") -> Attribution | None:
    """Return "notably absent was X", "X was missing from the readout"."""
    verb = token.head
    if not lexicon().has("absences", token.text) or lexicon().lemma(verb.text) != "be" or token.i == verb.i:
        return None
    place = next(
        (c for c in [*token.children, *verb.children] if c.dep_ == "prep" and c.lower_ in ("from", "in")),
        None,
    )
    holder = next(iter(children(place, "pobj")), None) if place is not None else None
    if token.i < verb.i:
        span = trim(token.doc, verb.i + 1, len(token.doc) - 1)
    else:
        topic = subject(verb)
        span = trimmed(topic) if topic is not None else (0, 0)
    return made(token, holder, f"{token.text} {verb.text}", span) if span[1] > 0 else None


def no_mention(token: "Token") -> Attribution | None:
    """Return "there was no reference to X in the readout"."""
    low = lexicon().lemma(token.text)
    denied = any(part.lower_ in ("no", "not") for part in token.lefts) or (is_verb(token.head) and negated(token.head))
    if low not in _MENTION or not is_noun(token) or not denied or not children(token.head, "expl", "auxpass"):
        return None
    if token.dep_ not in ("attr", "nsubjpass", "dobj", "nsubj"):
        return None
    places = [p for p in token.subtree if p.dep_ == "prep" and p.lower_ == "in"] + children(token.head, "prep")
    nouns = [noun for place in places if place.lower_ in ("in", "by") for noun in children(place, "pobj")]
    holder = next((noun for noun in nouns if lexicon().has("documents", noun.text) or noun.lower_ == "it"), None)
    span = about(token) or about(token.head)
    if span is not None and holder is not None and span[0] < holder.i <= span[1]:
        place_at = holder.head.i
        span = trim(token.doc, span[0], place_at - 1) if place_at > span[0] else span
    return made(token, holder, f"no {token.text}", span)


def left_out(token: "Token") -> Attribution | None:
    """Return "leaves out X", "omitted X", "glossed over X", "skips over X"."""
    if not is_verb(token) or is_passive(token) or negated(token):
        return None
    extra = lexicon().lemma(token.text)
    if extra not in lexicon().classes["leaving_out"]:
        return None
    if extra == "leave" and not any(part.lower_ == "out" for part in token.rights):
        return None
    if extra == "steer" and not any(part.lower_ == "clear" for part in token.rights):
        return None
    inner = next((part for part in token.rights if part.lower_ in ("clear", "over")), token)
    span = next((trimmed(noun) for noun in children(token, "dobj")), None) or about(inner)
    span = span or next((trimmed(noun) for noun in children(inner, "pobj")), None)
    return made(token, subject(token), words_of(token), span)
