import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableLambda

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.chain import Answering, PassageRetriever
from assistant.compose import joined
from assistant.reply import Answer, Reply, to_json
from assistant.settings import Settings
from index.filter import Filters
from index.folder import open_index
from index.problem import Problem
from tests.fakes import Scripted

QUESTION = "What did the US readout omit?"


@pytest.fixture(scope="module")
def assistant(samples: Path) -> Iterator[Assistant]:
    with open_assistant(samples) as opened:
        yield opened


def test_the_retriever_gives_what_a_search_gives(assistant: Assistant) -> None:
    documents = PassageRetriever(assistant=assistant, limit=3).invoke("joint patrols")
    hits = assistant.search("joint patrols", limit=3)
    assert [(d.metadata["article"], tuple(d.metadata["paragraphs"])) for d in documents] == [
        (hit.article_id, hit.paragraphs) for hit in hits
    ]
    first = assistant.article(hits[0].article_id)
    assert documents[0].page_content.startswith(first.paragraph(hits[0].paragraphs[0]).text)
    assert documents[0].metadata["source"] == first.source


def test_the_retriever_keeps_to_filters(assistant: Assistant) -> None:
    article = assistant.articles()[0].id
    found = PassageRetriever(assistant=assistant, filters=Filters(articles=(article,))).invoke("Koizumi")
    assert {document.metadata["article"] for document in found} == {article}


def test_the_runnable_replies_as_the_assistant_does_alone_in_batches_and_in_chains(assistant: Assistant) -> None:
    reply = assistant.ask(QUESTION)
    answering = Answering(assistant)
    assert answering.invoke(QUESTION) == reply
    history = [["What did Shen Yi say about the call?", "…"]]
    later: Any = {"question": "What else did he say?", "history": history}
    assert answering.batch([QUESTION, later]) == [reply, assistant.ask("What else did he say?", history)]
    chain = RunnableLambda(str.strip) | answering | RunnableLambda(to_json)
    kept = json.loads(json.dumps(chain.invoke(f" {QUESTION} ")))
    assert kept["claims"] == json.loads(json.dumps(to_json(reply)))["claims"]


def test_a_question_that_cannot_be_asked_is_a_problem(assistant: Assistant) -> None:
    with pytest.raises(Problem, match="question is empty"):
        Answering(assistant).invoke("")


class _Seen(BaseCallbackHandler):
    def __init__(self) -> None:
        self.models: list[UUID | None] = []
        self.chains: list[UUID] = []

    def on_chat_model_start(self, *_: Any, run_id: UUID, parent_run_id: UUID | None = None, **__: Any) -> None:
        self.models.append(parent_run_id)

    def on_chain_start(self, *_: Any, run_id: UUID, **__: Any) -> None:
        self.chains.append(run_id)


def written(samples: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    monkeypatch.setattr("assistant.model.chat_model", lambda settings: Scripted(script=[text]))
    return joined(open_index(samples), Settings(index=samples, model="scripted:model"))


def test_a_reply_streams_and_callbacks_see_the_model_inside_it(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_assistant(samples) as plain:
        found = plain.retrieve(QUESTION).listing()
    text = f"{found[0].paragraph.text} [1]"
    seen = _Seen()
    with written(samples, text, monkeypatch) as opened:
        replies: list[Reply] = list(Answering(opened).stream(QUESTION, {"callbacks": [seen]}))
    assert isinstance(replies[-1], Answer)
    assert seen.models == [seen.chains[0]]


def test_without_tracing_nothing_is_sent_anywhere(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*address: Any) -> None:
        raise AssertionError(f"something connects to {address}")

    for variable in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "OTEL_EXPORTER_OTLP_ENDPOINT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    with open_assistant(samples) as opened:
        assert isinstance(Answering(opened).invoke(QUESTION), Answer)
