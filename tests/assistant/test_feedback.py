"""Thumbs: each is a line of its own, whoever writes at the same time, and the evaluation takes the file."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.feedback import LONGEST_REASON, Feedback, Opinion
from assistant.reply import Answer, Refusal
from eval.question_set import read
from index.problem import Problem
from tests.assistant.ui.newsroom import DOUBLED, OMITTED
from tests.conftest import Readout

ANSWER = Answer("What did Norland leave out?", "What did Norland leave out?", (), (OMITTED, DOUBLED))
REFUSAL = Refusal("Who pays?", "Who pays?", (), "The articles do not say who pays.")
DOWN = Opinion("down", "What did Norland leave out?", (("Who met?", "The ministers\nmet."),), ANSWER, "Not “all” of it")
_WRITER = """
import sys
from pathlib import Path
from assistant.feedback import Feedback
from tests.assistant.test_feedback import DOWN
for number in range(40):
    Feedback(Path(sys.argv[1])).keep(DOWN._replace(reason=f"{sys.argv[2]}-{number} " + "x" * 1500))
"""


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_evaluation_takes_the_thumbs_with_their_reasons(tmp_path: Path, readout: Readout) -> None:
    feedback = Feedback(tmp_path / "new" / "feedback.jsonl")
    feedback.keep(DOWN)
    feedback.keep(Opinion("up", "Who pays?", (), REFUSAL))
    ran = readout("eval", "add", feedback.path, "--to", tmp_path / "set.jsonl")
    assert (ran.code, ran.err) == (0, "")
    assert "2 questions added" in ran.out
    assert "“What did Norland leave out?”: Not “all” of it" in ran.out
    wrong, right = read(tmp_path / "set.jsonl")
    assert (wrong.question, wrong.history, "review" in wrong.tags) == (DOWN.question, DOWN.history, True)
    assert (right.question, right.answerable) == ("Who pays?", False)


def test_nothing_is_lost_where_several_processes_and_threads_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name]) for name in ("a", "b")]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: Feedback(path).keep(DOWN._replace(reason=f"here-{n} " + "y" * 1500)), range(40)))
    assert [writer.wait(60) for writer in writers] == [0, 0]
    reasons = {str(line["reason"]).split()[0] for line in lines(path)}
    assert reasons == {f"{name}-{n}" for name in ("a", "b", "here") for n in range(40)}


def test_a_line_begins_anew_after_one_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text('{"thumb": "up", "que', "utf-8")
    Feedback(path).keep(DOWN)
    assert json.loads(path.read_text("utf-8").splitlines()[1])["thumb"] == "down"


def test_what_a_full_disk_cuts_off_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.keep(DOWN)
    whole = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda file, line: whole(file, line[:10]))
        with pytest.raises(Problem, match="could not be kept"):
            feedback.keep(DOWN)
    feedback.keep(DOWN)
    assert len(lines(feedback.path)) == 2


def test_an_endless_reason_and_a_place_that_cannot_be_written_to_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="say it shorter"):
        Feedback(tmp_path / "a").keep(DOWN._replace(reason="x" * (LONGEST_REASON + 1)))
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="could not be kept"):
        Feedback(tmp_path / "file" / "feedback.jsonl").keep(DOWN)


def test_nobody_else_on_the_machine_may_read_it(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.keep(DOWN)
    assert feedback.path.stat().st_mode & 0o077 == 0
