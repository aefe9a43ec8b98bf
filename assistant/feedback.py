"""What readers think of replies: thumbs with a reason, appended to a file that `readout eval add` takes."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from filelock import FileLock

from assistant.reply import History, Reply, to_json
from index.problem import Problem

FILE = "feedback.jsonl"
"""The file's name in the folder of an index."""
LONGEST_REASON = 2000

Thumb = Literal["up", "down"]


class Opinion(NamedTuple):
    """A press of a thumb: up where the reply is right, down where it is wrong, and why, if the reader says so."""

    thumb: Thumb
    question: str
    history: History
    reply: Reply
    reason: str = ""


class Feedback:
    """A file of JSON lines, one a press; several processes may write to it at the same time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, opinion: Opinion) -> None:
        """Append a line; raise Problem where the reason is endless or the file cannot be written to."""
        if len(opinion.reason) > LONGEST_REASON:
            raise Problem(f"The reason has more than {LONGEST_REASON:,} characters: say it shorter.")
        line = json.dumps(_told(opinion), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock"):
                _append(self.path, line)
        except OSError as error:
            raise Problem(f"Your opinion could not be kept ({error.strerror or error}).") from error


def _told(opinion: Opinion) -> dict[str, Any]:
    reason = {"reason": opinion.reason} if opinion.reason else {}
    return {
        "thumb": opinion.thumb,
        **reason,
        "question": opinion.question,
        "history": [list(pair) for pair in opinion.history],
        "reply": to_json(opinion.reply),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _append(path: Path, line: bytes) -> None:
    """Write the line whole or not at all, on a line of its own also where whoever wrote last was killed."""
    # Who reads a reader's questions is the one who runs the window.
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        end = os.lseek(file, 0, os.SEEK_END)
        if end:
            os.lseek(file, end - 1, os.SEEK_SET)
            line = line if os.read(file, 1) == b"\n" else b"\n" + line
        try:
            if os.write(file, line) < len(line):
                raise OSError(28, "No space left on device")
        except OSError:
            os.ftruncate(file, end)
            raise
        os.fsync(file)
    finally:
        os.close(file)
