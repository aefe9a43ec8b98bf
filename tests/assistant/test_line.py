"""How a sentence is told: its words as they stand, with whoever says it named."""

from collections.abc import Sequence

import pytest

from assistant.line import Line, told, unnamed
from index.article import Article
from index.sentence import sentences
from index.statement import Stance, Statement
from tests.fakes import article, evidence, statement

HARBOUR = article(
    "harbour",
    "The ferry is a ruin. Nobody will miss it.",
    "Ada Brisk said the talks between the ministers had failed.",
    "Brisk said the talks had been hasty.",
    "The Sudrian readout does not mention the ferry.",
    source="Amber Herald",
    published="2026-01-14",
)
COAST = article("coast", "The harbour froze.", "It was cold.", source="Coast Post", published="2026-01-16")
RUIN, MISS = "The ferry is a ruin.", "Nobody will miss it."


def lines(told_by: Article, *numbers: int) -> list[Line]:
    return [Line(told_by.id, n, s) for n in numbers for s in sentences(told_by.paragraph(n).text)]


def texts(
    chosen: Sequence[Line], statements: Sequence[Statement] = (), *, articles: Sequence[Article] = (HARBOUR, COAST)
) -> list[str]:
    return [claim.text for claim in told(evidence("Who?", articles, statements), chosen)]


def test_a_speaker_who_is_not_in_the_sentence_is_named_before_it() -> None:
    said = [statement(HARBOUR, 1, "Ada Brisk", RUIN + " " + MISS)]
    assert texts(lines(HARBOUR, 1), said) == [f"Ada Brisk: {RUIN}", f"Ada Brisk: {MISS}"]


@pytest.mark.parametrize(
    ("number", "words"), [(2, "the talks between the ministers had failed"), (3, "the talks had been hasty")]
)
def test_a_speaker_whom_the_sentence_names_is_not_named_again(number: int, words: str) -> None:
    said = [statement(HARBOUR, number, "Ada Brisk", words)]
    assert texts(lines(HARBOUR, number), said) == [HARBOUR.paragraph(number).text]
    assert unnamed(evidence("Who?", [HARBOUR], said), lines(HARBOUR, number)[0]) == ""


def test_the_articles_own_voice_gets_its_source() -> None:
    assert texts(lines(HARBOUR, 1)) == [f"Amber Herald: {RUIN}", f"Amber Herald: {MISS}"]


def test_an_article_without_a_source_stands_as_it_is() -> None:
    bare = article("bare", RUIN)
    assert texts(lines(bare, 1), articles=[bare]) == [RUIN]


def test_lines_of_several_articles_say_article_and_date_and_still_the_speaker() -> None:
    said = [statement(HARBOUR, 1, "Ada Brisk", RUIN)]
    assert texts([*lines(HARBOUR, 1), *lines(COAST, 1)], said) == [
        f"Amber Herald, 14 Jan, quoting Ada Brisk: {RUIN}",
        f"Amber Herald, 14 Jan: {MISS}",
        "Coast Post, 16 Jan: The harbour froze.",
    ]


def test_articles_without_a_source_are_told_apart_by_what_they_have() -> None:
    bare = article("bare", RUIN, title="A ferry no more")
    assert texts([*lines(bare, 1), *lines(COAST, 1)], articles=[bare, COAST]) == [
        f"A ferry no more: {RUIN}",
        "Coast Post, 16 Jan: The harbour froze.",
    ]


def test_who_is_said_to_leave_something_out_does_not_say_the_sentence() -> None:
    left_out = [statement(HARBOUR, 4, "Sudria", "the ferry", Stance.OMITS)]
    assert texts(lines(HARBOUR, 4), left_out) == [f"Amber Herald: {HARBOUR.paragraph(4).text}"]


def test_each_line_is_one_claim_with_the_whole_sentence_cited() -> None:
    chosen = [*lines(HARBOUR, 1, 2), *lines(COAST, 2)]
    claims = told(evidence("Who?", [HARBOUR, COAST]), chosen)
    assert len(claims) == len(chosen)
    for claim, line in zip(claims, chosen, strict=True):
        (citation,) = claim.citations
        assert (citation.article, citation.paragraph) == (line.article, line.number)
        assert (citation.start, citation.end, citation.quote) == (line.sentence.start, line.sentence.end, line.text)
        assert claim.text.endswith(line.text)


def test_no_lines_are_no_claims() -> None:
    assert told(evidence("Who?", [HARBOUR]), []) == ()
