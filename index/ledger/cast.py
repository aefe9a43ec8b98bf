"""Everyone an article names: people, bodies, groups and roles, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.cue import lexicon
from index.ledger.noun import TIMES, Phrase, can_speak, is_name, is_noun, phrase
from index.ledger.state import words_of_kind

if TYPE_CHECKING:
    from index.language import Doc, Token

_LANDMARKS = frozenset("st saint mount lake port fort san santa los las cape upper lower".split())
HE = frozenset({"he", "his", "him", "himself"})


SHE = frozenset({"she", "her", "hers", "herself"})


IT = frozenset({"it", "its", "itself"})


THEY = frozenset({"they", "their", "them", "both", "neither"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the article names someone.

    `place` is (sentence, word), counted through the article. `kind` is person, body or group; `roles` are the
    words of title that stand beside the name; `gender` is "he", "she" or empty. `introduced` where an apposition
    or a relative clause says who it is.
    """

    place: tuple[int, int]
    name: str
    kind: str
    gender: str = ""
    roles: frozenset[str] = frozenset()
    subject: bool = False
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone an article names, in order; what stands in brackets behind a name; each sentence's paragraph."""

    mentions: tuple[Mention, ...]
    aliases: dict[str, str]
    paragraphs: tuple[int, ...] = ()

    def people(self) -> tuple[Mention, ...]:
        """Return the mentions of people by a name of at least two words."""
        return tuple(mention for mention in self.mentions if mention.kind == "person" and " " in mention.name)


def cast(docs: Sequence["Doc"], paragraphs: Sequence[int], source: str | None = None) -> Cast:
    """Return whom the parsed sentences of an article name; a sentence's place is its place in `docs`.

    Whoever issued the article is there from the beginning: a ministry speaks of itself as "the ministry".
    """
    found = [Mention((0, -1), source, "body")] if source else []
    aliases: dict[str, str] = {}
    for number, sentence in enumerate(docs):
        for token in sentence:
            if token.lower_ in TIMES or token.like_num:
                continue
            if is_name(token) and token.dep_ != "compound":
                found.append(_mention(token, number))
                aliases.update(_bracketed(token))
            elif is_noun(token) and token.dep_ in ("nsubj", "nsubjpass") and can_speak(token, strict=True):
                kind = "group" if token.tag_ == "NNS" else "body" if _is_body(token) else "role"
                found.append(Mention((number, token.i), text_of(token.doc, phrase(token)), kind, subject=True))
            elif token.tag_ == "NN" and token.lower_ in words_of_kind("organizations") and _is_described(token):
                found.append(Mention((number, token.i), text_of(token.doc, phrase(token)), "body"))
    return Cast(tuple(found), aliases, tuple(paragraphs))


def _is_described(token: "Token") -> bool:
    """Return whether a common noun tells which body it is: "the crane drivers' union"."""
    return any(child.dep_ in ("compound", "poss") and not child.tag_.startswith("PRP") for child in token.lefts)


def _is_body(token: "Token") -> bool:
    return lexicon().has("documents", token.text) or token.lower_ in words_of_kind("organizations")


def kind_of(head: "Token", name: str, everyone: Cast) -> str:
    """Return what a speaker is: person, body, group, or role for anyone known by what he does only."""
    if any(mention.name == name for mention in everyone.people()):
        return "person"
    if head.tag_ == "NNS":
        return "group"
    if is_name(head) and any(m.name == name and m.kind == "person" and _titled(m) for m in everyone.mentions):
        return "person"
    return (
        "person"
        if head.lower_ in HE | SHE
        else "body"
        if is_name(head) or _is_body(head) or head.lower_ in IT
        else "role"
    )


def text_of(doc: "Doc", words: Phrase) -> str:
    """Return the words of a phrase as one string, spaced as they are printed."""
    text = " ".join(token.text for token in doc[words.first : words.last + 1])
    for mark in ("'s", "’s", "'", "’", ",", ")", "."):
        text = text.replace(f" {mark}", mark)
    return text.replace(" - ", "-").replace("( ", "(").replace(" / ", "/")


def _mention(token: "Token", number: int) -> Mention:
    name, roles = named(token)
    subject = token.dep_ in ("nsubj", "nsubjpass")
    apposed = {word.lower_ for child in token.rights if child.dep_ == "appos" for word in child.subtree}
    roles |= apposed & (words_of_kind("titles") | words_of_kind("organizations") | set(lexicon().classes["groups"]))
    head = token.head
    if token.dep_ == "appos" and head.tag_ in ("NN", "NNS"):
        roles |= {word.lower_ for word in (head, *head.lefts)}
        subject = head.dep_ in ("nsubj", "nsubjpass")
    if not personal(name):
        text = text_of(token.doc, bare(token))
        return Mention((number, token.i), text, "body", roles=frozenset(roles), subject=subject)
    introduced = any(child.dep_ in ("appos", "relcl") for child in token.rights)
    kind = "place" if _is_place(token, name, roles) else "person"
    gender = gender_of(name, roles)
    return Mention((number, token.i), name, kind, gender, frozenset(roles), subject, introduced)


def _is_place(token: "Token", name: str, roles: set[str]) -> bool:
    """Return whether a single name stands behind "in" or "near": a town, whatever it is called."""
    behind = token.dep_ == "pobj" and token.head.lower_ in ("in", "near", "at", "outside")
    return name.split()[0].lower() in _LANDMARKS or (behind and not roles and " " not in name)


def named(head: "Token") -> tuple[str, set[str]]:
    """Return the bare name that ends in this word, and the words of title before it."""
    run: list[Token] = [head]
    for token in reversed(list(head.doc[max(head.left_edge.i, head.i - 8) : head.i])):
        if not (is_name(token) or token.lower_ in words_of_kind("titles") or token.lower_ in ("of", "and", "-")):
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


def bare(head: "Token") -> Phrase:
    """Return a body's phrase without the kind of thing it is: "Japanese newspaper" before Yomiuri Shimbun."""
    words = phrase(head)
    common = [
        t.i for t in head.doc[words.first : head.i] if t.tag_ in ("NN", "NNS") and t.lower_ in words_of_kind("titles")
    ]
    return Phrase(words.head, common[-1] + 1, words.last) if common else words


def personal(name: str) -> bool:
    """Return whether a bare name looks like a person's: no word of a body, place or state in it."""
    words = name.split()
    strange = words_of_kind("organizations") | words_of_kind("places") | words_of_kind("states")
    if not 1 <= len(words) <= 4 or any(word.lower() in strange for word in words) or name in words_of_kind("places"):
        return False
    return all(word[0].isupper() and not (len(word) > 1 and word.isupper() and word.isalpha()) for word in words[-1:])


def gender_of(name: str, roles: set[str]) -> str:
    """Return "he" or "she" as title or first name tell, else nothing."""
    first = name.split()[0].lower()
    if roles & words_of_kind("feminine_titles"):
        return "she"
    if roles & words_of_kind("masculine_titles"):
        return "he"
    if " " not in name:
        return ""
    if first in words_of_kind("female") or first in words_of_kind("male"):
        return "she" if first in words_of_kind("female") else "he"
    return "she" if first.endswith("a") and len(first) > 3 else ""


def _bracketed(token: "Token") -> dict[str, str]:
    for child in token.doc[token.i + 1 : token.i + 9]:
        if child.text == "(" and child.i + 2 < len(token.doc) and token.doc[child.i + 2].text == ")":
            short = token.doc[child.i + 1]
            full = text_of(token.doc, phrase(token))
            inside = phrase(token).last >= child.i - 1 and short.text.isupper() and len(short.text) > 1
            return {short.text: full.split(" (")[0]} if inside else {}
    return {}


def nameless(mention: Mention, everyone: Cast) -> bool:
    """Return whether what looks like a person's name may be a company's: no title, no known first name."""
    name = short(mention.name, mention.place, everyone)
    titled = any(m.name in (mention.name, name) and _titled(m) for m in everyone.mentions)
    return mention.kind == "person" and not titled


def _titled(mention: Mention) -> bool:
    named = mention.name.split()[0].lower() in words_of_kind("female") | words_of_kind("male")
    return named or bool(mention.roles & words_of_kind("titles"))


def short(name: str, place: tuple[int, int], everyone: Cast) -> str:
    """Return the full name that a family or first name stands for at a place."""
    if " " in name:
        return name
    known = [m for m in everyone.people() if name in (m.name.split()[-1], m.name.split()[0])]
    before = [mention for mention in known if mention.place <= place]
    return before[-1].name if before else known[0].name if known else name
