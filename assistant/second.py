"""A second opinion on claims that the rules let stand: by a chat model, or by a cross-encoder for entailment."""

import re
from collections.abc import Callable, Sequence

from assistant.draft import Second
from assistant.model import Write
from assistant.verify import Support
from assistant.verify.source import Source
from prompts import Filled, Prompts, fill

Entails = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""Pairs of (paragraph, claim) → how likely the one entails the other, in [0, 1]."""

# Below it the likelier judgement is that the paragraph does not say so.
_ENTAILED = 0.5


def by_model(write: Write, prompts: Prompts) -> Second:
    """Return a second judge that asks a chat model about each claim."""

    def second(claims: Sequence[tuple[str, Sequence[Source]]]) -> list[Support]:
        return [verdict_of("".join(write(_judging(prompts, claim, sources)))) for claim, sources in claims]

    return second


def _judging(prompts: Prompts, claim: str, sources: Sequence[Source]) -> Filled:
    return fill(prompts["judge_support"], claim=claim, paragraph=_joined(sources))


def verdict_of(said: str) -> Support:
    """Return the support a model's words give; none where they give no verdict.

    >>> verdict_of("Verdict: **Full**."), verdict_of("I cannot tell.")
    (<Support.FULL: 'full'>, <Support.NONE: 'none'>)
    """
    text = re.sub(r"<think>.*?(?:</think>|\Z)", "", said, flags=re.DOTALL)
    found = re.search(r"\b(full|partial|none)\b", text.lower())
    return Support(found[1]) if found else Support.NONE


def by_entailment(entails: Entails) -> Second:
    """Return a second judge that takes a claim's support from how likely its paragraphs entail it."""

    def second(claims: Sequence[tuple[str, Sequence[Source]]]) -> list[Support]:
        chances = entails([(_joined(sources), claim) for claim, sources in claims])
        return [Support.FULL if chance >= _ENTAILED else Support.NONE for chance in chances]

    return second


def _joined(sources: Sequence[Source]) -> str:
    return "\n".join(source.text for source in sources)
