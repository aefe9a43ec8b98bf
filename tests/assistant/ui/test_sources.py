import re
from collections.abc import Iterable, Sequence

import pytest

from assistant.naming import Articles
from assistant.reply import Answer, Claim, Found, Refusal, cite
from assistant.ui.chat import Conversation, Turn
from assistant.ui.sources import OPENED, Place, reader
from index.article import Article, Paragraph
from index.statement import Statement
from tests.assistant.page import Page
from tests.assistant.ui.newsroom import ATTACK, DENIED, DOUBLED, HARBOUR, OMITTED, SAID, SHIP, Newsroom

ROOM = Newsroom()
FIRST = Turn("q", Answer("q", "q", (), (OMITTED, DOUBLED)))
SECOND = Turn("r", Answer("r", "r", (), (DENIED,)))


def ledger(keys: Sequence[str]) -> Iterable[Statement]:
    return [s for s in SAID if s.article in keys]


def sources(conversation: Conversation, articles: Articles, opened: Place | None = None) -> str:
    return reader(conversation, articles, ledger, opened=opened)


def marked(page: str, key: str) -> str:
    """The text of the elements that a chip of this value leads to."""
    page = re.sub(r"<span class='who'>.*?</span>", "", page)
    found = re.findall(r"<(mark|span|div)([^>]*) data-marks='([^']*)'[^>]*>(.*?)</\1>", page)
    return "".join(words for _, _, keys, words in found if key in keys.split())


def test_before_the_first_answer_there_is_nothing_to_read() -> None:
    assert sources((), ROOM.article) == ""
    assert sources((Turn("q"),), ROOM.article) == ""


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


def test_the_articles_of_the_last_answer_come_first() -> None:
    page = sources((FIRST, SECOND), ROOM.article)
    assert page.index("Norland leases second ferry") < page.index("Two ministries, two readouts")


def test_words_have_the_colour_of_their_chip() -> None:
    colours = re.findall(r"<mark class='(t\d)[^']*' data-marks='([^']*)'", sources((FIRST,), ROOM.article))
    assert set(colours) == {("t2", "1-2"), ("t1", "1-1"), ("t3", "1-3")}


def test_who_speaks_stands_in_front_of_the_words() -> None:
    page = sources((FIRST,), ROOM.article)
    assert re.search(r"<span class='who'>Ada Brisk</span><span class='spoken'>A readout is a letter", page)
    assert re.search(r"<span class='who'>Sudria</span><mark class='t3 spoken'[^>]*>the fruit of our talks", page)


def test_an_article_can_be_opened_at_words_that_no_chip_names() -> None:
    page = sources((FIRST,), ROOM.article, Place("ship", 2, 4, 12))
    assert marked(page, OPENED) == SHIP.paragraph(2).text[4:12]
    assert page.index("Norland leases second ferry") < page.index("Two ministries, two readouts")
    whole = sources((), ROOM.article, Place("harbour", 8))
    assert f"near t1' data-marks='{OPENED}'" in whole
    assert HARBOUR.paragraph(8).text.split()[0] in whole


@pytest.mark.parametrize("place", [Place("nowhere"), Place("ship", 99), Place("ship", -1)])
def test_what_is_not_there_is_not_opened(place: Place) -> None:
    with pytest.raises(KeyError):
        sources((), ROOM.article, place)


def test_a_megabyte_in_one_paragraph_is_shown_around_its_marked_words() -> None:
    article = Article("long", (Paragraph(1, "before " * 70_000 + "HERE" + " after" * 80_000),))
    start = article.paragraphs[0].text.index("HERE")
    claim = Claim("c", (cite("long", article.paragraphs[0], start, start + 4),))
    page = reader((Turn("q", Answer("q", "q", (), (claim,))),), lambda _: article, lambda _: ())
    assert marked(page, "1-1") == "HERE"
    assert len(page) < 12_000
    assert "characters are not shown" in page


def test_only_addresses_of_the_web_are_linked() -> None:
    def opened(url: str) -> str:
        article = Article("a", (Paragraph(1, "Words."),), "Title", url=url)
        return reader((), lambda _: article, lambda _: (), opened=Place("a"))

    assert "href='https://paper.example/a'" in opened("https://paper.example/a")
    assert "<a " not in opened("javascript:alert(1)")
    assert "<a " not in opened("data:text/html,hello")


def test_words_of_earlier_answers_can_still_be_found_but_are_not_marked() -> None:
    page = sources((FIRST, SECOND), ROOM.article)
    assert marked(page, "1-3") == "the fruit of our talks"
    assert re.findall(r"<mark[^>]*data-marks='([^']*)'", page) == ["2-1"]
    assert "<span class='earlier" in page


def test_a_refusal_points_at_whole_paragraphs() -> None:
    refusal = Refusal("q", "q", (Found("ship", SHIP.paragraph(1), 1.0),), "No.")
    page = sources((Turn("q", refusal),), ROOM.article)
    assert "<div class='paragraph body near t1' data-marks='1-1'" in page
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
    ours = {"section", "article", "header", "h2", "div", "span", "p", "mark", "button", "label", "input"}
    assert {tag for tag, _ in page.elements} == ours
    assert "<script>window.pwned = 1</script>" in page.text
    assert "${1+1} {{x}}" in page.text
