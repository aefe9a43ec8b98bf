"""A disk that is full too soon: a small tmpfs where this user may mount one, a bound on files elsewhere."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOM = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Disk:
    """A place for an index; while it is cramped, processes started then find no room for more than `room` bytes."""

    place: Path
    room: int
    mounted: bool

    @contextmanager
    def cramped(self) -> Iterator[None]:
        """Let there be too little room for what is inside, and enough after it."""
        if self.mounted:
            yield
            _mount("-o", f"remount,size={ROOM}", str(self.place))
            return
        # A file may grow to the bound and no further: what a program then sees is what a full disk shows it.
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.room, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small(place: Path, room: int) -> Iterator[Disk]:
    """Make a disk of so many bytes at a place, and take it away again."""
    place.mkdir()
    mounted = _mount("-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(place))
    try:
        yield Disk(place, room, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=False, capture_output=True)


def _mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0
    except OSError:
        return False
