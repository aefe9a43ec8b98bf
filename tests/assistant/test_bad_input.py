"""Bad input through the command line: one sentence each, the right exit code, and nothing lost."""

import json
import random
import sqlite3
import time
from pathlib import Path

import pytest

from tests.conftest import Ran, Readout

STORY = "The harbour froze on Monday.\n\nThe mayor said that the ferry would sail on Friday.\n"
LINE = json.dumps({"id": "good", "paragraphs": ["The ferry sails on Friday.", "The mayor said so."]})
QUESTION = "When does the ferry sail?"


def told(ran: Ran, *words: str) -> None:
    """The run failed, and said so in one sentence that holds these words."""
    assert ran.code == 1
    assert ran.err.startswith("readout: ")
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err


@pytest.fixture
def index(readout: Readout, tmp_path: Path) -> Path:
    """An index that holds one article."""
    (tmp_path / "story.txt").write_text(STORY)
    assert readout("index", tmp_path / "story.txt", "--index", tmp_path / "index").code == 0
    return tmp_path / "index"


def test_an_empty_file_is_told_and_the_rest_is_indexed(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "story.txt").write_text(STORY)
    ran = readout("index", tmp_path, "--index", tmp_path / "index")
    told(ran, "empty.txt", "The file is empty")
    assert "1 added, 0 changed, 0 unchanged, 0 duplicate, 0 removed, 1 failed" in ran.out
    assert "Friday" in readout("search", QUESTION, "--index", tmp_path / "index").out


def test_a_binary_file_is_told_and_the_rest_is_indexed(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "story.txt").write_text(STORY)
    ran = readout("index", tmp_path, "--index", tmp_path / "index")
    told(ran, "photo.txt", "The file is binary")
    assert "1 added" in ran.out


def test_a_missing_path_is_told_and_makes_no_index(readout: Readout, tmp_path: Path) -> None:
    ran = readout("index", tmp_path / "nowhere", "--index", tmp_path / "index")
    told(ran, "nowhere", "There is no such file or folder")
    assert not (tmp_path / "index").exists()


def test_a_folder_without_articles_is_told(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    told(readout("index", tmp_path / "folder", "--index", tmp_path / "index"), "holds no articles")


def test_a_broken_line_is_told_by_number_and_the_rest_is_indexed(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(LINE + '\n{"id": "bad", \n' + LINE.replace("good", "better") + "\n")
    ran = readout("index", tmp_path / "news.jsonl", "--index", tmp_path / "index")
    told(ran, "news.jsonl, line 2: This is not JSON")
    assert "2 added" in ran.out


def test_of_two_articles_with_one_id_the_first_is_kept(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(LINE + "\n" + LINE.replace("Friday", "Sunday") + "\n")
    ran = readout("index", tmp_path / "news.jsonl", "--index", tmp_path / "index")
    told(ran, 'The id "good"', "line 2", "line 1")
    found = readout("search", QUESTION, "--index", tmp_path / "index").out
    assert "Friday" in found
    assert "Sunday" not in found


@pytest.mark.parametrize("question", ["", "   ", "\x00\x1b\n", "?!"])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_empty_question_is_told(readout: Readout, samples: Path, command: str, question: str) -> None:
    ran = readout(command, question, "--json", "--index", samples)
    told(ran, "The question is empty")
    assert ran.out == ""


def test_a_question_of_twenty_thousand_characters_is_told(readout: Readout, samples: Path) -> None:
    told(readout("ask", "why " * 5000, "--index", samples), "19,999 characters")


def test_control_characters_in_a_question_change_nothing(readout: Readout, samples: Path) -> None:
    plain = readout("search", "Who is Koizumi?", "--json", "--index", samples)
    odd = readout("search", "Who\x00\x1b is\u202e\x07 Koizumi?\udc80", "--json", "--index", samples)
    assert odd.code == 0
    assert json.loads(odd.out)["hits"] == json.loads(plain.out)["hits"]
    assert "\x1b" not in odd.out


def test_control_characters_in_an_article_never_reach_the_terminal(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY.replace("ferry", "\x1b[31mferry\x07"))
    assert readout("index", tmp_path, "--index", tmp_path / "index").code == 0
    ran = readout("ask", QUESTION, "--index", tmp_path / "index")
    assert ran.code == 0
    assert "Friday" in ran.out
    assert not {"\x1b", "\x07"} & set(ran.out)


def test_a_huge_text_is_told_and_the_rest_is_indexed(readout: Readout, tmp_path: Path) -> None:
    made = random.Random(0)
    words = STORY.split()
    (tmp_path / "huge.txt").write_text("\n\n".join(" ".join(made.choices(words, k=60)) + "." for _ in range(15_000)))
    (tmp_path / "story.txt").write_text(STORY)
    ran = readout("index", tmp_path, "--index", tmp_path / "index")
    told(ran, "huge", "characters and at most 1,000,000 are indexed")
    assert "1 added" in ran.out


def test_an_index_that_cannot_be_written_is_told(readout: Readout, tmp_path: Path) -> None:
    # Even the superuser cannot make a folder below a file.
    (tmp_path / "story.txt").write_text(STORY)
    below = tmp_path / "story.txt" / "index"
    told(readout("index", tmp_path / "story.txt", "--index", below), "cannot be written", "--index")
    assert (tmp_path / "story.txt").read_text() == STORY


def test_a_missing_index_is_told(readout: Readout, tmp_path: Path) -> None:
    for command in (["ask", QUESTION], ["search", QUESTION], ["chat"], ["index", "--remove", "x"]):
        told(readout(*command, "--index", tmp_path / "none"), "There is no index in", "readout index")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [("version", "0", "has format 0"), ("model", "acme/vectors", "embedding model 'acme/vectors'")],
)
def test_an_index_made_otherwise_is_refused_and_left_as_it_is(
    readout: Readout, index: Path, key: str, value: str, sentence: str
) -> None:
    def put(new: str) -> str:
        catalog = sqlite3.connect(index / "catalog.sqlite")
        (old,) = catalog.execute("select value from about where key = ?", (key,)).fetchone()
        catalog.execute("update about set value = ? where key = ?", (new, key))
        catalog.commit()
        catalog.close()
        return str(old)

    before = put(value)
    told(readout("ask", QUESTION, "--index", index), sentence)
    told(readout("index", index.parent / "story.txt", "--index", index), sentence)
    put(before)
    assert "Friday" in readout("search", QUESTION, "--index", index).out


def test_a_file_that_is_no_catalog_is_told(readout: Readout, index: Path) -> None:
    (index / "catalog.sqlite").write_bytes(b"no database at all " * 500)
    told(readout("ask", QUESTION, "--index", index))


def test_lines_that_cannot_be_asked_are_refused_in_their_place(readout: Readout, samples: Path, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    records = [
        {"id": "empty", "question": ""},
        {"id": "long", "question": "why " * 5000},
        {"question": "Who?"},
    ]
    batch.write_text("\n\n".join(json.dumps(record) for record in records))
    ran = readout("ask", "--batch", batch, "--index", samples)
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [reply.get("id") for reply in replies] == ["empty", "long", None]
    assert [reply["kind"] for reply in replies[:2]] == ["refusal"] * 2
    assert [reply["evidence"] for reply in replies[:2]] == [[], []]
    assert "is empty" in replies[0]["reason"]
    assert "19,999 characters" in replies[1]["reason"]
    assert "line 1: The question is empty" in ran.err


BROKEN = {
    b"not json": "This is not JSON at column 1",
    b'{"id": 1, "question"': "This is not JSON",
    b"\xff\xfe\x00": "This is not JSON",
    b"[" * 100_000: "nested too deeply",
    b'["Who?"]': "not a JSON object",
    b'{"id": 1}': 'has no "question"',
    b'{"question": 5}': 'has no "question"',
    b'{"question": "Who?", "history": "What?"}': 'The "history"',
    b'{"question": "Who?", "history": [["What?"]]}': 'The "history"',
}


def test_broken_question_lines_are_refused_in_their_place_and_told_by_number(
    readout: Readout, samples: Path, tmp_path: Path
) -> None:
    batch = tmp_path / "q.jsonl"
    good = b'{"id": "good", "question": "Who?"}'
    batch.write_bytes(b"\xef\xbb\xbf" + b"\n".join([good, *BROKEN, good]))
    ran = readout("ask", "--batch", batch, "--json", "--index", samples)
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [replies[place]["id"] for place in (0, -1)] == ["good", "good"]
    complaints = ran.err.splitlines()
    for number, (sentence, reply, complaint) in enumerate(
        zip(BROKEN.values(), replies[1:-1], complaints, strict=True), start=2
    ):
        assert reply["kind"] == "refusal"
        assert sentence in reply["reason"]
        assert complaint.startswith(f"readout: {batch}, line {number}: ")
        assert sentence in complaint
    found = readout("search", "--batch", batch, "--index", samples)
    assert (found.code, found.err) == (1, ran.err)
    hits = [json.loads(line)["hits"] for line in found.out.splitlines()]
    assert [bool(one) for one in hits] == [True, *[False] * len(BROKEN), True]


def test_a_history_of_megabytes_slows_nothing(readout: Readout, samples: Path, tmp_path: Path) -> None:
    record = {
        "question": "And when did it happen?",
        "history": [["why said " * 100_000, "because " * 200_000]],
    }
    (tmp_path / "q.jsonl").write_text(json.dumps(record))
    began = time.monotonic()
    assert readout("ask", "--batch", tmp_path / "q.jsonl", "--index", samples).code == 0
    assert time.monotonic() - began < 30


def test_a_question_file_that_is_not_there_is_told(readout: Readout, samples: Path, tmp_path: Path) -> None:
    ran = readout("ask", "--batch", tmp_path / "none.jsonl", "--index", samples)
    told(ran, "none.jsonl", "cannot be read")
