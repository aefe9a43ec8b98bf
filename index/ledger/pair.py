"""Which two are meant: "the two ministers", "both sides"."""

from index.ledger.cast import Cast, short
from index.ledger.state import states

# Who is meant by the plural of an office, where a government calls it by another name.
_OFFICES = {
    "ministers": frozenset(["minister", "secretary"]),
    "leaders": frozenset(["president", "premier", "prime", "chancellor", "leader"]),
    "chiefs": frozenset(["chief", "minister", "secretary", "general"]),
}
_SIDES = frozenset(["sides", "countries", "governments", "nations", "states", "capitals"])
# "Velmora" is a state where something is "Velmoran", "Ostrand" where somebody is an "Ostrander".
_ENDINGS = ("n", "an", "ian", "er", "ese", "ish", "i")


def pair(text: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return both names that "the two ministers" stands for, where the article names just two before."""
    words = text.lower().split()
    if words[-1] in _SIDES and words[:-1] in (["two"], ["both"]):
        sides = _states(everyone)
        return " and ".join(sides) if len(sides) == 2 else None
    if len(words) > 2 or (len(words) == 2 and words[0] not in ("two", "both")):
        return None
    roles = _OFFICES.get(words[-1], frozenset([words[-1].removesuffix("s")]))
    # "Her Velmoran colleague" holds the office that she holds.
    alike = roles | {"colleague", "counterpart"}
    people = [m for m in everyone.people() if m.place < place]
    named = dict.fromkeys(m.name for m in people if m.roles & alike)
    if len(named) > 2:
        named = dict.fromkeys(name for name in _here(place, everyone) if name in named)
    return " and ".join(named) if len(named) == 2 else None


def _here(place: tuple[int, int], everyone: Cast) -> list[str]:
    """Return whom the paragraph has named so far, by full names."""
    paragraph = everyone.paragraphs[place[0]]
    here = [m for m in everyone.mentions if m.kind == "person" and m.place < place and m.place[1] >= 0]
    return [short(m.name, m.place, everyone) for m in here if everyone.paragraphs[m.place[0]] == paragraph]


def _states(everyone: Cast) -> list[str]:
    """Return the states of which the article speaks, in order, each by its own name."""
    known = {name: state for state, entry in states().items() for name in (*entry["names"], *entry.get("capital", ()))}
    words = {word.lower() for m in everyone.mentions for word in (*m.name.split(), *m.roles)}
    found: dict[str, None] = {}
    for mention in everyone.mentions:
        for name in dict.fromkeys((mention.name, mention.name.split()[-1])):
            invented = " " not in name and any(name.lower() + ending in words for ending in _ENDINGS)
            if name in known or (invented and mention.kind != "role"):
                found.setdefault(known.get(name, name))
    return list(found)
