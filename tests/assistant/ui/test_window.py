"""The real window, driven in headless Chromium."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant.ui.screenshot import FLAGS, chromium
from assistant.ui.window import start
from index.problem import Problem
from tests.assistant.ui.newsroom import DENIED, DOUBLED, OMITTED, Newsroom

pytestmark = [
    pytest.mark.browser,
    # Gradio's queue sets a pandas option that pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
]
QUESTION = "What did Norland leave out?"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture(scope="module")
def address(room: Newsroom) -> Iterator[str]:
    blocks = start(room)
    yield str(blocks.local_url)
    blocks.close(verbose=False)


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the window; in the end fails where a page asked for anything beyond this machine, or broke."""
    pages: list[Page] = []
    outside: list[str] = []
    broken: list[str] = []

    def open_(width: int = 1280, height: int = 800, theme: str = "light") -> Page:
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("request", lambda request: outside.append(request.url) if _is_outside(request.url) else None)
        page.goto(f"{address}?__theme={theme}")
        expect(page.get_by_placeholder("Ask about the articles")).to_be_visible()
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
    """Ask, and return the reply once it is there."""
    before = page.locator(".reply").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Send").click()
    reply = page.locator(".reply").nth(before)
    expect(reply).to_be_visible()
    return reply


def active(page: Page) -> str:
    """The words in the source that stand out now."""
    return "".join(page.locator("#sources [data-marks].active").all_text_contents())


def test_a_chip_leads_to_the_quoted_words_in_the_source(opened: Open) -> None:
    page = opened()
    reply = ask(page, QUESTION)
    expect(reply.locator(".claim")).to_have_count(2)
    expect(reply).to_contain_text(OMITTED.text)
    chips = reply.locator("button.chip")
    quotes = [citation.quote for claim in (OMITTED, DOUBLED) for citation in claim.citations]
    for number, quote in enumerate(quotes):
        chip = chips.nth(number)
        assert chip.get_attribute("title") == f"“{quote}”"
        chip.click()
        expect(page.locator("#sources mark.active").first).to_be_in_viewport(ratio=1)
        assert active(page) == quote


def test_the_first_citation_is_shown_without_a_click(opened: Open) -> None:
    page = opened(height=420)
    ask(page, QUESTION)
    expect(page.locator("#sources mark.active")).to_be_in_viewport(ratio=1)
    assert active(page) == OMITTED.citations[0].quote


def test_chips_are_reached_and_opened_by_keyboard(opened: Open) -> None:
    page = opened()
    chip = ask(page, QUESTION).locator("button.chip").nth(2)
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sources mark.active")).to_have_text("the fruit of our talks")


def test_a_follow_up_shows_how_it_was_read_and_earlier_chips_still_work(opened: Open, room: Newsroom) -> None:
    page = opened()
    first = ask(page, QUESTION)
    expect(first.locator(".claim")).to_have_count(2)
    second = ask(page, "And what did it deny?")
    expect(second).to_contain_text("Read as: What did Norland")
    expect(second).to_contain_text(DENIED.text)
    assert room.heard[-1][1] == ((QUESTION, f"{OMITTED.text} {DOUBLED.text}"),)
    first.locator("button.chip").first.click()
    expect(page.locator("#sources .earlier.active")).to_be_in_viewport(ratio=1)
    assert active(page) == OMITTED.citations[0].quote


def test_a_refusal_shows_its_reason_and_leads_to_the_nearest_paragraphs(opened: Open) -> None:
    page = opened()
    reply = ask(page, "How much does a second ship cost?")
    expect(reply.locator(".reason")).to_have_text("The articles do not say what a second ship costs.")
    reply.get_by_role("button", name="Coast Post, 16 Jan ¶1").click()
    expect(page.locator("#sources .near.active")).to_contain_text("lease a second ship")
    expect(page.locator("#sources .near.active")).to_be_in_viewport(ratio=1)


def test_a_problem_is_told_in_the_chat(opened: Open) -> None:
    expect(ask(opened(), "why " * 1000)).to_contain_text("ask a shorter one")


def test_a_suggested_question_is_asked_by_a_click(opened: Open) -> None:
    page = opened()
    page.get_by_text("What did Ada Brisk say?").click()
    expect(page.locator(".asked")).to_have_text("What did Ada Brisk say?")
    expect(page.locator(".reply")).to_be_visible()


def test_a_new_conversation_forgets_the_old_one(opened: Open, room: Newsroom) -> None:
    page = opened()
    ask(page, QUESTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".reply")).to_have_count(0)
    expect(page.locator("#sources")).to_contain_text("The source opens here.")
    ask(page, "Who pays?")
    assert room.heard[-1] == ("Who pays?", ())


def test_an_empty_question_is_not_asked(opened: Open, room: Newsroom) -> None:
    page = opened()
    heard = len(room.heard)
    page.get_by_label("Your question").fill("  ")
    page.keyboard.press("Enter")
    ask(page, "Who pays?")
    assert len(room.heard) == heard + 1


def test_hostile_text_does_not_run_and_fetches_nothing(opened: Open) -> None:
    page = opened()
    reply = ask(page, "What does the hostile article say?")
    expect(reply).to_contain_text("<script>window.pwned = 5</script> ![look](http://outside.test/d.png) **bold**")
    reply.locator("button.chip").nth(1).click()
    assert active(page) == "${1+1} {{x}}"
    for question in (
        "<img src=http://outside.test/e.png onerror=window.pwned=7>",
        "![look](http://outside.test/f.png)\n\n# big\n\n<svg onload=window.pwned=8>",
        "$$x$$ ```mermaid graph``` [a](javascript:window.pwned=9)",
    ):
        ask(page, question)
    page.wait_for_timeout(500)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#chat img, #chat script, #chat svg[onload], #chat a, #sources img, #sources a").count() == 0
    expect(page.locator(".asked").nth(1)).to_have_text("<img src=http://outside.test/e.png onerror=window.pwned=7>")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_the_sources_lie_below_the_chat(opened: Open, theme: str) -> None:
    page = opened(360, 740, theme)
    reply = ask(page, QUESTION)
    chat, sources = page.locator("#chat").bounding_box(), page.locator("#sources").bounding_box()
    assert chat is not None
    assert sources is not None
    assert sources["y"] >= chat["y"] + chat["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    reply.locator("button.chip").nth(2).click()
    expect(page.locator("#sources mark.active")).to_be_in_viewport(ratio=1)
    assert active(page) == "the fruit of our talks"


# Gradio does not close the socket it tried the port with.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_is_a_problem_in_one_sentence(address: str) -> None:
    with pytest.raises(Problem, match=r"cannot listen at 127\.0\.0\.1:"):
        start(Newsroom(), port=urlsplit(address).port)
