"""Which clause a verb of speech attributes: behind it, before it, or around it."""

from typing import TYPE_CHECKING

from index.ledger.cue import Cue, lexicon
from index.ledger.noun import DAYS, children, is_verb
from index.ledger.quotation import finite_tail, interrupted, quoted_behind
from index.ledger.span import Span, trim, trimmed
from index.ledger.styled import as_something, styled
from index.ledger.subject import returned, stray
from index.ledger.thing import REASONS, named, owned, tells_more
from index.statement import Stance

if TYPE_CHECKING:
    from index.language import Doc, Token


def front(token: "Token", near: "Token") -> Span | None:
    """Return the clause before ", NAME VERB", from the beginning of the sentence."""
    first = near.i
    while first > 0 and token.doc[first - 1].text not in (",", "—", "–", "-", ":", ";"):
        first -= 1
    return trim(token.doc, 0, first - 2) if first > 2 and _is_clause(token.doc, 0, first - 2) else None


def is_passive(token: "Token") -> bool:
    """Return whether the verb is passive, in a full or a shortened clause."""
    bare = token.dep_ == "acl" or (token.dep_ == "advcl" and token.tag_ == "VBN")
    shortened = token.tag_ in ("VBN", "VBD") and bare and not children(token, "aux", "nsubj")
    return shortened or bool(children(token, "auxpass", "nsubjpass"))


def contents(token: "Token", cue: Cue, speaker: "Token") -> list[tuple[Span, bool]]:
    """Return what the verb attributes; True with a span that the verb follows or interrupts."""
    as_clause = as_someone_says(token)
    if as_clause is not None:
        # "as he said" closes its own clause: sentences before it are not his.
        return [(as_clause, False)]
    acts = cue.lemma != "call" and any(
        child.dep_ == "xcomp" and any(p.tag_ == "TO" for p in child.lefts) for child in token.rights
    )
    if acts and not set(cue.frames) & set("iol"):
        return []
    said = quoted_behind(token) if "q" in cue.frames else None
    if said is not None:
        return [(said, False)]
    behind = _behind(token, cue)
    if behind is not None:
        return [(interrupted(token, behind), False)]
    if "q" in cue.frames and not pointed(token) and not _after_semicolon(token, speaker):
        around = _around(token, speaker)
        if around:
            return [(span, True) for span in around]
    thing = styled(token, cue) or named(token, cue)
    return [(thing, False)] if thing is not None else []


def _after_semicolon(token: "Token", speaker: "Token") -> bool:
    """Return whether the cue begins anew behind ";", so that nothing before it is its own."""
    first = min(_left(speaker), token.i)
    return first > 0 and token.doc[first - 1].text == ";"


def pointed(token: "Token") -> bool:
    """Return whether the verb has its object already: "denied this", "said it"."""
    return any(noun.lower_ in ("this", "that", "it") for noun in children(token, "dobj"))


def as_someone_says(token: "Token") -> Span | None:
    """Return the clause that "as NAME said" or "as described by NAME" stands in."""
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
        if owned(token, child, cue) or _apart(token, child) or _is_seen(token, child, cue):
            continue
        whole = is_verb(child) or bool(children(child, "nsubj", "nsubjpass", "expl"))
        whole = whole and not _joined(child)
        clause = (child.dep_ == "ccomp" and whole) or (child.dep_ == "advcl" and _asks_whether(child, cue))
        if clause and set(cue.frames) & set("cqao"):
            return _extended(token, _coordinated(token, child, _with_object(token, child, cue)))
        if child.dep_ == "ccomp" and "i" in cue.frames and child.doc[child.left_edge.i].tag_ not in ("WP", "WDT"):
            return trimmed(child)
        infinitive = any(part.tag_ == "TO" for part in child.lefts)
        if child.dep_ == "xcomp" and child.doc[child.left_edge.i].tag_ in ("WDT", "WP") and child.left_edge.i < token.i:
            # "the tag which the citizen agrees to wear": what is agreed stands outside.
            return None
        if child.dep_ == "xcomp" and set(cue.frames) & set("io" if infinitive else "ioc"):
            return _with_object(token, child, cue)
        if child.dep_ == "xcomp" and "l" in cue.frames and any(a.lower_ in ("would", "'d") for a in token.lefts):
            return trimmed(child)
    return as_something(token) if set(cue.frames) & set("a") else _that(token, cue)


def _is_seen(token: "Token", child: "Token", cue: Cue) -> bool:
    """Return whether something is only watched: "have never seen it come up so fast"."""
    return cue.lemma == "see" and child.dep_ == "ccomp" and child.tag_ in ("VB", "VBG", "VBN")


def _that(token: "Token", cue: Cue) -> Span | None:
    """Return what follows "that", where the parse takes it for a pronoun."""
    if "c" not in cue.frames:
        return None
    for word in token.doc[token.i + 1 :]:
        if is_verb(word) or word.is_punct or _tells(word):
            return None
        if word.lower_ == "that" and word.i + 2 < len(token.doc) and word.nbor(-1).lower_ != "so":
            last = max(token.right_edge.i, word.head.right_edge.i)
            return trim(token.doc, word.i + 1, last) if last > word.i else None
    return None


def _joined(child: "Token") -> bool:
    """Return whether "and that …" begins the clause: then it belongs to the cue before."""
    before = child.doc[child.left_edge.i - 1]
    return before.tag_ == "CC" or (before.lower_ == "that" and before.i > 0 and before.nbor(-1).tag_ == "CC")


def _coordinated(token: "Token", child: "Token", span: Span) -> Span:
    main = next((other for other in child.subtree if stray(other) is not None), None)
    if main is not None:
        return trim(token.doc, span[0], main.i - 1)
    back = next((other for other in child.subtree if returned(other) == token), None)
    if back is not None:
        before = [part.i for part in back.head.rights if part.dep_ == "cc" and part.i < back.i]
        return trim(token.doc, span[0], (before[-1] if before else back.i) - 1)
    return _run_on(token, child, span)


def _run_on(token: "Token", child: "Token", span: Span) -> Span:
    """Let what is said run on over ", but it is …": a present after a past cue is the speaker's."""
    for other in token.rights:
        joined = other.dep_ == "conj" and other.i > child.i and children(other, "nsubj", "nsubjpass", "expl")
        present = other.tag_ in ("VBZ", "VBP") or any(a.tag_ in ("MD", "VBZ", "VBP") for a in children(other, "aux"))
        if joined and present and token.tag_ == "VBD" and lexicon().verbs.get(other.lower_) is None:
            return trim(token.doc, span[0], other.right_edge.i)
    return span


def _extended(token: "Token", span: Span) -> Span:
    """Let what is said run on over ", but not the draft itself, because the talks are confidential"."""
    last = span[1]
    for child in token.rights:
        if child.i <= span[1] or child.dep_ in ("punct", "cc"):
            continue
        reason = child.dep_ == "advcl" and any(mark.lower_ in REASONS for mark in children(child, "mark"))
        rest = child.dep_ == "conj" and child.left_edge.i <= last + 4 and (not is_verb(child) or _dependent(child))
        if not (reason or rest) or lexicon().verbs.get(child.lower_) is not None:
            break
        last = child.right_edge.i
    return trim(token.doc, span[0], last)


def _dependent(verb: "Token") -> bool:
    """Return whether a verb joined to "said" goes on with what is said: "and would publish it soon"."""
    return not children(verb, "nsubj", "nsubjpass") and any(aux.tag_ == "MD" for aux in children(verb, "aux"))


def _apart(token: "Token", child: "Token") -> bool:
    """Return whether a clause behind the verb is not its content: "…, she said; the fifth was treated"."""
    if child.dep_ == "xcomp" and child.lower_ in ("named", "identified", "quoted"):
        return True
    return (child.left_edge.i > token.i and _parted(child)) or _when_asked(child)


def _parted(child: "Token") -> bool:
    return ";" in (child.doc[child.left_edge.i - 1].text, child.doc[child.left_edge.i].text)


def _when_asked(child: "Token") -> bool:
    first = child.doc[child.left_edge.i]
    return first.lower_ == "when" and child.doc[first.i + 1].lower_ in ("asked", "pressed", "questioned")


def _tells(word: "Token") -> bool:
    return word.dep_ == "dobj" and lexicon().lemma(word.text) in lexicon().nouns


def _asks_whether(child: "Token", cue: Cue) -> bool:
    marks = {mark.lower_ for mark in children(child, "mark")}
    return "whether" in marks or ("if" in marks and cue.stance is Stance.ASKS)


def _after_day(span: Span, doc: "Doc") -> Span:
    """Leave out the day on which it was said, where the parse takes it into the clause: "said on Monday it had"."""
    first, last = span
    at = first + (doc[first].lower_ == "on")
    said_on = doc[at].lower_ in DAYS and doc[first].lower_ in {"on", doc[at].lower_} and at + 1 < last
    if said_on and doc[at + 1].lower_ in ("that", "it", "he", "she", "they", "the", "its", "his", "her", "a", "an"):
        return trim(doc, at + 1, last)
    return span


def _with_object(token: "Token", child: "Token", cue: Cue) -> Span:
    objects = [noun for noun in children(token, "dobj") if token.i < noun.i < child.i]
    infinitive = any(part.lower_ == "to" and part.dep_ == "aux" for part in child.lefts)
    if objects and infinitive and "o" in cue.frames:
        return finite_tail(token, child, trim(token.doc, objects[0].left_edge.i, child.right_edge.i))
    return finite_tail(token, child, _after_day(trimmed(child), token.doc))


def _around(token: "Token", speaker: "Token") -> list[Span]:
    """Return the clause that the verb with its speaker follows, or the parts of the one it interrupts."""
    doc = token.doc
    if token.dep_ == "relcl":
        return []
    edge = min(_left(speaker), token.i) if abs(speaker.i - token.i) < 40 else token.i
    while edge > 0 and doc[edge - 1].dep_ in ("aux", "advmod") and doc[edge - 1].head.i == token.i:
        edge -= 1
    head = token.head
    begins = head.left_edge.i if token.dep_ == "parataxis" and head.dep_ != "ROOT" else _begins(token, edge)
    spans: list[Span] = []
    if edge > begins + 1 and doc[edge - 1].is_punct and _is_clause(doc, begins, edge - 1):
        spans.append(trim(doc, begins, edge - 1))
    tail = token.right_edge.i
    after = token.i + 1 + sum(child.dep_ == "prt" for child in token.rights)
    enclosed = edge > 0 and doc[edge - 1].text == "," and doc[after : after + 1].text == ","
    inserted = enclosed or (token.dep_ in ("parataxis", "ccomp", "dep") and lexicon().verbs.get(head.lower_) is None)
    if head.i > tail and inserted and edge and doc[edge - 1].is_punct:
        # "The state, she wrote, had shown nothing": one statement that the cue interrupts.
        spans = [trim(doc, begins, head.right_edge.i)]
    more = next((child for child in children(token, "prep") if child.i > token.i and child.nbor(-1).text == ","), None)
    if spans and enclosed and more is not None and tells_more(more):
        # "There is no word in it, he said, about the crane."
        spans = [trim(doc, begins, more.right_edge.i)]
    if spans:
        spans += [trimmed(child) for child in token.rights if _goes_on(child)]
    return spans


def _goes_on(child: "Token") -> bool:
    """Return whether a clause behind "…, she said;" is said by her too."""
    return child.dep_ in ("ccomp", "conj") and _parted(child) and lexicon().verbs.get(child.lower_) is None


def _left(speaker: "Token") -> int:
    return int(speaker.left_edge.i)


def _begins(token: "Token", edge: int) -> int:
    if token.dep_ in ("ROOT", "parataxis"):
        return 0
    if token.dep_ == "conj" and edge and token.doc[edge - 1].text == ",":
        # "They asked for silence, and the union has kept to it, he insisted": he says all of it.
        return next((at + 1 for at in range(edge - 1, 0, -1) if token.doc[at].text == ";"), 0)
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
