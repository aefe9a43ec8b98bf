from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Role
from index.load import load
from index.load.decode import clean
from index.load.text import article
from index.problem import Problem

SAMPLES = Path(__file__).parents[3] / "index" / "articles"

BODY = "The ministers met on Monday and agreed on very little. They will meet again."


def read(text: str) -> Article:
    return article(clean(text), "a")


def roles(found: Article) -> list[tuple[str, str]]:
    return [(paragraph.role.value, paragraph.text) for paragraph in found.paragraphs]


def sample(name: str) -> Article:
    (found,) = load([SAMPLES / name])
    assert isinstance(found, Article)
    return found


def test_an_article_without_a_headline_begins_with_its_caption() -> None:
    found = sample("000_419d3de338d85930.txt")
    assert found.title == ""
    assert (found.source, found.published) == ("Global Times", None)
    assert found.paragraph(1).role is Role.CAPTION
    assert all(paragraph.role is Role.BODY for paragraph in found.paragraphs[1:])
    assert found.paragraph(2).text.startswith("After whining")
    assert len(found.paragraphs) == 18


def test_an_article_with_everything_has_each_thing_in_its_place() -> None:
    found = sample("004_20936f9da8db826c.txt")
    assert found.id == "004_20936f9da8db826c"
    assert found.title.startswith("Readout differences following US")
    assert found.title.endswith("yet to achieve its goal: experts")
    assert (found.source, found.published, found.author) == ("Global Times", "2026-01-16", None)
    expected = [Role.KICKER, Role.BYLINE, Role.CAPTION, Role.CAPTION, Role.BODY]
    assert [paragraph.role for paragraph in found.paragraphs[:5]] == expected
    repeats = {paragraph.number: paragraph.repeats for paragraph in found.paragraphs if paragraph.repeats}
    assert repeats == {4: 3, 19: 18, 21: 18}
    assert len(found.paragraphs) == 27


@pytest.mark.parametrize(
    "headline",
    [
        "Ministers agree on very little",
        "Will Tokyo act?",
        "Japan signs pact with the U.S.",
        "‘We will not yield’: minister on the readout",
        "JAPAN SIGNS NEW PACT",
        "防衛相、米国防長官と会談",
        "Mr. Smith goes to Tokyo vs. the rest",
    ],
)
def test_a_short_block_above_the_body_is_the_headline(headline: str) -> None:
    found = read(f"{headline}\n\n{BODY}\n\nMore of it.")
    assert (found.title, found.paragraph(1).text) == (headline, BODY)


@pytest.mark.parametrize(
    "first",
    [
        "The ministers met on Monday.",
        "They met. Then they parted",
        "“We will not yield,” he said.",
        "By Jane Doe",
        "January 16, 2026",
        "The two ministers in Arlington Photo: VCG",
        "CHINA / DIPLOMACY",
        "OPINION",
        "however, the two sides",
        "https://example.org/story",
    ],
)
def test_what_opens_the_body_is_no_headline(first: str) -> None:
    found = read(f"{first}\n\n{BODY}\n\nMore of it.")
    assert (found.title, found.paragraph(1).text) == ("", first)


def test_a_text_of_one_paragraph_has_no_headline() -> None:
    assert roles(read("Ministers agree on very little")) == [("body", "Ministers agree on very little")]


def test_kicker_headline_deck_and_byline_stand_above_the_body() -> None:
    found = read(f"Opinion\nTokyo is alone\nWhat the readouts say\nJane Doe, Reuters\n\n{BODY}\n\nBACKGROUND\n\nMore.")
    assert (found.title, found.author) == ("Tokyo is alone", "Jane Doe")
    assert [role for role, _ in roles(found)] == ["kicker", "body", "byline", "body", "kicker", "body"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE, Associated Press", "JANE DOE"),
        ("By Jane Doe and John Smith", "Jane Doe and John Smith"),
        ("By Jane Doe, Max Roe and John Smith", "Jane Doe, Max Roe and John Smith"),
        ("By Ursula von der Leyen in Tokyo", "Ursula von der Leyen"),
        ("By J. K. O'Brien | Jan 16, 2026", "J. K. O'Brien"),
        ("Reuters | Updated: 2026-01-16 10:19", None),
        ("Jan 16, 2026 10:19 PM", None),
        ("(Reporting by Jane Doe; Editing by John Smith)", None),
    ],
)
def test_a_byline_is_a_paragraph_and_gives_the_author(line: str, author: str | None) -> None:
    found = read(f"Ministers agree\n\n{line}\n\n{BODY}\n\nMore.")
    assert (found.paragraph(1).text, found.paragraph(1).role) == (line, Role.BYLINE)
    assert found.author == author


@pytest.mark.parametrize(
    "line", ["By Monday the ministers had agreed.", "By the numbers", "Published reports spoke of 3 ships."]
)
def test_a_sentence_that_begins_like_a_byline_is_none(line: str) -> None:
    found = read(f"Ministers agree\n\nIt is so.\n\n{line}\n\n{BODY}")
    assert found.paragraph(2).role is Role.BODY


@pytest.mark.parametrize(
    "line",
    [
        "The two ministers at the Pentagon. Photo: VCG",
        "Photo: Liu Xin/GT",
        "A ship leaves port. (AP Photo/Evan Vucci, File)",
        "A ship leaves port. Photograph: Kevin Lamarque/Reuters",
        "A ship leaves port. Photo by Jane Doe/Getty Images",
        "A ship leaves port [Photo/Xinhua]",
        "FILE PHOTO: A ship leaves port in 2025.",
        "A ship leaves port. File photo",
        "A ship leaves port. Image: AFP",
        "Ein Schiff läuft aus. Foto: dpa",
        "A ship leaves port. REUTERS/Kim Kyung-Hoon",
        "A ship leaves port (Photo by Jane Doe)",
    ],
)
def test_the_words_under_a_picture_are_a_caption(line: str) -> None:
    assert read(f"{BODY}\n\n{line}\n\nMore.").paragraph(2).role is Role.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "He said he had seen a photo by the door.",
        "The image: a country alone. That is what remains of it, he said.",
        "She posted a photo of it, Reuters reported.",
        "The credit is due to him, the minister said.",
        "The readout came with a photo; the video had none.",
    ],
)
def test_a_sentence_about_a_picture_is_no_caption(line: str) -> None:
    assert read(f"{BODY}\n\n{line}\n\nMore.").paragraph(2).role is Role.BODY


def test_labelled_lines_in_the_head_are_metadata_and_no_paragraphs() -> None:
    head = "Title: Tokyo alone\nSource: Reuters\nAuthor: Jane Doe\nDate: 2026-01-16\nURL: https://example.org/a"
    found = read(f"{head}\n\nTokyo alone\n\n{BODY}")
    assert (found.title, found.source, found.author) == ("Tokyo alone", "Reuters", "Jane Doe")
    assert (found.published, found.url) == ("2026-01-16", "https://example.org/a")
    assert roles(found) == [("body", BODY)]


def test_a_label_below_the_head_is_text() -> None:
    found = read(f"{BODY}\n\nSource: Reuters\n\nMore.")
    assert (found.source, found.paragraph(2).text) == (None, "Source: Reuters")


def test_a_source_at_the_foot_is_read_and_kept() -> None:
    found = read(f"{BODY}\n\n(Source: Xinhua)")
    assert (found.source, found.paragraph(2).role) == ("Xinhua", Role.BYLINE)


def test_the_date_of_publication_goes_before_that_of_a_change() -> None:
    found = read(f"Ministers agree\nUpdated: Jan 17, 2026\nPublished: Jan 16, 2026\n\n{BODY}\n\nMore.")
    assert found.published == "2026-01-16"
    assert read(f"Ministers agree\nUpdated: Jan 17, 2026\n\n{BODY}").published == "2026-01-17"


def test_lines_without_blank_lines_between_are_paragraphs() -> None:
    found = read("It began on Monday.\nIt went on.\nIt ended on Friday, the minister said.")
    assert [paragraph.number for paragraph in found.paragraphs] == [1, 2, 3]


WRAPPED = """\
Readout differences following the meeting of the two
defence chiefs

By Jane Doe

The defence minister said on Monday that the talks had been
useful and that the two sides, which have met three times
this year, would go on with them. He did not say when.

A spokesman for the other side - it has kept silent until
now - said that nothing of the kind had been agreed upon by
the two ministers or those who had come to the city with
them.
"""


def test_hard_wrapped_text_is_joined_to_paragraphs() -> None:
    found = read(WRAPPED)
    assert found.title == "Readout differences following the meeting of the two defence chiefs"
    assert [paragraph.role.value for paragraph in found.paragraphs] == ["byline", "body", "body"]
    assert found.paragraph(2).text == (
        "The defence minister said on Monday that the talks had been useful and that the two sides, which "
        "have met three times this year, would go on with them. He did not say when."
    )
    assert found.paragraph(3).text.endswith("come to the city with them.")


def test_lines_above_a_body_of_long_lines_are_not_joined() -> None:
    deck = "China says that the readouts tell the story\nof a country that stands alone in Asia"
    found = read(f"Tokyo stands alone\n{deck}\n\n{BODY * 3}\n\n{BODY * 4}")
    assert len(found.paragraphs) == 4


def test_chinese_lines_are_joined_without_a_space() -> None:
    line = "国防部发言人表示日方的说法与事实不符中方对此表示强烈不满国防部发言人表示日方的"
    assert [text for _, text in roles(read(f"{line}\n{line}\n{line}说。"))] == [f"{line * 3}说。"]


def test_a_dateline_below_a_deck_names_the_source() -> None:
    found = read(f"Ministers agree\n\nNo date was set\n\nTOKYO, Jan 16 (Reuters) - {BODY}")
    assert found.source == "Reuters"


def test_wrapped_words_are_joined_at_their_hyphen() -> None:
    text = "The minister spoke about the lasting US-\nJapan alliance and said that it would\ngo on."
    assert "US-Japan alliance" in read(text).paragraph(1).text


def test_short_paragraphs_on_lines_of_their_own_are_not_joined() -> None:
    lines = ["The talks were useful, he said.", "No date was set for more.", '"We\'ll see," she said.']
    assert [text for _, text in roles(read("\n".join(lines)))] == lines


@pytest.mark.parametrize("text", ["Title: Tokyo alone", "Source: Reuters\nDate: 2026-01-16"])
def test_a_text_of_metadata_alone_is_a_problem(text: str) -> None:
    with pytest.raises(Problem, match="no paragraph"):
        read(text)


LINES = st.one_of(
    st.sampled_from(["", "", "CHINA / DIPLOMACY", "Tokyo stands alone", "Photo: VCG", "Published: Jan 16, 2026"]),
    st.sampled_from(["By Jane Doe", BODY, "the talks went on and", "- a point", "OPINION", "  indented, then"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cf", "Cs"]), max_size=60),
)


@given(st.lists(LINES, max_size=30).map("\n".join).map(clean))
def test_the_paragraphs_hold_every_word_of_the_file_in_order(text: str) -> None:
    try:
        found = article(text, "a")
    except Problem:
        assert not text.strip() or "\n" not in text.strip()
        return
    texts = ["".join(paragraph.text.split()) for paragraph in found.paragraphs]
    title = "".join(found.title.split())
    whole = "".join(text.split())
    assert any("".join([*texts[:place], title, *texts[place:]]) == whole for place in range(len(texts) + 1))
    for paragraph in found.paragraphs:
        assert paragraph.repeats is None or found.paragraph(paragraph.repeats).text == paragraph.text
