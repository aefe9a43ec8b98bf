"""ZIP archives: their files one by one, in a folder of their own, with bounds and without tricks."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from index.load.package import opened
from index.problem import Problem

MOST = 10_000
"""Files in an archive."""
LARGEST = 500_000_000
"""Bytes that all files of an archive may unpack to."""
RATIO = 200
"""How many times a file of a megabyte or more may grow when it is unpacked: text grows up to twenty times."""
DEEPEST = 2
"""Archives in archives."""


def members(path: Path, folder: Path) -> Iterator[tuple[str, Path | Problem]]:
    """Yield the name of each file of an archive, in sorted order, and where in `folder` it was unpacked, or the Problem
    with it. Each is removed when the next is asked for. Raise Problem where the archive is none, OSError unread.
    """
    with opened(path, "The archive") as package:
        files = sorted((one for one in package.infolist() if not one.is_dir()), key=lambda one: one.filename)
        if len(files) > MOST:
            raise Problem(f"The archive holds {len(files):,} files and at most {MOST:,} are read: part it.")
        left = LARGEST
        for number, file in enumerate(files):
            if _is_passed_over(file.filename):
                continue
            problem = _trick(file, left)
            if problem:
                yield file.filename, Problem(problem)
                continue
            # Nothing of the archive's own names touches the disk but the suffix.
            place = folder / f"{number}{PurePosixPath(file.filename).suffix[:12]}"
            try:
                left -= _unpacked(package, file, place)
                yield file.filename, place
            except Problem as told:
                yield file.filename, told
            finally:
                place.unlink(missing_ok=True)


def _is_passed_over(name: str) -> bool:
    # Hidden files, and what one system's archiver adds beside each file.
    return any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in name.split("/"))


def _trick(file: zipfile.ZipInfo, left: int) -> str | None:
    """Return why a file of an archive is not unpacked, or None."""
    path = PurePosixPath(file.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "Its name leads out of the archive: it is left out."
    if (file.external_attr >> 16) & 0o170000 == 0o120000:
        return "It is a link, not a file: it is left out."
    if file.flag_bits & 1:
        return "It is locked with a password: unlock the archive, and index the copy."
    grows = file.file_size > 1_000_000 and file.file_size > RATIO * max(1, file.compress_size)
    if grows or file.file_size > left:
        return "It unpacks to far more than an article can hold: it is left out."
    return None


def _unpacked(package: zipfile.ZipFile, file: zipfile.ZipInfo, place: Path) -> int:
    """Unpack a file, never beyond the size that the archive gives for it."""
    import zlib

    try:
        with package.open(file) as source, place.open("wb") as target:
            shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Problem(f"It is broken in the archive ({error}): pack it again.") from error
    return place.stat().st_size
