"""The collections questions are asked of, each indexed once and kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.shelve import ledger
from index.build import build, no_ledger
from index.folder import Index, open_or_create
from index.load import load_all
from index.problem import Problem

# Not committed: public sets with licences of their own, beside the repository where a developer has them.
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
SAMPLES = Path(__file__).parent.parent / "index" / "articles"
CACHE = Path(".cache") / "eval"

SOURCES = {
    "readouts": SAMPLES,
    "newsroom": Path(__file__).parent / "sets" / "newsroom" / "articles",
    "xquad": SHARED / "xquad" / "articles.jsonl",
    "clapnq": SHARED / "clapnq" / "articles.jsonl",
}


def questions_of(name: str) -> Path:
    """Return where the questions about a collection are."""
    if name in {"xquad", "clapnq"}:
        return SHARED / name / "questions.jsonl"
    return Path(__file__).parent / "sets" / f"{name}.jsonl"


@contextmanager
def collection(name: str, *, with_ledger: bool = True) -> Iterator[Index]:
    """Open the index of a collection by name, brought up to date first; raise Problem where it is missing."""
    source = SOURCES[name]
    if not source.exists():
        raise Problem(f"The collection {name} is not here: its articles are looked for beside the repository.")
    loaded = load_all([source])
    if loaded.failures:
        raise Problem(f"The collection {name} cannot be read: {loaded.failures[0]}")
    with open_or_create(CACHE / name) as index:
        build(index, loaded.articles, ledger=ledger if with_ledger else no_ledger)
        yield index
