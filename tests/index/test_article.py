import pytest

from index.article import Article, Paragraph, address
from tests.index.story import story


def test_paragraphs_must_be_numbered_from_one_in_order() -> None:
    with pytest.raises(ValueError, match="not numbered from 1"):
        Article("a", (Paragraph(2, "Second."), Paragraph(1, "First.")))


def test_a_paragraph_is_found_by_its_number_and_no_other() -> None:
    article = story("a", "One.", "Two.")
    assert article.paragraph(2).text == "Two."
    for number in (0, 3, -1):
        with pytest.raises(KeyError, match=f"no paragraph {number}"):
            article.paragraph(number)


def test_a_reader_is_shown_the_title_else_the_source_else_the_id() -> None:
    assert Article("a", (), title="Ice", source="Daily").label == "Ice"
    assert Article("a", (), source="Daily").label == "Daily"
    assert Article("a", ()).label == "a"


def test_an_address_names_article_and_number() -> None:
    assert address("2026/ferry", 12) == "2026/ferry:12"
