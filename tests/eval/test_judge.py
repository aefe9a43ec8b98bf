import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assistant.settings import Settings
from eval.about import About
from eval.figures import scored, summary
from eval.judge import chat, labelled, level_of, told
from eval.question import Question
from eval.record import JUDGED, open_run
from eval.run import run
from index.problem import Problem
from tests.eval.runs import lines
from tests.eval.test_run import assistant

ASKED = [
    Question("a", "Did ships come?", True, (("port", 1),), references=("They came in March.",)),
    Question("b", "Did ships leave?", True, (("port", 1),)),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run(ASKED, assistant(), tmp_path / "run", About("hand.jsonl", Settings()))
    return tmp_path / "run"


def test_a_model_grades_claims_and_answers_and_is_not_asked_twice(folder: Path) -> None:
    prompts: list[str] = []

    def judge(prompt: str) -> str:
        prompts.append(prompt)
        return "Partial." if "supported" in prompt else "full" if "agrees" in prompt else "I cannot say"

    grading = labelled(folder, "fake", judge)
    assert (grading.grades, grading.unreadable) == (4, 1)
    assert "Ships came in March." in prompts[0]
    assert not any("$" in prompt for prompt in prompts)
    found = summary(scored(open_run(folder)), samples=20)
    assert (found["judged support"].value, found["judged support"].defined) == (0.5, 2)
    assert (found["judged correctness"].value, found["judged correctness"].defined) == (1.0, 1)
    assert "judged completeness" not in found
    labelled(folder, "fake", judge)
    assert len(prompts) == 4
    labelled(folder, "other", judge)
    assert len(prompts) == 8
    assert {row["judge"] for row in lines(folder / JUDGED)} == {"other"}


def test_agreement_with_people_is_told_with_its_interval_and_kept_for_reports(folder: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    rows = [{"id": "a", "metric": "support", "claim": 0, "grade": "full"}]
    rows += [{"id": "b", "metric": "support", "claim": 0, "grade": "none"}]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    grading = labelled(folder, "fake", lambda prompt: "full", labels)
    assert grading.agreement["support"].value == 0.0
    assert "support: agreement with people κ = 0.00" in told(grading)
    about = open_run(folder).about["judge"]
    assert about["judge"] == "fake"
    assert about["prompts"].keys() == {"support", "correctness", "completeness"}
    labels.write_text('{"id": "a", "metric": "support", "grade": "great"}\n')
    with pytest.raises(Problem, match=r"labels\.jsonl, line 1: grade"):
        labelled(folder, "fake", lambda prompt: "full", labels)


@pytest.mark.parametrize(
    ("said", "level"),
    [("full", "full"), ("Answer: **None**", "none"), ("Fully", None), ("", None), ("partial, not full", "partial")],
)
def test_the_first_level_named_counts(said: str, level: str | None) -> None:
    assert level_of(said) == level


class Server(BaseHTTPRequestHandler):
    """An OpenAI-compatible server of few words."""

    asked: list[dict[str, object]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append(body | {"path": self.path, "key": self.headers["Authorization"]})
        reply = json.dumps({"choices": [{"message": {"content": "none"}}]} if body["model"] == "m" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def url() -> Iterator[str]:
    Server.asked = []
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/"
        server.shutdown()


def test_a_server_is_asked_as_openai_compatible_ones_are(url: str) -> None:
    assert chat(url, "m", "secret")("Is it so?") == "none"
    (asked,) = Server.asked
    assert (asked["path"], asked["key"], asked["temperature"]) == ("/v1/chat/completions", "Bearer secret", 0)
    assert asked["messages"] == [{"role": "user", "content": "Is it so?"}]


def test_a_judge_that_cannot_be_asked_is_a_problem(url: str) -> None:
    for server, model in ((url, "unknown"), ("http://127.0.0.1:9/v1", "m"), ("nonsense", "m")):
        with pytest.raises(Problem, match="cannot be asked"):
            chat(server, model)("Is it so?")
