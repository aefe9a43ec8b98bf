"""Who a name, a title, a short form or a pronoun stands for inside one article."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.ledger.cast import (
    HE,
    IT,
    SHE,
    THEY,
    Cast,
    Mention,
    bare,
    gender_of,
    named,
    nameless,
    personal,
    short,
    text_of,
)
from index.ledger.noun import Phrase, children, is_name, phrase
from index.ledger.office import fuller, issuer, meant, ministry, role, seated
from index.ledger.state import words_of_kind

if TYPE_CHECKING:
    from index.language import Token

_WINDOW = 14
_COLLECTIVES = frozenset(
    [
        "side",
        "country",
        "state",
        "nation",
        "administration",
        "campaign",
        "team",
        "group",
        "camp",
        "public",
        "media",
        "panel",
        "crowd",
        "family",
        "force",
    ]
)


def resolved(
    token: "Token",
    words: Phrase,
    place: tuple[int, int],
    everyone: Cast,
    recent: Sequence[Mention],
    *,
    after: bool = False,
) -> str:
    """Return the full name within the article of the speaker whose phrase has this head.

    `recent` are the speakers so far, oldest first. `after` says that what is said stands before: whom it names is
    then seldom the speaker. Words that stand for nobody known stay as they are.
    """
    owner = issuer(token)
    if owner is not None:
        whose = resolved(owner, phrase(owner), place, everyone, recent)
        return ministry(whose, place, everyone) or whose
    text = text_of(token.doc, words)
    low = token.lower_
    if low in HE | SHE | IT | THEY:
        return _pronoun(low, place, everyone, recent, after=after) or text
    if token.tag_ in ("PRP", "PRP$", "DT", "WP"):
        return text
    joined = [child for child in token.rights if child.dep_ == "conj" and child.i <= words.last]
    if joined and is_name(token) and not any(t.tag_ == "IN" for t in token.doc[token.i : joined[0].left_edge.i]):
        parts = [
            token,
            *joined,
            *(c for j in joined for c in j.rights if c.dep_ == "conj" and c.i <= words.last),
        ]
        return " and ".join(_name(part, place, everyone, alone=True) for part in parts)
    titled = is_name(token) and low in words_of_kind("titles") and not children(token, "compound")
    if is_name(token) and not titled:
        name = _name(token, place, everyone)
        return seated(name, place, everyone) or name
    text = _with_full_names(token, text, place, everyone)
    text = _with_owner(token, text, place, everyone, recent)
    sided = low in ("side", "readout", "version", "statement") and text.lower() != low
    return (ministry(text, place, everyone) if sided else role(token, text, place, everyone)) or text


def _with_full_names(token: "Token", text: str, place: tuple[int, int], everyone: Cast) -> str:
    """Return "Ferreira's team" as "Nadia Ferreira's team", and a paper without who has seen it."""
    for owner in children(token, "poss"):
        if is_name(owner):
            whole = _name(owner, place, everyone)
            text = text.replace(text_of(token.doc, phrase(owner)), whole, 1) if personal(whole) else text
    for child in children(token, "acl"):
        if child.lower_ in ("seen", "obtained", "reviewed", "read", "cited", "leaked"):
            text = text.partition(f" {child.text}")[0]
    return text


def _with_owner(token: "Token", text: str, place: tuple[int, int], everyone: Cast, recent: Sequence[Mention]) -> str:
    """Return "her office" as "Clodagh Renn's office", where it is clear whose it is."""
    owner = next((child for child in children(token, "poss") if child.lower_ in HE | SHE), None)
    if owner is None or text.split()[0].lower() != owner.lower_:
        return text
    whose = _pronoun(owner.lower_, place, everyone, recent, after=False)
    return f"{whose}'s {text.partition(' ')[2]}" if whose and " " in whose and personal(whose) else text


def _name(token: "Token", place: tuple[int, int], everyone: Cast, *, alone: bool = False) -> str:
    """Return the full name; `alone` leaves out the names joined to it."""
    name, _ = named(token)
    text = name if alone else text_of(token.doc, bare(token))
    if text in everyone.aliases or name in everyone.aliases:
        return everyone.aliases.get(text) or everyone.aliases[name]
    if not personal(name):
        return fuller(text, place, everyone) or text
    parts = name.split()
    if len(parts) > 1:
        return name
    known = [m for m in everyone.people() if parts[0] == m.name.split()[-1]]
    known = known or [m for m in everyone.people() if parts[0] == m.name.split()[0]]
    if not known:
        return name
    title = words_of_kind("feminine_titles") & {word.lower_ for word in token.lefts}
    known = [m for m in known if not title or m.gender != "he"] or known
    before = [mention for mention in known if mention.place <= place]
    return max(before, key=lambda m: m.place).name if before else known[0].name


def _pronoun(low: str, place: tuple[int, int], everyone: Cast, recent: Sequence[Mention], *, after: bool) -> str | None:
    """Return the likeliest antecedent: subjects before others, speakers before the silent, the near first."""
    gender = "he" if low in HE else "she" if low in SHE else ""
    spoke = {mention.place: mention for mention in recent[-12:]}
    best: tuple[float, tuple[int, int], str] | None = None
    for mention in (*everyone.mentions, *spoke.values()):
        back = place[0] - mention.place[0]
        if mention.place >= place or back > _WINDOW or not _suits(low, mention, everyone):
            continue
        person = mention.kind == "person"
        name = short(mention.name, mention.place, everyone) if person else mention.name
        known = mention.gender or (_known_gender(name, everyone) if person else "")
        if gender and known and known != gender:
            continue
        score = 3.0 * mention.subject + 1.5 * (back > 0 and mention.place in spoke) - 2.0 * back
        score -= 6.0 * (after and back == 0)
        score += _here(mention, place, everyone) + 0.5 * (person and " " in name)
        if best is None or (score, mention.place) >= best[:2]:
            best = (score, mention.place, meant(mention, name, everyone))
    return best[2] if best else None


def _here(mention: Mention, place: tuple[int, int], everyone: Cast) -> float:
    """Return how much it counts that the paragraph itself names someone, the more where it says who that is."""
    here = everyone.paragraphs[mention.place[0]] == everyone.paragraphs[place[0]]
    return here * (2.0 + mention.introduced)


def _suits(low: str, mention: Mention, everyone: Cast) -> bool:
    """Return whether the pronoun can stand for that kind of name."""
    if low in HE | SHE:
        collective = mention.name.split()[-1].lower() in _COLLECTIVES
        return mention.kind == "person" or (mention.kind == "role" and not collective)
    if low in IT:
        return mention.kind == "body" or nameless(mention, everyone)
    return mention.kind in ("group", "body")


def _known_gender(name: str, everyone: Cast) -> str:
    told = next((m.gender for m in everyone.mentions if m.name == name and m.gender), "")
    return told or gender_of(name, set())
