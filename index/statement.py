"""Who said what: the ledger of an article."""

from dataclasses import dataclass
from enum import StrEnum

UNNAMED = "unnamed"
"""The speaker of a question that the article tells without saying who asked it."""


class Stance(StrEnum):
    """What a speaker does with what is said."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"
    WARNS = "warns"
    AGREES = "agrees"
    DECLINES = "declines"
    OMITS = "omits"


class Speech(StrEnum):
    """Whether the speaker's own words are printed."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker says in an article.

    `speaker` is the resolved full name, `speaker_text` the words that name the speaker at this place; both may
    be of no one: UNNAMED and "".
    `start` and `end` are offsets of `content` in the text of the paragraph: `text[start:end] == content`.
    `issuer` is the outer speaker of nested speech (the article says that Japan claims that …), or None where
    the article itself is the only one above; `about` is the date the content is about, as ISO 8601.
    """

    article: str
    paragraph: int
    speaker: str
    speaker_text: str
    cue: str
    start: int
    end: int
    content: str
    stance: Stance
    speech: Speech
    issuer: str | None = None
    about: str | None = None
