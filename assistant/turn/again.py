"""The last question asked again: for more, with another question word, or whether it is so."""

import re
from collections.abc import Sequence

from assistant.turn.clause import DO, inverted, parsed, stem
from assistant.turn.pronoun import statement
from assistant.turn.topic import topic_of
from assistant.turn.word import put, read

_MORE = re.compile(
    r"(?:(?:can|could) you )?(?:please )?(?:tell me more|more(?: details?)?|go on|"
    r"(?:any|some)thing (?:else|more)|what else|who else|say more|continue)"
    r"(?: about (?:it|that|this))?(?:,? please)?",
    re.IGNORECASE,
)
_ASKED_WITH = re.compile(
    r"(?P<wh>how (?:many|much)|which|what)(?: ones?| of (?:them|those|these))?"
    r"(?: (?:were|was|are|is) there)?",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:why|when|where|how|since when|how (?:come|long|often|so)|why (?:so|not|is that|was that))",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"(?:really|seriously|true|is (?:that|this|it) (?:true|right|so|correct)|are you (?:sure|certain))"
    r"(?: (?:of|about) (?:that|this|it))?",
    re.IGNORECASE,
)


def for_more(bare: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the last question, for more, where a message asks for no other thing ("What else?"), else None."""
    last = stem(told[-1][0])
    if not _MORE.fullmatch(stem(bare)):
        return None
    if re.search(r"\b(?:else|other)\b", last):
        return last
    asked = re.match(
        r"(what|who|where|when|why|how)\b(?! (?:many|much|long|old|far))|(which|what) (?=\w+)",
        last,
        re.IGNORECASE,
    )
    if asked is None or read(last).tags[:2] == "Wn":
        return (
            re.sub(r"^(which|what) ", r"\1 other ", last, flags=re.IGNORECASE)
            if asked
            else f"What else is said about {topic_of(told)}"
        )
    return f"{asked[1]} else{last[asked.end(1) :]}"


def asked_anew(bare: str, told: Sequence[tuple[str, str]]) -> str | None:
    """Return the last question with another question word: "why", "how many of them"."""
    question, answer = told[-1]
    words = stem(bare)
    if _ADVERBIAL.fullmatch(words):
        asked = re.sub(r" (?:so|is that|was that)$", "", words)
        return _asked_of(asked, question, answer)
    said = statement(question, answer) if _DOUBT.fullmatch(words) else None
    if said:
        return f"is it true that {said}"
    counted = re.match(r"W[xn]*(?=A)", read(stem(question)).tags)
    if counted and re.fullmatch(r"Wx?n+", read(words).tags):
        return put(read(stem(question)), 0, counted.end(), words)
    swap = _ASKED_WITH.fullmatch(words)
    noun = re.match(
        r"(?:which|what|how many|how much)\s+"
        r"(?!(?:did|does|do|is|are|was|were|has|have|had|will|would|can)\b)",
        question,
        re.IGNORECASE,
    )
    if swap and noun:
        return f"{swap['wh']} {stem(question)[noun.end() :]}"
    return None


def _asked_of(asked: str, question: str, answer: str) -> str | None:
    """Return a statement asked about: "why" + "Japan sent two" → "why did Japan send two"."""
    source = re.search(r",? according to [^,?]+", question)
    said = statement(question, answer)
    if said is None:
        parts = parsed(question)
        if parts and parts.asked == "what" and parts.auxiliary in DO:
            return f"{asked}, regarding what {parts.plain}"
        return f"{asked} {parts.inverted}" if parts else None
    tail = source[0] if source and "according" not in said else ""
    return f"{asked} {inverted(said)}{tail}"
