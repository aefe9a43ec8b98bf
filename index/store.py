"""Vectors in Chroma, in a folder or on a server. The only file that imports chromadb."""

import os
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index.embed import Vectors
from index.problem import Problem
from index.server import Server, answered, greet

COLLECTION = "passages"
# Chroma takes a bounded number of records a call.
BATCH = 2000


class VectorStore:
    """Unit vectors under string ids, in a folder of their own or in a collection of a server.

    A server that stops is asked again for a while, and again at the next call: nothing is to be opened anew.
    """

    def __init__(self, place: Path | Server) -> None:
        self._copy: TemporaryDirectory[str] | None = None
        self._server = place if isinstance(place, Server) else None
        self._client: Any = self._in(place) if isinstance(place, Path) else answered(place, partial(_at, place))
        made = partial(
            self._client.get_or_create_collection,
            self._server.collection if self._server else COLLECTION,
            configuration={"hnsw": {"space": "ip", "ef_search": 200}},
            embedding_function=None,
        )
        self._collection: Any = answered(self._server, made) if self._server else made()

    def _in(self, folder: Path) -> Any:
        import chromadb
        from chromadb.config import Settings

        if folder.exists() and not os.access(folder, os.W_OK):
            # Chroma writes where it reads: on a disk that cannot be written to it works on a copy.
            self._copy = TemporaryDirectory(prefix="readout-")
            folder = Path(shutil.copytree(folder, Path(self._copy.name, "vectors")))
        return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))

    def _do(self, what: str, **arguments: Any) -> Any:
        call = partial(getattr(self._collection, what), **arguments)
        return answered(self._server, call) if self._server else _kept(call)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors under these ids; an id that is there is replaced."""
        for first in range(0, len(ids), BATCH):
            rows = slice(first, first + BATCH)
            self._do("upsert", ids=list(ids[rows]), embeddings=vectors[rows])

    def remove(self, ids: Sequence[str]) -> None:
        """Forget these ids; those that are not there are passed over."""
        for first in range(0, len(ids), BATCH):
            self._do("delete", ids=list(ids[first : first + BATCH]))

    def nearest(self, vector: Vectors, *, limit: int, among: Sequence[str] | None = None) -> dict[str, float]:
        """Return the ids nearest to a unit vector (of these ids, where given) with their cosine, nearest first."""
        if among is not None and not among:
            return {}
        inside = {} if among is None else {"ids": list(among)}
        found = self._do("query", query_embeddings=[vector], n_results=limit, include=["distances"], **inside)
        near = zip(found["ids"][0], found["distances"][0], strict=True)
        return dict(sorted(((key, 1.0 - float(gap)) for key, gap in near), key=lambda pair: (-pair[1], pair[0])))

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Return the cosine of each of these ids to a unit vector; those that are not there are left out."""
        found = self._do("get", ids=list(ids), include=["embeddings"]) if ids else {"ids": []}
        if not found["ids"]:
            return {}
        return dict(zip(found["ids"], (np.asarray(found["embeddings"]) @ vector).tolist(), strict=True))

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """Return the vectors of these ids, float32 (n, d), in their order; raise KeyError for one that is not there."""
        found: dict[str, Any] = {}
        for first in range(0, len(ids), BATCH):
            got = self._do("get", ids=list(ids[first : first + BATCH]), include=["embeddings"])
            found |= dict(zip(got["ids"], got["embeddings"], strict=True))
        return np.asarray([found[key] for key in ids], dtype=np.float32)

    def ids(self) -> set[str]:
        """Return all ids."""
        return set(self._do("get", include=[])["ids"])

    def count(self) -> int:
        """Return how many vectors there are."""
        return int(self._do("count"))

    def close(self) -> None:
        """Let go of the folder's files, or of the server."""
        self._client.close()
        if self._server is not None:
            # Chroma leaves its connections open.
            self._client._server._session.close()
        if self._copy is not None:
            self._copy.cleanup()


def _kept(call: Callable[[], Any]) -> Any:
    """Return what a call to Chroma in a folder returns; raise Problem where it fails, as on a full disk."""
    try:
        return call()
    except Exception as error:
        if type(error).__module__ != "chromadb.errors":
            raise
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise Problem(f"The vectors cannot be used ({told}): see to permissions and to space on the disk.") from error


def _at(server: Server) -> Any:
    import chromadb
    from chromadb.config import Settings

    # A client that cannot be made leaves its connections open, so the server is greeted first.
    greet(server)
    return chromadb.HttpClient(**server.reached(), settings=Settings(anonymized_telemetry=False))
