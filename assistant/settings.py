"""What may be changed without changing code."""

from dataclasses import dataclass
from pathlib import Path

from assistant.candidate import PARAGRAPHS
from index.backend import Backend
from index.embed import DEFAULT_MODEL
from index.folder import DEFAULT_FOLDER
from index.search import Ranking

QUOTES = "quotes"
LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is asked, and with what.

    `index`: the folder to ask. `embedding`: the model that made it. `sentences`: bound of a plain answer.
    `paragraphs`: how many of the best a plain answer chooses from. `ranking`: how passages are ordered.
    `model`: "quotes" for the articles' own sentences, "local" for the embedded model, else a chat model as
    provider:model. `model_url`: an OpenAI-compatible server instead, whose first model is taken where `model` names
    none. `prompts`: a folder whose prompts replace those of the same name. `verifier`: a second opinion on each
    claim: "model", or the name of a cross-encoder for entailment. `store`: where the server with the index's vectors is
    now, None where it was when the index was made. `backend`: what runs the embedding model.
    """

    index: Path = DEFAULT_FOLDER
    embedding: str = DEFAULT_MODEL
    sentences: int = 2
    paragraphs: int = PARAGRAPHS
    ranking: Ranking = "hybrid"
    model: str = QUOTES
    model_url: str | None = None
    prompts: Path | None = None
    verifier: str | None = None
    store: str | None = None
    backend: Backend = "auto"

    @property
    def writes(self) -> bool:
        """Say whether a chat model writes the answers."""
        return self.model != QUOTES or self.model_url is not None
