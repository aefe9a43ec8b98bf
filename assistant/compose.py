"""The one place where the real parts are joined."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import narrowing, quote, rewrite
from assistant.additions import changed
from assistant.ask import Assistant
from assistant.evidence import Evidence, gather
from assistant.followup import Standalone, standalone
from assistant.library import Library
from assistant.reply import Claim, History
from assistant.settings import LOCAL, Settings
from index.article import Article
from index.embed import entailment
from index.filter import Within, within
from index.folder import DEFAULT_FOLDER, Index, open_index
from index.joint import Searched, joint
from index.meaning import meanings, nearness
from index.problem import Problem
from index.search import search
from prompts import PromptError, load

if TYPE_CHECKING:
    from assistant.comparison import Judge
    from assistant.draft import Author

# So much less likely may an answer be in the articles of a day that a question only mentions.
LOSS = 0.05


def open_assistant(index: str | Path = DEFAULT_FOLDER, *, settings: Settings | None = None) -> Assistant:
    """Open the assistant for the index in a folder; close it after use, or use it in a `with` block.

    Raise Problem where there is no index, or one that this version or model cannot read.
    """
    chosen = settings or Settings(index=Path(index))
    opened = open_index(chosen.index, model=chosen.embedding, store=chosen.store, backend=chosen.backend)
    try:
        return joined(opened, chosen)
    except Problem:
        opened.close()
        raise


def joined(opened: Index, chosen: Settings) -> Assistant:
    """Join the assistant of an opened index, which it closes."""
    return _asking(opened, None, chosen, _author(chosen))


def _asking(shared: Index, own: Index | None, chosen: Settings, author: "Author | None") -> Assistant:
    """Return the assistant of an index and what is put beside it; where there is such, closing ends only that."""
    opened: Searched = shared if own is None else joint(shared, own)
    catalog = opened.catalog
    library = Library(
        articles=lambda: tuple(catalog.article(key) for key in sorted(catalog.fingerprints())),
        count=catalog.count,
        article=catalog.article,
        statements=catalog.statements,
        meanings=partial(meanings, opened),
        nearness=partial(nearness, opened),
        close=(own or shared).close,
        alike=catalog.family,
    )
    whole = Assistant(
        library=library,
        standalone=_completing(author),
        find=lambda question, limit: search(opened, question, limit=limit, ranking=chosen.ranking).hits,
        retrieve=partial(_retrieved, opened, chosen, None),
        declines=quote.declines,
        answer=_quoting(chosen.sentences),
        beside=quote.beside,
        draft=author,
        judge=_referee(author, catalog.article),
        writer=(chosen.model_url or chosen.model) if author else "",
        retuned=partial(_retuned, author),
        own=tuple(own.catalog.article(key) for key in sorted(own.catalog.fingerprints())) if own else (),
        change=lambda more, less: _asking(shared, changed(shared, own, more, less), chosen, author),
    )
    return replace(whole, narrow=lambda filters: _narrowed(whole, opened, chosen, within(catalog, filters)))


def _narrowed(whole: Assistant, opened: Searched, chosen: Settings, part: Within | None) -> Assistant:
    return replace(
        whole,
        find=lambda question, limit: search(opened, question, limit=limit, ranking=chosen.ranking, within=part).hits,
        retrieve=partial(_retrieved, opened, chosen, part),
    )


def _retrieved(opened: Searched, chosen: Settings, part: Within | None, question: str) -> Evidence:
    """Gather evidence, by the days that the question names where these narrow the search and do not lose the answer."""
    found = partial(gather, opened, question, ranking=chosen.ranking, paragraphs=chosen.paragraphs)
    every = found(within=part)
    days = narrowing.named(question, partial(opened.catalog.days, part.articles if part else None))
    if days is None:
        return every
    articles = within(opened.catalog, days)
    assert articles is not None
    kept = articles.articles & (part.articles if part else articles.articles)
    dated = found(within=Within(kept, part.paragraphs if part else None))
    sure = narrowing.is_asked_of_articles(question)
    if quote.declines(dated) is not None or (not sure and dated.chance < every.chance - LOSS):
        return every
    of = len(part.articles) if part else opened.catalog.count()
    return replace(dated, narrowed=narrowing.told(days, len(kept), of))


def _retuned(author: "Author | None", assistant: Assistant, sentences: int, writes: bool) -> Assistant:
    # Where quotes are wanted, no model is asked for anything, a follow-up's rewriting included.
    used = author if writes else None
    narrow = assistant.narrow
    return replace(
        assistant,
        standalone=_completing(used),
        answer=_quoting(sentences),
        draft=used,
        narrow=(lambda filters: _retuned(author, narrow(filters), sentences, writes)) if narrow else None,
    )


def _quoting(sentences: int) -> "Callable[[Evidence, Sequence[str]], tuple[Claim, ...]]":
    return lambda evidence, spoken: quote.answer(evidence, sentences=sentences, spoken=spoken)


def _completing(author: "Author | None") -> "Callable[[str, History], Standalone]":
    return rewrite.by_model(author.write, author.prompts, standalone) if author else standalone


def _referee(author: "Author | None", article: Callable[[str], Article]) -> "Judge | None":
    if author is None:
        return None
    from assistant import referee

    return referee.by_model(author.write, author.prompts, article)


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
