"""What a reader keeps and hands on, in the real window: thumbs, files, links, and the page loaded again."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.kept import Kind
from assistant.ui.keep import Places, beside
from assistant.ui.window import start
from tests.assistant.ui.conftest import Open, active, ask
from tests.assistant.ui.newsroom import DENIED, OMITTED, Newsroom
from tests.assistant.ui.test_articles import FERRY, add
from tests.conftest import ARTICLES, Readout

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
QUESTION = "What did Norland leave out?"
KINDS = {"Markdown": "md", "Web page": "html", "JSON": "json"}


def opinions(places: Places) -> list[dict[str, object]]:
    assert places.feedback is not None
    path = places.feedback.path
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def share(page: Page) -> None:
    page.get_by_role("button", name="share").click()


def link_of(page: Page) -> str:
    share(page)
    page.get_by_role("button", name="Copy link").click()
    address = page.get_by_label("The link")
    expect(address).to_be_visible()
    page.keyboard.press("Escape")
    return address.input_value()


def saved(page: Page, label: str, folder: Path) -> Path:
    share(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    page.keyboard.press("Escape")
    assert re.fullmatch(rf"readout-\d{{4}}-\d\d-\d\d\.{KINDS[label]}", download.value.suggested_filename)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def held(page: Page) -> str:
    """The id that the page is held under, once it is."""
    page.wait_for_function("JSON.parse(sessionStorage.getItem('readout-held') ?? '{}').held")
    return str(page.evaluate("JSON.parse(sessionStorage.getItem('readout-held')).held"))


def reloaded(page: Page) -> None:
    held(page)
    page.reload()


def test_a_thumb_is_kept_with_question_history_reply_and_reason(opened: Open, places: Places) -> None:
    page, before = opened(), len(opinions(places))
    ask(page, QUESTION)
    turn = ask(page, "And what did it deny?")
    turn.get_by_role("button", name="This reply is wrong").click()
    expect(turn.get_by_role("status")).to_have_text("Kept with the question and the reply.")
    turn.get_by_label("Why, if you like").fill("It denied <b>more</b>")
    page.keyboard.press("Enter")
    expect(turn.get_by_role("status")).to_have_text("Kept with your reason. Thank you.")
    first, second = opinions(places)[before:]
    assert "reason" not in first
    assert (second["thumb"], second["question"], second["reason"]) == (
        "down",
        "And what did it deny?",
        "It denied <b>more</b>",
    )
    assert second["history"] == [[QUESTION, f"{OMITTED.text} {page.locator('.turn').first.evaluate(_SECOND)}"]]
    assert second["reply"]["claims"][0]["text"] == DENIED.text  # type: ignore[index]
    expect(page.locator(".turn").first.locator(".thumb[aria-pressed='true']")).to_have_count(0)


_SECOND = "e => e.querySelectorAll('.claim')[1].firstChild.data.trim()"


def test_who_thinks_again_presses_the_other_and_an_answer_asked_anew_has_none(opened: Open, places: Places) -> None:
    page, before = opened(), len(opinions(places))
    turn = ask(page, "Who pays?")
    right, wrong = (turn.get_by_role("button", name=f"This reply is {name}") for name in ("right", "wrong"))
    right.click()
    expect(right).to_have_attribute("aria-pressed", "true")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(right).to_have_attribute("aria-pressed", "false")
    assert [line["thumb"] for line in opinions(places)[before:]] == ["up", "down"]
    page.get_by_role("button", name="Ask again").click()
    expect(wrong).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Why, if you like")).to_be_hidden()


def test_the_evaluation_takes_what_the_window_kept(
    opened: Open, places: Places, readout: Readout, tmp_path: Path
) -> None:
    page = opened()
    ask(page, "Who pays?").get_by_role("button", name="This reply is right").click()
    expect(page.get_by_role("status").first).to_have_text("Kept with the question and the reply.")
    assert places.feedback is not None
    ran = readout("eval", "add", places.feedback.path, "--to", tmp_path / "set.jsonl")
    assert (ran.code, ran.err) == (0, "")
    assert "Who pays?" in (tmp_path / "set.jsonl").read_text("utf-8")


def test_what_is_no_reply_has_no_thumbs(opened: Open) -> None:
    expect(ask(opened(), "why " * 1000).locator(".thumb")).to_have_count(0)


def test_opinions_and_links_are_given_by_keyboard_alone(opened: Open) -> None:
    page = opened()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .tools")).to_be_visible()
    reach(page, ".thumb.up", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".thumb.up")).to_have_attribute("aria-pressed", "true")
    reach(page, ".why input")
    page.keyboard.type("Just so")
    page.keyboard.press("Enter")
    expect(page.locator(".opinion")).to_have_text("Kept with your reason. Thank you.")
    expect(page.locator(".thumb.up")).to_be_focused()
    reach(page, "[popovertarget='share']", back=True)
    page.keyboard.press("Enter")
    reach(page, "[data-do='link']")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The link")).to_be_visible()
    reach(page, "[data-kind='json']")
    with page.expect_download():
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#share")).to_be_hidden()


def reach(page: Page, wanted: str, *, back: bool = False) -> None:
    for _ in range(40):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def test_what_is_saved_is_verified_also_after_indexing_anew_until_a_paragraph_changes(
    opened: Open, sampled: str, samples: Path, readout: Readout, tmp_path: Path
) -> None:
    page = opened(address=sampled)
    ask(page, "What did the US readout omit?")
    ask(page, "Which F-22 fighters did Japan deploy?")
    files = [saved(page, label, tmp_path) for label in KINDS]
    shutil.copytree(ARTICLES, tmp_path / "articles")
    anew = tmp_path / "anew"
    assert readout("index", tmp_path / "articles", "--index", anew).code == 0
    for file in files:
        assert "16 Jan 2026" in file.read_text("utf-8") or file.suffix == ".json"
        for index in (samples, anew):
            ran = readout("verify", file, "--index", index)
            assert (ran.code, ran.err) == (0, "")
            assert re.search(r": [1-9]\d* citations, all hold", ran.out)
    quote = json.loads(files[-1].read_text("utf-8"))["turns"][0]["claims"][0]["citations"][0]["quote"]
    (source,) = [path for path in (tmp_path / "articles").iterdir() if quote[:60] in path.read_text("utf-8")]
    source.write_text(source.read_text("utf-8").replace(quote[:60], "Something else was said"), "utf-8")
    assert readout("index", tmp_path / "articles", "--index", anew).code == 0
    for file in files:
        ran = readout("verify", file, "--index", anew)
        assert (ran.code, "no longer hold" in ran.out) == (1, True)


def test_nothing_of_an_article_runs_in_the_page_that_is_saved(opened: Open, browser: Browser, tmp_path: Path) -> None:
    page = opened()
    ask(page, "What does the hostile article say?")
    ask(page, "<img src=http://outside.test/q.png onerror=window.pwned=9></script><script>window.pwned=8</script>")
    path = saved(page, "Web page", tmp_path)
    asked: list[str] = []
    with browser.new_context() as context:
        kept = context.new_page()
        kept.on("request", lambda request: asked.append(request.url))
        kept.goto(path.as_uri())
        expect(kept.locator("h2").nth(1)).to_contain_text("<img src=http://outside.test/q.png")
        expect(kept.locator("blockquote").first).to_contain_text("<script>window.pwned = 1</script>")
        assert kept.evaluate("window.pwned") is None
        assert kept.locator("a, img, svg, iframe, link, object").count() == 0
    assert asked == [path.as_uri()]


def test_a_link_opens_the_conversation_as_it_was_in_another_browser(opened: Open, room: Newsroom) -> None:
    page = opened()
    ask(page, QUESTION)
    link = link_of(page)
    ask(page, "Who pays?")
    assert link_of(page) != link
    other = opened()
    expect(other.locator(".turn")).to_have_count(0)
    other.goto(link)
    expect(other.locator(".turn")).to_have_count(1)
    expect(other.locator(".claim").first).to_contain_text(OMITTED.text)
    expect(other).to_have_url(re.compile(r"#chat$"))
    other.locator(".chip").first.click()
    assert active(other) == OMITTED.citations[0].quote
    ask(other, "And what did it deny?")
    assert room.heard[-1][1][0][0] == QUESTION
    # What is asked on from a link is nobody else's: not the one's who made it, not of the link.
    reloaded(page)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").nth(1)).to_contain_text("Who pays?")
    third = opened()
    third.goto(link)
    expect(third.locator(".turn")).to_have_count(1)


def test_a_link_that_was_withdrawn_or_cut_off_says_so(opened: Open) -> None:
    page = opened()
    ask(page, QUESTION)
    link = link_of(page)
    share(page)
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("#share .told")).to_have_text("The link leads nowhere now.")
    other = opened()
    other.goto(link)
    expect(other.locator(".gone")).to_contain_text("This link leads to no conversation")
    expect(other.locator("#next button").first).to_be_visible()
    ask(other, "Who pays?")


def test_the_page_loaded_again_has_its_conversation(opened: Open, room: Newsroom) -> None:
    page = opened()
    ask(page, QUESTION)
    ask(page, "Who pays?").get_by_role("button", name="This reply is right").click()
    expect(page.locator(".opinion").nth(1)).not_to_be_empty()
    ask(page, "why " * 1000)
    for _ in range(2):
        reloaded(page)
        expect(page.locator(".turn")).to_have_count(3)
        expect(page.locator(".turn").nth(1).locator(".thumb.up")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".turn").nth(2)).to_contain_text("ask a shorter one")
        assert "conversation" not in page.url
    page.locator(".turn").first.locator(".chip").first.click()
    assert active(page) == OMITTED.citations[0].quote
    ask(page, "And what did it deny?")
    assert [question for question, _ in room.heard[-1][1]] == [QUESTION, "Who pays?"]
    reloaded(page)
    expect(page.locator(".turn")).to_have_count(4)
    expect(page.locator("#next h3")).to_have_text("Ask next")


def test_a_new_conversation_is_not_there_again_and_its_file_is_gone(opened: Open, places: Places) -> None:
    page = opened()
    ask(page, QUESTION)
    key = held(page)
    assert places.conversations is not None
    assert len(places.conversations.read(Kind.HELD, key)) == 1
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.wait_for_function("sessionStorage.getItem('readout-held') === null")
    page.wait_for_timeout(500)
    with pytest.raises(Exception, match="leads to no conversation"):
        places.conversations.read(Kind.HELD, key)
    page.reload()
    expect(page.locator("#next button").first).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_two_readers_do_not_see_each_others_conversations(opened: Open) -> None:
    ann, ben = opened(), opened()
    ask(ann, QUESTION)
    ask(ben, "Who pays?")
    for page, own in ((ann, QUESTION), (ben, "Who pays?")):
        reloaded(page)
        expect(page.locator(".asked p")).to_have_text([own])
    assert held(ann) != held(ben)


# Gradio leaves the loops of its logins to the garbage collector.
@pytest.fixture(scope="module")
def guarded(
    browser: Browser, room: Newsroom, places: Places, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    from assistant.feedback import Feedback

    full = tmp_path_factory.mktemp("full") / "file"
    full.touch()
    blocks = start(
        room, auth=(("ann", "secret"), ("ben", "x")), places=places._replace(feedback=Feedback(full / "feedback.jsonl"))
    )
    yield str(blocks.local_url)
    blocks.close(verbose=False)


def logged_in(browser: Browser, address: str, name: str, password: str) -> Page:
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(address)
    page.get_by_label("username").fill(name)
    page.get_by_label("password").fill(password)
    page.get_by_role("button", name="Login").click()
    expect(page.get_by_label("Your question")).to_be_visible()
    expect(page.locator("html[data-view]")).to_be_attached()
    return page


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_where_readers_log_in_a_link_is_for_all_of_them_and_a_page_for_its_reader(
    browser: Browser, guarded: str
) -> None:
    ann = logged_in(browser, guarded, "ann", "secret")
    turn = ask(ann, QUESTION)
    turn.get_by_role("button", name="This reply is wrong").click()
    expect(turn.get_by_role("status")).to_contain_text("could not be kept")
    expect(turn.locator(".thumb[aria-pressed='true']")).to_have_count(0)
    key, link = held(ann), link_of(ann)
    ben = logged_in(browser, link, "ben", "x")
    expect(ben.locator(".turn")).to_have_count(1)
    ben.evaluate("(held) => sessionStorage.setItem('readout-held', JSON.stringify({ held }))", key)
    ben.reload()
    expect(ben.locator("#next button").first).to_be_visible()
    expect(ben.locator(".turn")).to_have_count(0)
    reloaded(ann)
    expect(ann.locator(".turn")).to_have_count(1)
    for page in (ann, ben):
        page.context.close()


def test_an_answer_from_ones_own_article_is_there_again_and_a_link_shows_others_nothing_of_it(
    opened: Open, sampled_keeping: str
) -> None:
    page = opened(address=sampled_keeping)
    add(page, {"ferry.txt": FERRY})
    page.get_by_role("link", name="Chat", exact=True).click()
    turn = ask(page, "When will the night ferry to Brockway sail again?")
    expect(turn.locator(".claim").first).to_contain_text("9 March")
    reloaded(page)
    expect(page.locator(".turn .claim").first).to_contain_text("9 March")
    page.locator(".chip").first.click()
    assert "9 March" in active(page)
    other = opened(address=sampled_keeping)
    other.goto(link_of(page))
    expect(other.locator(".turn")).to_contain_text("no longer hold the words")
    expect(other.locator(".turn .claim")).to_have_count(0)
    assert "9 March" not in other.content()


@pytest.fixture(scope="module")
def sampled_keeping(browser: Browser, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A window on the real sample articles that keeps conversations."""
    from assistant import open_assistant

    with open_assistant(samples) as assistant:
        blocks = start(assistant, places=beside(tmp_path_factory.mktemp("kept")))
        yield str(blocks.local_url)
        blocks.close(verbose=False)
