"""A collection in one file: moved to another machine with its addresses and its vectors."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index.catalog import Catalog
from index.folder import CATALOG, VECTORS, Index, refusal
from index.problem import Problem
from index.store import VectorStore

ABOUT, NAMES, VALUES = "about.json", "names.json", "vectors.npy"


def pack(index: Index, path: Path) -> int:
    """Write an index into one file; return the number of its articles. Raise Problem where it cannot be written.

    The file is a ZIP archive of the catalog, the vectors (float32, rows in the order of their names), and about.json
    with how the index was made and a digest of each part.
    """
    names = sorted(index.catalog.vectors())
    vectors = index.vectors.vectors(names)
    unfinished = path.with_name(path.name + ".part")
    try:
        with TemporaryDirectory(prefix="readout-") as folder:
            parts = {CATALOG: Path(folder, CATALOG), NAMES: Path(folder, NAMES), VALUES: Path(folder, VALUES)}
            index.catalog.copy(parts[CATALOG])
            parts[NAMES].write_text(json.dumps(names), "utf-8")
            np.save(parts[VALUES], vectors)
            about = {"made": index.catalog.about(), "digests": {name: _digest(part) for name, part in parts.items()}}
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as package:
                package.writestr(ABOUT, json.dumps(about, indent=1))
                for name, part in parts.items():
                    package.write(part, name)
        # Whole or not at all: a file of this name is a collection.
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Problem(f"The collection cannot be written to {path} ({error.strerror}): choose another file.") from error
    return len(index.catalog.fingerprints())


def unpack(path: Path, folder: Path, *, model: str) -> int:
    """Make the index in `folder` from a file that `pack` wrote; return the number of its articles.

    Nothing is embedded again. Raise Problem where the file is damaged, of another version or model, or where there is
    an index already.
    """
    if (folder / CATALOG).exists():
        raise Problem(f"There is an index in {folder} already: choose another folder with --index.")
    with TemporaryDirectory(prefix="readout-") as place:
        parts = _parts(path, Path(place), model)
        names, vectors = json.loads(parts[NAMES].read_text("utf-8")), np.load(parts[VALUES], allow_pickle=False)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / VECTORS).mkdir(exist_ok=True)
        store = VectorStore(folder / VECTORS)
        try:
            store.add(names, vectors)
        finally:
            store.close()
        # The catalog comes last: a folder without it is no index, whatever else was left by a kill.
        made = folder / (CATALOG + ".new")
        shutil.copyfile(parts[CATALOG], made)
        made.replace(folder / CATALOG)
    catalog = Catalog(folder / CATALOG)
    try:
        return len(catalog.fingerprints())
    finally:
        catalog.close()


def _parts(path: Path, place: Path, model: str) -> dict[str, Path]:
    """Unpack a collection's parts, each what its digest says."""
    try:
        with zipfile.ZipFile(path) as package:
            about: Any = json.loads(package.read(ABOUT))
            digests = {name: about["digests"][name] for name in (CATALOG, NAMES, VALUES)}
            problem = refusal(about["made"], model=model, folder=path)
            if problem is not None:
                raise problem
            parts = {name: Path(package.extract(name, place)) for name in digests}
    except FileNotFoundError as error:
        raise Problem(f"There is no file {path}: check the path.") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, NotImplementedError) as error:
        raise Problem(
            f"{path} is no collection that `readout export` wrote, or it is damaged: write it again."
        ) from error
    if any(_digest(part) != digests[name] for name, part in parts.items()):
        raise Problem(f"{path} is damaged: write it again with `readout export`.")
    return parts


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
