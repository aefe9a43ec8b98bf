"""The grammar of silence: what someone is reported to leave out, or declines to say."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from index.ledger.absence import absent, left_out, light, no_mention, not_in, silence
from index.ledger.clause import Attribution, words_of
from index.ledger.content import is_passive
from index.ledger.cue import lexicon
from index.ledger.noun import can_speak, children, is_noun, is_verb, negated
from index.ledger.span import Span, trimmed
from index.ledger.subject import subject
from index.ledger.unsaid import made, speaks, speech_object
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Token

_MODALS = frozenset(["could", "can", "would", "will", "ca", "wo", "may"])


_CALLS = frozenset({"call", "calls", "message", "messages", "request", "requests", "email", "emails"})


def silent(token: "Token") -> Iterator[Attribution]:
    """Return what the word says is left out or not told; the first rule that holds decides."""
    rules: tuple[Callable[[Token], Attribution | None], ...] = (
        _neither,
        _refused,
        _unable,
        _unanswered,
        _failed,
        _without,
        _not_yet,
        _cleft,
        not_in,
        light,
        _not_said,
        left_out,
        silence,
        absent,
        no_mention,
        _only,
    )
    for rule in rules:
        found = rule(token)
        if found is not None:
            yield found
            return


def _neither(token: "Token") -> Attribution | None:
    """Return "neither confirmed nor denied X", "would not confirm or deny X": no answer at all."""
    if lexicon().lemma(token.text) != "confirm" or not is_verb(token):
        return None
    denial = next((c for c in children(token, "conj") if lexicon().lemma(c.text) == "deny"), None)
    if denial is None or not (negated(token) or negated(denial)):
        return None
    span = speech_object(denial) or speech_object(token)
    return made(token, subject(token), f"{words_of(token)} {words_of(denial)}", span, Stance.DECLINES)


def _refused(token: "Token") -> Attribution | None:
    """Return "declined to comment", "refused a ballot"."""
    if not is_verb(token) or lexicon().lemma(token.text) not in lexicon().classes["declining"]:
        return None
    for child in children(token, "xcomp"):
        if lexicon().lemma(child.text) in lexicon().classes["answering"] or speaks(child):
            return made(token, subject(token), *_told(token, child), Stance.DECLINES)
    refused = [noun for noun in children(token, "dobj") if is_noun(noun) and noun.lower_ not in ("percent", "%")]
    doer = subject(token) if refused else None
    if doer is None or not can_speak(doer, strict=True):
        return None
    return made(token, doer, words_of(token), trimmed(refused[0]), Stance.DECLINES)


def _told(verb: "Token", told: "Token") -> tuple[str, Span]:
    """Return the cue and what is not told: "declined to comment on" the bill; without an object, "to comment"."""
    thing = speech_object(told)
    if thing is None or thing[0] < told.i or lexicon().lemma(told.text) in ("answer", "take"):
        return words_of(verb), trimmed(told)
    return f"{words_of(verb)} to {told.text}", thing


def _unable(token: "Token") -> Attribution | None:
    """Return "was unable to say who", "has not been able to confirm this"."""
    unable = token.lower_ == "unable" or (token.lower_ == "able" and negated(token.head))
    if not unable or not is_verb(token.head):
        return None
    told = next((child for child in children(token, "xcomp") if speaks(child)), None)
    if told is None:
        return None
    return made(token, subject(token.head), *_told(token.head, told), Stance.DECLINES)


def _unanswered(token: "Token") -> Attribution | None:
    """Return "did not respond to a request", "would not say", "could not be reached"."""
    if not is_verb(token):
        return None
    lemma = lexicon().lemma(token.text)
    if token.lower_ in ("return", "returned", "answered") and negated(token):
        calls = [n for n in children(token, "dobj") if n.lower_ in _CALLS]
        return made(token, subject(token), words_of(token), trimmed(calls[0]), Stance.DECLINES) if calls else None
    modal = any(aux.lower_ in _MODALS for aux in children(token, "aux"))
    reached = lemma in ("reach", "reached") and is_passive(token)
    answers = lemma in ("respond", "answer", "reply", "comment", "discuss") or (modal and speaks(token)) or reached
    if answers and negated(token) and lemma in lexicon().classes["answering"] | {"reach", "reached"}:
        span = speech_object(token) or (token.i, token.i)
        return made(token, subject(token), words_of(token), span, Stance.DECLINES)
    return None


def _failed(token: "Token") -> Attribution | None:
    """Return what someone "fails to mention", "avoided naming", "stopped short of confirming"."""
    if not is_verb(token) or lexicon().lemma(token.text) not in lexicon().classes["failing"]:
        return None
    for child in token.rights:
        inner = child
        for depth in ("prep", "pcomp", "pobj"):
            if inner.dep_ in ("prep", "advmod") or not is_verb(inner):
                inner = next((part for part in inner.rights if part.dep_ in (depth, "pcomp")), inner)
        if is_verb(inner) and speaks(inner):
            return made(token, subject(token), f"{words_of(token)} {words_of(inner)}", speech_object(inner))
    return None


def _without(token: "Token") -> Attribution | None:
    head = token.head
    if not (is_verb(token) and head.lower_ == "without" and token.dep_ == "pcomp" and speaks(token)):
        return None
    return made(token, subject(token), f"without {token.text}", speech_object(token))


def _not_yet(token: "Token") -> Attribution | None:
    """Return what someone "has yet to say"."""
    verb = token.head
    yet = any(child.lower_ == "yet" for child in children(verb, "advmod"))
    if token.dep_ != "xcomp" or not yet or lexicon().lemma(verb.text) != "have" or not speaks(token):
        return None
    return made(token, subject(verb), f"{words_of(verb)} yet to {token.text}", speech_object(token))


def _cleft(token: "Token") -> Attribution | None:
    """Return Y of "what the report does not say is Y"."""
    asked = any(noun.lower_ == "what" for noun in children(token, "dobj"))
    verb = token.head
    if token.dep_ != "csubj" or not asked or not (negated(token) and speaks(token)) or verb.lower_ not in ("is", "was"):
        return None
    told = next((child for child in verb.rights if child.dep_ in ("ccomp", "attr", "acomp")), None)
    whole = told is not None and (told.dep_ != "acomp")
    return made(token, subject(token), words_of(token), trimmed(told)) if told is not None and whole else None


def _not_said(token: "Token") -> Attribution | None:
    nothing = any(noun.lower_ == "nothing" for noun in children(token, "dobj"))
    modal = any(aux.tag_ == "MD" for aux in children(token, "aux"))
    if not speaks(token) or not (negated(token) or nothing) or is_passive(token) or modal:
        return None
    cue = lexicon().verbs.get(token.lower_)
    if cue is not None and cue.stance in (Stance.DENIES, Stance.AGREES, Stance.ASKS) and cue.lemma != "echo":
        return None
    cue_words = words_of(token) + (" nothing" if nothing else "")
    particle = next((c.text for c in token.rights if c.lower_ == "into" and c.dep_ == "prep"), "")
    return made(token, _doer(token), f"{cue_words} {particle}".strip(), speech_object(token))


def _doer(token: "Token") -> "Token | None":
    """Return the subject; where it is "nothing in the readout", the readout."""
    speaker = subject(token)
    if speaker is not None and speaker.lower_ in ("nothing", "neither", "none"):
        for child in children(speaker, "prep"):
            return next(iter(children(child, "pobj")), speaker)
    return speaker


def _only(token: "Token") -> Attribution | None:
    """Return "only mentioned X": the content is then the little that is said."""
    if not (speaks(token) and any(p.lower_ in ("only", "merely") for left in token.lefts for p in (left, *left.lefts))):
        return None
    if lexicon().lemma(token.text) not in (
        "mention",
        "refer",
        "reference",
        "address",
        "touch",
        "name",
        "note",
        "cite",
    ):
        return None
    return made(token, subject(token), f"only {token.text}", speech_object(token))
