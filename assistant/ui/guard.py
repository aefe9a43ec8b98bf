"""What the server tells the browser beside the page: nothing is fetched from, sent to or framed by anybody else."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# Gradio runs its page from inline scripts and compiles templates; everything else comes from this server alone.
_POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' ws: wss:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
))  # fmt: skip
HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


# Gradio's cards for social networks name servers of its own; a page that is nobody else's needs none.
_CARDS = re.compile(rb"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>\s*")


class Guard:
    """Adds the headers to every response of an ASGI app, and takes foreign addresses out of its pages."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request; whatever is not of HTTP goes through as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: Message = {}
        body = b""

        async def told(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
                if _is_page(message):
                    held.update(message)
                    return
            if held and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                body = _CARDS.sub(b"", body)
                await send({**held, "headers": _sized(held, len(body))})
                message = {"type": "http.response.body", "body": body}
                held.clear()
            await send(message)

        await self._app(scope, receive, told)


def _is_page(message: Message) -> bool:
    return any(name.lower() == b"content-type" and b"text/html" in value for name, value in message["headers"])


def _sized(message: Message, size: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in message["headers"] if name.lower() != b"content-length"]
    return [*kept, (b"content-length", str(size).encode())]
