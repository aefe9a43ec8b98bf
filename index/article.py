"""The article as published: frozen values with stable addresses."""

import hashlib
import json
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a paragraph is in its article."""

    BODY = "body"
    CAPTION = "caption"
    KICKER = "kicker"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text block of an article: the unit of citation.

    `number` counts from 1 in the order of the file, the headline excluded. `repeats` is the number of the
    first paragraph with the same words, or None: a caption printed three times is kept three times, and
    only the first may be quoted. `page` is that of the printed document on which it begins, where it has pages.
    """

    number: int
    text: str
    role: Role = Role.BODY
    repeats: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One story or statement as published.

    `published` is a date as ISO 8601 (`2026-01-16`), or None where the file names none; `title` is empty
    where the headline is missing. Two articles are the same when their `id` is the same.
    """

    id: str
    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        numbers = [paragraph.number for paragraph in self.paragraphs]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"The paragraphs of {self.id} are not numbered from 1 in order: {numbers}")

    def paragraph(self, number: int) -> Paragraph:
        """Return the paragraph with this number; raise KeyError where there is none."""
        if not 1 <= number <= len(self.paragraphs):
            raise KeyError(f"{self.id} has no paragraph {number}")
        return self.paragraphs[number - 1]

    @property
    def label(self) -> str:
        """A short name for a reader: the title, else the source, else the id."""
        return self.title or self.source or self.id


def address(article_id: str, number: int) -> str:
    """Return the address of a paragraph.

    >>> address("readout-us", 3)
    'readout-us:3'
    """
    return f"{article_id}:{number}"


def fingerprint(article: Article) -> str:
    """Return a digest that changes when anything of the article does."""
    told = _told(article) | {"paragraphs": [_told(paragraph) for paragraph in article.paragraphs]}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def _told(value: Article | Paragraph) -> dict[str, Any]:
    # Not asdict, which copies every word: fingerprints are taken of all articles, also of those that have not changed.
    return {field.name: getattr(value, field.name) for field in fields(value)}
