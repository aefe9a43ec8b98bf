"""One browser and one window for all tests that drive the page: a server each would take minutes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant.ui.keep import Places, beside
from assistant.ui.screenshot import FLAGS, chromium
from assistant.ui.window import start
from tests.assistant.ui.newsroom import Newsroom

Open = Callable[..., Page]

# A model may be compiling beside the tests; waiting costs nothing where the page is quick.
expect.set_options(timeout=30_000)


# A session's browser would hold its event loop open through the tests of other folders, some of which run their own.
# Each window asks for it, so that a loop runs when gradio starts: where none does it makes some that it never closes.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture(scope="package")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Where the newsroom's window keeps opinions and conversations."""
    return beside(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="package")
def newsroom(browser: Browser, room: Newsroom, places: Places) -> Iterator[str]:
    """The address of a window on the newsroom, whose answers are known."""
    blocks = start(room, places=places)
    yield str(blocks.local_url)
    blocks.close(verbose=False)


@pytest.fixture(scope="package")
def sampled(browser: Browser, samples: Path) -> Iterator[str]:
    """The address of a window on a real index of the sample articles."""
    from assistant import open_assistant

    with open_assistant(index=samples) as assistant:
        blocks = start(assistant)
        yield str(blocks.local_url)
        blocks.close(verbose=False)


@pytest.fixture
def opened(browser: Browser, newsroom: str) -> Iterator[Open]:
    """Opens a window; in the end fails where a page asked for anything beyond this machine, or broke."""
    pages: list[Page] = []
    outside: list[str] = []
    broken: list[str] = []

    def open_(
        width: int = 1280, height: int = 800, *, theme: str = "light", address: str = newsroom, motion: str = "reduce"
    ) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion=motion)  # type: ignore[arg-type]
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("request", lambda request: outside.append(request.url) if _is_outside(request.url) else None)
        page.goto(f"{address}?__theme={theme}")
        expect(page.get_by_label("Your question")).to_be_visible()
        expect(page.locator("html[data-view]")).to_be_attached()
        pages.append(page)
        return page

    yield open_
    for page in pages:
        page.close()
    assert outside == []
    assert broken == []


def _is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1"


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the turn once its reply is whole."""
    before = page.locator(".turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    turn = page.locator(".turn").nth(before)
    expect(turn.locator(".tools")).to_be_visible()
    return turn


def active(page: Page) -> str:
    """The words in the reader that stand out now."""
    words = page.locator("#sources [data-marks].active").all()
    return "".join(word.evaluate("e => [...e.childNodes].map(n => n.textContent).join('')") for word in words)
