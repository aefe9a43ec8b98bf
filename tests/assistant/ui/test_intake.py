"""What pages send: looked at before it is read, and told about in a sentence each; without any page."""

import re
from pathlib import Path

import pytest

from assistant.ui.articles import Arrival, State, intake, panel, rows, shelf
from assistant.ui.choice import filtering
from assistant.ui.intake import FILES, SIZE, Sent, cleaned, read, refused, sent
from assistant.ui.narrow import form, kept, told
from assistant.ui.uploads import MOST, Uploads
from index.article import Article
from index.filter import ALL, Filters
from index.problem import Problem
from tests.assistant.page import Page
from tests.assistant.ui.newsroom import HARBOUR, HOSTILE, SAID, SHIP

ALL_THREE = (HARBOUR, SHIP, HOSTILE)


def test_what_makes_no_sense_is_left_out_and_an_address_needs_no_scheme() -> None:
    assert sent(None) == sent([]) == sent({}) == sent({"files": "x", "address": " "}) == ()
    assert sent({"address": " example.org/a "}) == (Sent("https://example.org/a", is_address=True),)
    assert sent({"address": "http://example.org"})[0].name == "http://example.org"
    one, other = sent({"files": [{"name": "a.txt", "path": "/x/a.txt", "size": 3}, 7, {"name": 4}, {"name": "b.txt"}]})
    assert one == Sent("a.txt", Path("/x/a.txt"), 3)
    assert other == Sent("b.txt")


def test_too_many_too_large_of_another_kind_and_what_did_not_come_are_refused_before_they_are_read(
    tmp_path: Path,
) -> None:
    good = tmp_path / "a.txt"
    good.write_text("Some words.", "utf-8")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(SIZE + 1)
    assert refused(Sent("a.txt", good), FILES - 1) is None
    assert refused(Sent("https://example.org", is_address=True), 0) is None
    for one, place, why in (
        (Sent("a.txt", good), FILES, f"At most {FILES} files"),
        (Sent("a.txt", large, 3), 0, "10.0 MB, and at most 10 MB"),
        (Sent("a.txt", None, 30_000_000), 0, "30.0 MB"),
        (Sent("a.exe", good), 0, r"\.exe files are not read"),
        (Sent("a", good), 0, "A file of this kind"),
        (Sent("a.txt"), 0, "did not arrive whole"),
        (Sent("a.txt", tmp_path), 0, "did not arrive whole"),
    ):
        sentence = refused(one, place)
        assert sentence is not None
        assert re.search(why, sentence)


def test_a_file_is_read_under_its_reader_s_name_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    path = tmp_path / "8a7f.txt"
    path.write_text("Ferry returns\n\nThe ferry will sail again in spring, the port said.\n", "utf-8")
    (article,) = read(Sent("../Ferry returns.txt", path))
    assert isinstance(article, Article)
    assert (article.id, article.title) == ("Ferry returns", "Ferry returns")
    assert list(tmp_path.iterdir()) == []


def test_what_went_wrong_in_a_file_names_neither_the_server_s_folders_nor_its_command_line(tmp_path: Path) -> None:
    for name, raw in {
        "a.pdf": b"%PDF-1.4 nothing",
        "b.docx": b"PK\x03\x04 nothing",
        "c.txt": b"",
        "d.txt": b"\x7fELF\x02\x01\x01" + bytes(200),
        "e.jsonl": b'{"id": "x"}\n{"id": "y", "body": "Some words here."}\nno json\n',
        "f.zip": b"PK\x03\x04 nothing",
        "g.html": b"<html><body></body></html>",
        "h.csv": b"a,b\n1,2\n",
    }.items():
        path = tmp_path / name
        path.write_bytes(raw)
        outcomes = [outcome for outcome in read(Sent(name, path)) if isinstance(outcome, Problem)]
        assert outcomes, name
        for outcome in map(str, outcomes):
            assert str(tmp_path) not in outcome
            assert "/tmp" not in outcome
            assert " index " not in outcome, outcome
            assert "--" not in outcome
            assert outcome.endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_of_json_lines_the_good_are_read_and_the_others_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"id": "x"}\n{"id": "y", "body": "Some words here."}\n')
    problem, article = read(Sent("x.jsonl", path))
    assert str(problem).startswith("line 1: ")
    assert isinstance(article, Article)
    assert article.id == "y"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/a", "http://localhost/a", "http://[::1]/", "http://10.0.0.1/a"]
)
def test_no_reader_reaches_this_machine_or_its_network_through_the_server(address: str) -> None:
    (problem,) = read(Sent(address, is_address=True))
    assert "inside a network, and none is read from here" in str(problem)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "gopher://x", "http://"])
def test_only_the_web_is_read(address: str) -> None:
    (problem,) = read(Sent(address, is_address=True))
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("a/b\\c.txt", "c.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("...", "article"),
        ("<script>.txt", "<script>.txt"),
        ("x" * 300 + ".txt", "x" * 120 + ".txt"),
        ("é" * 300 + ".pdf", "é" * 60 + ".pdf"),
        ("a\0b.txt", "b.txt"),
        ("new\nline.txt", "new line.txt"),
    ],
)
def test_a_name_is_made_fit_for_a_disk(name: str, clean: str) -> None:
    assert cleaned(name) == clean


def test_only_what_was_sent_is_held_and_it_is_forgotten_with_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "digest"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text("x", "utf-8")
    paths = {str(path)}
    uploads = Uploads(paths)
    assert uploads.holds(path)
    assert not uploads.holds(Path("/etc/passwd"))
    assert not uploads.is_full()
    uploads.forget(path)
    assert paths == set()
    assert list(tmp_path.iterdir()) == []
    for number in range(MOST):
        (tmp_path / str(number)).touch()
        paths.add(str(tmp_path / str(number)))
    assert uploads.is_full()


def test_the_table_tells_title_source_date_paragraphs_and_speakers() -> None:
    page = Page(shelf(rows([HARBOUR, HOSTILE], SAID), rows([SHIP], SAID)))
    text = " ".join(page.text.split())
    assert "Norland leases second ferryAdded by you Tom Reed, SudriaCoast Post16 Jan 20263 paragraphs2 speakers" in text
    assert "3, 1 added by you" in text
    removable = [told["data-article"] for tag, told in page.elements if told.get("data-do") == "remove"]
    assert removable == ["ship"]
    assert not {tag for tag, _ in page.elements} & {"script", "img", "svg"}
    assert "holds no article" in Page(shelf(())).text


def test_the_limits_are_told_before_anything_is_sent() -> None:
    text = Page(panel()).text
    assert f"Up to {FILES} files at once of 10 MB each; 100 articles in all" in text
    assert "PDF" in text


def test_what_came_of_each_is_summed_up() -> None:
    arrivals = [Arrival("a", State.DONE, ("x",)), Arrival("b", State.FAILED, ("<b>no</b>",)), Arrival("c", State.PART)]
    assert "2 added, 1 not" in Page(intake(arrivals, is_over=True)).text
    assert "Reading 3 of 4" in Page(intake([*arrivals[:2], Arrival("c", State.NOW), Arrival("d")], is_over=False)).text
    assert "<b>no</b>" in Page(intake(arrivals, is_over=True)).text
    assert Page(intake([Arrival("a", State.DONE)], is_over=True)).text.startswith("Added")


def test_what_is_no_filter_narrows_nothing() -> None:
    wrong = {"articles": "harbour", "sources": {"a": 1}, "since": "soon", "until": 7}
    assert filtering(None) == filtering(3) == filtering([]) == filtering(wrong) == ALL
    assert filtering({"articles": ["a", 3], "sources": [], "since": "2026-01", "until": "2026-01"}) == Filters(
        articles=("a",), since="2026-01-01", until="2026-01-31"
    )


def test_what_the_filters_leave_is_what_a_search_would_leave() -> None:
    for filters, ids in (
        (Filters(sources=("AMBER HERALD",)), ["harbour"]),
        (Filters(since="2026-01-16"), ["ship", "hostile"]),
        (Filters(until="2026-01-16"), ["harbour", "ship"]),
        (Filters(articles=("ship", "gone"), since="2026-01-15"), ["ship"]),
    ):
        assert kept(ALL_THREE, filters) == ids


def test_the_filter_is_told_in_words() -> None:
    known = {article.id: article for article in ALL_THREE}
    assert told(ALL, known.__getitem__) == ""
    assert (
        told(Filters(articles=("ship",)), known.__getitem__) == "Norland leases second ferry · Coast Post · 16 Jan 2026"
    )
    assert (
        told(Filters(articles=("ship", "harbour", "gone")), known.__getitem__)
        == "Coast Post, 16 Jan, Amber Herald, 14 Jan"
    )
    days = Filters(sources=("A", "B", "C", "D"), since="2026-01-14", until="2026-01-16")
    assert told(days, known.__getitem__) == "A, B, C, 1 more source · 14 Jan 2026 to 16 Jan 2026"
    assert told(Filters(until="2026-01-16"), known.__getitem__) == "until 16 Jan 2026"
    page = Page(form(ALL_THREE))
    assert [t["value"] for tag, t in page.elements if t.get("name") == "articles"] == ["harbour", "ship", "hostile"]
    assert not {tag for tag, _ in page.elements} & {"script", "img", "svg"}
