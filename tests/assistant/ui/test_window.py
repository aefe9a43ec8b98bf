"""The real window, driven in headless Chromium: what a reader does, on a newsroom whose answers are known."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assistant.ui.window import start
from index.problem import Problem
from tests.assistant.ui.conftest import Open, active, ask
from tests.assistant.ui.newsroom import COMPARED, DENIED, DOUBLED, OMITTED, Newsroom

pytestmark = [
    pytest.mark.browser,
    # Gradio's queue uses what pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
QUESTION = "What did Norland leave out?"


def test_a_chip_leads_to_the_quoted_words_in_the_source(opened: Open) -> None:
    page = opened()
    turn = ask(page, QUESTION)
    expect(turn.locator(".claim")).to_have_count(2)
    expect(turn).to_contain_text(OMITTED.text)
    chips = turn.locator("button.chip")
    quotes = [citation.quote for claim in (OMITTED, DOUBLED) for citation in claim.citations]
    for number, quote in enumerate(quotes):
        chips.nth(number).click()
        expect(page.locator("#sources mark.active").first).to_be_in_viewport(ratio=1)
        assert active(page) == quote
        colour = "e => getComputedStyle(e).backgroundColor"
        assert chips.nth(number).evaluate(colour) == page.locator("#sources mark.active").first.evaluate(colour)


def test_the_card_shows_the_quoted_words_on_hover_and_on_keyboard_focus(opened: Open) -> None:
    page = opened()
    chip = ask(page, QUESTION).locator("button.chip").first
    card = page.get_by_role("tooltip")
    chip.hover()
    expect(card).to_contain_text(OMITTED.citations[0].quote)
    expect(card).to_contain_text("Amber Herald")
    card.hover()
    page.wait_for_timeout(300)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.mouse.move(1, 1)
    page.get_by_label("Your question").focus()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('chip')"):
            break
    expect(card).to_be_visible()
    expect(page.locator(".chip:focus")).to_have_attribute("aria-describedby", "card")


def test_the_first_citation_is_shown_without_a_click(opened: Open) -> None:
    page = opened(height=420)
    ask(page, QUESTION)
    expect(page.locator("#sources mark.active").first).to_be_in_viewport(ratio=1)
    assert active(page) == OMITTED.citations[0].quote


def test_one_steps_through_the_citations_and_over_from_the_last_to_the_first(opened: Open) -> None:
    page = opened()
    ask(page, QUESTION)
    following = page.get_by_role("button", name="Next citation")
    expect(page.locator(".step")).to_have_text("1 of 3")
    following.click()
    following.click()
    expect(page.locator(".step")).to_have_text("3 of 3")
    assert active(page) == "the fruit of our talks"
    following.click()
    expect(page.locator(".step")).to_have_text("1 of 3")
    page.get_by_role("button", name="Previous citation").click()
    expect(page.locator(".step")).to_have_text("3 of 3")


def test_a_follow_up_shows_how_it_was_read_and_earlier_chips_still_work(opened: Open, room: Newsroom) -> None:
    page = opened()
    first = ask(page, QUESTION)
    second = ask(page, "And what did it deny?")
    expect(second).to_contain_text("Read as What did Norland")
    expect(second).to_contain_text(DENIED.text)
    assert room.heard[-1][1] == ((QUESTION, f"{OMITTED.text} {DOUBLED.text}"),)
    first.locator("button.chip").first.click()
    expect(page.locator("#sources .earlier.active").first).to_be_in_viewport(ratio=1)
    assert active(page) == OMITTED.citations[0].quote


def test_a_refusal_shows_its_reason_the_nearest_paragraphs_and_what_is_answered(opened: Open) -> None:
    page = opened()
    turn = ask(page, "How much does a second ship cost?")
    expect(turn.locator(".reason")).to_have_text("The articles do not say what a second ship costs.")
    turn.get_by_role("button", name="Coast Post, 16 Jan ¶1").click()
    expect(page.locator("#sources .near.active")).to_contain_text("lease a second ship")
    expect(page.locator("#sources .near.active")).to_be_in_viewport(ratio=1)
    suggestion = page.locator("#next button").first
    expect(page.locator("#next")).to_contain_text("The articles do answer")
    asked = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".turn").nth(1).locator(".asked")).to_contain_text(asked)


def test_a_problem_is_told_in_the_chat(opened: Open) -> None:
    expect(ask(opened(), "why " * 1000)).to_contain_text("ask a shorter one")


def test_after_something_broke_the_page_says_so_and_can_be_asked_again(opened: Open) -> None:
    page = opened()
    expect(ask(page, "Break")).to_contain_text("Something broke")
    expect(ask(page, "And what did it deny?")).to_contain_text(DENIED.text)


def test_suggested_questions_are_there_at_once_and_are_asked_by_a_click(opened: Open) -> None:
    page = opened()
    page.get_by_role("button", name="What did Ada Brisk say?").click()
    expect(page.locator(".asked p")).to_have_text("What did Ada Brisk say?")
    expect(page.locator(".reply")).to_be_visible()


def test_a_reply_streams_and_is_stopped_where_it_stands(opened: Open, room: Newsroom) -> None:
    room.go_on.clear()
    page = opened()
    page.get_by_label("Your question").fill("Slowly")
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_count(1)
    expect(page.locator(".turn[aria-busy]")).to_have_count(1)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".turn")).to_contain_text("You stopped it here.")
    room.go_on.set()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.locator(".claim")).to_have_count(1)
    expect(ask(page, "And what did it deny?")).to_contain_text(DENIED.text)


def test_the_last_question_is_edited_and_takes_the_place_of_what_it_was(opened: Open) -> None:
    page = opened()
    ask(page, QUESTION)
    ask(page, "Who pays?")
    page.locator(".turn").nth(1).hover()
    page.get_by_role("button", name="Edit this question").click()
    box = page.get_by_label("Your question")
    expect(box).to_have_value("Who pays?")
    expect(box).to_be_focused()
    box.fill("And what did it deny?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn").nth(1)).to_contain_text(DENIED.text)
    expect(page.locator(".turn")).to_have_count(2)


def test_the_last_question_is_asked_again(opened: Open, room: Newsroom) -> None:
    page = opened()
    ask(page, "Who pays?")
    heard = len(room.heard)
    page.get_by_role("button", name="Ask again").click()
    for _ in range(100):
        if len(room.heard) > heard:
            break
        page.wait_for_timeout(50)
    assert room.heard[heard:] == [("Who pays?", ())]
    expect(page.locator(".turn .tools")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_reply_is_copied_with_its_quotes_and_places(opened: Open) -> None:
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION).get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{OMITTED.text} [1]" in copied
    assert "[3] Norland leases second ferry · Coast Post · 16 Jan 2026 · ¶3: “the fruit of our talks”" in copied


def test_a_new_conversation_forgets_the_old_one(opened: Open, room: Newsroom) -> None:
    page = opened()
    ask(page, QUESTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#sources")).to_be_hidden()
    ask(page, "Who pays?")
    assert room.heard[-1] == ("Who pays?", ())


def test_an_empty_question_is_not_asked(opened: Open, room: Newsroom) -> None:
    page = opened()
    heard = len(room.heard)
    page.get_by_label("Your question").fill("  ")
    page.keyboard.press("Enter")
    ask(page, "Who pays?")
    assert len(room.heard) == heard + 1


def test_what_a_model_wrote_without_support_can_be_seen_and_is_marked(opened: Open) -> None:
    turn = ask(opened(), "By a model")
    expect(turn.locator(".withheld li")).to_be_hidden()
    turn.get_by_text("1 unsupported sentence withheld").click()
    expect(turn.locator(".withheld li")).to_contain_text("Unsupported Norland paid <b>ten million</b>.")


def test_find_counts_the_words_and_who_speaks_is_shown_on_request(opened: Open) -> None:
    page = opened()
    ask(page, QUESTION)
    page.get_by_label("Find in this article").fill("ministr")
    expect(page.locator(".found")).to_have_text(re.compile(r"^1 of [4-9]$"))
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_have_text(re.compile(r"^2 of"))
    page.keyboard.press("Escape")
    expect(page.locator(".found")).to_have_text("")
    who = page.get_by_role("button", name="Who speaks")
    expect(page.locator(".page:not([hidden]) .who").first).to_be_hidden()
    who.click()
    expect(who).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".page:not([hidden]) .who", has_text="Ada Brisk")).to_be_visible()


def test_settings_are_sent_with_the_question_and_kept(opened: Open, room: Newsroom) -> None:
    page = opened()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Sentences in a plain answer").select_option("4")
    page.get_by_label("Dark").check()
    expect(page.locator("body.dark")).to_be_attached()
    expect(page.get_by_label("Written by a model")).to_be_disabled()
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    assert room.tunings[-1] == (4, False)
    page.reload()
    expect(page.locator("body.dark")).to_be_attached()
    ask(page, QUESTION)
    assert room.tunings[-1] == (4, False)


def test_two_speakers_are_compared_and_each_cell_leads_to_its_words(opened: Open) -> None:
    page = opened()
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix")).to_contain_text("Reported as left out")
    said = COMPARED.rows[1].a[0]
    page.locator("#matrix .said", has_text=said.content).first.click()
    expect(page.locator("#sources mark.active").first).to_be_in_viewport(ratio=1)
    assert active(page) == said.content
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert said.content in download.value.path().read_text("utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    assert "| topic |" in download.value.path().read_text("utf-8")


def test_two_articles_are_compared_and_one_with_itself_is_not(opened: Open) -> None:
    page = opened()
    page.get_by_role("link", name="Compare").click()
    page.get_by_label("Two articles").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix h2")).to_contain_text("Norland leases second ferry")
    page.locator("select[name='articles-b']").select_option(index=0)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix")).to_contain_text("choose two articles")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_the_source_slides_over_the_chat_and_closes(opened: Open, theme: str) -> None:
    page = opened(360, 740, theme=theme)
    turn = ask(page, QUESTION)
    expect(page.locator("#sources .page").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    chip = turn.locator("button.chip").nth(2)
    chip.click()
    expect(page.locator("#sources mark.active").first).to_be_in_viewport(ratio=1)
    assert active(page) == "the fruit of our talks"
    assert page.locator("#sources").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Close the article").click()
    expect(page.locator("#sources")).to_be_hidden()
    expect(chip).to_be_focused()


# Gradio does not close the socket it tried the port with.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_is_a_problem_in_one_sentence(newsroom: str) -> None:
    with pytest.raises(Problem, match=r"cannot listen at 127\.0\.0\.1:"):
        start(Newsroom(), port=urlsplit(newsroom).port)
