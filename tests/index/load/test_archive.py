import io
import zipfile
from pathlib import Path

import pytest

from index.load import load_all
from tests.data import CORPUS
from tests.data.pages import STORY, TITLE

TEXT = "\n\n".join((TITLE, *STORY))


def packed(path: Path, **files: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name.replace("_DOT_", ".").replace("_IN_", "/"), text)
    return path


def test_an_archive_of_everything_gives_what_its_files_give(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as package:
        for file in CORPUS:
            file.write(inside / file.name)
            package.write(inside / file.name, f"news/{file.name}")
    one, other = load_all([tmp_path / "all.zip"]), load_all([inside])
    assert one.failures == ()
    assert {a.paragraphs for a in one.articles} == {a.paragraphs for a in other.articles}


def test_archives_in_archives_are_opened_and_hidden_files_passed_over(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", b_DOT_txt=TEXT + "\n\nAnd more.").read_bytes()
    outer = packed(
        tmp_path / "outer.zip",
        a_DOT_txt=TEXT,
        inner_DOT_zip=inner,
        _DOT_hidden_DOT_txt=TEXT,
        __MACOSX_IN_a_DOT_txt=TEXT,
    )
    loaded = load_all([outer])
    assert ([a.id for a in loaded.articles], loaded.failures) == (["a", "b"], ())


def test_a_file_that_fails_is_told_by_its_name_and_the_rest_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "mixed.zip", a_DOT_txt=TEXT, b_DOT_pdf=b"%PDF-1.4 broken", c_DOT_jsonl='{"id": 1}')
    loaded = load_all([path])
    assert [a.id for a in loaded.articles] == ["a"]
    assert [f.path.partition("mixed.zip/")[2] for f in loaded.failures] == ["b.pdf", "c.jsonl, line 1"]


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "C:\\out.txt", "a/../../out.txt"])
def test_names_that_lead_out_of_an_archive_are_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "trick.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(zipfile.ZipInfo(name), TEXT)
    (failure,) = load_all([path]).failures
    assert "leads out of the archive" in failure.reason
    assert not list(tmp_path.parent.rglob("out.txt"))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    loaded = load_all([packed(tmp_path / "bomb.zip", a_DOT_txt=b"0" * 50_000_000, b_DOT_txt=TEXT)])
    assert [a.id for a in loaded.articles] == ["b"]
    assert "unpacks to far more" in loaded.failures[0].reason


def test_a_nest_of_archives_ends(tmp_path: Path) -> None:
    raw = packed(tmp_path / "0.zip", a_DOT_txt=TEXT).read_bytes()
    for depth in range(1, 4):
        raw = packed(tmp_path / f"{depth}.zip", **{f"{depth - 1}_DOT_zip": raw}).read_bytes()
    loaded = load_all([tmp_path / "3.zip"])
    assert loaded.articles == ()
    assert "Archives in archives in archives" in loaded.failures[0].reason


def test_an_archive_without_articles_and_a_broken_one_are_told(tmp_path: Path) -> None:
    assert "no articles" in load_all([packed(tmp_path / "e.zip", a_DOT_png=b"\x89PNG")]).failures[0].reason
    whole = io.BytesIO(packed(tmp_path / "b.zip", a_DOT_txt=TEXT).read_bytes()).read()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert "is broken" in load_all([tmp_path / "cut.zip"]).failures[0].reason
