"""The MCP doors, asked by a real MCP client: on stdin and stdout, and over HTTP beside the window."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from assistant.ask import Assistant
from tests.assistant.api.conftest import serving
from tests.assistant.api.test_app import QUESTION

ROOT = Path(__file__).parents[3]
TOOLS = {"ask", "search", "who", "compare", "articles", "read"}
# What libraries print must not break the talk: here something prints when the index is opened and at each question.
NOISY = """
import os, sys
from assistant import cli, compose, quote
opened, declined = compose.open_assistant, quote.declines
def noisy(call):
    def called(*arguments, **named):
        print("noise", flush=True)
        os.write(1, b"noise\\n")
        return call(*arguments, **named)
    return called
compose.open_assistant, quote.declines = noisy(opened), noisy(declined)
sys.exit(cli.run(sys.argv[1:]))
"""
# What a client on the other end of a pipe leaves to the garbage collector is its own.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def served(assistant: Assistant) -> Iterator[str]:
    """The address of the MCP door, open to ann alone."""
    with serving(assistant, [("ann", "secret")]) as address:
        yield f"{address}/mcp"


@asynccontextmanager
async def over_http(address: str, *, password: str = "secret") -> AsyncIterator[ClientSession]:
    name = base64.b64encode(f"ann:{password}".encode()).decode()
    async with (
        httpx.AsyncClient(headers={"authorization": f"Basic {name}"}, trust_env=False, timeout=60) as client,
        streamable_http_client(address, http_client=client) as (reading, writing, _),
        ClientSession(reading, writing) as session,
    ):
        await session.initialize()
        yield session


def asked(address: str, tool: str, **arguments: Any) -> CallToolResult:
    async def ask() -> CallToolResult:
        async with over_http(address) as session:
            return await session.call_tool(tool, arguments)

    return anyio.run(ask)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def found(result: CallToolResult) -> dict[str, Any]:
    assert not result.isError, text_of(result)
    assert result.structuredContent is not None
    return result.structuredContent


def citations(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [citation for claim in told["claims"] for citation in claim["citations"]]


def resolves(citation: dict[str, Any], assistant: Assistant) -> bool:
    paragraph = assistant.article(citation["article"]).paragraph(citation["paragraph"])
    return bool(paragraph.text[citation["start"] : citation["end"]] == citation["quote"])


def test_an_agent_on_a_pipe_gets_answers_with_citations_that_resolve(samples: Path, assistant: Assistant) -> None:
    server = StdioServerParameters(
        command=sys.executable, args=["-c", NOISY, "mcp", "--index", str(samples)], cwd=ROOT, env={**os.environ}
    )

    async def talk() -> tuple[set[str], list[CallToolResult]]:
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            begun = await session.initialize()
            assert "quoted" in (begun.instructions or "")
            tools = {tool.name for tool in (await session.list_tools()).tools}
            answer = await session.call_tool("ask", {"question": QUESTION})
            refusal = await session.call_tool("ask", {"question": "Which F-22 fighters did Japan deploy?"})
            return tools, [answer, refusal]

    tools, (answer, refusal) = anyio.run(talk)
    assert tools == TOOLS
    cited = citations(found(answer))
    assert cited
    assert all(resolves(citation, assistant) for citation in cited)
    assert (cited[0]["source"], cited[0]["published"]) == ("Global Times", "2026-01-16")
    assert all(citation["quote"][:40] in text_of(answer).replace("\\", "") for citation in cited)
    assert (found(refusal)["kind"], found(refusal)["claims"]) == ("refusal", [])
    assert "F-22" in found(refusal)["reason"]


def test_nothing_but_messages_goes_out_on_the_pipe(samples: Path) -> None:
    begin = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    asked = {"name": "ask", "arguments": {"question": QUESTION}}
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": begin},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": asked},
    ]
    command = [sys.executable, "-c", NOISY, "mcp", "--index", str(samples)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as server:
        assert server.stdin
        assert server.stdout
        assert server.stderr
        server.stdin.write("".join(json.dumps(message) + "\n" for message in messages))
        server.stdin.flush()
        told = [json.loads(server.stdout.readline()) for _ in range(2)]
        server.stdin.close()
        assert server.stdout.read() == ""
        assert server.stderr.read().count("noise") == 4
    assert [one["id"] for one in told] == [1, 2]
    assert told[1]["result"]["structuredContent"]["kind"] == "answer"


def test_without_an_index_it_says_so_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "mcp", "--index", str(tmp_path / "none")]
    ran = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "There is no index in" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_all_tools_answer_over_http(served: str, assistant: Assistant) -> None:
    assert all(resolves(citation, assistant) for citation in citations(found(asked(served, "ask", question=QUESTION))))
    hits = found(asked(served, "search", question="joint patrols", limit=2))["hits"]
    assert len(hits) == 2
    for hit in hits:
        article = assistant.article(hit["article"])
        assert all(article.paragraph(one["paragraph"]).text == one["text"] for one in hit["paragraphs"])
        assert hit["source"] == article.source
    said = found(asked(served, "who", speaker="Zhang Junshe"))
    assert {one["speaker"] for one in said["statements"]} == {"Zhang Junshe"}
    assert said["statements"][0]["address"].startswith(said["statements"][0]["article"] + ":")
    sides = found(asked(served, "compare", a="US", b="Japan"))
    assert sides["rows"]
    assert {one["article"] for one in sides["articles"]} <= {article.id for article in assistant.articles()}
    listed = found(asked(served, "articles"))["articles"]
    whole = asked(served, "read", article=listed[0]["id"])
    assert found(whole)["paragraphs"][0] in text_of(whole)


def test_a_follow_up_is_understood(served: str) -> None:
    history = [["What did Zhang Junshe say about the call?", "…"]]
    told = found(asked(served, "ask", question="What else did he say?", history=history))
    assert "Zhang Junshe" in told["standalone"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": ""}, "The question is empty"),
        ("ask", {"question": "why " * 501}, "at most 2,000 are read"),
        ("ask", {}, "question"),
        ("ask", {"question": "Who?", "history": [["a"]]}, "must be a list of pairs"),
        ("ask", {"question": "Who?", "articles": ["none"]}, "There is no article 'none'"),
        ("search", {"question": "Who?", "limit": 1000}, "limit"),
        ("compare", {"a": "Nobody", "b": "Nobody Else"}, "Nobody"),
        ("read", {"article": "none"}, "There is no article 'none'"),
    ],
)
def test_what_cannot_be_asked_is_told_to_the_agent(
    served: str, tool: str, arguments: dict[str, Any], words: str
) -> None:
    result = asked(served, tool, **arguments)
    assert result.isError
    assert words in text_of(result)


def test_without_the_password_nothing_is_told(served: str) -> None:
    async def ask() -> None:
        async with over_http(served, password="wrong") as session:
            await session.list_tools()

    with pytest.raises(BaseExceptionGroup) as refused:
        anyio.run(ask)
    assert "401" in str(_leaves(refused.value))


def _leaves(error: BaseException) -> Sequence[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [error]


def test_many_agents_ask_at_once(served: str) -> None:
    async def ask(results: list[CallToolResult]) -> None:
        async with over_http(served) as session:
            results.append(await session.call_tool("ask", {"question": QUESTION}))

    async def all_() -> list[CallToolResult]:
        results: list[CallToolResult] = []
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(ask, results)
        return results

    run: Callable[..., list[CallToolResult]] = anyio.run
    results = run(all_)
    assert len(results) == 6
    assert len({str(found(one)["claims"]) for one in results}) == 1
