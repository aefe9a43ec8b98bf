"""What runs the embedding model: torch in float32 or bfloat16, OpenVINO, or a graphics card."""

import hashlib
import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

from index.problem import Problem

Backend = Literal["auto", "float32", "bfloat16", "openvino", "gpu"]
"""`auto` is what index/quickest.py found to be the quickest of those that agree with float32."""

BACKENDS: tuple[Backend, ...] = get_args(Backend)
CACHE = "READOUT_CACHE"


def cache() -> Path:
    """Return the folder for what was measured and compiled once: that of READOUT_CACHE, else the user's own cache."""
    named = os.environ.get(CACHE)
    return Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "readout")


def available() -> list[Backend]:
    """Return the backends that this machine can run and that may be quicker than float32, and float32 first."""
    import torch

    found: list[Backend] = ["float32"]
    # A processor without such instructions computes bfloat16 step by step, several times slower.
    if torch.ops.mkldnn._is_mkldnn_bf16_supported():
        found.append("bfloat16")
    if find_spec("openvino"):
        found.append("openvino")
    if _device():
        found.append("gpu")
    return found


def _device() -> str | None:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else None


def fitted(model: Any, backend: Backend, name: str) -> Any:
    """Return a sentence-transformers model made to run on a backend; raise Problem where there is none such here."""
    import torch

    if backend == "bfloat16":
        return model.to(torch.bfloat16)
    if backend == "gpu":
        device = _device()
        if device is None:
            raise Problem("There is no graphics card that torch can use: leave --backend out.")
        return model.to(device)
    if backend == "openvino":
        if not find_spec("openvino"):
            raise Problem("OpenVINO is not installed: install readout[openvino], or leave --backend out.")
        model[0].model = _compiled(model, name)
    return model


def _compiled(model: Any, name: str) -> Any:
    """Return a module that computes what the model's transformer does, by OpenVINO in float32."""
    import openvino
    import torch
    from transformers.modeling_outputs import BaseModelOutput

    inner = model[0].model
    example = model.tokenizer(["Some words.", "And some more words."], padding=True, return_tensors="pt")
    inputs = [key for key in ("input_ids", "attention_mask", "token_type_ids") if key in example]
    stored = cache() / f"{hashlib.sha256(f'{name} {_versions()}'.encode()).hexdigest()[:16]}.xml"
    core = openvino.Core()
    if not stored.is_file():
        converted = _converted(inner, {key: example[key] for key in inputs})
        _kept(stored, lambda path: openvino.save_model(converted, path, compress_to_fp16=False))
    compiled = core.compile_model(core.read_model(stored), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})

    class Compiled(torch.nn.Module):
        """Stands where the transformer stood. Each call has a request of its own, so that threads do not meet."""

        config = inner.config
        dtype = torch.float32
        device = torch.device("cpu")

        def forward(self, **features: Any) -> Any:
            request = compiled.create_infer_request()
            request.infer([features[key].numpy() for key in inputs])
            # The tensor's memory goes with its request.
            hidden = request.get_output_tensor(0).data.copy()
            return BaseModelOutput(last_hidden_state=torch.from_numpy(hidden))

    return Compiled()


def _converted(inner: Any, example: dict[str, Any]) -> Any:
    import warnings

    import openvino
    import torch

    class Hidden(torch.nn.Module):
        """The transformer as a function of its inputs in their order."""

        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, *inputs: Any) -> Any:
            return self.inner(**dict(zip(example, inputs, strict=True))).last_hidden_state

    with warnings.catch_warnings(), torch.inference_mode():
        # Tracing warns of what does not change with the words.
        warnings.simplefilter("ignore")
        converted = openvino.convert_model(Hidden(), example_input=tuple(example.values()))
    converted.reshape({place: [-1, -1] for place in range(len(example))})
    return converted


def _kept(path: Path, save: Callable[[Path], None]) -> None:
    """Save under a name of this process's own and move into place: the file is whole or not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{os.getpid()}-{path.name}")
        save(made)
        made.with_suffix(".bin").replace(path.with_suffix(".bin"))
        made.replace(path)
    except OSError as error:
        raise Problem(
            f"{path.parent} cannot be written to ({error.strerror}): name another folder in {CACHE}."
        ) from error


def _versions() -> str:
    return " ".join(f"{name} {_version(name)}" for name in ("torch", "transformers", "openvino"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
