import io
import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from assistant.render import as_it_grows, segments, terminal, to_html, to_markdown
from assistant.reply import Answer, Claim, Found, Refusal, Reply, cite
from index.article import Article, Paragraph
from tests.assistant.page import Page
from tests.assistant.ui.newsroom import ATTACK, DOUBLED, HARBOUR, HOSTILE, OMITTED, SHIP, Newsroom

ROOM = Newsroom()
ANSWER = Answer("What did Norland leave out?", "What did Norland leave out?", (), (OMITTED, DOUBLED, OMITTED))
REFUSAL = Refusal("What does it cost?", "What does the ship cost?", (Found("ship", SHIP.paragraph(1), 1.0),), "No.")
ATTACKED = Answer("<script>*a*</script>", "<b>_b_</b>", (), (ATTACK,))
TEXT = st.text(min_size=1).filter(lambda text: text.strip())


def chips(page: str) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in Page(page).elements if tag == "button"]


def printed(reply: Reply, *, styled: bool = False) -> str:
    out = io.StringIO()
    Console(file=out, width=100, force_terminal=styled, color_system="standard" if styled else None).print(
        terminal(reply, ROOM.article)
    )
    return out.getvalue()


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("xyz"))))
def test_segments_make_up_the_text_and_the_marked_ones_the_quote(text: str, wanted: list[tuple[int, int, str]]) -> None:
    spans = [(min(a, b, len(text)), min(max(a, b), len(text)), mark) for a, b, mark in wanted]
    pieces = segments(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for number, (start, end, _) in enumerate(spans):
        alone = segments(text, [(*span[:2], str(i)) for i, span in enumerate(spans)])
        assert "".join(piece.text for piece in alone if str(number) in piece.marks) == text[start:end]


def test_each_claim_ends_in_chips_that_name_the_place_and_hold_the_quote() -> None:
    page = to_html(ANSWER, ROOM.article, turn=3)
    assert [(chip["value"], chip["title"]) for chip in chips(page)][:3] == [
        ("3-1", f"“{OMITTED.citations[0].quote}”"),
        ("3-2", f"“{DOUBLED.citations[0].quote}”"),
        ("3-3", f"“{DOUBLED.citations[1].quote}”"),
    ]
    assert "1 Amber Herald, 14 Jan ¶4" in Page(page).text
    assert "3 Coast Post, 16 Jan ¶3" in Page(page).text


def test_a_citation_used_twice_keeps_its_number() -> None:
    assert [chip["value"] for chip in chips(to_html(ANSWER, ROOM.article))] == ["1-1", "1-2", "1-3", "1-1"]


def test_the_standalone_question_is_shown_where_it_differs() -> None:
    follow_up = Answer("And it?", "And Norland?", (), (OMITTED,))
    assert "Read as: And Norland?" in Page(to_html(follow_up, ROOM.article)).text
    assert printed(follow_up).startswith("Read as: And Norland?")
    assert "*Read as:* And Norland?" in to_markdown(follow_up, ROOM.article)
    assert "Searched for “What does the ship cost?”" in Page(to_html(REFUSAL, ROOM.article)).text
    assert "Read as" not in Page(to_html(ANSWER, ROOM.article)).text


def test_a_refusal_shows_its_reason_and_the_nearest_paragraphs() -> None:
    text = Page(to_html(REFUSAL, ROOM.article)).text
    assert text.index("No.") < text.index("Coast Post, 16 Jan ¶1") < text.index("Norland's transport ministry said")


def test_a_refusal_that_found_nothing_says_so() -> None:
    empty = Refusal("q", "q", (), "The collection is empty.")
    assert "No paragraph came near" in Page(to_html(empty, ROOM.article)).text
    assert "No paragraph came near" in printed(empty)


def test_hostile_text_is_shown_and_is_no_markup_in_html() -> None:
    page = to_html(ATTACKED, ROOM.article)
    assert {tag for tag, _ in Page(page).elements} == {"div", "p", "button", "b"}
    assert ATTACK.text in Page(page).text


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_text_of_a_reply_is_ever_markup_in_html(question: str, claim: str, body: str, title: str) -> None:
    reply, article = anything(question, claim, body, title)
    page = to_html(reply, lambda _: article)
    assert {tag for tag, _ in Page(page).elements} <= {"div", "p", "button", "b"}
    assert "\n" not in page


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_text_of_a_reply_is_ever_markup_in_markdown(question: str, claim: str, body: str, title: str) -> None:
    reply, article = anything(question, claim, body, title)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    page = parser.render(to_markdown(reply, lambda _: article))
    assert set(re.findall(r"</?([a-z0-9]+)", page)) <= {"p", "strong", "em"}


def anything(question: str, claim: str, body: str, title: str) -> tuple[Answer, Article]:
    article = Article("a", (Paragraph(1, body),), title, published=question)
    return Answer(question, "alone", (), (Claim(claim, (cite("a", article.paragraphs[0], 0, len(body)),)),)), article


def test_markdown_holds_the_quotes_with_their_places() -> None:
    page = to_markdown(ANSWER, ROOM.article)
    assert page.startswith("**Question:** What did Norland leave out?\n")
    assert "of crossings.” \\[1\\]\n" in page
    assert "\\[3\\] Coast Post, 16 Jan ¶3: “the fruit of our talks”\n" in page


def test_markdown_links_only_to_addresses_of_the_web() -> None:
    def linked(url: str) -> str:
        article = Article("a", (Paragraph(1, "Words."),), "Title", url=url)
        reply = Answer("q", "q", (), (Claim("c", (cite("a", article.paragraphs[0], 0, 5),)),))
        return to_markdown(reply, lambda _: article)

    assert "<https://paper.example/a>" in linked("https://paper.example/a")
    assert "javascript" not in linked("javascript:alert(1)")
    assert "paper" not in linked("https://paper.example/> <script>")


def test_markdown_of_a_refusal_shows_what_lay_nearest() -> None:
    assert "* Coast Post, 16 Jan ¶1: “Norland's transport ministry" in to_markdown(REFUSAL, ROOM.article)


def test_the_terminal_prints_the_answer_and_under_it_the_cited_paragraphs() -> None:
    lines = [line.rstrip() for line in printed(ANSWER).splitlines()]
    assert " ".join(lines).startswith(f"{OMITTED.text} [1] {DOUBLED.text[:20]}")
    place = "[1] Two ministries, two readouts: what Norland left out of the ferry talks · Amber Herald · 14 Jan"
    assert any(line.startswith(place) for line in lines)
    assert "¶4" in printed(ANSWER)
    assert "    Sudria welcomed the decision within the hour" in printed(ANSWER)


def test_the_terminal_highlights_the_cited_words_and_no_others() -> None:
    highlighted = re.findall(r"\x1b\[1;30;43m(.*?)\x1b\[0m", printed(ANSWER, styled=True))
    told = " ".join(highlighted)
    assert "the fruit of our talks" in told
    assert "useful talks" not in told


def test_one_paragraph_cited_twice_is_printed_once() -> None:
    two = Claim("Both.", tuple(cite("ship", SHIP.paragraph(3), a, b) for a, b in ((0, 6), (7, 15))))
    page = printed(Answer("q", "q", (), (two,)))
    assert page.count("Sudria welcomed") == 1
    assert "[1][2] Norland leases second ferry · Coast Post · 16 Jan 2026 ¶3" in page


def test_the_terminal_prints_a_refusal_as_a_receipt() -> None:
    page = printed(REFUSAL)
    order = [
        "No.",
        "Searched for: What does the ship cost?",
        "Nearest paragraphs:",
        "Coast Post",
        "¶1",
    ]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


def test_an_article_cannot_steer_the_terminal() -> None:
    article = Article("a", (Paragraph(1, "\x1b[2J\x1b]0;owned\x07[bold]words[/bold]"),), "\x1b[31mTitle")
    claim = Claim("\x1b[5mclaim", (cite("a", article.paragraphs[0], 0, 4),))
    out = io.StringIO()
    Console(file=out, width=100).print(terminal(Answer("q", "q", (), (claim,)), lambda _: article))
    assert "\x1b" not in out.getvalue()
    assert "[bold]words[/bold]" in out.getvalue()


def test_the_hostile_article_is_called_by_what_it_says_without_effect() -> None:
    assert HOSTILE.source is not None
    assert HOSTILE.source[:10] in Page(to_html(ATTACKED, ROOM.article)).text
    assert HARBOUR.id not in to_html(ATTACKED, ROOM.article)


def test_a_claim_is_printed_before_the_next_is_written_and_the_whole_is_the_same() -> None:
    events: list[str] = []

    def growing() -> Iterator[Reply]:
        for count in range(1, len(ANSWER.claims) + 1):
            events.append("written")
            yield replace(ANSWER, claims=ANSWER.claims[:count])
        events.append("ended")

    out = io.StringIO()
    console = Console(file=out, width=100)
    for part in as_it_grows(growing(), ROOM.article):
        console.print(part)
        events.append("printed")
    assert events[:4] == ["written", "printed", "written", "printed"]
    assert events.index("ended") > events.index("printed")
    assert out.getvalue() == printed(ANSWER)
