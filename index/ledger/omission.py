"""The grammar of silence: what someone is reported to leave out, or declines to say."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from index.ledger.clause import Attribution, Span, is_passive, trim, trimmed, words_of
from index.ledger.cue import lexicon
from index.ledger.noun import can_speak, children, is_noun, is_verb, negated, phrase, subject
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Token

_ABOUT = frozenset("of to about on into regarding concerning over upon for as".split())
_PRESENT = frozenset(
    "reflect mention include contain reference refer find echo name address repeat discuss cite".split()
)
_MENTION = frozenset("mention reference allusion word remark comment statement".split())
_MODALS = frozenset("could can would will ca wo may".split())


def silent(token: "Token") -> Iterator[Attribution]:
    """Return what the word says is left out or not told; the first rule that holds decides."""
    rules: tuple[Callable[[Token], Attribution | None], ...] = (
        _neither,
        _declined,
        _failed,
        _without,
        _not_in,
        _light,
        _not_said,
        _left_out,
        _silence,
        _absent,
        _no_mention,
        _only,
    )
    for rule in rules:
        found = rule(token)
        if found is not None:
            yield found
            return


def _speaks(token: "Token") -> bool:
    cue = lexicon().verbs.get(token.lower_)
    if token.lower_ in ("bring", "brought", "bringing"):
        return any(part.lower_ == "up" for part in token.rights)
    if cue is None or not is_verb(token) or cue.lemma in lexicon().classes["minds"]:
        return False
    if cue.lemma in ("find", "show", "demonstrate", "speak", "wonder"):
        return False
    if cue.lemma in ("provide", "give", "release", "offer", "detail"):
        return any(lexicon().has("speech_nouns", noun.text) for noun in children(token, "dobj"))
    return (
        "b" in cue.frames
        or "x" in cue.frames
        or "q" in cue.frames
        or cue.lemma in _PRESENT
        or "into" in cue.prepositions
    )


def _object(token: "Token") -> Span | None:
    """Return what the verb of speech is about: clause, object or the noun behind its preposition."""
    for child in token.rights:
        if child.dep_ in ("ccomp", "xcomp"):
            return trimmed(child)
        if child.dep_ == "dobj" and lexicon().has("speech_nouns", child.text):
            return _about(child) or trimmed(child)
        if child.dep_ == "dobj" and child.lower_ not in ("nothing", "reporters"):
            return _whole(token, child)
        if child.dep_ == "dobj" and child.lower_ == "nothing":
            return _about(child) or _about(token)
    return _about(token)


def _whole(token: "Token", noun: "Token") -> Span:
    """Return the object with the preposition behind it, without an apposition that judges it."""
    last = noun.right_edge.i
    judged = [child for child in children(noun, "appos") if any(d.lower_ in ("a", "an") for d in child.lefts)]
    if judged:
        last = judged[0].left_edge.i - 1
    for child in token.rights:
        if (
            child.dep_ == "prep"
            and child.left_edge.i == last + 1
            and child.lower_ in ("over", "of", "between", "about")
        ):
            last = child.right_edge.i
    return trim(token.doc, noun.left_edge.i, last)


def _about(token: "Token") -> Span | None:
    found = [child for child in token.rights if child.dep_ == "prep" and child.lower_ in _ABOUT]
    found.sort(key=lambda child: (child.lower_ not in ("about", "of", "to", "into"), child.i))
    for child in found:
        for noun in children(child, "pobj", "pcomp"):
            details = lexicon().has("speech_nouns", noun.text) and child.lower_ == "into"
            return (_about(noun) if details else None) or trimmed(noun)
    return None


def _made(
    token: "Token", speaker: "Token | None", cue: str, span: Span | None, stance: Stance = Stance.OMITS
) -> Attribution | None:
    if span is None or (speaker is not None and not can_speak(speaker, strict=False)):
        return None
    return Attribution(phrase(speaker) if speaker is not None else None, token.i, cue, span, stance)


def _neither(token: "Token") -> Attribution | None:
    """Return "neither confirmed nor denied X", "would not confirm or deny X": no answer at all."""
    if lexicon().lemma(token.text) != "confirm" or not is_verb(token):
        return None
    denial = next((c for c in children(token, "conj") if lexicon().lemma(c.text) == "deny"), None)
    if denial is None or not (negated(token) or negated(denial)):
        return None
    span = _object(denial) or _object(token)
    return _made(token, subject(token), f"{words_of(token)} {words_of(denial)}", span, Stance.DECLINES)


def _declined(token: "Token") -> Attribution | None:
    if not is_verb(token):
        return None
    lemma = lexicon().lemma(token.text)
    if lemma in lexicon().classes["declining"]:
        for child in children(token, "xcomp"):
            if lexicon().lemma(child.text) in lexicon().classes["answering"] or _speaks(child):
                return _made(token, subject(token), words_of(token), trimmed(child), Stance.DECLINES)
    modal = any(aux.lower_ in _MODALS for aux in children(token, "aux"))
    reached = lemma in ("reach", "reached") and is_passive(token)
    answers = lemma in ("respond", "answer", "reply", "comment") or (modal and _speaks(token)) or reached
    if answers and negated(token) and lemma in lexicon().classes["answering"] | {"reach", "reached"}:
        span = _object(token) or (token.i, token.i)
        return _made(token, subject(token), words_of(token), span, Stance.DECLINES)
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
        if is_verb(inner) and _speaks(inner):
            return _made(token, subject(token), f"{words_of(token)} {words_of(inner)}", _object(inner))
    return None


def _without(token: "Token") -> Attribution | None:
    head = token.head
    if not (is_verb(token) and head.lower_ == "without" and token.dep_ == "pcomp" and _speaks(token)):
        return None
    return _made(token, subject(token), f"without {token.text}", _object(token))


def _not_in(token: "Token") -> Attribution | None:
    """Return the passive: what "is not reflected in the statement", what "went unmentioned in" it."""
    if (
        token.lower_ in ("appear", "feature", "figure", "occur")
        and negated(token)
        and not children(token, "xcomp")
    ):
        return _missing(token)
    passive = (
        is_passive(token)
        and negated(token)
        and lexicon().lemma(token.text) in _PRESENT | {"reflected", "included"}
    )
    unsaid = token.lower_ in ("unmentioned", "unsaid", "unaddressed", "unanswered") and is_verb(token.head)
    if not (
        passive
        or unsaid
        or (is_passive(token) and negated(token) and token.lower_ in ("reflected", "included"))
    ):
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
    return _made(token, holder, words_of(token), trimmed(topic) if topic is not None else None)


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
    return _made(verb, places[0], words_of(verb), trimmed(topic))


def _light(token: "Token") -> Attribution | None:
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
            span = (_about(noun) or _about(token) if named else None) or trim(
                token.doc, noun.i, noun.right_edge.i
            )
            return _made(token, subject(token), f"{words_of(token)} {trimmed_text(noun)}", span)
    return None


def trimmed_text(noun: "Token") -> str:
    """Return the noun with the "no" or "any" before it."""
    lefts = [part.text for part in noun.lefts if part.lower_ in ("no", "any", "little", "specific")]
    return " ".join([*lefts, noun.text])


def _not_said(token: "Token") -> Attribution | None:
    nothing = any(noun.lower_ == "nothing" for noun in children(token, "dobj"))
    modal = any(aux.tag_ == "MD" for aux in children(token, "aux"))
    if not _speaks(token) or not (negated(token) or nothing) or is_passive(token) or modal:
        return None
    cue = lexicon().verbs.get(token.lower_)
    if cue is not None and cue.stance in (Stance.DENIES, Stance.AGREES) and cue.lemma != "echo":
        return None
    cue_words = words_of(token) + (" nothing" if nothing else "")
    particle = next((c.text for c in token.rights if c.lower_ == "into" and c.dep_ == "prep"), "")
    return _made(token, _doer(token), f"{cue_words} {particle}".strip(), _object(token))


def _doer(token: "Token") -> "Token | None":
    """Return the subject; where it is "nothing in the readout", the readout."""
    speaker = subject(token)
    if speaker is not None and speaker.lower_ in ("nothing", "neither", "none"):
        for child in children(speaker, "prep"):
            return next(iter(children(child, "pobj")), speaker)
    return speaker


def _left_out(token: "Token") -> Attribution | None:
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
    span = next((trimmed(noun) for noun in children(token, "dobj")), None) or _about(inner)
    span = span or next((trimmed(noun) for noun in children(inner, "pobj")), None)
    return _made(token, subject(token), words_of(token), span)


def _silence(token: "Token") -> Attribution | None:
    low = token.lower_
    if low in ("silent", "mum", "quiet", "tight-lipped", "vague") and is_verb(token.head):
        span = _about(token) or _about(token.head)
        if low in ("silent", "mum", "tight-lipped") or (low == "quiet" and span):
            speaker = subject(token.head)
            if speaker is None or not can_speak(speaker, strict=True):
                return None
            return _made(token, speaker, f"{token.head.text} {token.text}", span or (token.i, token.i))
    if low == "silence" and token.dep_ == "dobj":
        if lexicon().lemma(token.head.text) in ("keep", "prefer", "maintain", "observe", "choose"):
            span = _about(token) or _about(token.head) or _topic(token.head)
            return _made(token, subject(token.head), f"{token.head.text} {token.text}", span)
    if low == "silence" and children(token, "poss"):
        return _made(token, children(token, "poss")[0], token.text, _about(token))
    return None


def _topic(verb: "Token") -> Span | None:
    """Return what stands before its verb "as to", "as for" or "on"."""
    for child in verb.lefts:
        if child.dep_ == "prep" and child.lower_ in ("as", "on", "about"):
            nouns = [noun for part in child.subtree for noun in children(part, "pobj")]
            return trimmed(nouns[0]) if nouns else None
    return None


def _absent(token: "Token") -> Attribution | None:
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
    return _made(token, holder, f"{token.text} {verb.text}", span) if span[1] > 0 else None


def _no_mention(token: "Token") -> Attribution | None:
    """Return "there was no reference to X in the readout"."""
    low = lexicon().lemma(token.text)
    denied = any(part.lower_ == "no" for part in token.lefts) or (is_verb(token.head) and negated(token.head))
    if low not in _MENTION or not is_noun(token) or not denied or not children(token.head, "expl", "auxpass"):
        return None
    if token.dep_ not in ("attr", "nsubjpass", "dobj", "nsubj"):
        return None
    places = [p for p in token.subtree if p.dep_ == "prep" and p.lower_ == "in"] + children(
        token.head, "prep"
    )
    nouns = [noun for place in places if place.lower_ in ("in", "by") for noun in children(place, "pobj")]
    holder = next((noun for noun in nouns if lexicon().has("documents", noun.text)), None)
    span = _about(token) or _about(token.head)
    if span is not None and holder is not None and span[0] < holder.i <= span[1]:
        place_at = holder.head.i
        span = trim(token.doc, span[0], place_at - 1) if place_at > span[0] else span
    return _made(token, holder, f"no {token.text}", span)


def _only(token: "Token") -> Attribution | None:
    """Return "only mentioned X": the content is then the little that is said."""
    if not (_speaks(token) and any(part.lower_ in ("only", "merely") for part in token.lefts)):
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
    return _made(token, subject(token), f"only {token.text}", _object(token))
