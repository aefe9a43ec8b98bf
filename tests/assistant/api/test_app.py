"""The doors for programs over HTTP: the contract's JSON, one clear sentence for whatever is wrong, and who may ask."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.api.app import LARGEST, WAITING, doors
from assistant.ask import Assistant
from assistant.reply import to_json
from tests.conftest import Readout

QUESTION = "What did the US readout omit?"
JSON = {"content-type": "application/json"}


def client_of(assistant: Assistant, *readers: tuple[str, str]) -> TestClient:
    made = doors(assistant, readers)
    app = Starlette(routes=made.routes, lifespan=made.lifespan)
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with client_of(assistant) as opened:
        yield opened


def told(reply: Any) -> Any:
    """The reply without the seconds, which are never the same."""
    return {key: value for key, value in reply.items() if key != "seconds"}


def test_a_question_is_answered_as_on_the_command_line(client: TestClient, samples: Path, readout: Readout) -> None:
    answered = client.post("/api/ask", json={"question": QUESTION})
    assert answered.status_code == 200
    assert answered.headers["content-type"] == "application/json"
    printed = json.loads(readout("ask", QUESTION, "--json", "--index", samples).out)
    assert told(answered.json()) == told(printed)
    assert answered.json()["kind"] == "answer"


def test_every_citation_resolves_in_the_article_that_is_given(client: TestClient) -> None:
    claims = client.post("/api/ask", json={"question": QUESTION}).json()["claims"]
    citations = [citation for claim in claims for citation in claim["citations"]]
    assert citations
    for citation in citations:
        article = client.get(f"/api/articles/{citation['article']}").json()
        paragraph = article["paragraphs"][citation["paragraph"] - 1]
        assert paragraph[citation["start"] : citation["end"]] == citation["quote"]


def test_a_follow_up_and_filters_reach_the_assistant(client: TestClient, assistant: Assistant) -> None:
    history = [("What did Zhang Junshe say about the call?", "…")]
    sent = {"question": "What else did he say?", "history": history, "from": "2026-01", "speaker": "Zhang Junshe"}
    from assistant.options import filters

    expected = to_json(
        assistant.ask("What else did he say?", history, filters=filters(since="2026-01", speaker="Zhang Junshe"))
    )
    assert told(client.post("/api/ask", json=sent).json()) == json.loads(json.dumps(told(expected)))
    assert "Zhang Junshe" in expected["standalone"]


def test_a_search_is_that_of_the_command_line(client: TestClient, samples: Path, readout: Readout) -> None:
    found = client.post("/api/search", json={"question": "joint patrols", "limit": 3}).json()
    assert found == json.loads(readout("search", "joint patrols", "--limit", 3, "--json", "--index", samples).out)
    assert len(found["hits"]) == 3


def test_who_and_compare_are_those_of_the_command_line(client: TestClient, samples: Path, readout: Readout) -> None:
    said = client.post("/api/who", json={"speaker": "Zhang Junshe"}).json()["statements"]
    printed = readout("who", "Zhang Junshe", "--json", "--index", samples).out.splitlines()
    assert said == [json.loads(line) for line in printed]
    sides = client.post("/api/compare", json={"a": "US", "b": "Japan"}).json()
    assert sides == json.loads(readout("compare", "US", "Japan", "--json", "--index", samples).out)


def test_the_articles_are_listed_and_given_whole(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/articles").json()["articles"]
    assert [one["id"] for one in listed] == [article.id for article in assistant.articles()]
    for one, article in zip(listed, assistant.articles(), strict=True):
        assert one["paragraphs"] == len(article.paragraphs)
        whole = client.get(f"/api/articles/{one['id']}").json()
        assert whole["paragraphs"] == [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    ("place", "body", "words"),
    [
        ("ask", "", "not JSON"),
        ("ask", "{", "not JSON"),
        ("ask", "\0", "not JSON"),
        ("ask", '{"question": "\\ud800 who?"}', "not JSON"),
        ("ask", "[1]", "should be an object"),
        ("ask", "null", "should be an object"),
        ("ask", "{}", 'has no "question"'),
        ("ask", '{"query": "Who?"}', 'has no "question"'),
        ("ask", '{"question": "Who?", "modle": "x"}', '"modle" that is not known: there are "articles"'),
        ("ask", '{"question": 5}', '"question" is not as it must be'),
        ("ask", '{"question": ""}', "question is empty"),
        ("ask", '{"question": "???"}', "question is empty"),
        ("ask", json.dumps({"question": "why " * 501}), "at most 2,000 are read"),
        ("ask", '{"question": "Who?", "history": [["a"]]}', "must be a list of pairs"),
        ("ask", '{"question": "Who?", "history": "a"}', "must be a list of pairs"),
        ("ask", '{"question": "Who?", "from": "soon"}', "'soon' is no day"),
        ("ask", '{"question": "Who?", "articles": ["none"]}', "none"),
        ("ask", json.dumps({"question": "Who?", "speaker": "x" * 501}), "at most 500"),
        ("search", '{"question": "Who?", "limit": 0}', '"limit"'),
        ("search", '{"question": "Who?", "limit": 101}', '"limit"'),
        ("search", '{"question": "Who?", "limit": true}', '"limit"'),
        ("compare", '{"a": "US"}', 'has no "b"'),
        ("compare", '{"a": "Nobody", "b": "Nobody Else"}', "Nobody"),
        ("who", '{"articles": ["none"]}', "There is no article 'none'"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(place: str, body: str, words: str, client: TestClient) -> None:
    refused = client.post(f"/api/{place}", content=body, headers=JSON)
    assert refused.status_code == 400
    assert set(refused.json()) == {"error"}
    sentence = refused.json()["error"]
    assert words in sentence
    assert sentence.endswith((".", "]", "?"))
    assert "\n" not in sentence
    assert "Traceback" not in sentence


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "words"),
    [
        ("POST", "/api/ask", {"data": {"question": "Who?"}}, 415, "Content-Type: application/json"),
        ("POST", "/api/ask", {"content": b"x" * (LARGEST + 1), "headers": JSON}, 413, "1,000,000 bytes"),
        ("GET", "/api/ask", {}, 404, "POST /api/ask"),
        ("GET", "/api", {}, 404, "POST /api/ask"),
        ("GET", "/api/nothing/here", {}, 404, "POST /api/ask"),
        ("DELETE", "/api/articles", {}, 405, "POST /api/ask"),
        ("GET", "/api/articles/none", {}, 404, "no such article"),
        ("POST", "/api/ask", {"json": {}, "headers": {"origin": "http://other.test"}}, 403, "other sites"),
    ],
)
def test_what_is_asked_otherwise_is_refused(
    method: str, path: str, options: dict[str, Any], status: int, words: str, client: TestClient
) -> None:
    refused = client.request(method, path, **options)
    assert refused.status_code == status
    assert words in refused.json()["error"]


def test_something_broken_is_told_without_its_insides(assistant: Assistant) -> None:
    def broken(question: str) -> Any:
        raise RuntimeError("/secret/path")

    with client_of(replace(assistant, retrieve=broken)) as client:
        refused = client.post("/api/ask", json={"question": "Who?"})
    assert refused.status_code == 500
    assert "server's log" in refused.json()["error"]
    assert "secret" not in refused.text


def test_only_readers_may_ask_where_there_are_any_and_all_may_ask_how_it_is(assistant: Assistant) -> None:
    with client_of(assistant, ("ann", "s:e cret"), ("ben", "zwölf")) as client:
        for path in ("/api/articles", "/api/ask", "/api/nothing", "/mcp"):
            wrong = [("ann", "wrong"), ("ann", ""), ("nobody", "s:e cret"), ("", "")]
            asked = {"question": "Who?"}
            for refused in (
                client.post(path, json=asked),
                *(client.post(path, json=asked, auth=auth) for auth in wrong),
            ):
                assert refused.status_code == 401, path
                assert refused.headers["www-authenticate"].startswith("Basic")
                assert "Global Times" not in refused.text
        for header in ("Basic", "Basic %%%", "Bearer abc", "Basic YW5u"):
            assert client.get("/api/articles", headers={"authorization": header}).status_code == 401
        for auth in (("ann", "s:e cret"), ("ben", "zwölf")):
            assert client.get("/api/articles", auth=_utf8(*auth)).status_code == 200
        assert client.get("/healthz").json()["status"] == "ok"


def _utf8(name: str, password: str) -> tuple[bytes, bytes]:
    return name.encode(), password.encode()


def test_health_tells_version_articles_and_model_and_nothing_private(assistant: Assistant) -> None:
    with client_of(replace(assistant, writer="http://10.0.0.7:8080/v1")) as client:
        answered = client.get("/healthz")
        assert answered.status_code == 200
        assert answered.json() == {"status": "ok", "version": "0.1.0", "articles": 2, "model": "server"}

    def gone() -> int:
        raise OSError("/secret/path")

    with client_of(replace(assistant, library=replace(assistant.library, count=gone))) as client:
        answered = client.get("/healthz")
        assert (answered.status_code, answered.json()) == (503, {"status": "broken"})


def test_who_comes_when_too_many_wait_is_told_to_come_again(assistant: Assistant) -> None:
    from concurrent.futures import ThreadPoolExecutor

    going, begun = Event(), []

    def slow(question: str) -> Any:
        begun.append(question)
        going.wait(30)
        return assistant.retrieve(question)

    with (
        client_of(replace(assistant, retrieve=slow)) as client,
        ThreadPoolExecutor(WAITING + 20) as threads,
    ):
        sent = [threads.submit(client.post, "/api/ask", json={"question": "Who?"}) for _ in range(WAITING + 16)]
        for _ in range(300):
            if sum(one.done() for one in sent) >= 8:
                break
            going.wait(0.05)
        assert client.get("/healthz").status_code == 200
        going.set()
        statuses = [one.result().status_code for one in sent]
    assert set(statuses) == {200, 503}
    assert statuses.count(503) == 8
