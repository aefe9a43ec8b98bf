"""Files that pages have sent and that wait to be read: only these are looked at, and nothing of them is left."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.ui.guard import App, Message, Receive, Send
from assistant.ui.intake import SIZE

MOST = 200
"""So many files of all readers may wait at once."""
# What stands around a file where it is sent: its name, and where it ends.
_AROUND = 10_000


class Uploads:
    """The files that gradio has taken in; `paths` is its own set of them, which grows as they come."""

    def __init__(self, paths: set[str]) -> None:
        self._paths = paths

    def holds(self, path: Path) -> bool:
        """Say whether a page sent this file: it may name any path."""
        return str(path) in {str(one) for one in list(self._paths)}

    def is_full(self) -> bool:
        """Say whether no more is taken in now."""
        return len(self._paths) >= MOST and sum(Path(one).is_file() for one in list(self._paths)) >= MOST

    def forget(self, path: Path) -> None:
        """Remove a file, which may have been moved already, and the folder that was made for it."""
        self._paths.discard(str(path))
        path.unlink(missing_ok=True)
        with suppress(OSError):
            path.parent.rmdir()


class Gate:
    """Turns away, before it is read, what is sent to an ASGI app to be kept: what is larger than one file may be, what
    does not tell its size, and everything while too many files wait.
    """

    def __init__(self, app: App, is_full: Callable[[], bool]) -> None:
        self._app = app
        self._is_full = is_full

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        is_upload = (
            scope["type"] == "http" and scope["method"] == "POST" and scope["path"].rstrip("/").endswith("/upload")
        )
        status = self._status(dict(scope["headers"])) if is_upload else None
        if status is None:
            await self._app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def _status(self, headers: dict[bytes, bytes]) -> int | None:
        length = headers.get(b"content-length", b"")
        if not length.isdigit():
            return 411
        if int(length) > SIZE + _AROUND:
            return 413
        return 503 if self._is_full() else None
