"""The one place where the real parts are joined."""

from functools import partial
from pathlib import Path

from assistant import quote
from assistant.ask import Assistant
from assistant.evidence import gather
from assistant.followup import standalone
from assistant.library import Library
from assistant.settings import Settings
from index.folder import DEFAULT_FOLDER, Index, open_index
from index.meaning import meanings, nearness
from index.search import search


def open_assistant(index: str | Path = DEFAULT_FOLDER, *, settings: Settings | None = None) -> Assistant:
    """Open the assistant for the index in a folder; close it after use, or use it in a `with` block.

    Raise Problem where there is no index, or one that this version or model cannot read.
    """
    chosen = settings or Settings(index=Path(index))
    return joined(open_index(chosen.index, model=chosen.embedding), chosen)


def joined(opened: Index, chosen: Settings) -> Assistant:
    """Join the assistant of an opened index, which it closes."""
    catalog = opened.catalog
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
        standalone=standalone,
        find=lambda question, limit: search(opened, question, limit=limit, ranking=chosen.ranking).hits,
        retrieve=partial(gather, opened, ranking=chosen.ranking, paragraphs=chosen.paragraphs),
        declines=quote.declines,
        answer=lambda evidence, spoken: quote.answer(evidence, sentences=chosen.sentences, spoken=spoken),
        beside=quote.beside,
    )
