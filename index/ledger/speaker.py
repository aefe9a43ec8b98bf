"""Who a name, a title, a short form or a pronoun stands for inside one article."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.cue import lexicon
from index.ledger.noun import Phrase, can_speak, is_name, is_noun, phrase
from index.ledger.state import words_of_kind

if TYPE_CHECKING:
    from index.language import Doc, Token

_HE = frozenset({"he", "his", "him", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "their", "them", "both", "neither"})
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the article names someone.

    `place` is (sentence, word), counted through the article. `kind` is person, body or group; `roles` are the
    words of title that stand beside the name; `gender` is "he", "she" or empty.
    """

    place: tuple[int, int]
    name: str
    kind: str
    gender: str = ""
    roles: frozenset[str] = frozenset()
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone an article names, in order, and what stands in brackets behind a name."""

    mentions: tuple[Mention, ...]
    aliases: dict[str, str]

    def people(self) -> tuple[Mention, ...]:
        """Return the mentions of people by a name of at least two words."""
        return tuple(mention for mention in self.mentions if mention.kind == "person" and " " in mention.name)


def cast(docs: Sequence["Doc"]) -> Cast:
    """Return whom the parsed sentences of an article name; a sentence's place is its place in `docs`."""
    found: list[Mention] = []
    aliases: dict[str, str] = {}
    for number, sentence in enumerate(docs):
        for token in sentence:
            if is_name(token) and token.dep_ != "compound":
                found.append(_mention(token, number))
                aliases.update(_bracketed(token))
            elif is_noun(token) and token.dep_ in ("nsubj", "nsubjpass") and can_speak(token, strict=True):
                kind = "group" if token.tag_ == "NNS" else "body" if _is_body(token) else "role"
                found.append(
                    Mention((number, token.i), text_of(token.doc, phrase(token)), kind, subject=True)
                )
    return Cast(tuple(found), aliases)


def kind_of(head: "Token", name: str, everyone: Cast) -> str:
    """Return what a speaker is: person, body, group, or role for anyone known by what he does only."""
    if any(mention.name == name for mention in everyone.people()):
        return "person"
    if head.tag_ == "NNS":
        return "group"
    return (
        "person"
        if head.lower_ in _HE | _SHE
        else "body"
        if is_name(head) or _is_body(head) or head.lower_ in _IT
        else "role"
    )


def _is_body(token: "Token") -> bool:
    return lexicon().has("documents", token.text) or token.lower_ in words_of_kind("organizations")


def text_of(doc: "Doc", words: Phrase) -> str:
    """Return the words of a phrase as one string, spaced as they are printed."""
    text = " ".join(token.text for token in doc[words.first : words.last + 1])
    for mark in ("'s", "’s", "'", "’", ",", ")", "."):
        text = text.replace(f" {mark}", mark)
    return text.replace(" - ", "-").replace("( ", "(")


def _mention(token: "Token", number: int) -> Mention:
    name, roles = _named(token)
    subject = token.dep_ in ("nsubj", "nsubjpass")
    apposed = {word.lower_ for child in token.rights if child.dep_ == "appos" for word in child.subtree}
    roles |= apposed & (words_of_kind("titles") | set(lexicon().classes["groups"]))
    head = token.head
    if token.dep_ == "appos" and head.tag_ in ("NN", "NNS"):
        roles |= {word.lower_ for word in (head, *head.lefts)}
        subject = head.dep_ in ("nsubj", "nsubjpass")
    if not _personal(name):
        text = text_of(token.doc, _bare(token))
        return Mention((number, token.i), text, "body", subject=subject)
    return Mention((number, token.i), name, "person", _gender(name, roles), frozenset(roles), subject)


def _named(head: "Token") -> tuple[str, set[str]]:
    """Return the bare name that ends in this word, and the words of title before it."""
    run: list[Token] = [head]
    for token in reversed(list(head.doc[max(head.left_edge.i, head.i - 8) : head.i])):
        if not (
            is_name(token) or token.lower_ in words_of_kind("titles") or token.lower_ in ("of", "and", "-")
        ):
            break
        run.insert(0, token)
    titles = words_of_kind("titles")
    last = max((at for at, token in enumerate(run[:-1]) if token.lower_ in titles), default=-1)
    name = run[last + 1 :]
    if len(name) > 2 and name[0].lower_ == "of":
        name = name[-2:]
    roles = {token.lower_ for token in head.doc[head.left_edge.i : head.i] if token not in name}
    while len(name) > 1 and (not name[0].text[0].isupper() or not is_name(name[0])):
        name = name[1:]
    return text_of(head.doc, Phrase(head.i, name[0].i, head.i)), roles


def _bare(head: "Token") -> Phrase:
    """Return a body's phrase without the kind of thing it is: "Japanese newspaper" before Yomiuri Shimbun."""
    words = phrase(head)
    common = [
        t.i
        for t in head.doc[words.first : head.i]
        if t.tag_ in ("NN", "NNS") and t.lower_ in words_of_kind("titles")
    ]
    return Phrase(words.head, common[-1] + 1, words.last) if common else words


def _personal(name: str) -> bool:
    words = name.split()
    strange = words_of_kind("organizations") | words_of_kind("places") | words_of_kind("states")
    if (
        not 1 <= len(words) <= 4
        or any(word.lower() in strange for word in words)
        or name in words_of_kind("places")
    ):
        return False
    return all(
        word[0].isupper() and not (len(word) > 1 and word.isupper() and word.isalpha()) for word in words[-1:]
    )


def _gender(name: str, roles: set[str]) -> str:
    first = name.split()[0].lower()
    if roles & words_of_kind("feminine_titles"):
        return "she"
    if roles & words_of_kind("masculine_titles"):
        return "he"
    if " " not in name:
        return ""
    return "she" if first in words_of_kind("female") else "he" if first in words_of_kind("male") else ""


def _bracketed(token: "Token") -> dict[str, str]:
    for child in token.doc[token.i + 1 : token.i + 9]:
        if child.text == "(" and child.i + 2 < len(token.doc) and token.doc[child.i + 2].text == ")":
            short = token.doc[child.i + 1]
            full = text_of(token.doc, phrase(token))
            inside = phrase(token).last >= child.i - 1 and short.text.isupper() and len(short.text) > 1
            return {short.text: full.split(" (")[0]} if inside else {}
    return {}


def resolved(
    token: "Token", words: Phrase, place: tuple[int, int], everyone: Cast, recent: Sequence[Mention]
) -> str:
    """Return the full name within the article of the speaker whose phrase has this head.

    `recent` are the speakers so far, oldest first. Words that stand for nobody known are returned as they are.
    """
    text = text_of(token.doc, words)
    low = token.lower_
    if low in _HE | _SHE | _IT | _THEY:
        return _pronoun(low, place, everyone, recent) or text
    if token.tag_ in ("PRP", "PRP$", "DT", "WP"):
        return text
    joined = [child for child in token.rights if child.dep_ == "conj" and child.i <= words.last]
    if joined and is_name(token):
        parts = [
            token,
            *joined,
            *(c for j in joined for c in j.rights if c.dep_ == "conj" and c.i <= words.last),
        ]
        return " and ".join(_name(part, place, everyone) for part in parts)
    if is_name(token):
        return _name(token, place, everyone)
    return _role(token, text, place, everyone) or text


def _name(token: "Token", place: tuple[int, int], everyone: Cast) -> str:
    name, _ = _named(token)
    text = text_of(token.doc, _bare(token))
    if text in everyone.aliases or name in everyone.aliases:
        return everyone.aliases.get(text) or everyone.aliases[name]
    if not _personal(name):
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


def _pronoun(low: str, place: tuple[int, int], everyone: Cast, recent: Sequence[Mention]) -> str | None:
    kinds = ("person",) if low in _HE | _SHE else ("body",) if low in _IT else ("group", "body")
    gender = "he" if low in _HE else "she" if low in _SHE else ""
    spoke = {mention.place: mention for mention in recent[-12:]}
    best: tuple[float, tuple[int, int], str] | None = None
    for mention in (*everyone.mentions, *spoke.values()):
        if mention.place >= place or place[0] - mention.place[0] > _WINDOW:
            continue
        if mention.kind not in kinds and not (low in _IT and _nameless(mention, everyone)):
            continue
        name, known = mention.name, mention.gender
        if mention.kind == "person" and " " not in name:
            name = _short(name, mention.place, everyone)
            known = known or _gender(name, set()) or _known_gender(name, everyone)
        if gender and known and known != gender:
            continue
        score = 3.0 * mention.subject + 1.5 * (mention.place in spoke) - 2.0 * (place[0] - mention.place[0])
        if best is None or (score, mention.place) >= best[:2]:
            best = (score, mention.place, name)
    return best[2] if best else None


def _nameless(mention: Mention, everyone: Cast) -> bool:
    """Return whether what looks like a person's name may be a company's: no title, no known first name."""
    titled = any(
        m.name == mention.name and (m.gender or m.roles & words_of_kind("titles")) for m in everyone.mentions
    )
    return mention.kind == "person" and " " in mention.name and not titled


def _short(name: str, place: tuple[int, int], everyone: Cast) -> str:
    known = [m for m in everyone.people() if name in (m.name.split()[-1], m.name.split()[0])]
    before = [mention for mention in known if mention.place <= place]
    return before[-1].name if before else known[0].name if known else name


def _known_gender(name: str, everyone: Cast) -> str:
    return next((m.gender for m in everyone.mentions if m.name == name and m.gender), "")


def _role(token: "Token", text: str, place: tuple[int, int], everyone: Cast) -> str | None:
    """Return whom "the Japanese defense minister", "the ministry" or "the readout" stands for."""
    if not any(child.lower_ in ("the", "this", "that") for child in token.lefts) or token.tag_ == "NNS":
        return None
    asked = {word.lower() for word in text.split()}
    low = token.lower_
    held = low not in words_of_kind("organizations")
    people = [m for m in everyone.people() if held and low in m.roles and m.place < place]
    if people:
        return max(people, key=lambda m: (len(asked & m.roles), m.place)).name
    if len(asked) > 1:
        return None
    bodies = [m for m in everyone.mentions if m.kind != "person" and m.place < place and _ends_in(m, low)]
    return max(bodies, key=lambda m: m.place).name if bodies else None


def _ends_in(mention: Mention, low: str) -> bool:
    words = [word.lower() for word in mention.name.split()]
    return len(words) > 1 and (low == words[-1] or (mention.kind == "body" and low in words))
