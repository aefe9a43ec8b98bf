"""Reads articles as they are published; the door is `load`."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.load import jsonl, markdown, text
from index.problem import Problem

__all__ = ["Failure", "Loaded", "load", "load_all"]

Reader = Callable[[Path, str], Iterator[tuple[int | None, Article | Problem]]]
"""Takes a file and the id for its article; yields line numbers (None: the whole file) with what was read."""

_READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
}


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


def load(paths: Iterable[Path]) -> Iterator[Article | Failure]:
    """Yield the articles in files and folders, and a Failure for each thing that is none; never raise.

    A folder is read with the folders in it, in sorted order, without hidden files and files of other kinds
    than .txt, .text, .md, .markdown, .jsonl and .ndjson. A file that is named itself is read as plain text
    where its suffix is another. A file reached twice is read once.

    Ids are unique among the articles yielded. A text's id is its file's name without the suffix, or where
    that is taken, with as many of its folders as it needs ("2026/statement"). JSON lines bring their ids; of
    two articles with one id the first is kept and the second is a Failure that names both places.
    """
    places: dict[str, str] = {}
    seen: set[Path] = set()
    for found in _files(paths):
        if isinstance(found, Failure):
            yield found
            continue
        real = Path(os.path.realpath(found))
        if real not in seen:
            seen.add(real)
            yield from _read(found, places)


def load_all(paths: Iterable[Path]) -> Loaded:
    """Return everything that `load` yields, parted into articles and failures."""
    outcomes = list(load(paths))
    return Loaded(
        tuple(outcome for outcome in outcomes if isinstance(outcome, Article)),
        tuple(outcome for outcome in outcomes if isinstance(outcome, Failure)),
    )


def _read(path: Path, places: dict[str, str]) -> Iterator[Article | Failure]:
    reader = _READERS.get(path.suffix.lower(), text.read)
    name = _shown(path)
    try:
        for line, outcome in reader(path, _free_id(path, places)):
            place = _place(name, line)
            if isinstance(outcome, Problem):
                yield Failure(name, line, str(outcome))
            elif outcome.id in places:
                yield Failure(name, line, _taken(outcome.id, places[outcome.id], place))
            else:
                places[outcome.id] = place
                yield outcome
    except Problem as problem:
        yield Failure(name, None, str(problem))
    except OSError as error:
        yield Failure(name, None, f"The file cannot be read ({error.strerror}): see to its permissions.")


def _taken(article_id: str, first: str, second: str) -> str:
    return f'The id "{article_id}" of {second} is taken by {first}, which is kept: give each article its own.'


def _free_id(path: Path, places: dict[str, str]) -> str:
    parts = [_printable(part) for part in Path(os.path.realpath(path)).with_suffix("").parts[1:]]
    names = ["/".join(parts[begin:]) for begin in range(len(parts) - 1, -1, -1)]
    free = next((name for name in names if name not in places), None)
    return free or _printable(path.name)


def _files(paths: Iterable[Path]) -> Iterator[Path | Failure]:
    for path in paths:
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
            if not name.startswith(".") and path.suffix.lower() in _READERS:
                empty = False
                yield (path if path.exists() else Failure(_shown(path), None, "The link leads nowhere: mend it."))
    for error in errors:
        reason = f"The folder cannot be read ({error.strerror}): see to its permissions."
        yield Failure(_shown(Path(error.filename)), None, reason)
    if empty and not errors:
        kinds = ", ".join(_READERS)
        yield Failure(_shown(folder), None, f"The folder holds no articles: put files into it ({kinds}).")


def _shown(path: Path) -> str:
    return _printable(str(path))


def _printable(name: str) -> str:
    # A file name may hold bytes that are no text; an id with them could not be stored or printed.
    return os.fsencode(name).decode("utf-8", "replace")


def _place(name: str, line: int | None) -> str:
    return name if line is None else f"{name}, line {line}"
