"""The doors for programs: `/healthz`, `/api/…` and `/mcp`, beside the window or alone."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import Any

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route

from assistant.api import answers
from assistant.api.asked import Asking, Comparing, Naming, Searching, Sent, read
from assistant.api.doors import Doors
from assistant.api.gate import Gate
from assistant.ask import Assistant
from index.problem import Problem

LARGEST = 1_000_000
"""So many bytes a request may have."""
AT_ONCE = 8
WAITING = 64
"""So many requests are answered at once; so many wait, and who comes then is told to come again."""
_ASKED: dict[str, tuple[type[Any], Callable[[Assistant, Any], answers.Told]]] = {
    "ask": (Asking, answers.ask),
    "search": (Searching, answers.search),
    "who": (Naming, answers.who),
    "compare": (Comparing, answers.compare),
}
_PLACES = "POST /api/ask, /api/search, /api/who, /api/compare; GET /api/articles, /api/articles/ID"
_log = logging.getLogger(__name__)


class Lines:
    """Lets so many calls run at once, on threads of their own, and so many wait."""

    def __init__(self) -> None:
        self._limit: anyio.CapacityLimiter | None = None
        self._here = 0

    async def run(self, call: Callable[[], Any]) -> Any:
        """Return what the call returns; raise HTTPException where too many wait already."""
        if self._limit is None:
            # Made here, because it belongs to the loop that runs.
            self._limit = anyio.CapacityLimiter(AT_ONCE)
        if self._here >= AT_ONCE + WAITING:
            raise HTTPException(503, "Too many questions wait already: ask again in a moment.", {"retry-after": "5"})
        self._here += 1
        try:
            return await anyio.to_thread.run_sync(call, limiter=self._limit)
        finally:
            self._here -= 1


def doors(assistant: Assistant, readers: Sequence[tuple[str, str]] = ()) -> Doors:
    """Return the doors of an assistant; but for the health of it, only these readers may come in, if there are any."""
    lines = Lines()
    api = Starlette(routes=_routes(assistant, lines), exception_handlers={HTTPException: _refused, Exception: _broken})
    mcp = _mcp(assistant, lines)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with mcp.run() if mcp else nullcontext():
            yield

    routes: list[BaseRoute] = [
        Route("/healthz", partial(_health, assistant, lines), methods=["GET"]),
        Mount("/api", Gate(api, readers)),
        Route("/mcp", Gate(mcp.handle_request if mcp else _absent, readers)),
    ]
    return Doors(routes, lifespan)


def _mcp(assistant: Assistant, lines: Lines) -> Any:
    """Return what answers MCP over HTTP, None where the library is not there."""
    try:
        from assistant.api.tools import server
    except ModuleNotFoundError:
        return None
    made = server(assistant, lines.run)
    made.streamable_http_app()
    return made.session_manager


def _routes(assistant: Assistant, lines: Lines) -> list[BaseRoute]:
    async def asked(kind: type[Sent], answer: Callable[[Assistant, Any], answers.Told], request: Request) -> Any:
        sent = _checked(read, kind, await _body(request))
        return _told(await lines.run(lambda: _checked(answer, assistant, sent)))

    async def articles(request: Request) -> Any:
        return _told(await lines.run(lambda: answers.articles(assistant)))

    async def article(request: Request) -> Any:
        key = request.path_params["key"]
        return _told(await lines.run(lambda: _checked(answers.article, assistant, key)))

    async def nothing(request: Request) -> Any:
        raise HTTPException(404, f"There is nothing here: ask at {_PLACES}.")

    return [
        *(Route(f"/{name}", partial(asked, *how), methods=["POST"]) for name, how in _ASKED.items()),
        Route("/articles", articles, methods=["GET"]),
        Route("/articles/{key:path}", article, methods=["GET"]),
        Route("/{rest:path}", nothing, methods=["GET", "POST"]),
    ]


def _checked(call: Callable[..., Any], *arguments: Any) -> Any:
    """Return what the call returns; what is wrong with its arguments is the one's fault who sent them."""
    try:
        return call(*arguments)
    except Problem as problem:
        raise HTTPException(400, str(problem)) from problem
    except KeyError as error:
        raise HTTPException(404, "There is no such article: GET /api/articles lists all.") from error


async def _body(request: Request) -> bytes:
    # A page elsewhere can make a browser send a form, but not JSON.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "Send JSON, with the header Content-Type: application/json.")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                raise HTTPException(413, f"The request has more than {LARGEST:,} bytes: ask it shorter.")
    except ClientDisconnect as error:
        raise HTTPException(400, "The request ended before it was whole.") from error
    return bytes(body)


async def _health(assistant: Assistant, lines: Lines, request: Request) -> Any:
    try:
        return _told(await anyio.to_thread.run_sync(answers.health, assistant))
    except Exception:
        _log.exception("The articles cannot be read")
        return _told({"status": "broken"}, 503)


async def _refused(request: Request, refused: Any) -> Any:
    told = {405: f"This is asked otherwise: {_PLACES}."}.get(refused.status_code, refused.detail)
    return _told({"error": told}, refused.status_code, refused.headers)


async def _broken(request: Request, error: Exception) -> Any:
    # Starlette raises it again, so that the server's log has the whole of it.
    return _told({"error": "Something broke while this was answered, and the server's log tells what."}, 500)


async def _absent(scope: Any, receive: Any, send: Any) -> None:
    told = {"error": "MCP is not installed here: `pip install readout[mcp]` adds it."}
    await _told(told, 404)(scope, receive, send)


def _told(what: answers.Told, status: int = 200, headers: Any = None) -> JSONResponse:
    response = JSONResponse(None, status, {"cache-control": "no-store", **(headers or {})})
    # Half of a pair of surrogates, which an article may hold, is no text that can be sent.
    response.body = json.dumps(what, ensure_ascii=False).encode("utf-8", "replace")
    response.headers["content-length"] = str(len(response.body))
    return response
