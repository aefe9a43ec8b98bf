from dataclasses import replace

from assistant.naming import day, described, names, plain, shortened, visible
from assistant.reply import Answer, Refusal
from index.article import Article, Paragraph
from tests.assistant.ui.newsroom import DENIED, HARBOUR, OMITTED, SHIP


def test_an_article_is_called_by_its_source_and_day() -> None:
    assert names([HARBOUR, SHIP]) == {"harbour": "Amber Herald, 14 Jan", "ship": "Coast Post, 16 Jan"}


def test_the_year_is_told_where_the_articles_differ_in_it() -> None:
    older = replace(SHIP, published="2025-12-11")
    assert names([HARBOUR, older]) == {
        "harbour": "Amber Herald, 14 Jan 2026",
        "ship": "Coast Post, 11 Dec 2025",
    }


def test_two_articles_of_one_source_and_day_go_by_their_titles() -> None:
    twin = replace(SHIP, source=HARBOUR.source, published=HARBOUR.published)
    assert names([HARBOUR, twin]) == {
        "harbour": "Two ministries, two readouts: what…, 14 Jan",
        "ship": "Norland leases second ferry, 14 Jan",
    }


def test_articles_that_share_everything_go_by_their_ids() -> None:
    assert set(names([HARBOUR, replace(HARBOUR, id="copy")]).values()) == {"harbour, 14 Jan", "copy, 14 Jan"}


def test_an_article_without_title_source_and_date_goes_by_its_id() -> None:
    bare = Article("bare", (Paragraph(1, "Words."),))
    assert names([bare]) == {"bare": "bare"}
    assert described(bare) == "bare"


def test_a_date_that_is_none_stays_as_it_is() -> None:
    assert day("Friday") == "Friday"
    assert day("2026-13-01") == "2026-13-01"
    assert day("2026-01-16T22:19:00+08:00") == "16 Jan 2026"


def test_a_word_longer_than_the_limit_is_cut() -> None:
    assert shortened("x" * 50, 10) == "x" * 9 + "…"


def test_signs_that_steer_a_terminal_or_reorder_a_line_are_dropped() -> None:
    assert visible("a\x1b]0;b\x07 \u202ec\u2066\x00") == "a]0;b c"


def test_a_follow_up_looks_back_on_words_alone() -> None:
    assert plain(Answer("q", "q", (), (DENIED, OMITTED))) == f"{DENIED.text} {OMITTED.text}"
    assert plain(Refusal("q", "q", (), "Nothing.")) == "Nothing."
