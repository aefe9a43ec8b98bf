"""Files that are nearly right: `python -m tests.data.fuzz --count 1000` damages the corpus and reads what is left.

Prints how many files were read and told, the slowest and the memory taken; exits with 1 where reading raised, took
more than 10 seconds or the process grew beyond 1 GB.
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from index.load import Failure, load
from tests.data import CORPUS

SLOWEST = 10.0
LARGEST = 1_000


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to eight wounds: cut, doubled, overwritten, swapped, or filled in."""
    found = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        to = min(len(found), at + chance.choice([1, 4, 64, 1024]))
        match chance.randrange(6):
            case 0:
                del found[at:to]
            case 1:
                found[at:at] = found[at:to] * chance.randint(1, 20)
            case 2:
                found[at:to] = chance.randbytes(to - at)
            case 3:
                found[at:to] = b"\0" * (to - at)
            case 4:
                found[at:at] = chance.choice([b"<", b">", b"&", b"\\", b"{", b'"', b"\xff\xfe", b"]]>", b"%PDF-"])
            case _:
                del found[to:]
        if not found:
            break
    return bytes(found)


def main() -> int:
    """Damage and read; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.data.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    told, slowest, raised = fuzz(options.count, options.seed)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.count} damaged files: {told['article']} articles, {told['failure']} told; ", end="")
    print(f"slowest {slowest:.2f} s, at most {memory:.0f} MB")
    for one in raised:
        print(one)
    return int(bool(raised) or slowest > SLOWEST or memory > LARGEST)


def fuzz(count: int, seed: int) -> tuple[Counter[str], float, list[str]]:
    """Return what became of so many damaged files, the slowest in seconds, and what was raised."""
    told: Counter[str] = Counter()
    slowest, raised = 0.0, []
    with TemporaryDirectory() as folder:
        whole = {}
        for file in CORPUS:
            file.write(Path(folder, file.name))
            whole[file.name] = Path(folder, file.name).read_bytes()
            Path(folder, file.name).unlink()
        for number in range(count):
            chance = random.Random(seed * 1_000_003 + number)
            name = chance.choice(sorted(whole))
            path = Path(folder, name)
            path.write_bytes(damaged(whole[name], chance))
            began = time.monotonic()
            try:
                for outcome in load([path]):
                    told["failure" if isinstance(outcome, Failure) else "article"] += 1
            except Exception as error:
                raised.append(f"{name}, {number}: {type(error).__name__}: {error}")
            slowest = max(slowest, time.monotonic() - began)
            path.unlink()
    return told, slowest, raised


if __name__ == "__main__":
    sys.exit(main())
