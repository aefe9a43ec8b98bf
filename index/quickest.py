"""Which backend runs the embedding model quickest, of those that make the same vectors: measured once, then known."""

import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache as once
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from index.backend import Backend, available, cache

if TYPE_CHECKING:
    from index.embed import Embedded

# Vectors of a smaller cosine to those of float32 are another model's.
ALIKE = 0.999
ROUNDS = 3
_WORDS = (
    "The ministers met on Friday to discuss the ferry, its owner’s debts and the harbour dues. ",
    "“We have not agreed to anything,” the spokesman said; nobody else would comment. ",
    "Prices rose by 3.2 percent in March 2026, the statistics office of Norland reported. ",
)

Embeds = Callable[[Sequence[str]], "Sequence[Embedded]"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A backend's pace in texts a second, and the smallest cosine of any text or word piece to float32's."""

    pace: float
    alike: float


def texts() -> list[str]:
    """Return what is measured with: sixteen texts from a question's length to a passage's."""
    return [(_WORDS[number % 3] + _WORDS[(number + 1) % 3]) * (1 + number // 3) for number in range(16)]


def compared(ways: dict[Backend, Embeds]) -> dict[Backend, Measured]:
    """Measure backends, float32 among them, in turns, so that other work on the machine slows them alike."""
    sample = texts()
    own = {backend: way(sample) for backend, way in ways.items()}
    seconds: dict[Backend, float] = dict.fromkeys(ways, np.inf)
    for _ in range(ROUNDS):
        for backend, way in ways.items():
            started = time.perf_counter()
            way(sample)
            seconds[backend] = min(seconds[backend], time.perf_counter() - started)
    exact = own["float32"]
    return {backend: Measured(len(sample) / seconds[backend], _alike(own[backend], exact)) for backend in ways}


def _alike(some: "Sequence[Embedded]", exact: "Sequence[Embedded]") -> float:
    pairs = [(one.vector, other.vector) for one, other in zip(some, exact, strict=True)]
    pairs += [(one.tokens, other.tokens) for one, other in zip(some, exact, strict=True)]
    return min(float(np.sum(one * other, axis=-1).min()) for one, other in pairs)


def best(measured: dict[Backend, Measured]) -> Backend:
    """Return the quickest backend whose vectors are float32's.

    >>> best({"float32": Measured(90, 1), "bfloat16": Measured(150, 0.998), "openvino": Measured(120, 0.9999)})
    'openvino'
    """
    return max((one for one in measured if measured[one].alike >= ALIKE), key=lambda one: measured[one].pace)


def embedding(name: str, backend: Backend) -> Embeds:
    """Return how a model embeds on a backend."""
    from index.embed import Encoder

    return Encoder(name, backend).embed


def measured(name: str, backends: Sequence[Backend]) -> dict[Backend, Measured]:
    """Return the figures of these backends and of float32 for a model, measured where they are not known yet."""
    wanted = dict.fromkeys(("float32", *backends))
    known = _known(name)
    if wanted.keys() <= known.keys():
        return known
    found = compared({backend: embedding(name, backend) for backend in wanted})
    _keep(name, known | found)
    return known | found


def settle(name: str, *, telling: Callable[[str], None] = lambda _: None) -> Backend:
    """Return the quickest backend for a model, measuring those that are available where it is not known."""
    backends = available()
    if len(backends) == 1:
        return backends[0]
    if not set(backends) <= _known(name).keys():
        telling(f"Measuring once which is quickest on this machine: {', '.join(backends)}.")
    figures = measured(name, backends)
    return best({backend: figures[backend] for backend in backends})


def settled(name: str) -> Backend:
    """Return the backend that was found to be quickest, float32 where nothing was measured yet."""
    known = _known(name)
    return best({one: known[one] for one in available() if one in known}) if "float32" in known else "float32"


@once
def _machine() -> str:
    """Return what a measurement holds for: this processor, as many of it, and these versions."""
    versions = (version(name) for name in ("torch", "transformers", "sentence-transformers"))
    return " ".join((platform.machine(), platform.processor(), str(os.cpu_count()), *versions))


def _known(name: str) -> dict[Backend, Measured]:
    try:
        kept = json.loads((cache() / "backends.json").read_text("utf-8"))
        return {backend: Measured(**told) for backend, told in kept[_machine()][name].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Unknown, or written by another version: it is measured again.
        return {}


def _keep(name: str, found: dict[Backend, Measured]) -> None:
    path = cache() / "backends.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            kept = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            kept = {}
        kept.setdefault(_machine(), {})[name] = {backend: asdict(one) for backend, one in found.items()}
        made = path.with_name(f"{os.getpid()}-{path.name}")
        made.write_text(json.dumps(kept, indent=1), "utf-8")
        made.replace(path)
    except OSError:
        # Where nothing can be kept it is measured again the next time.
        return
