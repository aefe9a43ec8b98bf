"""For everyone: axe finds nothing in any view, and the whole job is done without a mouse."""

from collections.abc import Callable, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.assistant.ui.conftest import Open, active, ask
from tests.assistant.ui.newsroom import COMPARED, DENIED, Newsroom

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
QUESTION = "What did Norland leave out?"


def _answer(page: Page) -> None:
    ask(page, QUESTION).locator(".chip").first.click()
    page.get_by_role("button", name="Who speaks").click()


def _written(page: Page) -> None:
    ask(page, "By a model").get_by_text("unsupported sentence withheld").click()
    close = page.get_by_role("button", name="Close the article")
    if close.is_visible():
        close.click()
    page.locator(".chip").first.focus()


def _opinion(page: Page) -> None:
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="This reply is wrong").click()
    expect(turn.get_by_label("Why, if you like")).to_be_visible()


def _share(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="share").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_label("The link")).to_be_visible()


def _refusal(page: Page) -> None:
    ask(page, "Who pays?")
    expect(page.locator("#next button").first).to_be_visible()


def _waiting(page: Page) -> None:
    page.get_by_label("Your question").fill("Slowly")
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_count(1)


def _compare(page: Page) -> None:
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix table")).to_be_visible()


def _articles(page: Page) -> None:
    page.get_by_role("link", name="Articles").click()
    files = [
        {
            "name": "ferry.txt",
            "mimeType": "text/plain",
            "buffer": b"Ferry returns\n\nThe ferry will sail again, he said.\n",
        },
        {"name": "ferry.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 and nothing"},
    ]
    page.locator(".adding [type='file']").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("#shelf .own")).to_be_visible()
    expect(page.locator(".intake li")).to_have_count(2)
    page.get_by_role("button", name="Source").click()


def _narrowed(page: Page) -> None:
    page.get_by_role("button", name="Narrow", exact=True).click()
    page.locator("#narrow").get_by_text("Amber Herald", exact=True).click()
    expect(page.locator(".scope")).to_contain_text("Searching 1 of 3 articles")


def _settings(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()


def _welcome(page: Page) -> None:
    expect(page.locator("#next button").first).to_be_visible()


VIEWS: Mapping[str, Callable[[Page], None]] = {
    "welcome": _welcome,
    "answer": _answer,
    "written": _written,
    "opinion": _opinion,
    "share": _share,
    "refusal": _refusal,
    "waiting": _waiting,
    "compare": _compare,
    "articles": _articles,
    "narrowed": _narrowed,
    "settings": _settings,
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desk", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_to_object_to(
    opened: Open, room: Newsroom, view: str, size: tuple[int, int], theme: str
) -> None:
    room.go_on.clear()
    page = opened(*size, theme=theme)
    VIEWS[view](page)
    found = Axe().run(page)
    room.go_on.set()
    told = [(v["id"], [node["html"][:200] for node in v["nodes"]][:4]) for v in found.response["violations"]]
    assert told == []


def test_the_whole_job_is_done_by_keyboard_alone(opened: Open) -> None:
    page = opened()
    press = page.keyboard.press
    page.keyboard.type(QUESTION)
    press("Enter")
    expect(page.locator(".turn .tools")).to_be_visible()
    _reach(page, ".chip", back=True)
    press("Enter")
    assert active(page) == "the fruit of our talks"
    expect(page.locator("#sources mark.active").first).to_be_focused()
    press("Escape")
    expect(page.locator(".chip:focus")).to_contain_text("Coast Post")
    _reach(page, "#question")
    page.keyboard.type("And what did it deny?")
    press("Enter")
    expect(page.locator(".turn").nth(1)).to_contain_text(DENIED.text)
    _reach(page, "[data-do='next']")
    press("Enter")
    assert active(page) == DENIED.citations[0].quote
    _reach(page, "[data-view='compare']", back=True)
    press("Enter")
    _reach(page, "form.sides .primary")
    press("Enter")
    expect(page.locator("#matrix table")).to_be_visible()
    _reach(page, "#matrix .said")
    press("Enter")
    expect(page.locator("#sources [data-marks~='opened'].active").first).to_be_visible()
    assert active(page) in {statement.content for row in COMPARED.rows for statement in (*row.a, *row.b)}


def _reach(page: Page, wanted: str, *, back: bool = False) -> None:
    """Press Tab until this has the focus, and see that the focus shows."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            if wanted != "#question":  # whose form shows it
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


@pytest.mark.parametrize(("width", "scale"), [(360, 1), (360, 2), (1280, 2)])
def test_nothing_runs_over_the_edge_at_phone_width_or_at_twice_the_text(opened: Open, width: int, scale: int) -> None:
    page = opened(width, 740)
    page.add_style_tag(content=f"html {{ font-size: {100 * scale}% !important; }}")
    for show in (_answer, _opinion, _share, _compare, _articles):
        show(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        over = page.evaluate(
            """(width) => [...document.querySelectorAll("button, p, input, select, textarea, h1, h2, h3, mark")]
            .filter((e) => e.checkVisibility() && !e.closest(".unseen"))
            .filter((e) => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1)
            .map((e) => e.outerHTML.slice(0, 80))""",
            width,
        )
        assert over == []
        if page.locator("#share").is_visible():
            page.keyboard.press("Escape")
        close = page.get_by_role("button", name="Close the article")
        if close.is_visible():
            close.click()


def test_nothing_moves_where_reduced_motion_is_wished(opened: Open) -> None:
    page = opened()
    moving = "(e) => getComputedStyle(e).animationName"
    page.evaluate("document.querySelector('#next').insertAdjacentHTML('beforeend', \"<p class='waiting'><i></i></p>\")")
    assert page.locator(".waiting i").last.evaluate(moving) == "none"
    page = opened(motion="no-preference")
    page.evaluate("document.querySelector('#next').insertAdjacentHTML('beforeend', \"<p class='waiting'><i></i></p>\")")
    assert page.locator(".waiting i").last.evaluate(moving) == "waiting"
