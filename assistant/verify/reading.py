"""A sentence as the checks read it: words with their terms, and who does what to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.verify.link import Links, links
from assistant.verify.term import term
from index.language import parsed, tokens
from index.stopwords import STOPWORDS

if TYPE_CHECKING:
    from index.language import Doc

_NAMES = frozenset({"NNP", "NNPS"})
# What the tagger takes names for; the first word of a text has its capital anyway.
_NAMED = frozenset({"JJ", "NN", "NNS", "UH", "FW"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_NEGATIONS = frozenset(
    "not n't never no neither nor none nobody nothing nowhere without hardly scarcely barely cannot".split()
)
# Verbs that help others and say little themselves.
_LIGHT = frozenset("be is are was were been being am 's 're 've 'm have has had do does did will would can could may "
                   "might shall should must ca wo".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `term` is its comparable form, `start` and `end` its offsets in the text read."""

    text: str
    term: str
    tag: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Say whether the word tells something by itself."""
        lower = self.text.lower()
        return (
            any(sign.isalnum() for sign in lower)
            and lower not in _LIGHT
            and (lower not in STOPWORDS or self.is_name or self.is_number)
            and lower not in _NEGATIONS
        )

    @property
    def is_name(self) -> bool:
        """Say whether the word is of a name: capitalised where it need not be, or a designation (F-35A)."""
        if not any(sign.isupper() for sign in self.text):
            return False
        return self.tag in _NAMES or self.term.startswith("state:") or (self.start > 0 and self.tag in _NAMED)

    @property
    def is_number(self) -> bool:
        """Say whether the word is a number."""
        return any(sign.isdigit() for sign in self.term)

    @property
    def is_verb(self) -> bool:
        """Say whether the word is a verb with a meaning of its own."""
        return self.tag in _VERBS and self.text.lower() not in _LIGHT

    @property
    def is_negation(self) -> bool:
        """Say whether the word denies."""
        return self.text.lower() in _NEGATIONS


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its words and their links, one parse."""

    text: str
    words: tuple[Word, ...]
    links: Links
    aside: frozenset[int] = frozenset()
    """The places of words in parentheses."""

    def content(self) -> tuple[Word, ...]:
        """Return the words that tell something."""
        return tuple(word for word in self.words if word.is_content)

    def places(self, wanted: str) -> tuple[int, ...]:
        """Return the places of the words with this term."""
        return tuple(place for place, word in enumerate(self.words) if word.term == wanted)

    def beside(self, place: int, step: int) -> int | None:
        """Return the place of the nearest content word in a direction, passing over parentheses, or None."""
        outside = place not in self.aside
        place += step
        while 0 <= place < len(self.words):
            if self.words[place].is_content and not (outside and place in self.aside):
                return place
            place += step
        return None


def readings(texts: Sequence[str]) -> tuple[Reading, ...]:
    """Return the texts as read, in order, those not read lately in one go."""
    known = {text: reading for text in texts if (reading := _LATELY.get(text)) is not None}
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known |= zip(new, _read(new), strict=True)
    if len(_LATELY) > _REMEMBERED:
        _LATELY.clear()
    _LATELY.update(known)
    return tuple(known[text] for text in texts)


# The sentences of one answer's paragraphs are wanted for each of its claims.
_LATELY: dict[str, Reading] = {}
_REMEMBERED = 2000


def _read(texts: Sequence[str]) -> Iterator[Reading]:
    cut = [tokens(text) for text in texts]
    for text, pieces, doc in zip(texts, cut, parsed([[word for word, _, _ in piece] for piece in cut]), strict=True):
        yield _reading(text, pieces, doc)


def _reading(text: str, pieces: Sequence[tuple[str, int, int]], doc: "Doc") -> Reading:
    words = tuple(
        Word(word, _term(word), token.tag_, start, end) for (word, start, end), token in zip(pieces, doc, strict=True)
    )
    return Reading(text, words, links(doc), frozenset(_aside(words)))


def _aside(words: Sequence[Word]) -> Iterator[int]:
    depth = 0
    for place, word in enumerate(words):
        depth += word.text == "("
        if depth > 0:
            yield place
        depth -= word.text == ")"


@lru_cache(maxsize=20_000)
def _term(word: str) -> str:
    return term(word)
