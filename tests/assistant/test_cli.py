"""The command line on the sample articles, with the real model."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant import open_assistant
from assistant.batch import to_line
from tests.conftest import ARTICLES, Readout

QUESTION = "What did the US readout omit?"
REPLY = ["kind", "question", "standalone", "claims", "reason", "evidence", "seconds"]


def written(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def questions(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def story(name: str) -> str:
    return f"The harbour of {name} froze on Monday.\n\nThe mayor said that the ferry would sail on Friday.\n"


@contextmanager
def process(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command line as a process of its own, with pipes on all sides."""
    command = [sys.executable, "-m", "assistant.cli", *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as started:
        yield started


def test_a_question_is_answered_with_numbered_citations_and_the_paragraphs_under_it(
    readout: Readout, samples: Path
) -> None:
    ran = readout("ask", QUESTION, "--index", samples)
    assert (ran.code, ran.err) == (0, "")
    answer, paragraphs = ran.out.split("\n\n", 1)
    assert "[1]" in answer
    assert paragraphs.startswith("[1]")
    assert "¶" in paragraphs


def test_a_reply_as_json_is_the_contracts_object_on_one_line_and_its_citations_resolve(
    readout: Readout, samples: Path
) -> None:
    ran = readout("ask", QUESTION, "--json", "--index", samples)
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)
    reply = json.loads(ran.out)
    assert list(reply) == REPLY
    assert (reply["kind"], reply["question"], reply["reason"]) == ("answer", QUESTION, None)
    cited = [citation for claim in reply["claims"] for citation in claim["citations"]]
    with open_assistant(index=samples) as assistant:
        for citation in cited:
            text = assistant.article(citation["article"]).paragraph(citation["paragraph"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert cited
    assert {"article", "paragraph", "score"} == set(reply["evidence"][0])


def test_a_refusal_is_done_and_shows_what_was_searched(readout: Readout, samples: Path) -> None:
    question = "How many goals did Norway score against Brazil?"
    ran = readout("ask", question, "--index", samples)
    assert (ran.code, ran.err) == (0, "")
    assert f"Searched for: {question}" in ran.out
    reply = written(readout("ask", question, "--json", "--index", samples).out)[0]
    assert list(reply) == REPLY
    assert (reply["kind"], reply["claims"]) == ("refusal", [])
    assert reply["reason"]


def test_a_search_shows_passages_best_first(readout: Readout, samples: Path) -> None:
    ran = readout("search", QUESTION, "--limit", 2, "--index", samples)
    assert (ran.code, ran.err) == (0, "")
    assert "¶" in ran.out
    found = written(readout("search", QUESTION, "--limit", 2, "--json", "--index", samples).out)[0]
    assert list(found) == ["question", "standalone", "hits"]
    assert [list(hit) for hit in found["hits"]] == [["article", "paragraphs", "score"]] * 2
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_a_batch_gives_one_reply_a_line_in_order_with_its_id_and_history(
    readout: Readout, samples: Path, tmp_path: Path
) -> None:
    batch = questions(
        tmp_path / "q.jsonl",
        {"id": "one", "question": QUESTION, "type": "omission"},
        {"question": "Who is Zhang Junshe?"},
        {"id": 3, "question": "And Japan?", "history": [[QUESTION, "It omitted much."]]},
    )
    ran = readout("ask", "--batch", batch, "--json", "--index", samples)
    replies = written(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [reply.get("id") for reply in replies] == ["one", None, 3]
    assert [list(reply) for reply in replies] == [["id", *REPLY], REPLY, ["id", *REPLY]]
    assert [reply["question"] for reply in replies] == [QUESTION, "Who is Zhang Junshe?", "And Japan?"]
    assert replies[2]["standalone"] != "And Japan?"
    searched = written(readout("search", "--batch", batch, "--limit", 1, "--index", samples).out)
    assert [found.get("id") for found in searched] == ["one", None, 3]
    assert [found["standalone"] for found in searched] == [reply["standalone"] for reply in replies]
    assert all(len(found["hits"]) == 1 for found in searched)


def test_indexing_again_skips_what_is_unchanged_replaces_what_changed_and_removes(
    readout: Readout, tmp_path: Path
) -> None:
    for name in ("Aldra", "Brisk"):
        (tmp_path / f"{name}.txt").write_text(story(name))
    index = tmp_path / "index"
    first = readout("index", tmp_path / "Aldra.txt", tmp_path / "Brisk.txt", "--index", index)
    assert (first.code, first.err) == (0, "")
    assert "2 added, 0 changed, 0 unchanged, 0 duplicate, 0 removed, 0 failed" in first.out
    (tmp_path / "Brisk.txt").write_text(story("Corvo"))
    assert "0 added, 1 changed, 1 unchanged" in readout("index", tmp_path, "--index", index).out
    assert "Corvo" in readout("search", "harbour", "--index", index).out
    assert "1 removed, 0 failed" in readout("index", "--remove", "Brisk", "--index", index).out
    assert "Corvo" not in readout("search", "harbour", "--index", index).out
    again = readout("index", "--remove", "Brisk", "--index", index)
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert "There is no article 'Brisk'" in again.err


def test_indexing_what_is_unchanged_loads_no_model(samples: Path) -> None:
    looked = (
        "import sys; from assistant.cli import run; code = run(sys.argv[1:]); "
        "print(code, sorted({'torch', 'spacy', 'tiktoken', 'sentence_transformers'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", looked, "index", str(ARTICLES), "--index", str(samples)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "2 unchanged" in out
    assert out.endswith("0 []\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ask",),
        ("ask", QUESTION, "--batch", "q.jsonl"),
        ("ask", QUESTION, "--limit", "3"),
        ("search", QUESTION, "--limit", "0"),
        ("search",),
        ("index",),
        ("chat", "--port", "70000"),
        ("tell",),
    ],
)
def test_wrong_usage_exits_with_2(readout: Readout, arguments: tuple[str, ...]) -> None:
    ran = readout(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: readout" in ran.err


@pytest.mark.parametrize("command", ["index", "ask", "search", "chat"])
def test_help_has_an_example(readout: Readout, command: str) -> None:
    ran = readout(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"\n    readout {command}" in ran.out


def test_the_version_is_told(readout: Readout) -> None:
    assert readout("--version").out.startswith("readout 0.")


def test_help_loads_nothing_slow() -> None:
    looked = "import sys, assistant.cli; assistant.cli.run(['--help']); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True).stdout
    slow = {"numpy", "torch", "chromadb", "gradio", "spacy", "rich.console", "langchain_core"}
    assert slow & set(out.split()) == set()


def test_questions_on_stdin_are_answered_as_they_come_and_an_interrupt_ends_it_quietly(samples: Path) -> None:
    with process("ask", "--batch", "-", "--index", samples) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdin.write(b'{"id": 1, "question": ""}\n')
        started.stdin.flush()
        assert json.loads(started.stdout.readline())["id"] == 1
        assert b"is empty" in started.stderr.readline()
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=30)
    assert started.returncode == 130
    assert err.strip() == b""


def test_a_reader_that_goes_away_is_no_error(samples: Path) -> None:
    with process("search", "--batch", "-", "--index", samples) as started:
        assert started.stdout is not None
        started.stdout.close()
        _, err = started.communicate(b'{"question": ""}\n' * 3, timeout=60)
    assert err == b""


def test_json_stays_on_one_line_whatever_it_holds() -> None:
    record = {"text": "a\nb\u2028c\u0085d “e” \ud800"}
    line = to_line(record)
    assert len(line.splitlines()) == 1
    assert "“e”" in line
    assert json.loads(line) == record


def test_the_window_opens_and_an_interrupt_closes_it(samples: Path) -> None:
    port = 7000 + os.getpid() % 800
    with process("chat", "--no-browser", "--port", port, "--index", samples) as started:
        assert started.stdout is not None
        assert f"http://127.0.0.1:{port}" in started.stdout.readline().decode()
        time.sleep(0.2)
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=30)
    assert b"Traceback" not in err


def test_filters_narrow_what_is_asked_and_found(readout: Readout, samples: Path) -> None:
    kept = readout("search", "Koizumi", "--json", "--from", "2026-01-16", "--index", samples)
    hits = json.loads(kept.out)["hits"]
    every = json.loads(readout("search", "Koizumi", "--json", "--index", samples).out)["hits"]
    assert 0 < len({hit["article"] for hit in hits}) < len({hit["article"] for hit in every})
    (article,) = {hit["article"] for hit in hits}
    asked = readout("ask", "What did Koizumi say?", "--json", "--article", article, "--index", samples)
    cited = {c["article"] for claim in json.loads(asked.out)["claims"] for c in claim["citations"]}
    assert cited <= {article}
    wrong = readout("ask", "Who?", "--source", "Nobody", "--index", samples)
    assert (wrong.code, "There is no source 'Nobody'" in wrong.err) == (1, True)


def test_a_collection_is_examined_exported_and_imported(readout: Readout, samples: Path, tmp_path: Path) -> None:
    assert "nothing is wrong" in readout("doctor", "--index", samples).out
    assert "2 articles" in readout("export", tmp_path / "a.readout", "--index", samples).out
    assert "2 articles" in readout("import", tmp_path / "a.readout", "--index", tmp_path / "ix").out
    asked = [readout("search", "Koizumi", "--json", "--index", place).out for place in (samples, tmp_path / "ix")]
    assert asked[0] == asked[1]
    assert readout("import", tmp_path / "none", "--index", tmp_path / "other").code == 1


def test_a_second_process_waits_for_the_first(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "ix").mkdir()
    (tmp_path / "a.txt").write_text("Rain fell on Brisk. It fell for a week.")
    holding = (
        "import filelock, sys, time\nwith filelock.FileLock(sys.argv[1]):\n    print(flush=True)\n    time.sleep(1)"
    )
    command = [sys.executable, "-c", holding, str(tmp_path / "ix" / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as first:
        assert first.stdout
        first.stdout.readline()
        ran = readout("index", tmp_path / "a.txt", "--index", tmp_path / "ix")
    assert "Another process writes to" in ran.err
    assert "1 added" in ran.out
