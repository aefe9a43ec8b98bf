"""The window on a real index of the sample articles, from question to words on screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.ui.conftest import Open, active, ask

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def quoted(page: Page, number: int) -> str:
    """The words that a chip's card shows; those of a short quote are whole."""
    return str(page.locator(".turn").last.locator(".chip").nth(number).get_attribute("data-quote"))


def test_every_chip_of_an_answer_leads_to_its_words_on_screen(opened: Open, sampled: str) -> None:
    page = opened(address=sampled)
    turn = ask(page, "What did the US readout omit?")
    chips = turn.locator(".chip")
    assert chips.count() > 3
    for number in range(chips.count()):
        chips.nth(number).click()
        words = page.locator("#sources mark.active")
        expect(words.first).to_be_in_viewport()
        told, quote = " ".join(active(page).split()), quoted(page, number)
        assert told == quote or (quote.endswith("…") and told.startswith(quote[:-1]))
        place = re.search(r"¶(\d+)", chips.nth(number).inner_text())
        assert place is not None
        expect(page.locator(".paragraph:has(.active) .number").first).to_have_text(f"¶{place[1]}")


def test_a_follow_up_is_read_as_a_whole_question_and_a_false_premise_is_declined_with_help(
    opened: Open, sampled: str
) -> None:
    page = opened(address=sampled)
    ask(page, "What did Shen Yi say about the call?")
    expect(ask(page, "And Zhang Junshe?")).to_contain_text("Read as What did Zhang Junshe say")
    turn = ask(page, "Which F-22 fighters did Japan deploy?")
    expect(turn.locator(".reason")).to_contain_text("F-22")
    expect(turn.locator(".nearest .chip")).to_have_count(3)
    suggestion = page.locator("#next button").first
    expect(suggestion).to_be_visible()
    suggestion.click()
    # What is suggested is answered.
    expect(page.locator(".turn").nth(3).locator(".claim").first).to_be_visible()


def test_first_questions_are_about_these_articles_and_answered(opened: Open, sampled: str) -> None:
    page = opened(address=sampled)
    first = page.locator("#next button")
    expect(first).to_have_count(4)
    questions = first.all_inner_texts()
    assert any("differ" in question for question in questions)
    first.nth(2).click()
    expect(page.locator(".turn .claim").first).to_be_visible()


def test_japan_and_the_us_are_compared_and_who_speaks_is_told_in_the_article(opened: Open, sampled: str) -> None:
    page = opened(address=sampled)
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix h2")).to_have_text("Japan and US")
    cell = page.locator("#matrix td .said").first
    said = cell.locator("q").inner_text().strip("“”…")
    cell.click()
    expect(page.locator("#sources mark.active").first).to_be_in_viewport()
    assert active(page).startswith(said[:60])
    page.get_by_role("button", name="Who speaks").click()
    expect(page.locator(".page:not([hidden]) .who", has_text="Shen Yi").first).to_be_visible()
    page.get_by_label("Two articles").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#matrix .kind").first).to_be_visible()
