"""The evaluation as a user has it: the command line on the real articles, with the real model."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.cli import app
from eval.question import SETS
from eval.question_set import read, write
from eval.record import open_run
from tests.conftest import Readout
from tests.eval.runs import lines

STEP = 9


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every ninth question about the sample articles, of all types."""
    path = tmp_path_factory.mktemp("set") / "some.jsonl"
    write(path, read(SETS / "readouts.jsonl")[::STEP])
    return path


def test_readout_eval_is_found_without_an_upward_import(readout: Readout) -> None:
    ran = readout("eval", "--help")
    assert (ran.code, ran.err) == (0, "")
    assert {*app.commands} == {"run", "report", "compare", "gate", "import", "make", "add", "judge"}
    assert all(f"  {name} " in ran.out for name in app.commands)
    program = "import sys, assistant.cli as c; c.run(['--help']); sys.exit('eval.compare' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


def test_run_report_compare_and_gate_work_end_to_end(
    readout: Readout, samples: Path, some: Path, tmp_path: Path
) -> None:
    def asked(name: str, *settings: str) -> Path:
        given = [argument for setting in settings for argument in ("--setting", setting)]
        ran = readout("eval", "run", some, "--index", samples, "--out", tmp_path / name, *given)
        assert (ran.code, ran.out) == (0, f"{len(read(some))} asked, 0 failed: {tmp_path / name}\n")
        return tmp_path / name

    hybrid = asked("hybrid", "sentences=2", "paragraphs=8")
    narrow = asked("narrow", "ranking=dense", "paragraphs=1", "sentences=1")
    assert open_run(narrow).about["settings"]["ranking"] == "dense"
    reports = [tmp_path / f"r.{kind}" for kind in ("html", "md", "csv", "xml", "json")]
    assert readout("eval", "report", hybrid, *(arg for path in reports for arg in ("--out", path))).code == 0
    assert all(path.stat().st_size > 500 for path in reports)
    figures = json.loads(reports[-1].read_text("utf-8"))["figures"]
    assert figures["citation validity"]["value"] == 1.0
    assert figures["right"]["value"] > 0.5
    assert len(ElementTree.parse(reports[3]).findall("testcase")) == len(read(some))

    told = readout("eval", "compare", hybrid, narrow)
    assert told.code == 0
    assert "| right " in told.out
    assert "McNemar" in told.out
    as_json = json.loads(readout("eval", "compare", hybrid, narrow, "--json").out)
    assert as_json["questions"] == len(read(some))
    assert all((one["minimum_detectable"] or 1) > 0 for one in as_json["metrics"])

    rules = tmp_path / "rules.yaml"
    rules.write_text("- {metric: citation validity, at_least: 1}\n- {metric: right, not_worse: true}\n")
    kept = readout("eval", "gate", hybrid, "--baseline", hybrid, "--rules", rules)
    assert (kept.code, kept.out.count("ok: ")) == (0, 2)
    rules.write_text("- {metric: right, at_least: 0.999}\n")
    broken = readout("eval", "gate", hybrid, "--rules", rules)
    assert broken.code == 1
    assert broken.out.startswith("FAILED: right must be at least 0.999 and is 0.")
    assert "95 % interval" in broken.out

    again = readout("eval", "run", some, "--index", samples, "--out", hybrid)
    assert again.out.startswith("0 asked, ")
    added = readout("eval", "add", narrow, "--to", tmp_path / "more.jsonl", "--id", read(some)[0].id)
    assert added.out.startswith("1 questions added")
    assert lines(tmp_path / "more.jsonl")[0]["id"] == read(some)[0].id


def test_what_is_wrong_is_told_in_a_sentence(readout: Readout, samples: Path, some: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "a"}\n')
    for arguments, words in (
        (("run", tmp_path / "none.jsonl", "--out", tmp_path / "r"), "cannot be read"),
        (("run", tmp_path / "bad.jsonl", "--out", tmp_path / "r"), "bad.jsonl, line 1: "),
        (("run", some, "--index", samples, "--out", tmp_path / "r", "--setting", "speed=1"), "There is no setting"),
        (("run", some, "--index", samples, "--out", tmp_path / "r", "--model", "gpt"), "No provider is known"),
        (("run", some, "--index", tmp_path, "--out", tmp_path / "r"), "There is no index in"),
        (("report", tmp_path), "There is no run in"),
        (("compare", tmp_path, tmp_path), "There is no run in"),
        (("import", "arff", tmp_path, "--into", tmp_path / "i"), "There is no importer"),
        (("add", tmp_path / "no.jsonl", "--to", tmp_path / "s.jsonl"), "cannot be read"),
    ):
        ran = readout("eval", *arguments)
        assert ran.code == 1, arguments
        assert words in ran.err
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
    assert readout("eval", "run", some).code == 2


def test_python_m_eval_is_the_same_command_line() -> None:
    ran = subprocess.run([sys.executable, "-m", "eval", "--help"], capture_output=True, text=True)
    assert ran.returncode == 0
    assert ran.stdout.startswith("Usage: readout eval ")
