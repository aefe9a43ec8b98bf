"""Vectors in Chroma. The only file that imports chromadb."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index.embed import Vectors

COLLECTION = "passages"
# Chroma takes a bounded number of records a call.
BATCH = 2000


class VectorStore:
    """Unit vectors under string ids, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        self._copy: TemporaryDirectory[str] | None = None
        if folder.exists() and not os.access(folder, os.W_OK):
            # Chroma writes where it reads: on a disk that cannot be written to it works on a copy.
            self._copy = TemporaryDirectory(prefix="readout-")
            folder = Path(shutil.copytree(folder, Path(self._copy.name, "vectors")))
        self._client: Any = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        self._collection: Any = self._client.get_or_create_collection(
            COLLECTION, configuration={"hnsw": {"space": "ip", "ef_search": 200}}, embedding_function=None
        )

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors under these ids; an id that is there is replaced."""
        for first in range(0, len(ids), BATCH):
            rows = slice(first, first + BATCH)
            self._collection.upsert(ids=list(ids[rows]), embeddings=vectors[rows])

    def remove(self, ids: Sequence[str]) -> None:
        """Forget these ids; those that are not there are passed over."""
        for first in range(0, len(ids), BATCH):
            self._collection.delete(ids=list(ids[first : first + BATCH]))

    def nearest(self, vector: Vectors, *, limit: int) -> dict[str, float]:
        """Return the ids nearest to a unit vector with their cosine, nearest first."""
        found = self._collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
        near = zip(found["ids"][0], found["distances"][0], strict=True)
        return dict(sorted(((key, 1.0 - float(gap)) for key, gap in near), key=lambda pair: (-pair[1], pair[0])))

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Return the cosine of each of these ids to a unit vector."""
        if not ids:
            return {}
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], (np.asarray(found["embeddings"]) @ vector).tolist(), strict=True))

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """Return the vectors of these ids, float32 (n, d), in their order; raise KeyError for one that is not there."""
        found: dict[str, Any] = {}
        for first in range(0, len(ids), BATCH):
            got = self._collection.get(ids=list(ids[first : first + BATCH]), include=["embeddings"])
            found |= dict(zip(got["ids"], got["embeddings"], strict=True))
        return np.asarray([found[key] for key in ids], dtype=np.float32)

    def ids(self) -> set[str]:
        """Return all ids."""
        return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """Return how many vectors there are."""
        return int(self._collection.count())

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()
        if self._copy is not None:
            self._copy.cleanup()
