"""Conversations kept on the disk of whoever runs the window, each under an id that nobody guesses."""

import json
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.conversation import MARK, VERSION
from index.problem import Problem

FOLDER = "conversations"
"""The folder's name in the folder of an index."""
DAYS_HELD = 7
DAYS_LINKED = 90
# Looking for what is too old reads the whole folder.
_SWEEP = 600.0
_DAY = 86_400.0
# What secrets.token_urlsafe(24) makes: 192 random bits.
_ID = re.compile(r"[A-Za-z0-9_-]{32}")

Turns = Sequence[Mapping[str, Any]]
"""The turns of a conversation as JSON objects."""


class Kind(StrEnum):
    """Held for the page that shows it, until it is loaded again; linked for whoever has the link."""

    HELD = "held"
    LINKED = "linked"


class Conversations:
    """A folder of conversations, a file each, in the format that `readout verify` reads.

    Only the process's own user may read it. Whatever is older than its days is not given and then removed.
    """

    def __init__(self, folder: Path, *, days_linked: int = DAYS_LINKED, now: Callable[[], float] = time.time) -> None:
        self.days = {Kind.HELD: DAYS_HELD, Kind.LINKED: days_linked}
        self._folder = folder
        self._now = now
        self._swept = 0.0

    def keep(self, kind: Kind, turns: Turns, *, id: str = "", reader: str | None = None) -> str:  # noqa: A002
        """Keep a conversation under this id, or a new one, and return it; raise Problem where that cannot be.

        `reader` is the name of who had it, where readers have names.
        """
        self.sweep()
        name = id if _ID.fullmatch(id) else secrets.token_urlsafe(24)
        path = self._path(kind, name)
        beside = path.with_suffix(f".{secrets.token_hex(4)}")
        kept = {MARK: VERSION, "turns": list(turns), "reader": reader}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(kept, file, ensure_ascii=True)
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise Problem(f"The conversation could not be kept ({error.strerror}).") from error
        return name

    def read(self, kind: Kind, id: str, *, reader: str | None = None) -> Turns:  # noqa: A002
        """Return the turns kept under an id; raise Problem where there are none.

        What is held for a page is given to nobody but the reader who had it.
        """
        gone = Problem(
            "This link leads to no conversation: it is incomplete, was withdrawn, or is older than "
            f"{self.days[kind]} days."
        )
        if not _ID.fullmatch(id):
            raise gone
        try:
            path = self._path(kind, id)
            if self._is_old(path, kind):
                raise gone
            kept = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise gone from error
        if kind is Kind.HELD and kept.get("reader") != reader:
            raise gone
        turns: Turns = kept["turns"]
        return turns

    def remove(self, kind: Kind, id: str) -> None:  # noqa: A002
        """Remove what is kept under an id, if anything is."""
        if _ID.fullmatch(id):
            self._path(kind, id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what is too old, at most every ten minutes."""
        if self._now() - self._swept < _SWEEP:
            return
        self._swept = self._now()
        for kind in Kind:
            for path in self._folder.glob(f"{kind}-*"):
                if self._is_old(path, kind):
                    path.unlink(missing_ok=True)

    def _is_old(self, path: Path, kind: Kind) -> bool:
        try:
            return self._now() - path.stat().st_mtime > self.days[kind] * _DAY
        except FileNotFoundError:
            return False

    def _path(self, kind: Kind, name: str) -> Path:
        return self._folder / f"{kind}-{name}.json"
