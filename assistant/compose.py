"""The one place where the real parts are joined."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import quote, rewrite
from assistant.ask import Assistant
from assistant.evidence import Evidence, gather
from assistant.followup import Standalone, standalone
from assistant.library import Library
from assistant.reply import Claim, History
from assistant.settings import LOCAL, Settings
from index.embed import entailment
from index.folder import DEFAULT_FOLDER, Index, open_index
from index.meaning import meanings, nearness
from index.problem import Problem
from index.search import search
from prompts import PromptError, load

if TYPE_CHECKING:
    from assistant.draft import Author


def open_assistant(index: str | Path = DEFAULT_FOLDER, *, settings: Settings | None = None) -> Assistant:
    """Open the assistant for the index in a folder; close it after use, or use it in a `with` block.

    Raise Problem where there is no index, or one that this version or model cannot read.
    """
    chosen = settings or Settings(index=Path(index))
    opened = open_index(chosen.index, model=chosen.embedding)
    try:
        return joined(opened, chosen)
    except Problem:
        opened.close()
        raise


def joined(opened: Index, chosen: Settings) -> Assistant:
    """Join the assistant of an opened index, which it closes."""
    catalog = opened.catalog
    author = _author(chosen)
    library = Library(
        articles=lambda: tuple(catalog.article(key) for key in sorted(catalog.fingerprints())),
        article=catalog.article,
        statements=catalog.statements,
        meanings=partial(meanings, opened),
        nearness=partial(nearness, opened),
        close=opened.close,
    )
    return Assistant(
        library=library,
        standalone=_completing(author),
        find=lambda question, limit: search(opened, question, limit=limit, ranking=chosen.ranking).hits,
        retrieve=partial(gather, opened, ranking=chosen.ranking, paragraphs=chosen.paragraphs),
        declines=quote.declines,
        answer=_quoting(chosen.sentences),
        beside=quote.beside,
        draft=author,
        writer=(chosen.model_url or chosen.model) if author else "",
        retuned=partial(_retuned, author),
    )


def _retuned(author: "Author | None", assistant: Assistant, sentences: int, writes: bool) -> Assistant:
    # Where quotes are wanted, no model is asked for anything, a follow-up's rewriting included.
    used = author if writes else None
    return replace(assistant, standalone=_completing(used), answer=_quoting(sentences), draft=used)


def _quoting(sentences: int) -> "Callable[[Evidence, Sequence[str]], tuple[Claim, ...]]":
    return lambda evidence, spoken: quote.answer(evidence, sentences=sentences, spoken=spoken)


def _completing(author: "Author | None") -> "Callable[[str, History], Standalone]":
    return rewrite.by_model(author.write, author.prompts, standalone) if author else standalone


def _author(chosen: Settings) -> "Author | None":
    """Return who writes the answers, or None where they are quoted."""
    if not chosen.writes:
        if chosen.verifier or chosen.prompts:
            raise Problem("Prompts and a verifier are for what a model writes: choose one with --model.")
        return None
    from assistant import second
    from assistant.draft import Author, Second
    from assistant.local import NAME, WEAK
    from assistant.model import chat_model, writer

    try:
        prompts = load(chosen.prompts)
    except PromptError as error:
        raise Problem(str(error)) from error
    model = chat_model(chosen)
    assert model is not None
    write = writer(model, chosen.model if chosen.model_url is None else chosen.model_url)
    label = f"Written by {NAME}, {WEAK}." if chosen.model == LOCAL else ""
    judge: Second | None = None
    if chosen.verifier == "model":
        judge = second.by_model(write, prompts)
    elif chosen.verifier is not None:
        judge = second.by_entailment(entailment(chosen.verifier))
    return Author(write, prompts, judge, label)
