"""The grammar of attribution: which words of a parsed sentence are said, and by which noun phrase.

Relations are those of the ClearNLP scheme that spaCy's English models use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.cue import Cue, lexicon
from index.ledger.noun import (
    RELATIVES,
    Phrase,
    beside,
    can_speak,
    children,
    finite,
    is_noun,
    is_verb,
    negated,
    phrase,
    subject,
)
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Doc, Token

Span = tuple[int, int]
"""First and last word, both included, as token numbers."""
_POSSIBLE = frozenset("would could should might may must can will shall wo ca 'll 'd".split())
_REALIZED = frozenset(
    "go continue begin start proceed rush force compel manage dare appear seem have use tend come move forced quick".split()
)
_SHOWING = frozenset(
    "suggest indicate show imply reveal demonstrate find signal hint read signal cite oppose".split()
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
    agent = _agent(token)
    speaker = agent if agent is not None else subject(token)
    if _supposed(token):
        return
    passive = agent is not None or is_passive(token)
    mind = cue.lemma in lexicon().classes["minds"]
    if passive and agent is None:
        return
    if _follows(token):
        return
    able = speaker is not None and can_speak(speaker, strict=_strict(cue))
    spans = list(_passive(token)) if passive else _contents(token, cue, speaker) if speaker else []
    stance = _stance(token, cue)
    for span, after in spans if able and speaker is not None else ():
        yield Attribution(phrase(speaker), token.i, words_of(token), span, stance, after, mind)
    if not spans and not passive and "q" in cue.frames and finite(token):
        near = beside(token)
        span = _front(token, near) if near is not None and can_speak(near, strict=False) else None
        if near is not None and span is not None:
            yield Attribution(phrase(near), token.i, words_of(token), span, stance, True, mind)
            return
    if (
        not spans
        and able
        and speaker is not None
        and "b" in cue.frames
        and not passive
        and token.dep_ in ("ROOT", "conj")
    ):
        if not children(token, "dobj", "ccomp", "xcomp") or cue.lemma in ("tell", "ask"):
            yield Attribution(phrase(speaker), token.i, words_of(token), None, stance, True, mind)


def _supposed(token: "Token") -> bool:
    """Return whether the saying is only wished, expected or possible: "would say", "was asked to explain"."""
    helps = {aux.lower_ for aux in children(token, "aux")}
    likes = token.lower_ == "like"
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


def _front(token: "Token", near: "Token") -> Span | None:
    """Return the clause before ", NAME VERB", from the beginning of the sentence."""
    first = near.i
    while first > 0 and token.doc[first - 1].text not in (",", "—", "–", "-", ":", ";"):
        first -= 1
    return trim(token.doc, 0, first - 2) if first > 2 and _is_clause(token.doc, 0, first - 2) else None


def _strict(cue: Cue) -> bool:
    return "b" not in cue.frames or cue.lemma in _SHOWING


def is_passive(token: "Token") -> bool:
    """Return whether the verb is passive, in a full or a shortened clause."""
    bare = token.dep_ == "acl" or (token.dep_ == "advcl" and token.tag_ == "VBN")
    shortened = token.tag_ in ("VBN", "VBD") and bare and not children(token, "aux", "nsubj")
    return shortened or bool(children(token, "auxpass", "nsubjpass"))


def _agent(token: "Token") -> "Token | None":
    for by in children(token, "agent"):
        for noun in children(by, "pobj"):
            return noun
    return None


def _passive(token: "Token") -> Iterator[tuple[Span, bool]]:
    for child in token.rights:
        if child.dep_ in ("ccomp", "xcomp"):
            yield trimmed(child), False
        elif child.dep_ == "prep" and child.lower_ == "as":
            yield from ((trimmed(noun), False) for noun in children(child, "pobj", "pcomp"))


def _stance(token: "Token", cue: Cue) -> Stance:
    if cue.lemma == "call" and not any(child.lower_ in cue.prepositions for child in token.rights):
        return Stance.ASSERTS
    if not negated(token):
        return cue.stance
    if cue.stance is Stance.DENIES:
        return Stance.ASSERTS
    return (
        Stance.DENIES
        if cue.lemma in ("think", "believe", "agree", "accept", "concur", "endorse")
        else cue.stance
    )


def words_of(token: "Token") -> str:
    """Return the verb with its auxiliaries, negation and particle, as one string."""
    parts = [child for child in token.children if child.dep_ in ("aux", "auxpass", "neg", "prt")]
    between = token.doc[token.head.i + 1 : token.i] if token.dep_ == "conj" else ()
    parts += [word for word in between if word.lower_ == "nor"]
    return " ".join(part.text for part in sorted({token, *parts}, key=lambda part: part.i)).replace(
        " n't", "n't"
    )


def trimmed(token: "Token") -> Span:
    """Return the words that hang on one word, without a leading "that" and without marks at the ends."""
    return trim(token.doc, token.left_edge.i, token.right_edge.i)


def trim(doc: "Doc", first: int, last: int) -> Span:
    """Return the span without marks at its ends and without a leading "that"."""
    while first < last and (
        doc[first].is_punct or _complementizer(doc[first]) or _complementizer_only(doc[first])
    ):
        first += 1
    while last > first and doc[last].is_punct:
        last -= 1
    return first, last


def _complementizer_only(token: "Token") -> bool:
    return token.lower_ in ("only", "simply", "merely") and token.nbor().lower_ == "that"


def _complementizer(token: "Token") -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return token.lower_ == "that" and (
        token.tag_ == "IN" or token.dep_ == "mark" or following.tag_ in ("PRP", "DT", "NNP", "EX", "PRP$")
    )


def _contents(token: "Token", cue: Cue, speaker: "Token") -> list[tuple[Span, bool]]:
    as_clause = _as_someone_says(token)
    if as_clause is not None:
        return [(as_clause, True)]
    acts = any(child.dep_ == "xcomp" and any(p.tag_ == "TO" for p in child.lefts) for child in token.rights)
    if acts and not set(cue.frames) & set("iol"):
        return []
    behind = _behind(token, cue)
    if behind is not None:
        return [(behind, False)]
    if "q" in cue.frames:
        around = _around(token, speaker)
        if around:
            return [(span, True) for span in around]
    named = _named(token, cue)
    return [(named, False)] if named is not None else []


def _as_someone_says(token: "Token") -> Span | None:
    marks = [child for child in token.lefts if child.lower_ == "as" and child.i < token.i]
    if not marks or token.dep_ not in ("advcl", "ccomp", "parataxis") or not is_verb(token.head):
        return None
    head, doc = token.head, token.doc
    if any(child.i > token.i for child in children(token, "ccomp", "dobj")):
        return None
    if head.i > token.i:
        return trim(doc, token.right_edge.i + 1, head.right_edge.i) if token.right_edge.i < head.i else None
    start = 0 if head.dep_ == "ROOT" else head.left_edge.i
    return trim(doc, start, marks[0].i - 1)


def _behind(token: "Token", cue: Cue) -> Span | None:
    """Return the clause, infinitive or object with its complement behind the verb."""
    for child in token.rights:
        whole = is_verb(child) or children(child, "nsubj", "nsubjpass", "expl")
        whole = whole and not _joined(child)
        clause = (child.dep_ == "ccomp" and whole) or (child.dep_ == "advcl" and _asks_whether(child, cue))
        if clause and set(cue.frames) & set("cqao"):
            return _coordinated(token, child, _with_object(token, child, cue))
        if child.dep_ == "ccomp" and "i" in cue.frames:
            return trimmed(child)
        infinitive = any(part.tag_ == "TO" for part in child.lefts)
        if child.dep_ == "xcomp" and set(cue.frames) & set("io" if infinitive else "ioc"):
            return _with_object(token, child, cue)
        if (
            child.dep_ == "xcomp"
            and "l" in cue.frames
            and any(a.lower_ in ("would", "'d") for a in token.lefts)
        ):
            return trimmed(child)
    return _as_something(token) if set(cue.frames) & set("a") else _that(token, cue)


def _that(token: "Token", cue: Cue) -> Span | None:
    """Return what follows "that", where the parse takes it for a pronoun."""
    if "c" not in cue.frames:
        return None
    for word in token.doc[token.i + 1 :]:
        if is_verb(word) or word.is_punct:
            return None
        if word.lower_ == "that" and word.i + 2 < len(token.doc):
            last = max(token.right_edge.i, word.head.right_edge.i)
            return trim(token.doc, word.i + 1, last) if last > word.i else None
    return None


def _joined(child: "Token") -> bool:
    """Return whether "and that …" begins the clause: then it belongs to the cue before."""
    before = child.doc[child.left_edge.i - 1]
    return before.tag_ == "CC" or (before.lower_ == "that" and before.i > 0 and before.nbor(-1).tag_ == "CC")


def _coordinated(token: "Token", child: "Token", span: Span) -> Span:
    """Let what is said run on over ", but it is …": a present after a cue in the past is still the speaker's."""
    for other in token.rights:
        joined = other.dep_ == "conj" and other.i > child.i and children(other, "nsubj", "nsubjpass", "expl")
        present = other.tag_ in ("VBZ", "VBP") or any(
            a.tag_ in ("MD", "VBZ", "VBP") for a in children(other, "aux")
        )
        if joined and present and token.tag_ == "VBD" and lexicon().verbs.get(other.lower_) is None:
            return trim(token.doc, span[0], other.right_edge.i)
    return span


def _asks_whether(child: "Token", cue: Cue) -> bool:
    marks = {mark.lower_ for mark in children(child, "mark")}
    return "whether" in marks or ("if" in marks and cue.stance is Stance.ASKS)


def _with_object(token: "Token", child: "Token", cue: Cue) -> Span:
    objects = [noun for noun in children(token, "dobj") if token.i < noun.i < child.i]
    infinitive = any(part.lower_ == "to" and part.dep_ == "aux" for part in child.lefts)
    if objects and infinitive and "o" in cue.frames:
        return trim(token.doc, objects[0].left_edge.i, child.right_edge.i)
    return trimmed(child)


def _as_something(token: "Token") -> Span | None:
    objects = children(token, "dobj")
    likened = [child for child in token.rights if child.dep_ in ("prep", "oprd") and _likens(child)]
    if not objects or not likened or objects[0].lower_ in RELATIVES:
        return None
    return trim(token.doc, min(objects[0].left_edge.i, likened[0].left_edge.i), likened[-1].right_edge.i)


def _likens(child: "Token") -> bool:
    return child.dep_ == "oprd" or child.lower_ == "as"


def _around(token: "Token", speaker: "Token") -> list[Span]:
    """Return the clause that the verb with its speaker follows, or the parts of the one it interrupts."""
    doc = token.doc
    edge = min(_left(speaker), token.i) if abs(speaker.i - token.i) < 40 else token.i
    while edge > 0 and doc[edge - 1].dep_ in ("aux", "advmod") and doc[edge - 1].head.i == token.i:
        edge -= 1
    head = token.head
    begins = head.left_edge.i if token.dep_ == "parataxis" and head.dep_ != "ROOT" else _begins(token)
    spans: list[Span] = []
    if edge > begins + 1 and doc[edge - 1].is_punct and _is_clause(doc, begins, edge - 1):
        spans.append(trim(doc, begins, edge - 1))
    tail = token.right_edge.i
    enclosed = edge > 0 and doc[edge - 1].text == "," and doc[token.i + 1 : token.i + 2].text == ","
    inserted = (
        enclosed or token.dep_ in ("parataxis", "ccomp", "dep") and lexicon().verbs.get(head.lower_) is None
    )
    if head.i > tail and inserted and edge and doc[edge - 1].is_punct:
        spans.append(trim(doc, tail + 1, head.right_edge.i))
    return spans


def _left(speaker: "Token") -> int:
    return int(speaker.left_edge.i)


def _begins(token: "Token") -> int:
    if token.dep_ in ("ROOT", "parataxis"):
        return 0
    lefts = [child.left_edge.i for child in token.lefts if child.dep_ == "ccomp"]
    return int(lefts[0]) if lefts else int(token.left_edge.i)


def _is_clause(doc: "Doc", first: int, last: int) -> bool:
    """Return whether a finite verb with its subject stands there that is not merely subordinate."""
    for token in doc[first : last + 1]:
        if not children(token, "nsubj", "nsubjpass", "expl") and token.dep_ != "ROOT":
            continue
        chain = [token, *(above for above in token.ancestors if first <= above.i <= last)]
        if not any(above.dep_ in ("advcl", "relcl", "acl", "pcomp") for above in chain):
            return True
    return False


def _named(token: "Token", cue: Cue) -> Span | None:
    """Return the noun behind the verb that says what is said: its object, or that of its preposition."""
    objects = [
        noun
        for noun in children(token, "dobj")
        if noun.i > token.i and noun.lower_ not in ("it", "so", "this")
    ]
    prepositions = [
        child for child in token.rights if child.dep_ == "prep" and child.lower_ in cue.prepositions
    ]
    if "n" in cue.frames and objects and (is_noun(objects[0]) or prepositions):
        last = (
            prepositions[-1].right_edge.i if prepositions and "p" in cue.frames else objects[0].right_edge.i
        )
        return trim(token.doc, objects[0].left_edge.i, last)
    inner = [c for noun in objects for c in children(noun, "prep") if c.lower_ in cue.prepositions]
    if "p" in cue.frames and inner:
        return trimmed(objects[0])
    for child in prepositions:
        if "p" in cue.frames and objects:
            return trim(token.doc, objects[0].left_edge.i, child.right_edge.i)
        for noun in children(child, "pobj", "pcomp"):
            if is_noun(noun) or noun.dep_ == "pcomp":
                return trimmed(noun)
    return None
