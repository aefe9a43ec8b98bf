"""Who a name, a title, a short form or a pronoun stands for inside one article."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.ledger.cast import HE, IT, SHE, THEY, Cast, Mention, bare, gender_of, named, personal, text_of
from index.ledger.noun import Phrase, can_speak, children, is_name, is_noun, phrase
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
        return resolved(owner, phrase(owner), place, everyone, recent)
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
        return _name(token, place, everyone)
    return _role(token, text, place, everyone) or text


def _name(token: "Token", place: tuple[int, int], everyone: Cast, *, alone: bool = False) -> str:
    """Return the full name; `alone` leaves out the names joined to it."""
    name, _ = named(token)
    text = name if alone else text_of(token.doc, bare(token))
    if text in everyone.aliases or name in everyone.aliases:
        return everyone.aliases.get(text) or everyone.aliases[name]
    if not personal(name):
        return text
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
        name = _short(mention.name, mention.place, everyone) if person else mention.name
        known = mention.gender or (_known_gender(name, everyone) if person else "")
        if gender and known and known != gender:
            continue
        score = 3.0 * mention.subject + 1.5 * (back > 0 and mention.place in spoke) - 2.0 * back
        score -= 6.0 * (after and back == 0)
        score += _here(mention, place, everyone) + 0.5 * (person and " " in name)
        if best is None or (score, mention.place) >= best[:2]:
            best = (score, mention.place, _meant(mention, name, everyone))
    return best[2] if best else None


def _meant(mention: Mention, name: str, everyone: Cast) -> str:
    """Return the name that a mention stands for: of an office its holder, of "the two ministers" both of them."""
    if mention.kind == "role":
        return _holder(mention, everyone)
    return (pair(mention.name, mention.place, everyone) if mention.kind == "group" else None) or name


def _holder(mention: Mention, everyone: Cast) -> str:
    """Return who holds the office that the article speaks of, where it names the holder before."""
    office = mention.name.split()[-1].lower()
    held = [m for m in everyone.people() if office in m.roles and m.place < mention.place]
    return held[-1].name if held else mention.name


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
        return mention.kind == "body" or _nameless(mention, everyone)
    return mention.kind in ("group", "body")


def _nameless(mention: Mention, everyone: Cast) -> bool:
    """Return whether what looks like a person's name may be a company's: no title, no known first name."""
    name = _short(mention.name, mention.place, everyone)
    titled = any(m.name in (mention.name, name) and _titled(m) for m in everyone.mentions)
    return mention.kind == "person" and not titled


def _titled(mention: Mention) -> bool:
    named = mention.name.split()[0].lower() in words_of_kind("female") | words_of_kind("male")
    return named or bool(mention.roles & words_of_kind("titles"))


def _short(name: str, place: tuple[int, int], everyone: Cast) -> str:
    if " " in name:
        return name
    known = [m for m in everyone.people() if name in (m.name.split()[-1], m.name.split()[0])]
    before = [mention for mention in known if mention.place <= place]
    return before[-1].name if before else known[0].name if known else name


def _known_gender(name: str, everyone: Cast) -> str:
    told = next((m.gender for m in everyone.mentions if m.name == name and m.gender), "")
    return told or gender_of(name, set())


def _role(token: "Token", text: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return whom "the Japanese defense minister", "the ministry" or "the readout" stands for."""
    if token.tag_ in ("NNS", "NNPS"):
        return pair(text, place, everyone)
    if not any(child.lower_ in ("the", "this", "that", "our") for child in token.lefts):
        return None
    asked = {word.lower() for word in text.split()}
    low = token.lower_
    held = low not in words_of_kind("organizations")
    people = [m for m in everyone.people() if held and low in m.roles and m.place < place]
    if people:
        return max(people, key=lambda m: (len(asked & m.roles), m.place)).name
    if len(asked - {"our", "own"}) > 1:
        return None
    before = [m for m in everyone.mentions if m.place < place]
    bodies = [
        m
        for m in before
        if (m.kind != "person" and _ends_in(m, low)) or (not held and low in m.roles and _is_body(m, everyone))
    ]
    return max(bodies, key=lambda m: m.place).name if bodies else _firm(low, before, everyone)


def _is_body(mention: Mention, everyone: Cast) -> bool:
    return mention.kind == "body" or _nameless(mention, everyone)


def _firm(low: str, before: Sequence[Mention], everyone: Cast) -> str | None:
    """Return the firm that "the company" stands for: what is named most often and is no person."""
    if low not in _FIRMS:
        return None
    named = Counter(m.name for m in before if _nameless(m, everyone) and " " in m.name and m.kind != "place")
    return named.most_common(1)[0][0] if named else None


_FIRMS = frozenset(["company", "firm", "carrier", "manufacturer", "operator", "developer", "retailer", "airline"])
# Who is meant by the plural of an office, where a government calls it by another name.
_OFFICES = {
    "ministers": frozenset(["minister", "secretary"]),
    "leaders": frozenset(["president", "premier", "prime", "chancellor", "leader"]),
    "chiefs": frozenset(["chief", "minister", "secretary", "general"]),
}


def pair(text: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return both names that "the two ministers" stands for, where the article names just two before."""
    words = text.lower().split()
    if len(words) > 2 or (len(words) == 2 and words[0] not in ("two", "both")):
        return None
    roles = _OFFICES.get(words[-1], frozenset([words[-1].removesuffix("s")]))
    # "Her Velmoran colleague" holds the office that she holds.
    alike = roles | {"colleague", "counterpart"}
    named = dict.fromkeys(m.name for m in everyone.people() if m.roles & alike and m.place < place)
    return " and ".join(named) if len(named) == 2 else None


# What a body issues speaks for it; a poll or a paper speaks for itself.
_ISSUED = frozenset(
    "readout statement version communique communiqué declaration notice account announcement release letter message "
    "post tweet email memo note bulletin summary".split()
)


def issuer(token: "Token") -> "Token | None":
    """Return who issued a text: "Japan's statement", "the readout released by Japan", "a letter from the ministry"."""
    if token.lower_ not in _ISSUED:
        return None
    for owner in children(token, "poss"):
        return owner if is_name(owner) or is_noun(owner) or owner.tag_ == "PRP$" else None
    for child in token.rights:
        agents = [noun for by in children(child, "agent", "prep") if by.lower_ == "by" for noun in children(by, "pobj")]
        if child.dep_ == "acl" and agents:
            return agents[0]
        if child.dep_ == "prep" and child.lower_ in ("from", "by"):
            return next((noun for noun in children(child, "pobj") if can_speak(noun, strict=True)), None)
    return None


def _ends_in(mention: Mention, low: str) -> bool:
    words = [word.lower() for word in mention.name.split()]
    return len(words) > 1 and (low == words[-1] or (mention.kind == "body" and low in words))
