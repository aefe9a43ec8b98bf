"""Pictures of a report: `python -m eval.report.screenshot REPORT.html OUT.png [--width 1280] [--open]`."""

import argparse
from pathlib import Path

from assistant.ui.screenshot import FLAGS, chromium


def photograph(page_file: Path, out: Path, *, width: int = 1280, height: int = 1000, opened: bool = False) -> None:
    """Write a picture (PNG) of the page; `opened`: scrolled to the questions, the first one open."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        page.goto(page_file.resolve().as_uri())
        if opened:
            page.locator(".head").first.click()
            page.locator("#questions").evaluate("element => element.scrollIntoView()")
        page.screenshot(path=out)
        browser.close()


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=1000)
    parser.add_argument("--open", action="store_true")
    given = parser.parse_args()
    photograph(given.report, given.out, width=given.width, height=given.height, opened=given.open)


if __name__ == "__main__":
    _main()
