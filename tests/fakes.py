"""Fakes made by hand: an encoder without a model, collections without files, evidence without a search."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant import weigh
from assistant.ask import Assistant
from assistant.candidate import candidates
from assistant.evidence import Evidence
from assistant.followup import Standalone
from assistant.library import Library
from assistant.question import read
from assistant.reply import Claim, History
from index.article import Article, Paragraph
from index.build import build, remove
from index.catalog import VERSION, Catalog
from index.embed import Embedded, Encoder, Vectors
from index.folder import CATALOG, VECTORS, Index
from index.ledger import ledgers
from index.search import Findings, Hit, Sight
from index.statement import Speech, Stance, Statement
from index.store import VectorStore


class WordEncoder(Encoder):
    """Each word a fixed unit vector drawn from its first letters: words alike are near, all others far."""

    def __init__(self) -> None:
        super().__init__("words")

    @property
    def makes(self) -> str:
        return self.name

    @property
    def dimensions(self) -> int:
        return 48

    @property
    def window(self) -> int:
        return 256

    def sizes(self, texts: Sequence[str]) -> list[int]:
        return [len(_pieces(text)) + 2 for text in texts]

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        return [self._embedded(_pieces(text)[: self.window - 2]) for text in texts]

    def raw(self, texts: Sequence[str], *, batch: int = 32) -> Vectors:
        return np.stack([embedded.vector for embedded in self.embed(texts)])

    def _embedded(self, pieces: Sequence[re.Match[str]]) -> Embedded:
        tokens = np.array([_direction(piece[0].lower()[:5]) for piece in pieces], np.float32)
        whole = tokens.sum(axis=0) if pieces else _direction("")
        return Embedded(
            np.asarray(whole / np.linalg.norm(whole), np.float32),
            tokens.reshape(-1, self.dimensions),
            np.array([piece.start() for piece in pieces], np.int32),
            np.array([piece.end() for piece in pieces], np.int32),
        )


def _pieces(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\w+|[^\w\s]", text))


@cache
def _direction(word: str) -> Vectors:
    seed = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    drawn = np.random.default_rng(seed).standard_normal(48)
    return np.asarray(drawn / np.linalg.norm(drawn), np.float32)


def article(
    name: str, *texts: str, title: str = "", source: str | None = None, published: str | None = None
) -> Article:
    """Return an article; a paragraph printed before is marked as repeated."""
    first: dict[str, int] = {}
    paragraphs = tuple(
        Paragraph(number, text, repeats=None if first.setdefault(text, number) == number else first[text])
        for number, text in enumerate(texts, start=1)
    )
    return Article(name, paragraphs, title, source, published=published)


def statement(told: Article, number: int, speaker: str, content: str, stance: Stance = Stance.ASSERTS) -> Statement:
    """Return what a speaker says in these words of a paragraph."""
    start = told.paragraph(number).text.index(content)
    end = start + len(content)
    return Statement(told.id, number, speaker, speaker, "said", start, end, content, stance, Speech.INDIRECT)


def evidence(
    question: str, articles: Sequence[Article], statements: Sequence[Statement] = (), *, chance: float = 1.0
) -> Evidence:
    """Return all paragraphs of the articles as evidence, each a passage by itself, nearest first."""
    known = {one.id: one for one in articles}
    embedded = WordEncoder().embed([question])[0]
    sights = [_sight(embedded, one, p) for one in articles for p in one.paragraphs if p.text and p.repeats is None]
    sights.sort(key=lambda sight: (-sight.score, sight.article_id, sight.number))
    hits = tuple(Hit(sight.article_id, (sight.number,), sight.score) for sight in sights)
    findings = Findings(embedded, hits, tuple(sights))
    found = candidates(read(question), findings, known)
    scores = weigh.scores(found)
    order = np.argsort(-scores, kind="stable")
    best = tuple(found[i] for i in order)
    return Evidence(read(question), findings, known, tuple(statements), best, scores[order], chance)


def _sight(question: Embedded, told: Article, paragraph: Paragraph) -> Sight:
    own = WordEncoder().embed([paragraph.text])[0]
    likeness = np.asarray(question.tokens @ own.tokens.T, np.float32)
    score = min(1.0, max(0.0, float(likeness.max(axis=1).mean())))
    return Sight(told.id, paragraph.number, likeness, np.stack([own.starts, own.ends], axis=1), score)


@contextmanager
def indexed(folder: Path, articles: Sequence[Article]) -> Iterator[Index]:
    """Index the articles with real parts, but for the encoder: SQLite, Chroma, the ledger."""
    catalog = Catalog(folder / CATALOG)
    encoder = WordEncoder()
    catalog.create({"version": str(VERSION), "model": encoder.name, "dimensions": str(encoder.dimensions)})
    with Index(folder, catalog, VectorStore(folder / VECTORS), encoder) as index:
        build(index, articles, ledger=_ledger)
        yield index


@contextmanager
def holding(index: Index, articles: Sequence[Article]) -> Iterator[None]:
    """Put the articles into the index and take them out again: sooner done than an index made anew."""
    build(index, articles, ledger=_ledger)
    try:
        yield
    finally:
        remove(index, [one.id for one in articles])


def meanings(statements: Sequence[Statement]) -> Vectors:
    """Return the vector of each statement's content by itself."""
    return WordEncoder().raw([statement.content for statement in statements]) if statements else np.zeros((0, 48), "f")


def nearness(statements: Sequence[Statement], text: str) -> Vectors:
    """Return the cosine of each statement to a text."""
    return np.asarray(meanings(statements) @ WordEncoder().raw([text])[0], np.float32)


def _ledger(articles: Sequence[Article]) -> list[tuple[Statement, ...]]:
    return [statements for _, statements in ledgers(articles)]


def assistant_saying(*claims: Claim, of: Evidence, declining: str | None = None) -> Assistant:
    """Return an assistant that finds this evidence for every question and gives these claims or this reason."""

    def unchanged(message: str, history: History) -> Standalone:
        return Standalone(message)

    return Assistant(
        library=Library(
            articles=lambda: tuple(of.articles.values()),
            count=lambda: len(of.articles),
            article=lambda key: of.articles[key],
            statements=lambda keys: [s for s in of.statements if keys is None or s.article in set(keys)],
            meanings=meanings,
            nearness=nearness,
            close=lambda: None,
        ),
        standalone=unchanged,
        find=lambda question, limit: of.hits[:limit],
        retrieve=lambda question: of,
        declines=lambda found: declining,
        answer=lambda found, spoken: claims,
    )


class Scripted(BaseChatModel):
    """A chat model that says what it was told to, word by word; an exception in the script is raised in its place."""

    script: list[Any]
    heard: list[list[BaseMessage]] = []  # noqa: RUF012 - pydantic copies it for each model

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        text = "".join(str(chunk.message.text) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        self.heard.append(messages)
        said = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        for piece in [said] if isinstance(said, Exception) else re.findall(r"\s*\S+|\s+$", said):
            if isinstance(piece, Exception):
                raise piece
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
