"""Which body or holder of an office is meant: by a title, a text, a seat, a side or a part of a name."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.ledger.cast import Cast, Mention, nameless
from index.ledger.noun import can_speak, children, is_name, is_noun
from index.ledger.pair import pair
from index.ledger.state import seats, state_of, words_of_kind

if TYPE_CHECKING:
    from index.language import Token

_FIRMS = frozenset(["company", "firm", "carrier", "manufacturer", "operator", "developer", "retailer", "airline"])
# What a body issues speaks for it; a poll or a paper speaks for itself.
_ISSUED = frozenset(
    "readout statement version communique communiqué declaration notice account announcement release letter message "
    "post tweet email memo note bulletin summary".split()
)
_MINISTRIES = frozenset(["ministry", "department"])


def role(token: "Token", text: str, place: tuple[int, int], everyone: Cast) -> str | None:
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
        return fuller(" ".join(word for word in text.split() if word not in ("our", "own")), place, everyone)
    before = [m for m in everyone.mentions if m.place < place]
    bodies = [
        m
        for m in before
        if (m.kind != "person" and _ends_in(m, low)) or (not held and low in m.roles and _is_body(m, everyone))
    ]
    return max(bodies, key=lambda m: m.place).name if bodies else _firm(low, before, everyone)


def _is_body(mention: Mention, everyone: Cast) -> bool:
    return mention.kind == "body" or nameless(mention, everyone)


def _firm(low: str, before: Sequence[Mention], everyone: Cast) -> str | None:
    """Return the firm that "the company" stands for: what is named most often and is no person."""
    if low not in _FIRMS:
        return None
    named = [m for m in before if nameless(m, everyone) and m.kind != "place"]
    firms = {m.name for m in named if " " in m.name}
    # A firm acts: who is a subject counts double. "Halden" is counted for "Halden Ports".
    counted: Counter[str] = Counter()
    for mention in named:
        whole = next((firm for firm in firms if mention.name in (firm, firm.split()[0])), None)
        counted.update({whole: 1 + mention.subject} if whole else {})
    return counted.most_common(1)[0][0] if counted else None


def meant(mention: Mention, name: str, everyone: Cast) -> str:
    """Return the name that a mention stands for: of an office its holder, of "the two ministers" both of them."""
    if mention.kind == "role":
        return _holder(mention, everyone)
    if mention.kind == "body" and mention.name in _FIRMS:
        return _firm(mention.name, [m for m in everyone.mentions if m.place < mention.place], everyone) or name
    return (pair(mention.name, mention.place, everyone) if mention.kind == "group" else None) or name


def _holder(mention: Mention, everyone: Cast) -> str:
    """Return who holds the office that the article speaks of, where it names the holder before."""
    office = mention.name.split()[-1].lower()
    held = [m for m in everyone.people() if office in m.roles and m.place < mention.place]
    return held[-1].name if held else mention.name


def issuer(token: "Token") -> "Token | None":
    """Return who issued a text: "Japan's statement", "the readout released by Japan", "a letter from the ministry"."""
    if token.lower_ not in _ISSUED:
        return None
    for owner in children(token, "poss"):
        return owner if is_name(owner) or is_noun(owner) or owner.tag_ == "PRP$" else None
    for child in token.rights:
        agents = [noun for by in children(child, "agent", "prep") if by.lower_ == "by" for noun in children(by, "pobj")]
        if child.dep_ == "acl" and agents and not child.left_edge.nbor(-1).is_punct:
            return agents[0]
        if child.dep_ == "prep" and child.lower_ in ("from", "by"):
            return next((noun for noun in children(child, "pobj") if can_speak(noun, strict=True)), None)
    return None


def _ends_in(mention: Mention, low: str) -> bool:
    words = [word.lower() for word in mention.name.split()]
    return len(words) > 1 and (low == words[-1] or (mention.kind == "body" and low in words))


def ministry(side: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return the ministry that the article names as the voice of a side: "the Japanese side", "Japan" behind a readout.

    The nearest before counts, else the first after.
    """
    own = [m for m in everyone.mentions if m.kind == "body" and _MINISTRIES & set(m.name.lower().split())]
    own = [m for m in own if _kin(side, m.name) and m.name.split()[-1].lower() not in _ISSUED]
    before = [m for m in own if m.place < place]
    return before[-1].name if before else own[0].name if own else None


def _kin(side: str, body: str) -> bool:
    """Return whether a body is a side's by its state, or by the stem of its name: "Karsovia", "Karsovian"."""
    if state_of(side) is not None:
        return state_of(side) == state_of(body)
    stems = [word[:5].lower() for word in side.split() if len(word) > 5 and word[0].isupper()]
    return any(word[:5].lower() in stems for word in body.split())


def seated(name: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return the body that sits where the name says, if the article names it: "the Pentagon"."""
    own = [m for m in everyone.mentions if any(body in m.name for body in seats().get(name, ()))]
    before = [m for m in own if m.place < place]
    return before[-1].name if before else own[0].name if own else None


def fuller(text: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return the full name of a body that goes by a part of it: "the Commission", "the Defence Ministry"."""
    words = text.lower().split()
    if not words or words[-1] not in words_of_kind("organizations") or text.lower() in words_of_kind("states"):
        return None
    longer = [m for m in everyone.mentions if m.kind == "body" and set(words) < set(m.name.lower().split())]
    before = [m for m in longer if m.place < place]
    return before[-1].name if before else None
