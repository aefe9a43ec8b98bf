"""The whole chain through llama.cpp's OpenAI-compatible server with SmolLM2, on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.local import weights
from assistant.reply import Answer, Refusal, Reply
from assistant.settings import Settings
from eval.question import SETS
from eval.question_set import read
from index.problem import Problem

pytestmark = [pytest.mark.served, pytest.mark.timeout(1800)]

ENVIRONMENT = Path(sys.prefix)
# Compiling takes some minutes, beside the other tests more.
LONGEST = 600
QUESTIONS = 40


class Server(NamedTuple):
    """A chat server on loopback."""

    url: str
    process: "subprocess.Popen[bytes]"


@pytest.fixture(scope="module")
def model() -> Path:
    """The weights, once llama.cpp is there; the tests are passed over where nobody compiles it."""
    running, until = ENVIRONMENT / "local-model.pid", time.monotonic() + LONGEST
    while running.exists() and time.monotonic() < until and _alive(int(running.read_text() or "0")):
        time.sleep(1)
    try:
        return weights()
    except Problem:
        pytest.skip("llama.cpp is not installed: run .ci/local-model (its log is local-model.log in the environment)")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return process > 0


@pytest.fixture(scope="module")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path_factory.mktemp("server") / "log").open("wb")
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "smollm2"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", "2048", "--seed", "0"]
    command += ["--n_threads", str(os.cpu_count() or 1)]
    with subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait_for(port, process)
            yield Server(f"http://127.0.0.1:{port}/v1", process)
        finally:
            process.terminate()
            process.wait(20)
            log.close()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="module")
def assistant(server: Server, samples: Path) -> Iterator[Assistant]:
    with pytest.MonkeyPatch.context() as patched:
        # Short drafts of short prompts: the chain is tested here, not the model.
        patched.setattr("assistant.model.TOKENS", 32)
        patched.setattr("assistant.draft.BUDGET", 150)
        with open_assistant(settings=Settings(index=samples, model_url=server.url)) as opened:
            yield opened


def resolves(reply: Reply, assistant: Assistant) -> bool:
    claims = reply.claims if isinstance(reply, Answer) else ()
    cited = [citation for claim in claims for citation in claim.citations]
    return all(assistant.article(c.article).paragraph(c.paragraph).text[c.start : c.end] == c.quote for c in cited)


def test_forty_questions_go_through_a_real_server_and_every_citation_resolves(assistant: Assistant) -> None:
    questions = [q for q in read(SETS / "readouts.jsonl") if q.answerable][:: 134 // QUESTIONS][:QUESTIONS]
    assert len(questions) == QUESTIONS
    replies = [assistant.ask(question.question, question.history) for question in questions]
    assert all(resolves(reply, assistant) for reply in replies)
    assert all(isinstance(reply, Answer | Refusal) for reply in replies)
    written = [reply for reply in replies if isinstance(reply, Answer) and "draft" in reply.seconds]
    assert len(written) > QUESTIONS // 2
    # So small a model writes much that does not stand, and none of it is shown as if it did.
    assert any(reply.withheld or reply.note for reply in written)


def test_a_reply_streams_from_the_server(assistant: Assistant) -> None:
    replies = list(assistant.stream("What did the US readout omit?"))
    assert all(resolves(reply, assistant) for reply in replies)
    assert isinstance(replies[-1], Answer)


def test_the_servers_model_is_found_and_its_text_comes_in_pieces(server: Server) -> None:
    from assistant.model import chat_model, writer
    from prompts import Filled

    served = chat_model(Settings(model_url=server.url))
    assert served is not None
    pieces = list(writer(served, server.url)(Filled("You count.", "Count from one to ten.")))
    assert len(pieces) > 3


def test_a_prompt_that_does_not_fit_is_told(server: Server) -> None:
    from assistant.model import chat_model, writer
    from prompts import Filled

    served = chat_model(Settings(model_url=server.url))
    assert served is not None
    with pytest.raises(Problem):
        list(writer(served, server.url)(Filled("You read.", "word " * 6000)))


def test_a_server_that_goes_down_is_told_in_a_sentence(server: Server, samples: Path) -> None:
    with open_assistant(settings=Settings(index=samples, model_url=server.url)) as opened:
        server.process.terminate()
        server.process.wait(20)
        with pytest.raises(Problem, match="cannot be reached"):
            opened.ask("What did the US readout omit?")
