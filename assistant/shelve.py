"""`readout index`: from paths to an index, told as it goes."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

from index.article import Article
from index.backend import Backend
from index.build import Progress, Summary, build, remove
from index.embed import DEFAULT_MODEL
from index.folder import Index, open_index, writing
from index.ledger import ledgers
from index.load import Failure, Fetching, load
from index.load.address import is_address
from index.problem import Problem
from index.quickest import settle
from index.statement import Statement

# A thick book. An article is embedded and parsed at one go, and what is longer than this is a mistake:
# an archive in one file, a dump.
LONGEST = 1_000_000
# From so many articles on it pays to measure what runs the model quickest.
WORTH = 256

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sharing:
    """How indexing is shared: the server that keeps the vectors, which part of how many of a list is done, by what."""

    store: str | None = None
    part: tuple[int, int] | None = None
    backend: Backend = "auto"

    def holds(self, article: Article) -> bool:
        """Say whether an article is of this part; each is of one."""
        if self.part is None:
            return True
        which, of = self.part
        return int.from_bytes(blake2b(article.id.encode("utf-8", "replace"), digest_size=8).digest()) % of == which - 1


def shelve(
    paths: Sequence[str],
    unwanted: Sequence[str],
    folder: Path,
    *,
    tell: Tell,
    fetching: Fetching = Fetching(),  # noqa: B008
    sharing: Sharing = Sharing(),
) -> int:
    """Remove the unwanted, index the rest, print what was done; return 1 where anything failed, else 0.

    No index is made where there is nothing to put into it.
    """
    failures: list[str] = []

    def fail(sentence: str) -> None:
        failures.append(sentence)
        tell(sentence)

    articles = filter(sharing.holds, _articles(paths, fail, fetching))
    first = list(islice(articles, WORTH if sharing.backend == "auto" else 1))
    if not first and not unwanted:
        # A part of a list may be empty, and that is no failure.
        return 1 if failures or sharing.part is None else 0
    if len(first) == WORTH:
        settle(DEFAULT_MODEL, telling=tell)
    if not first:
        # Where there is no index there is nothing to remove, and none is made.
        open_index(folder).close()

    def waiting() -> None:
        tell(f"Another process writes to {folder}: waiting for it to end.")

    with writing(folder, store=sharing.store, backend=sharing.backend, waiting=waiting) as index:
        removed = _removed(index, unwanted, fail)
        done = Summary()
        if first:
            with _progress(paths) as progress:
                done = build(index, chain(first, articles), ledger=ledger, progress=progress)
    print(
        f"{folder}: {done.added} added, {done.changed} changed, {done.unchanged} unchanged, "
        f"{done.duplicate} duplicate, {removed} removed, {len(failures)} failed"
    )
    return 1 if failures else 0


def follow(paths: Sequence[str], folder: Path, *, tell: Tell, sharing: Sharing = Sharing()) -> int:
    """Index these folders again whenever something in them changes, until Ctrl-C; return 0.

    A file that is still being written is waited for. What is taken out of a folder stays in the index.
    """
    from watchfiles import watch

    folders = [Path(path) for path in paths if not is_address(path) and Path(path).is_dir()]
    if not folders:
        raise Problem("There is no folder to watch: name one beside --watch.")
    tell(f"watching {', '.join(map(str, folders))}: Ctrl-C ends it")
    # Told of once nothing has changed for a second: whoever writes has then come to an end.
    for _ in watch(*folders, debounce=60_000, step=1_000, raise_interrupt=False):
        shelve([str(one) for one in folders], (), folder, tell=tell, sharing=sharing)
    return 0


def _articles(paths: Sequence[str], fail: Tell, fetching: Fetching) -> Iterator[Article]:
    for outcome in load(paths, fetching=fetching):
        if isinstance(outcome, Failure):
            fail(str(outcome))
        elif (size := _size(outcome)) > LONGEST:
            fail(
                f"{outcome.id}: The article has {size:,} characters and at most {LONGEST:,} are indexed: "
                "put each article into a file, or on a line, of its own."
            )
        else:
            yield outcome


def _size(article: Article) -> int:
    """Return how many characters there are to index: repeated paragraphs are indexed once."""
    return sum(len(paragraph.text) for paragraph in article.paragraphs if paragraph.repeats is None)


def ledger(articles: Sequence[Article]) -> list[tuple[Statement, ...]]:
    """Return the statements of each article."""
    return [statements for _, statements in ledgers(articles)]


def _removed(index: Index, unwanted: Sequence[str], fail: Tell) -> int:
    known = index.catalog.fingerprints(copies=True)
    wanted = list(dict.fromkeys(unwanted))
    for article_id in wanted:
        if article_id not in known:
            fail(f"There is no article {article_id!r} in {index.folder} to remove: check the id.")
    there = [article_id for article_id in wanted if article_id in known]
    remove(index, there)
    return len(there)


@contextmanager
def _progress(paths: Sequence[str]) -> Iterator[Progress]:
    """Show articles done, their rate and the time left, on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    # Reading takes a hundredth of the time that indexing takes, so it is done twice to know the time left; what is
    # fetched is not fetched twice.
    total = None if any(map(is_address, paths)) else sum(isinstance(outcome, Article) for outcome in load(paths))
    columns = (
        SpinnerColumn(), TextColumn("Indexing"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    began, done = time.monotonic(), 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")

        def progress(count: int) -> None:
            nonlocal done
            done += count
            bar.update(task, advance=count, rate=f"{done / (time.monotonic() - began):.1f}/s")

        yield progress
