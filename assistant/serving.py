"""The commands that let other programs ask: `readout serve` over HTTP, `readout mcp` on stdin and stdout."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.options import index_option, model_options, opened, store_option
from index.problem import Problem

if TYPE_CHECKING:
    from assistant.ask import Assistant

PORT = 7880


@click.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port.")
@click.option("--auth", metavar="USER:PASSWORD", help="Ask for this name and password; seen by who lists processes.")
@click.option("--auth-file", type=click.Path(path_type=Path), metavar="FILE", help="The same, a line of a file each.")
@store_option
@model_options
def serve(folder: Path, host: str, port: int, auth: str | None, auth_file: Path | None, **model: Any) -> None:
    """Answer other programs over HTTP, without a window: questions as JSON at /api, MCP at /mcp, /healthz.

    `readout chat` has the same doors beside its window. docs/api.md tells what is asked and answered.

    \b
      readout serve
      readout serve --host 0.0.0.0 --auth-file readers.txt
    """
    from assistant.readers import readers

    known = readers(auth, auth_file)
    with opened(folder, **model) as assistant:
        _served(assistant, host, port, known)


@click.command()
@index_option
@store_option
@model_options
def mcp(folder: Path, **model: Any) -> None:
    """Answer an agent as an MCP server on stdin and stdout, until stdin ends.

    Its tools are ask, search, who, compare, articles and read. It needs `pip install readout[mcp]`.

    \b
      {"mcpServers": {"readout": {"command": "readout", "args": ["mcp", "--index", "/path/to/index"]}}}
    """
    try:
        from assistant.api.tools import speak
    except ModuleNotFoundError as error:
        raise Problem("MCP is not installed here: `pip install readout[mcp]` adds it.") from error
    speak(lambda: opened(folder, **model))


def _served(assistant: "Assistant", host: str, port: int, known: tuple[tuple[str, str], ...]) -> None:
    import socket

    import uvicorn
    from starlette.applications import Starlette

    from assistant.api.app import doors

    made = doors(assistant, known)
    app = Starlette(routes=list(made.routes), lifespan=made.lifespan)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening:
        try:
            listening.bind((host, port))
        except OSError as error:
            raise Problem(f"Readout cannot listen at {host}:{port}; choose another --port or --host.") from error
        click.echo(f"Readout answers at http://{f'[{host}]' if ':' in host else host}:{port} (Ctrl+C ends it)")
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listening])
