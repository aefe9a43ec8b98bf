import pytest

from index.article import Article, Role
from index.load.markdown import article
from index.problem import Problem

PAGE = """\
---
source: "Global Times"
date: 2026-01-16
layout: post
---
# Tokyo *stands* alone

By Jane Doe

The [minister](https://example.org) said `no`
to **all** of it &amp; left.

![Two ministers at a table. Photo: VCG](a.jpg)

## What was said

- One point.
- Another point.

> We will not yield.

<div>Kept <b>words</b>.</div><script>gone()</script>

<!-- gone -->

    code as it stands

| Side | Word |
|------|------|
| US   | none |
"""


def read(text: str) -> Article:
    return article(text, "a")


def test_a_page_becomes_paragraphs_in_its_order() -> None:
    found = read(PAGE)
    assert (found.title, found.source, found.author) == ("Tokyo stands alone", "Global Times", "Jane Doe")
    assert found.published == "2026-01-16"
    assert [(p.role.value, p.text) for p in found.paragraphs] == [
        ("byline", "By Jane Doe"),
        ("body", "The minister said no to all of it & left."),
        ("caption", "Two ministers at a table. Photo: VCG"),
        ("kicker", "What was said"),
        ("body", "One point."),
        ("body", "Another point."),
        ("body", "We will not yield."),
        ("body", "Kept words."),
        ("body", "code as it stands"),
        ("body", "Side | Word"),
        ("body", "US | none"),
    ]


def test_front_matter_names_the_title_before_the_heading_does() -> None:
    found = read("---\ntitle: Tokyo alone\n---\n# Another heading\n\nThey met.\n")
    assert found.title == "Tokyo alone"
    assert [(p.role, p.text) for p in found.paragraphs] == [
        (Role.KICKER, "Another heading"),
        (Role.BODY, "They met."),
    ]


def test_front_matter_and_heading_that_agree_are_said_once() -> None:
    found = read("---\ntitle: 'Tokyo alone'\n---\n# Tokyo alone\n\nThey met.\n")
    assert (found.title, len(found.paragraphs)) == ("Tokyo alone", 1)


def test_a_page_without_a_heading_is_read_as_text() -> None:
    found = read("Tokyo stands alone\n\nPublished: Jan 16, 2026\n\nThey met. They parted.\n")
    assert (found.title, found.published) == ("Tokyo stands alone", "2026-01-16")


def test_bylines_on_lines_of_their_own_stay_apart() -> None:
    found = read("# Tokyo alone\n\n**By Jane Doe**\\\nPublished: Jan 16, 2026\nThey met\nand parted.\n")
    assert [p.text for p in found.paragraphs] == [
        "By Jane Doe",
        "Published: Jan 16, 2026",
        "They met and parted.",
    ]
    assert (found.author, found.published) == ("Jane Doe", "2026-01-16")


def test_a_line_across_the_page_is_no_front_matter() -> None:
    found = read("---\n\nThey met: nothing came of it.\n\n---\n\nThey parted.\n")
    assert [p.text for p in found.paragraphs] == ["They met: nothing came of it.", "They parted."]


def test_only_the_first_heading_of_level_one_is_the_title() -> None:
    found = read("# One\n\nThey met.\n\n# Two\n\nThey parted.\n")
    assert (found.title, found.paragraph(2).text, found.paragraph(2).role) == ("One", "Two", Role.KICKER)


def test_a_page_of_a_heading_alone_is_a_problem() -> None:
    with pytest.raises(Problem, match="no paragraph"):
        read("# Tokyo stands alone\n")
