"""The grammar of attribution: which words of a parsed sentence are said, and by which noun phrase.

Relations are those of the ClearNLP scheme that spaCy's English models use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.content import contents, front, is_passive, pointed
from index.ledger.cue import Cue, lexicon
from index.ledger.noun import Phrase, can_speak, children, is_verb, negated, phrase
from index.ledger.passive import agent, asked, passive
from index.ledger.span import Span
from index.ledger.subject import beside, finite, subject
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Token

_SHOWING = frozenset(
    [
        "suggest",
        "indicate",
        "show",
        "imply",
        "reveal",
        "demonstrate",
        "find",
        "signal",
        "hint",
        "read",
        "signal",
        "cite",
        "oppose",
    ]
)


_POSSIBLE = frozenset(
    ["would", "could", "should", "might", "may", "must", "can", "will", "shall", "wo", "ca", "'ll", "'d"]
)


_REALIZED = frozenset(
    [
        "go",
        "continue",
        "begin",
        "start",
        "proceed",
        "rush",
        "force",
        "compel",
        "manage",
        "dare",
        "appear",
        "seem",
        "have",
        "use",
        "tend",
        "come",
        "move",
        "forced",
        "quick",
    ]
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its speaker and what it attributes, as token numbers of one sentence.

    `content` is None where the sentence holds none: then it stands in the sentence before. `after` says that
    the cue follows or interrupts its content, `mind` that it tells a thought or wish rather than speech.
    """

    speaker: Phrase | None
    verb: int
    cue: str
    content: Span | None
    stance: Stance
    after: bool = False
    mind: bool = False


def said(token: "Token") -> Iterator[Attribution]:
    """Return what a verb attributes: to its subject, or to its agent where it is passive."""
    cue = lexicon().verbs.get(token.lower_)
    if cue is None or not is_verb(token) or token.dep_ in ("amod", "aux", "auxpass", "compound"):
        return
    if _misread(token):
        near = beside(token)
        span = front(token, near) if near is not None else None
        if near is not None and span is not None:
            yield _attributed(token, cue, near, span, after=True)
        return
    question = asked(token, cue)
    if question is not None:
        yield Attribution(None, token.i, words_of(token), question, Stance.ASKS)
        return
    by = agent(token)
    turned = by is not None or is_passive(token)
    if _supposed(token) or _follows(token) or (turned and by is None):
        return
    speaker = by if by is not None else subject(token)
    spans = list(passive(token, cue)) if turned else contents(token, cue, speaker) if speaker is not None else []
    able = speaker is not None and can_speak(speaker, strict=_strict(cue))
    if speaker is not None and able:
        yield from (_attributed(token, cue, speaker, span, after=after) for span, after in spans)
    if not spans and not turned:
        yield from _before(token, cue, speaker if able else None)


def _misread(token: "Token") -> bool:
    """Return whether ", NAME, a title, announced" behind a clause was taken for a participle."""
    if token.tag_ != "VBN" or children(token, "aux", "auxpass", "agent") or token.i == 0 or token.nbor(-1).text != ",":
        return False
    near = beside(token)
    return near is not None and can_speak(near, strict=True) and front(token, near) is not None


def _attributed(token: "Token", cue: Cue, speaker: "Token", span: Span | None, *, after: bool) -> Attribution:
    mind = cue.lemma in lexicon().classes["minds"]
    return Attribution(phrase(speaker), token.i, words_of(token), span, _stance(token, cue), after, mind)


def _before(token: "Token", cue: Cue, speaker: "Token | None") -> Iterator[Attribution]:
    """Return the clause that ", NAME, a title, VERB" follows; without one, the cue of the sentence before."""
    near = beside(token) if "q" in cue.frames and finite(token) and not pointed(token) else None
    span = front(token, near) if near is not None and can_speak(near, strict=False) else None
    if near is not None and span is not None:
        yield _attributed(token, cue, near, span, after=True)
    elif speaker is not None and _is_bare(token, cue):
        yield _attributed(token, cue, speaker, None, after=True)


def _is_bare(token: "Token", cue: Cue) -> bool:
    if "b" not in cue.frames or token.dep_ not in ("ROOT", "conj"):
        return False
    if any(child.dep_ == "prep" and child.lower_ in cue.prepositions for child in token.rights):
        return False
    if cue.lemma in ("write", "email", "text") and any(child.lower_ == "to" for child in token.rights):
        # "We have written to the school for an explanation."
        return False
    return cue.lemma in ("tell", "ask") or not children(token, "dobj", "ccomp", "xcomp")


def _supposed(token: "Token") -> bool:
    """Return whether the saying is only wished, expected or possible: "would say", "was asked to explain"."""
    helps = {aux.lower_ for aux in children(token, "aux")}
    likes = token.lower_ == "like"
    if token.tag_ == "VBG" and token.dep_ == "xcomp" and lexicon().verbs.get(token.head.lower_) is not None:
        # "ruled out asking for more": nothing is asked.
        return True
    if (
        helps & _POSSIBLE
        and not likes
        and not (token.dep_ in ("ROOT", "parataxis") and "would" in helps and negated(token))
    ):
        return True
    if "to" not in helps:
        return (
            token.tag_ == "VBG"
            and token.dep_ == "pcomp"
            and lexicon().verbs[token.lower_].lemma in ("seek", "want", "aim")
        )
    return lexicon().lemma(token.head.text) not in _REALIZED


def _follows(token: "Token") -> bool:
    """Return whether an event, not its subject, shows something: ", further underscoring its reluctance"."""
    if token.lower_ == "citing":
        return True
    if token.tag_ != "VBG" or token.dep_ not in ("advcl", "acl", "conj", "dep"):
        return False
    shows = lexicon().verbs[token.lower_].lemma in _SHOWING | {
        "underscore",
        "underline",
        "highlight",
        "emphasize",
        "reflect",
    }
    return shows and lexicon().verbs.get(token.head.lower_) is None


def _strict(cue: Cue) -> bool:
    return "b" not in cue.frames or cue.lemma in _SHOWING


def _stance(token: "Token", cue: Cue) -> Stance:
    if cue.lemma == "call" and not any(child.lower_ in cue.prepositions for child in token.rights):
        return Stance.ASSERTS
    if cue.lemma == "rule" and any(child.lower_ == "out" for child in token.rights):
        return Stance.ASSERTS if negated(token) else Stance.DENIES
    if not negated(token):
        return cue.stance
    if cue.stance is Stance.DENIES:
        return Stance.ASSERTS
    if cue.stance is Stance.ASKS:
        return Stance.DENIES
    return Stance.DENIES if cue.lemma in ("think", "believe", "agree", "accept", "concur", "endorse") else cue.stance


def words_of(token: "Token") -> str:
    """Return the verb with its auxiliaries, negation and particle, as one string."""
    parts = [child for child in token.children if child.dep_ in ("aux", "auxpass", "neg", "prt")]
    between = token.doc[token.head.i + 1 : token.i] if token.dep_ == "conj" else ()
    parts += [word for word in between if word.lower_ == "nor"]
    return " ".join(part.text for part in sorted({token, *parts}, key=lambda part: part.i)).replace(" n't", "n't")
