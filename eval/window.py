"""How fast the window is: `make bench-window` prints when it is ready, how soon words come, and what many readers do
to it. `--write` puts the table into README between its markers.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import IO

from eval.load import Load, under_load
from eval.speed import questions
from eval.table import write

QUESTIONS = 30
SESSIONS = 20
SECONDS = 120.0
PAGE = "page in the browser"


@dataclass(frozen=True, slots=True)
class Measured:
    """`ready`: seconds by step, from the start of the process. `words`: seconds from Enter to the first words on
    screen, one reader, sorted. Then the same under load, with errors, and the server's memory in MB before and after.
    """

    ready: dict[str, float]
    words: list[float]
    sessions: int
    seconds: float
    replies: int
    errors: int
    first: list[float]
    memory: tuple[float, float]


def main() -> None:
    """Print the table; exit with 1 where a question failed under load."""
    parser = argparse.ArgumentParser(prog="python -m eval.window", description=__doc__)
    parser.add_argument("--index", type=Path, metavar="DIR", help="an index; else the sample articles are indexed")
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON instead")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--serve", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    with _index(options.index) as folder:
        measured = measure(folder, sessions=options.sessions, seconds=options.seconds)
    print(json.dumps(asdict(measured), indent=2) if options.json else markdown(measured))
    if options.write:
        write(Path("README.md"), "window", markdown(measured))
    sys.exit(1 if measured.errors else 0)


@contextmanager
def _index(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    from assistant.shelve import shelve
    from eval.collection import SOURCES

    with TemporaryDirectory() as folder:
        # What indexing prints is no figure.
        shelve([str(SOURCES["readouts"])], [], Path(folder) / "index", tell=print)
        yield Path(folder) / "index"


def serve(folder: Path) -> None:
    """Serve the window and print, as a line of JSON, its address and the seconds by step; end when stdin does."""
    steps: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        steps[name] = time.perf_counter() - started

    with step("import gradio"):
        import_module("assistant.ui.window")
    with step("open the index"):
        from assistant import open_assistant

        assistant = open_assistant(index=folder)
    with step("build and serve the page"):
        from assistant.ui.window import start

        blocks = start(assistant)
    print(json.dumps({"address": blocks.local_url, "steps": steps}), flush=True)
    sys.stdin.read()
    blocks.close(verbose=False)


def measure(folder: Path, *, sessions: int, seconds: float) -> Measured:
    """Start a server on the index and measure it as readers see it."""
    asked = questions(QUESTIONS)
    started = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-m", "eval.window", "--serve", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address, ready = _started(server.stdout, started)
            opened, words = _in_browser(address, asked)
            # The browser's own start is none of ours: its page is timed from the address to the composer.
            ready[PAGE] = opened
            before = _memory(server.pid)
            load = under_load(address, asked, sessions=sessions, seconds=seconds)
            after = _memory(server.pid)
        finally:
            server.terminate()
    return _measured(ready, words, load, sessions, seconds, (before, after))


def _started(out: IO[str], started: float) -> tuple[str, dict[str, float]]:
    for line in out:
        if line.startswith("{"):
            told = json.loads(line)
            steps = dict(told["steps"])
            whole = time.perf_counter() - started
            return told["address"], {"start Python": whole - sum(steps.values()), **steps}
    raise RuntimeError("The server ended before the window stood")


def _in_browser(address: str, asked: Sequence[str]) -> tuple[float, list[float]]:
    """Return the seconds until the page can be typed into, and those from Enter to the first words, by question."""
    from playwright.sync_api import sync_playwright

    from assistant.ui.screenshot import FLAGS, chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(120_000)
        started = time.perf_counter()
        page.goto(address)
        page.locator("html[data-view]").wait_for(state="attached")
        opened = time.perf_counter() - started
        # Suggestions load the model: a reader's first question does not wait for it again.
        page.locator("#next button").first.wait_for()
        words = []
        for question in asked:
            page.locator("#question").fill(question)
            words.append(page.evaluate(_TIMED))
            page.locator(".turn .tools").last.wait_for()
            page.locator('[data-do="clear"]').click()
            page.locator(".welcome").wait_for()
        browser.close()
    return opened, sorted(words)


# Seconds from the key to the first frame in which words of a reply are on screen.
_TIMED = """() => new Promise((done) => {
  const started = performance.now();
  new MutationObserver((_, watching) => {
    if (!document.querySelector("#talk .claim, #talk .reason")) return;
    watching.disconnect();
    requestAnimationFrame(() => done((performance.now() - started) / 1000));
  }).observe(document.querySelector("#talk"), { childList: true, subtree: true });
  document.querySelector(".composer").requestSubmit();
})"""


def _memory(pid: int) -> float:
    """Return what a process holds in memory, in MB."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024


def _measured(
    ready: dict[str, float],
    words: list[float],
    load: Load,
    sessions: int,
    seconds: float,
    memory: tuple[float, float],
) -> Measured:
    for error in sorted(set(load.errors)):
        print(error, file=sys.stderr)
    return Measured(ready, words, sessions, seconds, len(load.whole), len(load.errors), sorted(load.first), memory)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return a percentile of sorted values.

    >>> percentile([1.0, 2.0, 3.0], 50)
    2.0
    """
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def markdown(measured: Measured) -> str:
    """Return the table that README shows."""
    steps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in measured.ready.items())
    many = f"{measured.sessions} readers at once for {measured.seconds:.0f} s"
    rows = [
        ("window ready, with an index that is there", f"{sum(measured.ready.values()):.1f} s ({steps})"),
        ("question to first words on screen, one reader", _pair(measured.words)),
        (f"{many}: question to first words", _pair(measured.first)),
        (f"{many}: replies, errors", f"{measured.replies:,}, {measured.errors}"),
        (f"{many}: memory of the server before and after", f"{measured.memory[0]:.0f} and {measured.memory[1]:.0f} MB"),
    ]
    return "\n".join(["| what | figure |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])


def _pair(values: Sequence[float]) -> str:
    if not values:
        return "none came"
    return f"{percentile(values, 50):.2f} s at the median, {percentile(values, 95):.2f} s at the 95th percentile"


if __name__ == "__main__":
    main()
