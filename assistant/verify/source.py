"""A cited paragraph as a claim is held against it, and the sentences of it that the claim relies on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verify.term import term, with_short_names
from index.article import Article
from index.sentence import Sentence, sentences
from index.statement import Statement
from index.stopwords import STOPWORDS

# So many sentences of the cited paragraphs may stand behind one claim.
_SENTENCES = 3
_WORD = re.compile(r"\w+(?:[-’'.,]\w+)*")


# What a writer calls the sources themselves.
CALLED = frozenset(term(word) for word in "article articles paragraph paragraphs text passage source".split())


@dataclass(frozen=True, slots=True)
class Source:
    """One paragraph with what its article says of it.

    `facts` are the title, the publication and the date, which a claim may name too; `statements` are those of the
    paragraph.
    """

    article: str
    number: int
    text: str
    title: str = ""
    publication: str = ""
    published: str | None = None
    statements: tuple[Statement, ...] = ()

    @property
    def facts(self) -> str:
        """What the article's head says, as one text."""
        return ". ".join(part for part in (self.title, self.publication, self.published or "") if part)


@dataclass(frozen=True, slots=True)
class Relied:
    """One sentence of a source that a claim relies on."""

    source: Source
    sentence: Sentence


def source_of(article: Article, number: int, statements: Iterable[Statement] = ()) -> Source:
    """Return a paragraph of an article as a source; `statements` may be those of the whole collection."""
    own = tuple(s for s in statements if s.article == article.id and s.paragraph == number)
    text = article.paragraph(number).text
    return Source(article.id, number, text, article.title, article.source or "", article.published, own)


def relied(claim: str, sources: Sequence[Source]) -> tuple[Relied, ...]:
    """Return the sentences that share most with a claim, most first: each adds words that those before lack."""
    wanted = set(terms(claim))
    every = [(Relied(source, s), wanted & set(terms(s.text))) for source in sources for s in cut(source.text)]
    chosen: list[Relied] = []
    while every and len(chosen) < _SENTENCES:
        best = max(every, key=lambda pair: (len(pair[1]), -len(pair[0].sentence.text)))
        if len(best[1]) < (2 if chosen else 1):
            break
        chosen.append(best[0])
        every = [(one, shared - best[1]) for one, shared in every if one is not best[0]]
    return tuple(chosen)


@lru_cache(maxsize=2000)
def cut(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph."""
    return sentences(text)


@lru_cache(maxsize=4000)
def terms(text: str) -> tuple[str, ...]:
    """Return the comparable forms of a text's content words, without a parse."""
    return tuple(
        term(word) for word in _WORD.findall(with_short_names(text)) if word.lower() not in STOPWORDS or word == "US"
    )
