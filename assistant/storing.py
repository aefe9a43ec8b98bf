"""`readout store`: a Chroma server behind a door that asks for a token."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.problem import Problem
from index.server import TOKEN

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

STARTING = 60.0
_KEPT = ("content-type", "content-encoding", "accept")


@click.command("store")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path(".readout-store"),
    show_default=True,
    metavar="DIR",
    help="Where the vectors are kept.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8700, show_default=True)
def store(folder: Path, host: str, port: int) -> int:
    """Keep the vectors of indexes for several processes, until Ctrl-C.

    Who has the token READOUT_STORE_TOKEN may read and write; without one, nobody but this machine's own may connect.

    \b
      READOUT_STORE_TOKEN=… readout store
      READOUT_STORE_TOKEN=… readout index articles/ --store http://127.0.0.1:8700
    """
    import uvicorn

    token = os.environ.get(TOKEN)
    if not token and host not in {"127.0.0.1", "::1", "localhost"}:
        raise Problem(f"A store that others can reach needs a token: set {TOKEN}, or leave --host out.")
    with _chroma(folder) as behind:
        click.echo(f"http://{host}:{port}: vectors in {folder}, {'a token' if token else 'no token'}; Ctrl-C ends it")
        uvicorn.run(door(behind, token), host=host, port=port, log_level="error")
    return 0


def door(behind: str, token: str | None) -> "Starlette":
    """Return what stands before the server at `behind`: requests with the token pass, all others are refused (401)."""
    import httpx
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    client = httpx.AsyncClient(base_url=behind, timeout=300.0)

    async def passed(request: "Request") -> "Response":
        given = request.headers.get("authorization", "").encode()
        if token and not secrets.compare_digest(given, f"Bearer {token}".encode()):
            told = {"error": "Unauthorized", "message": "401 Unauthorized: a token is asked for"}
            return JSONResponse(told, status_code=401)
        headers = {name: value for name, value in request.headers.items() if name in _KEPT}
        url = httpx.URL(path=request.url.path, query=request.url.query.encode())
        try:
            answer = await client.request(request.method, url, content=await request.body(), headers=headers)
        except httpx.TransportError:
            told = {"error": "Unavailable", "message": "503 Service Unavailable: the store has stopped"}
            return JSONResponse(told, status_code=503)
        kind = answer.headers.get("content-type")
        return Response(answer.content, answer.status_code, {"content-type": kind} if kind else None)

    return Starlette(routes=[Route("/{path:path}", passed, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])])


@contextmanager
def _chroma(folder: Path) -> Iterator[str]:
    """Run Chroma's own server on a port that only this machine reaches; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder), "--port", str(port)]
    quiet = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
    try:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet
        )
    except OSError as error:
        raise Problem(f"Chroma's server cannot be started ({error.strerror}): install chromadb again.") from error
    try:
        _started(process, port, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _started(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    until = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
            return
        except OSError:
            time.sleep(0.05)
    raise Problem(f"Chroma's server did not start on {folder}: see to its permissions and to space on the disk.")
