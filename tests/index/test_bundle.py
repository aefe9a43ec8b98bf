import zipfile
from pathlib import Path

import pytest

from index.bundle import pack, unpack
from index.doctor import examine
from index.embed import DEFAULT_MODEL
from index.folder import Index, open_index
from index.problem import Problem
from index.search import search
from tests.fakes import WordEncoder, indexed
from tests.index.story import news


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    (tmp_path / "one").mkdir()
    with indexed(tmp_path / "one", news()) as index:
        assert pack(index, tmp_path / "a.readout") == 3
    return tmp_path / "a.readout"


def opened(folder: Path) -> Index:
    index = open_index(folder, model=WordEncoder().name)
    return Index(index.folder, index.catalog, index.vectors, WordEncoder())


def test_a_collection_moves_with_its_addresses_and_vectors(packed: Path, tmp_path: Path) -> None:
    assert unpack(packed, tmp_path / "two", model=WordEncoder().name) == 3
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert two.catalog.fingerprints() == one.catalog.fingerprints()
        assert search(two, "harbour").hits == search(one, "harbour").hits
        assert examine(two) == ()


def test_an_index_that_is_there_is_not_overwritten(packed: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is an index"):
        unpack(packed, tmp_path / "one", model=WordEncoder().name)


def test_a_collection_of_another_model_is_refused(packed: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="embedding model"):
        unpack(packed, tmp_path / "two", model=DEFAULT_MODEL)
    assert not (tmp_path / "two").exists()


def test_a_damaged_file_is_refused_in_a_sentence(packed: Path, tmp_path: Path) -> None:
    raw = packed.read_bytes()
    for name, content in (("cut", raw[: len(raw) // 2]), ("none", b""), ("text", b"hello")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Problem, match="is no collection"):
            unpack(tmp_path / name, tmp_path / "two", model=WordEncoder().name)
    with zipfile.ZipFile(packed) as whole, zipfile.ZipFile(tmp_path / "changed", "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, whole.read(name) + (b" " if name == "names.json" else b""))
    with pytest.raises(Problem, match="is damaged"):
        unpack(tmp_path / "changed", tmp_path / "two", model=WordEncoder().name)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    with indexed(tmp_path, news()) as index, pytest.raises(Problem, match="cannot be written"):
        pack(index, tmp_path / "none" / "a.readout")
