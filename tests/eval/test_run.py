import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from threading import Lock

import pytest

from assistant.ask import Assistant
from assistant.draft import Author
from assistant.evidence import Evidence
from assistant.reply import Claim, cite
from assistant.settings import Settings
from eval.about import About, settings_of
from eval.question import Question
from eval.record import ARTICLES, RECORDS, Record, open_run, records_of
from eval.run import Done, run
from index.problem import Problem
from prompts import Filled, load
from tests.eval.runs import ARTICLES as NEWS
from tests.eval.runs import PORT, lines
from tests.fakes import assistant_saying, evidence, statement

ABOUT = About("hand.jsonl", Settings())
ASKED = [Question(f"q{number}", f"Did ships come {number} times?", True, (("port", 1),)) for number in range(12)]


def assistant() -> Assistant:
    quoted = cite("port", PORT.paragraph(1), 0, 10)
    found = evidence("Did ships come?", NEWS, [statement(PORT, 2, "Renn", "boats would sail")])
    return assistant_saying(Claim("Ships came.", (quoted,)), of=found)


def test_what_a_model_was_sent_and_wrote_is_kept(tmp_path: Path) -> None:
    heard: list[str] = []

    def write(prompt: Filled) -> Iterator[str]:
        heard.append(prompt.user)
        yield from ("Ships came", " [1]. Cows flew [1].")

    author = Author(write, load(None))
    run(ASKED[:1], replace(assistant(), draft=author), tmp_path, ABOUT)
    (record,) = records_of(tmp_path / RECORDS)
    assert record.draft == "Ships came [1]. Cows flew [1]."
    assert record.tokens["output"] < record.tokens["input"]
    assert "Did ships come" in heard[0]


def counting(calls: Counter[str], *, fail_at: int | None = None, slow: float = 0.0) -> Assistant:
    """An assistant that counts what it is asked, and is broken or killed at a question of choice."""
    plain, lock = assistant(), Lock()

    def retrieve(question: str) -> Evidence:
        with lock:
            calls[question] += 1
            if fail_at is not None and calls.total() == fail_at:
                raise KeyboardInterrupt
        time.sleep(slow)
        if "Did ships come 3 " in question:
            raise RuntimeError("the model fell over")
        return plain.retrieve(question)

    return replace(plain, retrieve=retrieve)


def without_times(records: list[Record]) -> list[dict[str, object]]:
    rows = [asdict(replace(record, seconds={})) for record in sorted(records, key=lambda r: (r.id, r.repeat))]
    for row in rows:
        if row["reply"]:
            row["reply"] = {**row["reply"], "seconds": {}}
    return rows


def test_a_run_keeps_what_was_asked_found_and_replied(tmp_path: Path) -> None:
    done = run(ASKED, counting(Counter()), tmp_path / "run", ABOUT)
    assert done == Done(records=12, asked=12, failed=1)
    found = open_run(tmp_path / "run")
    first = found.records[0]
    assert (first.id, first.text, first.cited) == ("q0", "Ships came.", (("port", 1),))
    assert len(first.evidence) == 5
    assert first.hits[0][0] in {"port", "dam"}
    assert first.chance == 1.0
    assert {"standalone", "retrieve", "answer", "other", "total"} == first.seconds.keys()
    assert first.tokens["input"] > first.tokens["output"] > 0
    assert found.paragraph(("port", 1)) == "Ships came in March."
    assert found.paragraph(("port", 9)) is None
    assert found.said["port", 2][0]["speaker"] == "Renn"
    assert {"set_hash", "index_hash", "settings", "versions", "commit", "machine"} <= found.about.keys()


def test_a_question_that_fails_is_a_record_with_its_error_and_counts(tmp_path: Path) -> None:
    run([*ASKED[2:5], Question("long", "x" * 5000, True)], counting(Counter()), tmp_path, ABOUT)
    found = open_run(tmp_path)
    assert [record.error for record in found.records[:3]] == [None, "RuntimeError: the model fell over", None]
    assert found.records[3].error is not None
    assert "5,000 characters" in found.records[3].error


def test_what_was_asked_before_is_not_asked_again(tmp_path: Path) -> None:
    calls: Counter[str] = Counter()
    with pytest.raises(KeyboardInterrupt):
        run(ASKED, counting(calls, fail_at=6), tmp_path, ABOUT)
    kept = (tmp_path / RECORDS).read_bytes()
    (tmp_path / RECORDS).write_bytes(kept + b'{"id": "q11", "hi')
    with pytest.raises(Problem, match="not finished"):
        open_run(tmp_path)
    before = calls.copy()
    told: list[tuple[int, int]] = []
    run(ASKED, counting(calls), tmp_path, ABOUT, progress=lambda now, wanted: told.append((now, wanted)))
    # The one that was being asked when the key was pressed has no record and is asked again.
    assert (calls - before).total() == 12 - kept.count(b"\n")
    assert told[-1] == (12, 12)
    run(ASKED, assistant(), tmp_path / "whole", ABOUT)
    assert [r.id for r in open_run(tmp_path).records] == [r.id for r in open_run(tmp_path / "whole").records]
    calls.clear()
    assert run(ASKED, counting(calls), tmp_path, ABOUT).asked == 0
    assert not calls


def test_workers_ask_the_same_and_repeats_are_records_of_their_own(tmp_path: Path) -> None:
    one, four = tmp_path / "one", tmp_path / "four"
    calls: Counter[str] = Counter()
    run(ASKED, counting(Counter()), one, ABOUT, repeats=2)
    run(ASKED, counting(calls), four, ABOUT, repeats=2, workers=4)
    assert {*calls.values()} == {2}
    assert without_times(list(open_run(one).records)) == without_times(list(open_run(four).records))
    assert [(r.id, r.repeat) for r in open_run(one).records][:3] == [("q0", 0), ("q0", 1), ("q1", 0)]


def test_a_folder_with_another_run_is_a_problem(tmp_path: Path) -> None:
    run(ASKED[:2], assistant(), tmp_path, ABOUT)
    with pytest.raises(Problem, match="another question set"):
        run(ASKED[:1], assistant(), tmp_path, ABOUT)
    with pytest.raises(Problem, match="another settings"):
        run(ASKED[:2], assistant(), tmp_path, About("hand.jsonl", Settings(sentences=1)))
    assert len(lines(tmp_path / RECORDS)) == 2


def test_a_set_without_a_question_and_a_damaged_run_are_problems(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="holds no question"):
        run([], assistant(), tmp_path / "none", ABOUT)
    run(ASKED[:1], assistant(), tmp_path, ABOUT)
    for name, text in ((ARTICLES, "{}\n"), (RECORDS, '{"id": "q0"}\n'), ("questions.jsonl", ""), ("run.json", "[")):
        (tmp_path / name).write_text(text)
        with pytest.raises(Problem):
            open_run(tmp_path)


def test_relevant_paragraphs_that_the_index_lacks_are_named(tmp_path: Path) -> None:
    run([Question("q", "When?", True, (("port", 1), ("port", 77), ("gone", 1)))], assistant(), tmp_path, ABOUT)
    assert open_run(tmp_path).about["missing"] == ["port:77", "gone:1"]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("ranking=best", "one of hybrid, dense"),
        ("sentences=two", "is a number"),
        ("sentences", "NAME=VALUE"),
        ("speed=1", "There is no setting 'speed'"),
        ("index=x", "There is no setting 'index'"),
    ],
)
def test_a_setting_that_is_none_is_a_problem(pair: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        settings_of(Path("x"), [pair])


def test_settings_are_given_by_name_and_the_model_beside_them() -> None:
    found = settings_of(Path("x"), ["ranking=dense", "sentences=1", "paragraphs=3"])
    assert (found.ranking, found.sentences, found.paragraphs) == ("dense", 1, 3)
    assert settings_of(Path("x"), [], "ollama:qwen3:8b").model == "ollama:qwen3:8b"


KILLED = [Question(f"q{number}", f"Did ships come {number} times?", True, (("port", 1),)) for number in range(80)]


def main(folder: str) -> None:
    """What the killed process does: ask slowly."""
    slow = counting(Counter(), slow=0.01)
    run(KILLED, slow, Path(folder), ABOUT, workers=2)


def written(path: Path) -> int:
    """How many bytes of records there are."""
    return path.stat().st_size if path.exists() else 0


def test_a_run_killed_at_ten_random_moments_equals_an_uninterrupted_one(tmp_path: Path) -> None:
    rng = random.Random(20260116)
    killed = tmp_path / "killed"
    program = f"from tests.eval.test_run import main; main({str(killed)!r})"
    for _ in range(10):
        before = written(killed / RECORDS)
        with subprocess.Popen([sys.executable, "-W", "ignore", "-c", program]) as process:
            while written(killed / RECORDS) == before and process.poll() is None:
                time.sleep(0.002)
            time.sleep(rng.random() * 0.03)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL, "finished before it could be killed"
        assert not (killed / ARTICLES).exists()
    done = run(KILLED, counting(Counter()), killed, ABOUT)
    assert 0 < done.asked < len(KILLED)
    run(KILLED, counting(Counter()), tmp_path / "whole", ABOUT)
    both = [list(records_of(folder / RECORDS)) for folder in (killed, tmp_path / "whole")]
    assert without_times(both[0]) == without_times(both[1])
    assert sorted(os.listdir(killed)) == sorted(os.listdir(tmp_path / "whole"))


def test_the_overhead_of_a_run_is_below_5_percent(tmp_path: Path) -> None:
    asked = [Question(f"q{n}", f"Did ships come {n + 10} times?", True, (("port", 1),)) for n in range(60)]
    run(asked[:1], counting(Counter()), tmp_path / "warm", ABOUT)
    slow = counting(Counter(), slow=0.05)
    started = time.perf_counter()
    run(asked, slow, tmp_path / "run", ABOUT)
    wall = time.perf_counter() - started
    own = sum(record.seconds["total"] for record in records_of(tmp_path / "run" / RECORDS))
    assert wall / own - 1 < 0.05
