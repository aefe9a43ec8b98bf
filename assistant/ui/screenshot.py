"""Pictures of the window: `python -m assistant.ui.screenshot [FOLDER] [--index DIR]`, every scene in light and dark,
at a desk and on a phone."""

import argparse
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.ui.chat import Answers
from index.problem import Problem

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

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
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
THEMES = ("light", "dark")
# The first question also loads the model.
PATIENCE = 60_000


def chromium(playwright: "Playwright") -> str:
    """Return where a Chromium is, the machine's or else playwright's; raise Problem where there is none."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = next(found, playwright.chromium.executable_path)
    if not Path(path).exists():
        raise Problem("There is no Chromium on this machine: install the package chromium (make test does).")
    return path


def _welcome(page: "Page", is_phone: bool) -> None:
    page.locator("#next button").first.wait_for()


def _ask(page: "Page", question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn .tools").last.wait_for()
    page.locator("#next button").first.wait_for()


def _chat(page: "Page", is_phone: bool) -> None:
    _ask(page, "What did the US readout omit?")
    page.get_by_label("Your question").blur()
    page.locator(".turn .chip").first.click()
    page.locator("#sources .active").first.wait_for()
    if not is_phone:
        page.locator(".turn .chip").nth(2).hover()
        page.get_by_role("tooltip").wait_for()


def _reply(page: "Page", is_phone: bool) -> None:
    _ask(page, "What did Shen Yi say about the call?")
    _ask(page, "And Zhang Junshe?")


def _refusal(page: "Page", is_phone: bool) -> None:
    _ask(page, "Which F-22 fighters did Japan deploy?")


def _compare(page: "Page", is_phone: bool) -> None:
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator("#matrix table").first.wait_for()
    if not is_phone:
        page.locator("#matrix .said").first.click()
        page.locator("#sources .active").first.wait_for()


def _articles(page: "Page", is_phone: bool) -> None:
    # As a reader does who has a file that is good, one that is not, and a page that nobody may read.
    page.get_by_role("link", name="Articles").click()
    with TemporaryDirectory() as folder:
        for name, raw in _FILES.items():
            Path(folder, name).write_bytes(raw)
        page.locator(".adding [type='file']").set_input_files([Path(folder, name) for name in _FILES])
        page.locator(".intake:not([aria-busy])").wait_for()
    page.locator("#shelf .own").wait_for()


def _narrow(page: "Page", is_phone: bool) -> None:
    _welcome(page, is_phone)
    page.get_by_role("button", name="Narrow").click()
    page.locator("#narrow [name='articles']").first.check()
    page.locator(".scope.is-narrow").wait_for()


def _settings(page: "Page", is_phone: bool) -> None:
    _welcome(page, is_phone)
    page.get_by_role("button", name="Settings").click()


_FILES = {
    "ferry-talks.txt": "Ferry talks resume in Port Amber after a winter of silence between the two ministries\n\n"
    "Source: Port Gazette\nDate: 2026-01-18\n\n"
    "The ministers met again on Sunday and spoke of the night ferry for three hours.\n\n"
    "“We are near the end,” Ada Brisk, who leads the talks, told the Gazette.\n\n"
    "The ministry did not say who will pay for the second ship.\n".encode(),
    "minutes.pdf": b"%PDF-1.4 and then nothing",
}
Scene = Callable[["Page", bool], None]
"""Brings a page, on a phone or not, to what is to be seen."""
SCENES: Mapping[str, Scene] = {
    "welcome": _welcome,
    "chat": _chat,
    "follow-up": _reply,
    "refusal": _refusal,
    "compare": _compare,
    "articles": _articles,
    "narrow": _narrow,
    "settings": _settings,
}


def photograph(assistant: Answers, folder: Path, scenes: Mapping[str, Scene] = SCENES) -> None:
    """Write a picture (PNG) of each scene in each theme and size into the folder, as `scene-theme-size.png`."""
    from playwright.sync_api import sync_playwright

    from assistant.ui.window import start

    folder.mkdir(parents=True, exist_ok=True)
    blocks = start(assistant)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
            for size, (width, height) in SIZES.items():
                for theme in THEMES:
                    for name, scene in scenes.items():
                        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                        page.set_default_timeout(PATIENCE)
                        page.goto(f"{blocks.local_url}?__theme={theme}")
                        page.locator("html[data-view]").wait_for(state="attached")
                        scene(page, size == "phone")
                        page.wait_for_timeout(400)
                        page.screenshot(path=folder / f"{name}-{theme}-{size}.png")
                        page.close()
            browser.close()
    finally:
        blocks.close(verbose=False)


def _main() -> None:
    from assistant import open_assistant

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/window"))
    parser.add_argument("--index", default=".readout")
    parser.add_argument("--scene", choices=SCENES, action="append", help="only this one; may be given again")
    given = parser.parse_args()
    with open_assistant(index=given.index) as assistant:
        photograph(assistant, given.folder, {name: SCENES[name] for name in given.scene or SCENES})


if __name__ == "__main__":
    _main()
