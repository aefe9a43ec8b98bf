"""What the assistant gives back: an answer whose every claim is cited, or a refusal with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assistant.comparison import Comparison
from index.article import Paragraph, address


@dataclass(frozen=True, slots=True)
class Citation:
    """One paragraph a claim rests on, with the words relied on.

    `paragraph.text[start:end] == quote` always; `cite` is the way to make one.
    """

    article: str
    paragraph: int
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            raise ValueError(f"A citation needs the words it relies on: {self!r}")

    @property
    def address(self) -> str:
        """The address of the cited paragraph."""
        return address(self.article, self.paragraph)


def cite(article_id: str, paragraph: Paragraph, start: int, end: int) -> Citation:
    """Return the citation of `paragraph.text[start:end]`."""
    return Citation(article_id, paragraph.number, start, end, paragraph.text[start:end])


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, with at least one citation."""

    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("A claim needs words")
        if not self.citations:
            raise ValueError(f"A claim needs a citation: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Found:
    """One paragraph that an answer may rely on, with its score in [0, 1], the best of a question being 1."""

    article: str
    paragraph: Paragraph
    score: float

    @property
    def address(self) -> str:
        """The address of the paragraph."""
        return address(self.article, self.paragraph.number)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that a model wrote and the paragraphs do not support: `support` is partial or none, `reason` says why.

    It is no claim: it is shown, if at all, as unsupported.
    """

    text: str
    support: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Replied:
    question: str
    standalone: str
    evidence: tuple[Found, ...]
    narrowed: str = field(default="", kw_only=True)
    """What a day in the question left to search, in a sentence; empty where all was searched."""
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Answer(_Replied):
    """Claims that stand, in the order of reading; where two sides are compared, the two side by side as well.

    `withheld` is what a model wrote beside them and does not stand; `note` tells where the claims are not the model's.
    """

    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...] = ()
    note: str = ""
    comparison: Comparison | None = field(default=None, compare=False, kw_only=True)
    also: Mapping[Citation, tuple[str, ...]] = field(default_factory=dict, compare=False, kw_only=True)
    """The ids of other articles that have the words of a citation too."""

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("An answer needs a claim; use a Refusal to say that there is none")


@dataclass(frozen=True, slots=True)
class Refusal(_Replied):
    """Why the articles do not answer; `evidence` is what was searched and lay nearest."""

    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("A refusal needs its reason")


class Written(NamedTuple):
    """What a model wrote, checked: the end of an `Answer`."""

    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...] = ()
    note: str = ""


Reply = Answer | Refusal
History = tuple[tuple[str, str], ...]
"""Earlier exchanges, oldest first: (question, answer as text)."""


def to_json(reply: Reply) -> dict[str, Any]:
    """Return the reply as the contract's JSON object; "withheld" and "note" stand in it where a model wrote."""
    return {
        "kind": "answer" if isinstance(reply, Answer) else "refusal",
        "question": reply.question,
        "standalone": reply.standalone,
        "claims": [_claim(claim, reply.also) for claim in reply.claims] if isinstance(reply, Answer) else [],
        "reason": reply.reason if isinstance(reply, Refusal) else None,
        "evidence": [
            {"article": found.article, "paragraph": found.paragraph.number, "score": round(found.score, 6)}
            for found in reply.evidence
        ],
        **({"narrowed": reply.narrowed} if reply.narrowed else {}),
        "seconds": {stage: round(seconds, 6) for stage, seconds in reply.seconds.items()},
        **(_beside(reply) if isinstance(reply, Answer) else {}),
    }


def _beside(answer: Answer) -> dict[str, Any]:
    if not answer.withheld and not answer.note:
        return {}
    withheld = [{"text": one.text, "support": one.support, "reason": one.reason} for one in answer.withheld]
    return {"withheld": withheld, "note": answer.note or None}


def _claim(claim: Claim, also: Mapping[Citation, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "text": claim.text,
        "citations": [
            {"article": c.article, "paragraph": c.paragraph, "start": c.start, "end": c.end, "quote": c.quote}
            | ({"also": list(also[c])} if c in also else {})
            for c in claim.citations
        ],
    }
