"""Text that wants to be more than text: nothing of it runs, nothing is fetched, the page stays usable."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.comparison import Comparison, Relation, Row
from assistant.reply import Answer, Claim, Reply, cite
from assistant.ui.guard import HEADERS
from assistant.ui.window import start
from index.article import Article, Paragraph
from index.statement import Statement
from tests.assistant.ui.conftest import Open, active, ask
from tests.assistant.ui.newsroom import Newsroom
from tests.fakes import statement

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
    # Gradio warns of a script in what it shows; it is escaped, and shown.
    pytest.mark.filterwarnings("ignore:A `<script>` tag was found"),
]
ATTACKS = (
    "<script>window.pwned=1</script>",
    "<img src=http://outside.test/a.png onerror=window.pwned=2>",
    "</p></section><svg onload=window.pwned=3>",
    "![look](http://outside.test/b.png) [link](javascript:window.pwned=4)",
    "<a href='javascript:window.pwned=5'>x</a><iframe src=data:text/html,<script>1</script>></iframe>",
    "' autofocus onfocus='window.pwned=6' x='",
    '" onmouseover="window.pwned=7" style="background:url(http://outside.test/c.png)',
    "${window.pwned=8} {{#each value}}x{{/each}} `+(window.pwned=9)+`",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "<base href=http://outside.test/><link rel=stylesheet href=http://outside.test/d.css>",
)
ARTICLE = Article(
    "'><script>window.pwned=10</script>",
    tuple(Paragraph(number, f"{attack} said the ministry.") for number, attack in enumerate(ATTACKS, start=1)),
    ATTACKS[1],
    ATTACKS[2],
    ATTACKS[6],
    "2026-01-17",
    "javascript:window.pwned=11",
)
MEGABYTE = Article(
    "megabyte",
    (Paragraph(1, "Words without end. " * 55_000), Paragraph(2, "x" * 1_000_000)),
    "A very long title " * 400,
    "Source " * 300,
)


class Hostile(Newsroom):
    """Cites every paragraph of the hostile article, or of the very long one, whatever it is asked."""

    def ask(self, message: str, /, history: object = ()) -> Reply:
        article = MEGABYTE if "long" in message else ARTICLE
        claims = (
            Claim(f"{p.text[:3000]} {p.number}", (cite(article.id, p, 0, len(p.text)),)) for p in article.paragraphs
        )
        return Answer(message, f"{message} {ATTACKS[0]}", (), tuple(claims))

    def contrast(self, a: str, b: str, /) -> Comparison:
        said = self.statements()
        event = (ARTICLE.id, MEGABYTE.id)
        only = tuple(Row(one.content, (one,), (), Relation.ONLY_A, event, said[0]) for one in said)
        both = tuple(Row(one.content, (one,), (one,), Relation.DIFFERENCE, event) for one in said)
        return Comparison(ATTACKS[0], ATTACKS[1], (*only, *both), said)

    def statements(self, *args: object, **rest: object) -> tuple[Statement, ...]:
        return tuple(statement(ARTICLE, n, attack, attack) for n, attack in enumerate(ATTACKS, start=1))


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    blocks = start(Hostile((ARTICLE, MEGABYTE)))
    yield str(blocks.local_url)
    blocks.close(verbose=False)


def test_no_text_of_article_or_question_runs_or_fetches_anything(opened: Open, hostile: str) -> None:
    page = opened(address=hostile)
    for attack in ATTACKS:
        if attack.strip():
            ask(page, attack)
    for chip in page.locator(".turn").last.locator(".chip").all():
        chip.hover()
        chip.click()
    page.get_by_role("button", name="Who speaks").click()
    page.get_by_role("link", name="Compare").click()
    page.get_by_label("Two articles").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix table")).to_be_visible()
    page.get_by_role("link", name="Articles").click()
    page.locator(".shelf .title").first.click()
    expect(page.locator("#sources [data-marks~='opened'].active").first).to_be_attached()
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    ours = "#views, #sources, #masthead, #card"
    assert (
        page.locator(f":is({ours}) :is(img, script, svg:not(.thumb *), iframe, base, link, a:not([data-view]))").count()
        == 0
    )
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll("main *")].flatMap((e) => [...e.attributes])
        .filter((a) => a.name.startsWith("on")).length"""
        )
        == 0
    )
    # Only what names a speaker to the server holds them still, as the value of an option.
    page.evaluate("document.querySelectorAll('option').forEach((option) => option.removeAttribute('value'))")
    assert not set("\u202e\u202c\u2066\u2069") & set(page.locator("main").evaluate("e => e.outerHTML"))


def test_the_first_of_the_hostile_words_are_marked_as_they_are(opened: Open, hostile: str) -> None:
    page = opened(address=hostile)
    turn = ask(page, "What?")
    for number, attack in enumerate(ATTACKS[:8]):
        turn.locator(".chip").nth(number).click()
        assert active(page) == f"{attack} said the ministry."


def test_a_megabyte_in_a_paragraph_and_a_title_leaves_the_page_usable(opened: Open, hostile: str) -> None:
    page = opened(360, 740, address=hostile)
    turn = ask(page, "How long is it?")
    turn.locator(".chip").nth(1).click()
    expect(page.locator("#sources .active").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(page.content()) < 1_500_000
    page.get_by_role("button", name="Close the article").click()
    expect(ask(page, "And this?")).to_contain_text("said the ministry")


def test_everything_the_page_needs_comes_from_this_server(browser: Browser, newsroom: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(lambda url: not url.startswith(newsroom), lambda route: route.abort())
    page.goto(newsroom)
    expect(page.locator("#next button").first).to_be_visible()
    page.close()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((newsroom, "data:", "blob:"))] == []


def test_the_served_page_names_no_other_server_and_forbids_to_ask_one(newsroom: str) -> None:
    with urllib.request.urlopen(newsroom) as response:
        served = response.read().decode()
        headers = {name.lower(): value for name, value in response.headers.items()}
    for name, value in HEADERS:
        assert headers[name.decode()] == value.decode()
    fetched = re.findall(r"(?:src|href|content)=[\"'](https?://[^\"']+)", served)
    assert [url for url in fetched if not url.startswith(newsroom)] == []
