"""An OpenAI-compatible server on loopback that answers as a test scripts it, and remembers what it was sent."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "scripted-1"


@dataclass(slots=True)
class Loopback:
    """`script`: for each request to write a text, or the status and message of an error; the last is repeated."""

    script: list[str | tuple[int, str]]
    streams: bool = True
    models: Sequence[str] = (MODEL,)
    heard: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    def next(self) -> str | tuple[int, str]:
        """Return what to answer now."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def serving(
    *script: str | tuple[int, str], streams: bool = True, models: Sequence[str] = (MODEL,)
) -> Iterator[Loopback]:
    """Serve the script until the block ends."""
    told = Loopback(list(script), streams, models)

    class Handler(_Handler):
        loopback = told

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    loopback: Loopback

    def do_GET(self) -> None:
        self.loopback.keys.append(self.headers.get("Authorization", ""))
        self._send(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in self.loopback.models]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.loopback.heard.append(asked)
        self.loopback.keys.append(self.headers.get("Authorization", ""))
        said = self.loopback.next()
        if isinstance(said, tuple):
            self._send(said[0], {"error": {"message": said[1], "type": "error", "code": said[0]}})
        elif asked.get("stream") and self.loopback.streams:
            self._stream(said)
        else:
            message = {"role": "assistant", "content": said}
            self._send(200, _completion(message=message) | {"object": "chat.completion"})

    def _send(self, status: int, body: dict[str, Any]) -> None:
        told = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def _stream(self, said: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        words = said.split(" ")
        for number, word in enumerate(words):
            delta = {"role": "assistant", "content": word if number == 0 else f" {word}"}
            told = _completion(delta=delta) | {"object": "chat.completion.chunk"}
            self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def _completion(**choice: Any) -> dict[str, Any]:
    whole = {"index": 0, "finish_reason": "stop" if "message" in choice else None} | choice
    return {"id": "x", "created": 0, "model": MODEL, "choices": [whole]}
