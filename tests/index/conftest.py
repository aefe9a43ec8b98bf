from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.embed import Encoder
from index.folder import Index, open_or_create
from tests.index.story import news


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Index]:
    with open_or_create(tmp_path / "index") as index:
        yield index


@pytest.fixture(scope="session")
def newsstand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Three short stories, indexed; not to be written to."""
    with open_or_create(tmp_path_factory.mktemp("newsstand")) as index:
        build(index, news())
        yield index
