from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.reply import Answer, Claim, Found, Refusal, cite
from assistant.ui.chat import Turn
from assistant.ui.talk import talk, welcome
from index.article import Article, Paragraph
from tests.assistant.page import Page
from tests.assistant.ui.newsroom import ATTACK, COMPARED, DOUBLED, HARBOUR, HOSTILE, OMITTED, SHIP, WITHHELD, Newsroom

ROOM = Newsroom()
ANSWER = Answer("What did Norland leave out?", "What did Norland leave out?", (), (OMITTED, DOUBLED, OMITTED))
REFUSAL = Refusal("What does it cost?", "What does the ship cost?", (Found("ship", SHIP.paragraph(1), 1.0),), "No.")
ATTACKED = Answer("<script>*a*</script>", "<b>_b_</b>", (), (ATTACK,))
TEXT = st.text(min_size=1).filter(lambda text: text.strip())
OURS = {"section", "div", "h2", "h3", "h4", "p", "span", "button", "b", "br", "ul", "li", "q", "form", "label", "input"}


def told(*outcomes: Answer | Refusal | str | None, is_done: bool = True) -> Page:
    turns = tuple(Turn("Asked?", outcome, is_done=is_done and outcome is not None) for outcome in outcomes)
    return Page(talk(turns, ROOM.article))


def chips(page: Page) -> list[dict[str, str | None]]:
    return [attributes for _, attributes in page.elements if "chip " in (attributes.get("class") or "")]


def test_each_claim_ends_in_chips_that_name_the_place_and_hold_the_quote() -> None:
    page = told(REFUSAL, REFUSAL, ANSWER)
    cited = [chip for chip in chips(page) if (chip["value"] or "").startswith("3-")]
    assert [(chip["value"], chip["data-quote"]) for chip in cited][:3] == [
        ("3-1", OMITTED.citations[0].quote),
        ("3-2", DOUBLED.citations[0].quote),
        ("3-3", DOUBLED.citations[1].quote),
    ]
    assert "1 Amber Herald, 14 Jan ¶4" in page.text
    assert "3 Coast Post, 16 Jan ¶3" in page.text
    assert cited[0]["data-origin"] == f"{HARBOUR.title} · Amber Herald · 14 Jan 2026 · ¶4"


def test_a_citation_used_twice_keeps_its_number_and_its_colour() -> None:
    assert [chip["value"] for chip in chips(told(ANSWER))] == ["1-1", "1-2", "1-3", "1-1"]
    assert [chip["class"] for chip in chips(told(ANSWER))] == ["chip t1", "chip t2", "chip t3", "chip t1"]


def test_the_standalone_question_is_shown_where_it_differs() -> None:
    assert "Read as And Norland?" in told(Answer("And it?", "And Norland?", (), (OMITTED,))).text
    assert "Searched the articles for “What does the ship cost?”" in told(REFUSAL).text
    assert "Read as" not in told(ANSWER).text


def test_a_refusal_shows_its_reason_and_the_nearest_paragraphs() -> None:
    text = told(REFUSAL).text
    assert text.index("No.") < text.index("Coast Post, 16 Jan ¶1") < text.index("Norland's transport ministry said")
    assert "No paragraph came near" in told(Refusal("q", "q", (), "The collection is empty.")).text


def test_while_the_articles_are_read_the_page_says_so_and_is_busy() -> None:
    page = told(None)
    assert "Searching the articles" in page.text
    assert ("section", {"class": "turn", "data-turn": "1", "aria-busy": "true"}) in page.elements


def test_what_is_withheld_is_marked_as_unsupported_and_shown_only_at_the_end() -> None:
    written = Answer("q", "q", (), (OMITTED,), (WITHHELD,), "Written by a test.")
    page = told(written)
    assert "1 unsupported sentence withheld" in page.text
    assert f"Unsupported {WITHHELD.text}{WITHHELD.reason}" in page.text
    assert "withheld" not in Page(talk((Turn("q", written),), ROOM.article)).text


def test_two_sides_stand_below_the_claims_and_lead_to_their_paragraphs() -> None:
    page = told(replace(ANSWER, comparison=COMPARED))
    opening = [attributes for _, attributes in page.elements if attributes.get("data-do") == "open"]
    assert (opening[0]["data-article"], opening[0]["data-paragraph"]) == ("ship", "3")
    assert "Reported as left out" in page.text


def test_only_the_last_question_can_be_edited_or_asked_again() -> None:
    page = told(ANSWER, REFUSAL)
    done = [(a["data-do"], a["data-turn"]) for _, a in page.elements if "data-do" in a]
    thumbs = [[("thumb", turn)] * 2 for turn in "12"]
    assert done == [("copy", "1"), *thumbs[0], ("edit", "2"), ("copy", "2"), ("retry", "2"), *thumbs[1]]


def test_a_problem_is_told_as_a_reply() -> None:
    assert "ask a shorter one" in told("The question is too long; ask a shorter one.").text


def test_hostile_text_is_shown_and_is_no_markup() -> None:
    page = Page(talk((Turn("<img src=x>\n\n![look](http://outside.test/a.png)", ATTACKED, True),), ROOM.article))
    assert {tag for tag, _ in page.elements} <= OURS
    assert ATTACK.text in page.text
    assert "<img src=x>" in page.text
    assert HOSTILE.source is not None
    assert HOSTILE.source[:10] in page.text


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_text_of_a_reply_is_ever_markup(question: str, claim: str, body: str, title: str) -> None:
    article = Article("a", (Paragraph(1, body),), title, published=question)
    reply = Answer(question, "alone", (), (Claim(claim, (cite("a", article.paragraphs[0], 0, len(body)),)),))
    page = Page(talk((Turn(question, reply, True),), lambda _: article))
    assert {tag for tag, _ in page.elements} <= OURS
    allowed = {
        "class",
        "type",
        "value",
        "data-quote",
        "data-origin",
        "data-do",
        "data-turn",
        "data-thumb",
        "title",
        "aria-pressed",
        "hidden",
        "for",
        "id",
        "maxlength",
        "placeholder",
        "autocomplete",
        "dir",
        "role",
        "aria-label",
    }
    assert {name for _, attributes in page.elements for name in attributes} <= allowed


def test_a_megabyte_in_one_claim_is_cut_in_the_chat() -> None:
    article = Article("a", (Paragraph(1, "word " * 200_000),))
    claim = Claim(article.paragraphs[0].text, (cite("a", article.paragraphs[0], 0, 999_000),))
    assert len(talk((Turn("q", Answer("q", "q", (), (claim,)), True),), lambda _: article)) < 10_000


def test_the_welcome_tells_how_many_articles_there_are_from_where_and_when() -> None:
    assert "2 articles · Amber Herald, Coast Post · 14 Jan 2026 to 16 Jan 2026" in welcome((HARBOUR, SHIP))
    assert "1 article · Coast Post · 16 Jan 2026" in welcome((SHIP,))
    assert "holds no article" in welcome(())
