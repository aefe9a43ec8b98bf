"""An index: a folder that holds a catalog and its vectors, opened with the model that made it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from index.catalog import VERSION, Catalog
from index.embed import DEFAULT_MODEL, Encoder
from index.problem import Problem
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
    vectors: VectorStore
    encoder: Encoder

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
        lock = FileLock(folder / LOCK)
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


def open_index(folder: Path, *, model: str = DEFAULT_MODEL) -> Index:
    """Open an index for asking; raise Problem where there is none or it was made otherwise."""
    if not (folder / CATALOG).is_file():
        raise Problem(f"There is no index in {folder}: make one with `readout index PATH --index {folder}`.")
    return _opened(folder, model)


def open_or_create(folder: Path, *, model: str = DEFAULT_MODEL) -> Index:
    """Open an index for adding articles, made empty where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / VECTORS).mkdir(exist_ok=True)
        if not (folder / CATALOG).exists():
            _create(folder, model)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return _opened(folder, model)


def _create(folder: Path, model: str) -> None:
    # Made beside and moved into place, so that a folder never holds half a catalog.
    made = folder / (CATALOG + ".new")
    made.unlink(missing_ok=True)
    catalog = Catalog(made)
    catalog.create({"version": str(VERSION), "model": model, "dimensions": str(Encoder(model).dimensions)})
    catalog.close()
    made.replace(folder / CATALOG)


def _opened(folder: Path, model: str) -> Index:
    try:
        catalog = Catalog(folder / CATALOG)
    except sqlite3.DatabaseError as error:
        raise Problem(
            f"The index in {folder} cannot be opened ({error}): see to its permissions, or index the "
            "articles again into another folder with --index."
        ) from error
    problem = refusal(catalog.about(), model=model, folder=folder)
    if problem is not None:
        catalog.close()
        raise problem
    return Index(folder, catalog, VectorStore(folder / VECTORS), Encoder(model))


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
