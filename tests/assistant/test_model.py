"""Settings → models, and what a reader is told when one fails; nothing here leaves the machine."""

from collections.abc import Iterator

import pytest
from langchain_core import exceptions as known

from assistant import model
from assistant.model import TooLong, chat_model, passing, problem, writer
from assistant.settings import Settings
from index.problem import Problem
from prompts import Filled
from tests.fakes import Scripted

ASKED = Filled("rules", "case")


class Status(Exception):
    """An error of a vendor's client with the status of the response."""

    def __init__(self, status: int, told: str = "sk-secret") -> None:
        super().__init__(told)
        self.status_code = status


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda seconds: None)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def test_the_default_is_no_chat_model() -> None:
    assert chat_model(Settings()) is None
    assert not Settings().writes


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("openai:gpt-5", "set OPENAI_API_KEY in the environment"),
        ("llama-of-my-own", "No provider is known"),
        ("nonsense:x", "No provider is known"),
        ("ollama:qwen3:8b", "pip install langchain-ollama"),
    ],
)
def test_a_model_that_cannot_be_built_is_told_with_what_to_do(name: str, told: str) -> None:
    with pytest.raises(Problem, match=told):
        chat_model(Settings(model=name))


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(Problem, match="write it like http"):
        chat_model(Settings(model_url=url))


def test_a_server_that_is_down_is_told_in_a_sentence() -> None:
    served = chat_model(Settings(model="any", model_url="http://127.0.0.1:9/v1"))
    assert served is not None
    with pytest.raises(Problem, match="cannot be reached"):
        list(writer(served, "http://127.0.0.1:9/v1")(ASKED))
    with pytest.raises(Problem, match="cannot be reached"):
        chat_model(Settings(model_url="http://127.0.0.1:9/v1"))


def test_a_servers_key_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another")
    served = chat_model(Settings(model="any", model_url="http://127.0.0.1:9/v1"))
    assert "sk-of-another" not in repr(vars(served))
    assert served.openai_api_key.get_secret_value() == "none"  # type: ignore[union-attr]


def test_a_key_is_in_no_text_of_the_settings_or_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_API_KEY", "sk-secret")
    chosen = Settings(model="any", model_url="http://127.0.0.1:9/v1")
    assert "sk-secret" not in f"{chosen!r} {chat_model(chosen)!r}"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Status(401), "refuses the key"),
        (Status(404), "not known there"),
        (Status(429), "no more requests"),
        (Status(500), "error 500"),
        (Status(400, "maximum context length is 4096 tokens"), "too long"),
        (known.ContextOverflowError("x"), "too long"),
        (known.ModelConnectionError("x"), "cannot be reached"),
        (ConnectionRefusedError("x"), "cannot be reached"),
        (RuntimeError("sk-secret"), "RuntimeError"),
    ],
)
def test_each_error_is_told_in_a_sentence_without_its_own_words(error: Exception, told: str) -> None:
    sentence = str(problem(error, "openai:gpt"))
    assert told in sentence
    assert "sk-secret" not in sentence


@pytest.mark.parametrize("error", [Status(429), Status(503), known.ModelTimeoutError("x"), ConnectionResetError()])
def test_a_passing_error_is_tried_again(error: Exception) -> None:
    scripted = Scripted(script=[error, error, "It left."])
    assert "".join(writer(scripted, "scripted")(ASKED)) == "It left."
    assert passing(error)


@pytest.mark.parametrize(
    "error", [Status(401), Status(400), Status(404), known.ContextOverflowError("x"), ValueError()]
)
def test_a_lasting_error_is_not_tried_again(error: Exception) -> None:
    scripted = Scripted(script=[error, "It left."])
    with pytest.raises(Problem):
        list(writer(scripted, "scripted")(ASKED))
    assert len(scripted.heard) == 1


def test_a_passing_error_that_stays_is_told_after_some_tries() -> None:
    scripted = Scripted(script=[Status(503)])
    with pytest.raises(Problem, match="error 503"):
        list(writer(scripted, "scripted")(ASKED))
    assert len(scripted.heard) == model.TRIES


def test_a_context_that_is_too_long_is_an_error_of_its_own() -> None:
    with pytest.raises(TooLong):
        list(writer(Scripted(script=[Status(400, "context length exceeded")]), "scripted")(ASKED))


def test_text_comes_as_it_is_written() -> None:
    pieces: Iterator[str] = writer(Scripted(script=["One two three."]), "scripted")(ASKED)
    assert next(pieces) == "One"
    assert list(pieces) == [" two", " three."]


def test_nothing_is_traced_unless_the_reader_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain_core.callbacks import CallbackManager
    from langchain_core.tracers.langchain import LangChainTracer

    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING"):
        monkeypatch.delenv(name, raising=False)
    handlers = CallbackManager.configure().handlers
    assert not any(isinstance(handler, LangChainTracer) for handler in handlers)
