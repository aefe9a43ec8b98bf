"""The same questions as tools of an MCP server, each result with titles, days and addresses of what it cites."""

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, redirect_stdout
from typing import Annotated, Any

import anyio
from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from assistant.api import answers
from assistant.api.asked import MOST_HITS
from assistant.ask import Assistant
from assistant.conversation import cited, told_of
from assistant.naming import described, markdown
from assistant.options import filters
from assistant.render import to_markdown
from assistant.sheet import comparison_json, comparison_markdown, statement_json, statements_markdown
from index.article import address
from index.problem import Problem
from index.search import Hit
from index.statement import Statement

MOST_STATEMENTS = 100
INSTRUCTIONS = (
    "Readout answers questions about a collection of news articles and official statements in their own sentences. "
    "Each claim has citations: article, number of the paragraph, and the words quoted, which stand there letter for "
    "letter. A refusal says that the articles do not answer: tell that, and do not answer from elsewhere."
)
_READS = ToolAnnotations(readOnlyHint=True, openWorldHint=False)
_Question = Annotated[str, Field(description="A question about the articles, of at most 2,000 characters")]
_History = Annotated[
    list[list[str]],
    Field(description="For a follow-up: earlier questions with their answers, oldest first, as pairs", max_length=200),
]
_Articles = Annotated[list[str], Field(description="Only these articles, by id; all where empty", max_length=500)]
_About = Annotated[str, Field(description="Only what is said on this topic; all where empty", max_length=500)]
_Speaker = Annotated[str, Field(description="A person, body or state", max_length=500)]

Run = Callable[[Callable[[], Any]], Awaitable[Any]]
Found = tuple[str, dict[str, Any]]
"""What a tool has found, as Markdown and as an object."""


class Tools:
    """What an agent may ask of an assistant; `run` runs what takes a while beside the server's own loop."""

    def __init__(self, assistant: Assistant, run: Run) -> None:
        self._assistant = assistant
        self._run = run

    async def ask(self, question: _Question, history: _History = [], articles: _Articles = []) -> CallToolResult:  # noqa: B006
        """Answer a question from the articles, each claim with the paragraphs it stands on, or say why they do not."""

        def asked() -> Found:
            reply = self._assistant.ask(question, history, filters=filters(articles))
            return to_markdown(reply, self._assistant.article), told_of(reply, self._assistant.article)

        return await self._answered(asked)

    async def search(
        self,
        question: _Question,
        limit: Annotated[int, Field(ge=1, le=MOST_HITS)] = 10,
        articles: _Articles = [],  # noqa: B006
    ) -> CallToolResult:
        """Find the passages that a question is about, best first, with the words of their paragraphs."""

        def searched() -> Found:
            hits = self._assistant.search(question, limit=limit, filters=filters(articles))
            told = [self._passage(hit) for hit in hits]
            return "\n\n".join(map(_listed, told)) or "No passage was found.", {"question": question, "hits": told}

        return await self._answered(searched)

    async def who(self, speaker: _Speaker = "", about: _About = "", articles: _Articles = []) -> CallToolResult:  # noqa: B006
        """Tell who says what: the statements of a speaker, or of everybody, on a topic or in certain articles."""

        def said() -> Found:
            found = self._assistant.statements(speaker or None, about=about or None, articles=articles or None)
            shown = found[:MOST_STATEMENTS]
            more = len(found) - len(shown)
            text = statements_markdown(shown, self._assistant.article)
            text += f"\n{more:,} more: narrow by speaker, topic or articles.\n" if more else ""
            return text, {"statements": self._cited(shown), "of": len(found)}

        return await self._answered(said)

    async def compare(self, a: _Speaker, b: _Speaker, about: _About = "") -> CallToolResult:
        """Set what two speakers say side by side: where they agree and differ, what only one says or leaves out."""

        def compared() -> Found:
            found = self._assistant.compare(a, b, about=about or None)
            rows = [s for row in found.rows for s in (*row.a, *row.b)]
            ids = dict.fromkeys(s.article for s in (*rows, *found.reported_omissions))
            sources = [self._facts(key) for key in ids]
            return comparison_markdown(found, self._assistant.article), comparison_json(found) | {"articles": sources}

        return await self._answered(compared)

    async def articles(self) -> CallToolResult:
        """List the articles: id, title, source, day, address on the web, number of paragraphs."""

        def listed() -> Found:
            text = "\n".join(f"* `{one.id}`: {markdown(described(one))}" for one in self._assistant.articles())
            return text or "There is no article.", answers.articles(self._assistant)

        return await self._answered(listed)

    async def read(self, article: Annotated[str, Field(description="Its id", max_length=500)]) -> CallToolResult:
        """Read an article, its paragraphs numbered from 1 as citations name them."""

        def whole() -> Found:
            try:
                found = self._assistant.article(article)
            except KeyError as error:
                raise Problem(f"There is no article {article!r}: the tool `articles` lists all.") from error
            text = "\n\n".join(f"¶{paragraph.number} {paragraph.text}" for paragraph in found.paragraphs)
            return f"{described(found)}\n\n{text}", answers.article(self._assistant, article)

        return await self._answered(whole)

    async def _answered(self, call: Callable[[], Found]) -> CallToolResult:
        """Return what a call finds; a Problem is told to whoever asked."""
        try:
            text, found = await self._run(call)
        except Problem as problem:
            raise ToolError(str(problem)) from problem
        return CallToolResult(content=[TextContent(type="text", text=text)], structuredContent=found)

    def _passage(self, hit: Hit) -> dict[str, Any]:
        article = self._assistant.article(hit.article_id)
        paragraphs = [{"paragraph": n, "text": article.paragraph(n).text} for n in hit.paragraphs]
        return self._facts(article.id) | {"score": round(hit.score, 6), "paragraphs": paragraphs}

    def _cited(self, statements: Iterable[Statement]) -> list[dict[str, Any]]:
        return [statement_json(s) | cited(s.article, s.paragraph, self._assistant.article) for s in statements]

    def _facts(self, key: str) -> dict[str, Any]:
        article = self._assistant.article(key)
        return {"article": key} | {name: getattr(article, name) for name in ("title", "source", "published", "url")}


def _listed(passage: dict[str, Any]) -> str:
    facts = " · ".join(str(passage[name]) for name in ("title", "source", "published") if passage[name])
    lines = [f"[{address(passage['article'], one['paragraph'])}] {one['text']}" for one in passage["paragraphs"]]
    return "\n".join([facts or passage["article"], *lines])


def server(assistant: Assistant, run: Run, *, lifespan: Any = None) -> FastMCP:
    """Return the MCP server on an assistant."""
    made: FastMCP = FastMCP(
        "Readout",
        INSTRUCTIONS,
        stateless_http=True,
        json_response=True,
        log_level="WARNING",
        lifespan=lifespan,
        # Where a request comes from is seen to by the gate before it.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    tools = Tools(assistant, run)
    for tool in (tools.ask, tools.search, tools.who, tools.compare, tools.articles, tools.read):
        made.add_tool(tool, annotations=_READS)
    return made


def speak(opened: Callable[[], Assistant]) -> None:
    """Open an assistant and speak on stdin and stdout until stdin ends; whatever else is printed goes to stderr."""
    spoken = os.dup(1)
    os.dup2(2, 1)
    try:
        with (
            redirect_stdout(sys.stderr),
            opened() as assistant,
            open(spoken, "w", encoding="utf-8", closefd=False) as out,
        ):
            made = server(assistant, anyio.to_thread.run_sync, lifespan=_quiet)
            with redirect_stdout(out):
                made.run("stdio")
    finally:
        os.dup2(spoken, 1)
        os.close(spoken)


@asynccontextmanager
async def _quiet(_: Any) -> AsyncIterator[None]:
    # The server has taken stdout by now; what libraries print must not be taken for an answer.
    with redirect_stdout(sys.stderr):
        yield
