"""What readers send to be added: looked at, read, and told about in a sentence each, file by file."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from assistant.naming import visible
from assistant.ui.choice import facts
from index.article import Article
from index.load import KINDS, Failure, Fetching, load
from index.load.address import is_address
from index.problem import Problem

FILES = 20
"""So many files may be sent at once."""
SIZE = 10_000_000
"""Bytes of a file."""
TOLD = 3
"""So many of the things that went wrong in one file are told one by one."""
# A name on a disk is no longer, and no address that a reader copies.
_LONGEST = 255
_LONGEST_STEM = 120
_LONGEST_ADDRESS = 2000
ACCEPTED = "Text, Markdown, web pages, PDF, Word, OpenDocument, RTF, EPUB, feeds, CSV, JSON lines and ZIP archives"


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing to add: an address, or a file by its reader's name for it and where it lies.

    `path` is None where the file did not come. `size` is what the page says it has, in bytes.
    """

    name: str
    path: Path | None = None
    size: int = 0
    is_address: bool = False


def sent(told: Any) -> tuple[Sent, ...]:
    """Return what the page sends to be added; what makes no sense is left out."""
    named = facts(told)
    url = named.get("address")
    if isinstance(url, str) and url.strip():
        # Nobody types the scheme.
        url = url.strip()[:_LONGEST_ADDRESS]
        return (Sent(url if is_address(url) else f"https://{url}", is_address=True),)
    files = named.get("files")
    return tuple(filter(None, (_file(one) for one in files[:1000]))) if isinstance(files, list) else ()


def _file(told: Any) -> Sent | None:
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        return None
    path, size = told.get("path"), told.get("size")
    return Sent(
        told["name"][:_LONGEST],
        Path(path) if isinstance(path, str) and path else None,
        size if isinstance(size, int) else 0,
    )


def refused(one: Sent, place: int) -> str | None:
    """Return why a file is not read, before it is: the `place`-th of those sent, from 0; None where it is read."""
    if one.is_address:
        return None
    if place >= FILES:
        return f"At most {FILES} files are read at once: add it after these."
    suffix = PurePath(one.name).suffix.lower()
    if suffix not in KINDS:
        what = f"{visible(suffix)} files are" if 1 < len(suffix) < 12 else "A file of this kind is"
        return f"{what} not read: send it as PDF, Word, a web page or plain text."
    size = one.path.stat().st_size if one.path is not None and one.path.is_file() else one.size
    if size > SIZE:
        return f"It has {size / 1_000_000:.1f} MB, and at most {SIZE // 1_000_000} MB are read: send the part you need."
    if one.path is None or not one.path.is_file():
        return "It did not arrive whole: send it again."
    return None


def read(one: Sent) -> Iterator[Article | Problem]:
    """Yield the articles in what was sent, and a Problem for each thing in it that is none; never raise.

    An address is followed where it leads on, but never to this machine or the network it stands in.
    """
    if one.is_address:
        yield from (_told(outcome, one.name) for outcome in load([one.name], fetching=Fetching(follow=True)))
        return
    assert one.path is not None
    with TemporaryDirectory(prefix="readout-") as folder:
        # The id of an article is its file's name. Moved here, nothing is left of what was sent once it is read.
        path = Path(shutil.move(one.path, Path(folder, cleaned(one.name))))
        for outcome in load([path]):
            yield _told(outcome, str(path))


def cleaned(name: str) -> str:
    """Return a file's name as a disk may hold it: one name, short, without what steers a line, and not hidden.

    >>> cleaned("../../etc/.passwd.txt"), cleaned("a\u202etxt.exe"), cleaned("...")
    ('passwd.txt', 'atxt.exe', 'article')
    """
    last = visible(re.split(r"[/\\\0]", name)[-1]).lstrip(". ") or "article"
    stem, suffix = PurePath(last).stem, PurePath(last).suffix[:12]
    return stem.encode()[:_LONGEST_STEM].decode("utf-8", "ignore").strip() + suffix


def _told(outcome: Article | Failure, place: str) -> Article | Problem:
    if isinstance(outcome, Article):
        return outcome
    reason = _for_readers(outcome.reason.replace(place, "the file"))
    within = outcome.path.removeprefix(place).strip("/")
    where = ", ".join(filter(None, [within, f"line {outcome.line}" if outcome.line else ""]))
    return Problem(f"{where}: {reason}" if where else reason)


def _for_readers(reason: str) -> str:
    """Return the sentence without the advice that only helps at a command line."""
    reason = reason.replace(": add --private if you mean it", ", and none is read from here: save the page as a file")
    return re.sub(r"\bindex (?=(?:that|the|it|its)\b)", "add ", reason)
