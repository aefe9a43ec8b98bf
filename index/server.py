"""A store of vectors on a server: where it is, and what is told where it does not answer."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from index.problem import Problem

# Keys are read from the environment alone: a command line is seen by everybody on the machine.
TOKEN = "READOUT_STORE_TOKEN"
# Seconds for which a server that does not answer is asked again: so long does one take to start anew.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """A collection on a Chroma server: `url` is http(s)://host:port."""

    url: str
    collection: str

    def reached(self) -> dict[str, Any]:
        """Return host, port, ssl and headers, as Chroma's client takes them; raise Problem for another address."""
        parts = urlsplit(self.url)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            port = 0
        if parts.scheme not in {"http", "https"} or not parts.hostname or not port or parts.path.strip("/"):
            raise Problem(f"{self.url!r} is no address of a store: write http://host:port.")
        token = os.environ.get(TOKEN)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return {"host": parts.hostname, "port": port, "ssl": parts.scheme == "https", "headers": headers}


def greet(server: Server) -> None:
    """Ask the server who we are to it; raise httpx.HTTPError where it does not answer or does not let us in."""
    import httpx

    headers = server.reached()["headers"]
    httpx.get(f"{server.url.rstrip('/')}/api/v2/auth/identity", headers=headers, timeout=10.0).raise_for_status()


def answered(server: Server, call: Callable[[], Any]) -> Any:
    """Return what a call to the server returns, asking again while it cannot be reached; every call may be repeated.

    Raise Problem where it stays away for PATIENCE seconds, or answers that it will not.
    """
    import httpx
    from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_exponential

    again = Retrying(
        retry=retry_if_exception(_is_away),
        stop=stop_after_delay(PATIENCE),
        wait=wait_exponential(0.1, max=1.0),
        reraise=True,
    )
    try:
        return again(call)
    except httpx.HTTPError as error:
        raise _problem(server, str(error), away=_is_away(error)) from error
    except ValueError as error:
        # Chroma's client tells so of a server that cannot be reached when it is first asked.
        raise _problem(server, str(error), away=_is_away(error)) from error
    except Exception as error:
        if type(error).__module__ not in {"builtins", "chromadb.errors"}:
            raise
        raise _problem(server, str(error), away=_is_away(error)) from error


def _is_away(error: BaseException) -> bool:
    import httpx

    if isinstance(error, httpx.TransportError):
        return True
    text = str(error)
    return any(told in text for told in ("Could not connect", "502 Bad Gateway", "503 Service Unavailable"))


def _problem(server: Server, told: str, *, away: bool) -> Problem:
    if away:
        return Problem(
            f"The store at {server.url} does not answer: start it with `readout store`, then try again; "
            "what was indexed is kept."
        )
    if any(word in told for word in ("401", "403", "Unauthorized", "Forbidden")):
        return Problem(f"The store at {server.url} asks for a token: set {TOKEN} to it.")
    return Problem(
        f"The store at {server.url} cannot do this: {told.splitlines()[0] if told else 'it gives no reason'}."
    )
