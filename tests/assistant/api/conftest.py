"""A server with the doors alone, in this process, so that the model is loaded once."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette

from assistant import open_assistant
from assistant.api.app import doors
from assistant.ask import Assistant


@pytest.fixture(scope="package")
def assistant(samples: Path) -> Iterator[Assistant]:
    with open_assistant(samples) as opened:
        yield opened


@contextmanager
def serving(assistant: Assistant, readers: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """The address of the doors of an assistant, open to these readers or to all."""
    made = doors(assistant, readers)
    app = Starlette(routes=made.routes, lifespan=made.lifespan)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
