"""Vectors in memory, compared one by one: for the few thousand of one reader, and gone with the process."""

from collections.abc import Sequence

import numpy as np

from index.embed import Vectors


class MemoryStore:
    """Unit vectors under string ids, as in index/store.py, that no disk and no server keeps."""

    def __init__(self, vectors: dict[str, Vectors] | None = None) -> None:
        self._vectors = dict(vectors or {})

    def copy(self) -> "MemoryStore":
        """Return another store with the same vectors."""
        return MemoryStore(self._vectors)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors under these ids; an id that is there is replaced."""
        self._vectors |= dict(zip(ids, vectors, strict=True))

    def remove(self, ids: Sequence[str]) -> None:
        """Forget these ids; those that are not there are passed over."""
        for key in ids:
            self._vectors.pop(key, None)

    def nearest(self, vector: Vectors, *, limit: int, among: Sequence[str] | None = None) -> dict[str, float]:
        """Return the ids (of these, where given) nearest to a unit vector with their cosine, nearest first."""
        near = self.cosines(vector, list(self._vectors) if among is None else among)
        return dict(sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Return the cosine of each of these ids to a unit vector; those that are not there are left out."""
        known = [key for key in ids if key in self._vectors]
        if not known:
            return {}
        return dict(zip(known, (self.vectors(known) @ vector).tolist(), strict=True))

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """Return the vectors of these ids, float32 (n, d), in their order; raise KeyError for one that is not there."""
        return np.asarray([self._vectors[key] for key in ids], dtype=np.float32)

    def ids(self) -> set[str]:
        """Return all ids."""
        return set(self._vectors)

    def count(self) -> int:
        """Return how many vectors there are."""
        return len(self._vectors)

    def close(self) -> None:
        """Let go of the vectors."""
        self._vectors = {}
