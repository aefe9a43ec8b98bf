"""Documents that are ZIP files of XML: opened with bounds, so that none unpacks to more than it should."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.problem import Problem

LARGEST = 64_000_000
"""Bytes that one part of a document may unpack to: beyond it lie bombs and scans, not articles."""


@contextmanager
def opened(path: Path, what: str) -> Iterator[zipfile.ZipFile]:
    """Open a document; raise Problem where it is broken or locked, OSError where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, KeyError) as error:
        raise Problem(f"{what} is broken: open it, and save it again.") from error
    except RuntimeError as error:
        raise Problem(f"{what} is locked with a password: unlock it, and index the copy.") from error


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return one part of a document; raise Problem where it is too large, KeyError where there is none."""
    import zlib

    try:
        with package.open(name) as stream:
            found = stream.read(LARGEST + 1)
    except zlib.error as error:
        raise zipfile.BadZipFile(str(error)) from error
    if len(found) > LARGEST:
        raise Problem(f"The part {name} unpacks to more than {LARGEST // 1_000_000} MB: it is no article.")
    return found


def element(raw: bytes, what: str) -> Any:
    """Return the root of an XML part, without entities and without the network; raise Problem where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise Problem(f"{what} is broken: open it, and save it again.") from error
    if root is None:
        raise Problem(f"{what} is broken: open it, and save it again.")
    return root
