"""Pictures of the window: `python -m assistant.ui.screenshot OUT.png "QUESTION" [--index DIR]`."""

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.ui.chat import Answers
from index.problem import Problem

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

# What Chromium does of its own accord must not look like a request of the page.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium(playwright: "Playwright") -> str:
    """Return where a Chromium is, the machine's or else playwright's; raise Problem where there is none."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = next(found, playwright.chromium.executable_path)
    if not Path(path).exists():
        raise Problem("There is no Chromium on this machine: install the package chromium (make test does).")
    return path


def photograph(assistant: Answers, question: str, out: Path) -> None:
    """Write a picture (PNG) of the window after this question, with its first citation open."""
    from playwright.sync_api import sync_playwright

    from assistant.ui.window import start

    blocks = start(assistant)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{blocks.local_url}?__theme=light")
            page.get_by_label("Your question").fill(question)
            page.keyboard.press("Enter")
            # The first question also loads the model.
            page.locator(".chip.active").first.wait_for(timeout=120_000)
            page.screenshot(path=out)
            browser.close()
    finally:
        blocks.close(verbose=False)


def _main() -> None:
    from assistant import open_assistant

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("question")
    parser.add_argument("--index", default=".readout")
    given = parser.parse_args()
    with open_assistant(index=given.index) as assistant:
        photograph(assistant, given.question, given.out)


if __name__ == "__main__":
    _main()
