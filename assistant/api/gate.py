"""Who may come in by the doors for programs: readers with a name and a password, and no page of another site."""

import base64
import binascii
import hmac
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse


class Gate:
    """Lets requests through to an ASGI app by HTTP Basic authentication, where readers are named."""

    def __init__(self, app: Any, readers: Sequence[tuple[str, str]]) -> None:
        self._app = app
        self._readers = [f"{name}:{password}".encode() for name, password in readers]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it in a sentence."""
        headers = Headers(scope=scope)
        if not _is_own(headers):
            told = {"error": "Pages of other sites may not ask here."}
            await JSONResponse(told, 403)(scope, receive, send)
        elif not self._knows(headers.get("authorization", "")):
            told = {"error": "A name and a password are asked for, by HTTP Basic authentication."}
            challenge = {"www-authenticate": 'Basic realm="Readout", charset="UTF-8"'}
            await JSONResponse(told, 401, challenge)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _knows(self, header: str) -> bool:
        if not self._readers:
            return True
        kind, _, encoded = header.partition(" ")
        try:
            sent = base64.b64decode(encoded.strip(), validate=True) if kind.lower() == "basic" else b""
        except (binascii.Error, ValueError):
            return False
        # All are looked at, so that the time tells nothing of who comes near.
        return sum([hmac.compare_digest(sent, reader) for reader in self._readers]) > 0


def _is_own(headers: Headers) -> bool:
    """Say whether the request is of no page, or of one from this server."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
