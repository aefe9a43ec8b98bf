"""Reads articles as they are published; the door is `load`."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from index.article import Article
from index.load import address, archive
from index.load.address import Fetching
from index.load.kind import FEEDS, WEB_PAGES, kind_of
from index.problem import Problem

__all__ = ["Failure", "Fetching", "Loaded", "load", "load_all"]

Reader = Callable[[Path, str], Iterator[tuple[int | None, Article | Problem]]]
"""Takes a file and the id for its article; yields line numbers (None: the whole file) with what was read."""

ARCHIVE = ".zip"
# The module that reads each kind; imported when the first such file comes.
_READERS = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys(WEB_PAGES, "html"),
    **dict.fromkeys(FEEDS, "feed"),
    **dict.fromkeys((".csv", ".tsv"), "table"),
    ".pdf": "pdf",
    ".docx": "word",
    ".odt": "opendocument",
    ".rtf": "rtf",
    ".epub": "epub",
}
KINDS = (*_READERS, ARCHIVE)


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read: the file, the line where one is to blame, and the reason in one sentence."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that was read, in the order of reading, and all that could not be."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]


def load(paths: Iterable[Path | str], *, fetching: Fetching = Fetching()) -> Iterator[Article | Failure]:  # noqa: B008
    """Yield the articles in files, folders, archives and at web addresses, and a Failure for each thing that is none;
    never raise.

    A folder is read with the folders in it, in sorted order, without hidden files and files of kinds that are not in
    KINDS. A file is what its content shows; one that is named itself is read as plain text where neither content nor
    suffix tell. A file reached twice is read once. A text that begins with a scheme ("https://…") is an address.

    Ids are unique among the articles yielded. A file's id is its name without the suffix, or where
    that is taken, with as many of its folders as it needs ("2026/statement"); an address's is the address without its
    scheme. JSON lines bring their ids; of two articles with one id the first is kept and the second is a Failure that
    names both places.
    """
    places: dict[str, str] = {}
    seen: set[Path] = set()
    for found in _files(paths):
        if isinstance(found, Failure):
            yield found
            continue
        if isinstance(found, str):
            yield from _told(found, _fetched(found, fetching), places)
            continue
        real = Path(os.path.realpath(found))
        if real not in seen:
            seen.add(real)
            yield from _told(_shown(found), _read(found, _free_id(found, places), places), places)


def load_all(paths: Iterable[Path | str]) -> Loaded:
    """Return everything that `load` yields, parted into articles and failures."""
    outcomes = list(load(paths))
    return Loaded(
        tuple(outcome for outcome in outcomes if isinstance(outcome, Article)),
        tuple(outcome for outcome in outcomes if isinstance(outcome, Failure)),
    )


Read = Iterator[tuple[int | str | None, Article | Problem]]
"""What was read of a file, with the line it stands on, or the name of the file in an archive."""


def _told(name: str, outcomes: Read, places: dict[str, str]) -> Iterator[Article | Failure]:
    """Yield what was read of the thing of this name; ids that are taken, and all that is raised, as Failures."""
    try:
        for where, outcome in outcomes:
            own, line = (f"{name}/{where}", None) if isinstance(where, str) else (name, where)
            if isinstance(outcome, Problem):
                yield Failure(own, line, str(outcome))
            elif outcome.id in places:
                yield Failure(own, line, _taken(outcome.id, places[outcome.id], _place(own, line)))
            else:
                places[outcome.id] = _place(own, line)
                yield outcome
    except Problem as problem:
        yield Failure(name, None, str(problem))
    except OSError as error:
        yield Failure(name, None, f"The file cannot be read ({error.strerror}): see to its permissions.")
    except (RecursionError, MemoryError):
        yield Failure(name, None, "The file is nested too deeply to be read: save it as plain text, and index that.")


def _read(path: Path, name: str, places: dict[str, str], depth: int = 0) -> Read:
    kind = kind_of(path)
    if kind != ARCHIVE:
        yield from _reader(kind)(path, name)
        return
    if depth == archive.DEEPEST:
        raise Problem("Archives in archives in archives are not opened: unpack it, and index the folder.")
    with TemporaryDirectory(prefix="readout-") as folder:
        empty = True
        for member, found in archive.members(path, Path(folder)):
            if isinstance(found, Problem):
                empty = False
                yield member, found
            elif kind_of(found) in KINDS:
                empty = False
                yield from _member(member, found, places, depth)
        if empty:
            raise Problem(f"The archive holds no articles: put files into it ({', '.join(KINDS)}).")


def _member(member: str, path: Path, places: dict[str, str], depth: int) -> Read:
    """Yield what a file in an archive holds; what is wrong with it does not end the archive."""
    name = _free_name(Path("/", member), places)
    try:
        for where, outcome in _read(path, name, places, depth + 1):
            yield f"{member}{f', line {where}' if isinstance(where, int) else f'/{where}' if where else ''}", outcome
    except Problem as problem:
        yield member, problem


def _fetched(url: str, rules: Fetching) -> Read:
    """Yield what lies at an address, each article with its address."""
    found = address.fetch(url, rules)
    with TemporaryDirectory(prefix="readout-") as folder:
        suffix = Path(urlsplit(found.url).path).suffix.lower()
        path = Path(folder, f"page{suffix if suffix in KINDS else '.html' if 'html' in found.kind else '.txt'}")
        path.write_bytes(found.raw)
        if kind_of(path) in WEB_PAGES:
            from index.load import html

            yield None, html.article(html.decoded(found.raw, found.charset), address.name_of(found.url), url=found.url)
            return
        for where, outcome in _read(path, address.name_of(found.url), {}):
            if isinstance(outcome, Article):
                outcome = replace(outcome, url=outcome.url or found.url)
            yield where, outcome


def _reader(kind: str) -> Reader:
    reader: Reader = import_module(f"index.load.{_READERS.get(kind, 'text')}").read
    return reader


def _taken(article_id: str, first: str, second: str) -> str:
    return f'The id "{article_id}" of {second} is taken by {first}, which is kept: give each article its own.'


def _free_id(path: Path, places: dict[str, str]) -> str:
    return _free_name(Path(os.path.realpath(path)), places)


def _free_name(path: Path, places: dict[str, str]) -> str:
    parts = [_printable(part) for part in path.with_suffix("").parts[1:]]
    names = ["/".join(parts[begin:]) for begin in range(len(parts) - 1, -1, -1)]
    free = next((name for name in names if name not in places), None)
    return free or _printable(path.name)


def _files(paths: Iterable[Path | str]) -> Iterator[Path | str | Failure]:
    for named in paths:
        if isinstance(named, str) and address.is_address(named):
            yield named
            continue
        path = Path(named)
        try:
            if path.is_dir():
                yield from _folder(path)
            elif path.is_file():
                yield path
            elif path.exists():
                yield Failure(_shown(path), None, "This is neither a file nor a folder: name one of them.")
            else:
                yield Failure(_shown(path), None, "There is no such file or folder: check the path.")
        except OSError as error:
            yield Failure(_shown(path), None, f"The path cannot be read ({error.strerror}): check it.")


def _folder(folder: Path) -> Iterator[Path | Failure]:
    empty = True
    errors: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and _is_read(path):
                empty = False
                yield (path if path.exists() else Failure(_shown(path), None, "The link leads nowhere: mend it."))
    for error in errors:
        reason = f"The folder cannot be read ({error.strerror}): see to its permissions."
        yield Failure(_shown(Path(error.filename)), None, reason)
    if empty and not errors:
        kinds = ", ".join(KINDS)
        yield Failure(_shown(folder), None, f"The folder holds no articles: put files into it ({kinds}).")


def _is_read(path: Path) -> bool:
    kind = path.suffix.lower()
    # XML may be anything, and what is no feed is not meant.
    return kind in KINDS and (kind != ".xml" or (path.exists() and kind_of(path) != kind))


def _shown(path: Path) -> str:
    return _printable(str(path))


def _printable(name: str) -> str:
    # A file name may hold bytes that are no text; an id with them could not be stored or printed.
    return os.fsencode(name).decode("utf-8", "replace")


def _place(name: str, line: int | None) -> str:
    return name if line is None else f"{name}, line {line}"
