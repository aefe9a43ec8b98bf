from pathlib import Path

import numpy as np
import pytest

from index.store import VectorStore


def units(*rows: list[float]) -> np.ndarray:
    vectors = np.asarray(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_the_nearest_come_first_with_their_cosine(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    vectors = units([1, 0, 0], [1, 1, 0], [0, 0, 1])
    store.add(["east", "between", "up"], vectors)
    near = store.nearest(vectors[0], limit=10)
    assert list(near) == ["east", "between", "up"]
    assert list(near.values()) == pytest.approx([1, 0.5**0.5, 0], abs=1e-5)
    assert store.cosines(vectors[0], ["between"]) == pytest.approx({"between": 0.5**0.5}, abs=1e-5)
    assert store.cosines(vectors[0], []) == {}
    assert list(store.nearest(vectors[0], limit=1, among=["up", "between"])) == ["between"]
    assert store.nearest(vectors[0], limit=1, among=[]) == {}
    store.close()


def test_an_id_is_replaced_forgotten_and_kept_over_a_restart(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    store.add(["a", "b"], units([1, 0], [0, 1]))
    store.add(["a"], units([0, 1]))
    store.remove(["b", "never there"])
    store.close()
    store = VectorStore(tmp_path)
    assert (store.count(), store.ids()) == (1, {"a"})
    assert store.nearest(units([0, 1])[0], limit=5) == pytest.approx({"a": 1}, abs=1e-5)
    store.close()


def test_an_empty_store_has_nothing_near(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    assert store.nearest(units([1, 0])[0], limit=5) == {}
    assert store.ids() == set()
    store.close()
