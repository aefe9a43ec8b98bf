"""What may be changed without changing code."""

from dataclasses import dataclass
from pathlib import Path

from assistant.candidate import PARAGRAPHS
from index.embed import DEFAULT_MODEL
from index.folder import DEFAULT_FOLDER
from index.search import Ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`index`: the folder to ask. `embedding`: the model that made it. `sentences`: bound of a plain answer.

    `paragraphs`: how many of the best a plain answer chooses from. `ranking`: how passages are ordered.
    """

    index: Path = DEFAULT_FOLDER
    embedding: str = DEFAULT_MODEL
    sentences: int = 2
    paragraphs: int = PARAGRAPHS
    ranking: Ranking = "hybrid"
