import re

from assistant.reply import Answer, Claim, Found, Refusal, cite
from assistant.ui.chat import Turn
from assistant.ui.sources import EMPTY, sources
from index.article import Article, Paragraph
from tests.assistant.page import Page
from tests.assistant.ui.newsroom import ATTACK, DENIED, DOUBLED, OMITTED, SHIP, Newsroom

ROOM = Newsroom()
FIRST = Turn("q", Answer("q", "q", (), (OMITTED, DOUBLED)))
SECOND = Turn("r", Answer("r", "r", (), (DENIED,)))


def marked(page: str, key: str) -> str:
    """The text of the elements that a chip of this value leads to."""
    found = re.findall(r"<(mark|span|div)([^>]*) data-marks='([^']*)'[^>]*>(.*?)</\1>", page)
    return "".join(words for _, _, keys, words in found if key in keys.split())


def test_before_the_first_answer_the_panel_says_what_it_is_for() -> None:
    assert sources((), ROOM.article) == EMPTY
    assert sources((Turn("q"),), ROOM.article) == EMPTY


def test_a_chip_finds_exactly_the_quoted_words() -> None:
    page = sources((FIRST,), ROOM.article)
    assert marked(page, "1-1") == OMITTED.citations[0].quote.replace("'", "&#x27;")
    assert marked(page, "1-3") == "the fruit of our talks"


def test_overlapping_citations_each_find_their_own_words() -> None:
    claim = Claim("c", tuple(cite("ship", SHIP.paragraph(3), a, b) for a, b in ((0, 28), (7, 40))))
    page = sources((Turn("q", Answer("q", "q", (), (claim,))),), ROOM.article)
    assert [marked(page, "1-1"), marked(page, "1-2")] == [c.quote for c in claim.citations]


def test_every_paragraph_of_a_cited_article_is_shown_with_its_number() -> None:
    page = Page(sources((FIRST,), ROOM.article)).text
    assert [number in page for number in ("¶1", "¶10", "¶11")] == [True, True, False]


def test_the_articles_of_the_last_answer_come_first_and_open() -> None:
    page = sources((FIRST, SECOND), ROOM.article)
    assert page.index("Norland leases second ferry") < page.index("Two ministries, two readouts")
    assert re.findall(r"<details class='article'( open)?>", page) == [" open", ""]


def test_words_of_earlier_answers_can_still_be_found_but_are_not_marked() -> None:
    page = sources((FIRST, SECOND), ROOM.article)
    assert marked(page, "1-3") == "the fruit of our talks"
    assert re.findall(r"<mark[^>]*data-marks='([^']*)'", page) == ["2-1"]


def test_a_refusal_points_at_whole_paragraphs() -> None:
    refusal = Refusal("q", "q", (Found("ship", SHIP.paragraph(1), 1.0),), "No.")
    page = sources((Turn("q", refusal),), ROOM.article)
    assert "<div class='paragraph body near' data-marks='1-1'" in page
    assert "<mark" not in page


def test_a_very_long_article_is_shown_around_its_citations() -> None:
    article = Article("long", tuple(Paragraph(n, f"Paragraph {n}.") for n in range(1, 1001)), "Long")
    claim = Claim("c", (cite("long", article.paragraph(500), 0, 9),))
    page = sources((Turn("q", Answer("q", "q", (), (claim,))),), lambda _: article)
    assert page.count("class='number'") == 9
    assert "¶1 to ¶495 are not shown." in page
    assert "¶505 to ¶1000 are not shown." in page


def test_no_text_of_an_article_is_markup() -> None:
    page = Page(sources((Turn("q", Answer("q", "q", (), (ATTACK,))),), ROOM.article))
    assert {tag for tag, _ in page.elements} == {"details", "summary", "span", "div", "p", "mark"}
    assert "<script>window.pwned = 1</script>" in page.text
    assert "${1+1} {{x}}" in page.text
