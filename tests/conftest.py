"""What all tests share: nothing is fetched, and the sample articles are indexed once."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

# Read by libraries when they are imported, so before the tests import them.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# What a machine's user measured before decides nothing here.
os.environ["READOUT_CACHE"] = tempfile.mkdtemp(prefix="readout-tests-")

ARTICLES = Path(__file__).parent.parent / "index" / "articles"


class Ran(NamedTuple):
    """What a run of the command line came to."""

    code: int
    out: str
    err: str


Readout = Callable[..., Ran]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of a served model last: they wait for it to be compiled."""
    items.sort(key=lambda item: item.get_closest_marker("served") is not None)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the sample articles; not to be written to."""
    from assistant.shelve import shelve

    folder = tmp_path_factory.mktemp("samples") / "index"
    complaints: list[str] = []
    shelve([str(ARTICLES)], [], folder, tell=complaints.append)
    assert complaints == []
    return folder


@pytest.fixture
def readout(capsys: pytest.CaptureFixture[str]) -> Readout:
    """Runs the command line in this process, so that the model is loaded once for all tests."""
    from assistant.cli import run

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return ran
