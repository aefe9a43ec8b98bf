import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.backend import BACKENDS, Backend, available
from index.embed import Embedded, Encoder
from index.folder import open_index, open_or_create
from index.problem import Problem
from index.quickest import ALIKE, Measured, best, compared, measured, settle, settled, texts
from tests.fakes import WordEncoder

NAME = Encoder().name


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("READOUT_CACHE", str(tmp_path))
    return tmp_path / "backends.json"


def keep(monkeypatch: pytest.MonkeyPatch, **figures: Measured) -> list[list[Backend]]:
    """Let a measurement come to these figures; return a list of what is measured."""
    asked: list[list[Backend]] = []

    def fake(ways: dict[Backend, object]) -> dict[Backend, Measured]:
        asked.append([*ways])
        return {backend: figures[backend] for backend in ways}

    monkeypatch.setattr("index.quickest.compared", fake)
    monkeypatch.setattr("index.quickest.available", lambda: [one for one in BACKENDS if one in figures])
    return asked


def test_the_quickest_that_makes_the_same_vectors_is_measured_once_and_then_known(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {"float32": Measured(9, 1.0), "bfloat16": Measured(30, 0.998), "openvino": Measured(20, 0.9999)}
    asked = keep(monkeypatch, **figures)
    assert settled(NAME) == "float32"
    told: list[str] = []
    assert settle(NAME, telling=told.append) == settled(NAME) == "openvino"
    assert settle(NAME, telling=told.append) == "openvino"
    assert asked == [["float32", "bfloat16", "openvino"]]
    assert told == ["Measuring once which is quickest on this machine: float32, bfloat16, openvino."]
    assert Encoder(NAME).backend == "openvino"
    assert Encoder(NAME).makes == NAME
    assert Encoder(NAME, "bfloat16").makes == f"{NAME} in bfloat16"


def test_where_there_is_only_one_nothing_is_measured(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = keep(monkeypatch, float32=Measured(9, 1.0))
    assert settle(NAME) == "float32"
    assert asked == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"machine": 3}'])
def test_a_broken_file_of_figures_is_measured_again(known: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    keep(monkeypatch, float32=Measured(9, 1.0), openvino=Measured(20, 1.0))
    known.write_text(text, "utf-8")
    assert settled(NAME) == "float32"
    assert settle(NAME) == "openvino"
    assert json.loads(known.read_text("utf-8"))


def test_vectors_a_little_off_are_told() -> None:
    class Off(WordEncoder):
        def embed(self, texts: Sequence[str]) -> list[Embedded]:
            return [
                Embedded(one.vector, np.roll(one.tokens, 1, axis=1), one.starts, one.ends)
                for one in super().embed(texts)
            ]

    found = compared({"float32": WordEncoder().embed, "gpu": Off().embed})
    assert found["float32"].alike == pytest.approx(1.0, abs=1e-5)
    assert found["gpu"].alike < ALIKE
    assert best(found) == "float32"


def test_an_index_is_refused_to_a_backend_that_makes_other_vectors(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(monkeypatch, float32=Measured(9, 1.0), bfloat16=Measured(30, 0.998))
    measured(NAME, ["bfloat16"])
    open_or_create(known.parent / "index", backend="float32").close()
    with pytest.raises(Problem, match="cannot be searched with .* in bfloat16"):
        open_index(known.parent / "index", backend="bfloat16")


@pytest.mark.skipif("openvino" not in available(), reason="OpenVINO is an extra that is not installed here")
def test_openvino_makes_the_vectors_that_torch_makes(tmp_path: Path) -> None:
    found = Encoder(NAME, "openvino").embed(texts())
    exact = Encoder(NAME, "float32").embed(texts())
    for one, other in zip(found, exact, strict=True):
        assert float(one.vector @ other.vector) > ALIKE
        assert (np.sum(one.tokens * other.tokens, axis=1) > ALIKE).all()
        assert (one.starts == other.starts).all()


@pytest.mark.skipif("gpu" in available(), reason="there is a graphics card")
def test_a_graphics_card_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem, match="no graphics card"):
        Encoder(NAME, "gpu").embed(["text"])
