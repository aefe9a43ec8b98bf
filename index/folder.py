"""An index: a folder that holds a catalog and its vectors, opened with the model that made it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from index.backend import Backend
from index.catalog import VERSION, Catalog
from index.embed import DEFAULT_MODEL, Encoder
from index.memory import MemoryStore
from index.problem import Problem
from index.server import Server
from index.store import VectorStore

CATALOG = "catalog.sqlite"
VECTORS = "vectors"
LOCK = "lock"
DEFAULT_FOLDER = Path(".readout")


@dataclass(frozen=True, slots=True)
class Index:
    """The parts of an opened index; close it after use, or use it in a `with` block."""

    folder: Path
    catalog: Catalog
    vectors: VectorStore | MemoryStore
    encoder: Encoder
    shared: bool = False
    """Whether the vectors are on a server: several processes may then index at the same time."""

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep other processes from writing what is written inside; one that has the folder to itself need not."""
        with locked(self.folder) if self.shared else nullcontext():
            yield

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder's files."""
        self.catalog.close()
        self.vectors.close()


@contextmanager
def locked(folder: Path, *, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep the index in a folder to this process for writing; `waiting` is called where another has it first.

    Raise Problem where the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        # One lock a process: who has it may take it again.
        lock = FileLock(folder / LOCK, is_singleton=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(folder: Path, error: OSError) -> Problem:
    return Problem(f"The index cannot be written to {folder} ({error.strerror}): choose another folder with --index.")


@contextmanager
def writing(
    folder: Path,
    *,
    store: str | None = None,
    backend: Backend = "auto",
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[Index]:
    """Open an index for adding articles, made empty where there is none, and kept to this process.

    One whose vectors are on a server is not kept: each batch of articles takes its turn.
    """
    with ExitStack() as kept:
        kept.enter_context(locked(folder, waiting=waiting))
        with open_or_create(folder, store=store, backend=backend) as index:
            if index.shared:
                kept.close()
            yield index


def open_index(
    folder: Path, *, model: str = DEFAULT_MODEL, store: str | None = None, backend: Backend = "auto"
) -> Index:
    """Open an index for asking; raise Problem where there is none or it was made otherwise.

    `store` is where its server is now, None where it was when the index was made.
    """
    if not (folder / CATALOG).is_file():
        raise Problem(f"There is no index in {folder}: make one with `readout index PATH --index {folder}`.")
    return _opened(folder, Encoder(model, backend), store)


def open_or_create(
    folder: Path, *, model: str = DEFAULT_MODEL, store: str | None = None, backend: Backend = "auto"
) -> Index:
    """Open an index for adding articles, made empty where there is none, with its vectors on the server `store`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / VECTORS).mkdir(exist_ok=True)
        if not (folder / CATALOG).exists():
            _create(folder, Encoder(model, backend), store)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return _opened(folder, Encoder(model, backend), store)


def _create(folder: Path, encoder: Encoder, store: str | None) -> None:
    # Made beside and moved into place, so that a folder never holds half a catalog.
    made = folder / (CATALOG + ".new")
    made.unlink(missing_ok=True)
    catalog = Catalog(made)
    if store:
        Server(store, "").reached()
    # A server holds the vectors of many indexes, each under a name that no other has.
    remote = {"store": store, "collection": f"readout-{uuid4().hex}"} if store else {}
    catalog.create({"version": str(VERSION), "model": encoder.makes, "dimensions": str(encoder.dimensions), **remote})
    catalog.close()
    made.replace(folder / CATALOG)


def _opened(folder: Path, encoder: Encoder, store: str | None) -> Index:
    try:
        catalog = Catalog(folder / CATALOG)
    except sqlite3.DatabaseError as error:
        raise Problem(
            f"The index in {folder} cannot be opened ({error}): see to its permissions, or index the "
            "articles again into another folder with --index."
        ) from error
    about = catalog.about()
    try:
        problem = refusal(about, model=encoder.makes, folder=folder)
        if problem is not None:
            raise problem
        place = _vectors(folder, about, store)
        return Index(folder, catalog, VectorStore(place), encoder, shared=isinstance(place, Server))
    except Problem:
        catalog.close()
        raise


def _vectors(folder: Path, about: Mapping[str, str], store: str | None) -> Path | Server:
    if "collection" in about:
        return Server(store or about["store"], about["collection"])
    if store:
        raise Problem(f"The index in {folder} keeps its vectors in its folder: leave --store out, or choose another.")
    return folder / VECTORS


def refusal(about: Mapping[str, str], *, model: str, folder: Path) -> Problem | None:
    """Return why an index made so cannot be used with this model by this version, or None."""
    if about.get("version") != str(VERSION):
        made = about.get("version", "unknown")
        return Problem(
            f"The index in {folder} has format {made} and this Readout reads format {VERSION}: "
            "index the articles again into another folder with --index."
        )
    if about.get("model") != model:
        return Problem(
            f"The index in {folder} was made with the embedding model {about.get('model')!r} and cannot be "
            f"searched with {model!r}: use that model, or index the articles again into another folder."
        )
    return None
