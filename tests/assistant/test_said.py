"""What somebody said, and who said it, from a ledger made by hand."""

import pytest

from assistant.evidence import Evidence
from assistant.form import shape
from assistant.line import Line
from assistant.said import MOST, by, lines_of, nearest, off_topic, said, silent, speaking, whose, within
from index.sentence import Sentence, sentences
from index.statement import Stance
from tests.fakes import article, evidence, statement

TALKS = article(
    "talks",
    "Ada Brisk said the talks had failed.",
    "She said the ferry would sink one day.",
    "Tom Reed said the ferry was safe. He denied every rumour of ice.",
    "Brisk warned that winter storms were coming.",
    "The harbour is old.",
    source="Amber Herald",
)
SAID = (
    statement(TALKS, 1, "Ada Brisk", "the talks had failed"),
    statement(TALKS, 2, "Ada Brisk", "the ferry would sink one day"),
    statement(TALKS, 3, "Tom Reed", "the ferry was safe"),
    statement(TALKS, 3, "Tom Reed", "every rumour of ice", Stance.DENIES),
    statement(TALKS, 4, "Ada Brisk", "winter storms were coming", Stance.WARNS),
)


def asking(question: str) -> Evidence:
    return evidence(question, [TALKS], SAID)


def answered(question: str, *spoken: str) -> list[Line]:
    found = asking(question)
    return said(found, shape(found.asked), spoken=spoken)


def numbers(lines: list[Line]) -> list[int]:
    return [line.number for line in lines]


@pytest.mark.parametrize("name", ["Ada Brisk", "Brisk", "ada brisk"])
def test_all_that_somebody_said_comes_in_the_order_of_the_article(name: str) -> None:
    assert numbers(answered(f"What did {name} say?")) == [1, 2, 4]


def test_a_topic_brings_the_nearest_words_of_that_speaker_alone() -> None:
    assert 2 in numbers(answered("What did Ada Brisk say about the ferry?"))
    assert set(numbers(answered("What did Ada Brisk say about the ferry?"))) <= {1, 2, 4}
    assert set(numbers(answered("What did Tom Reed say about the ferry?"))) == {3}


def test_warnings_and_denials_are_given_where_they_are_asked_for() -> None:
    assert numbers(answered("What did Ada Brisk warn of?")) == [4]
    assert [line.text for line in answered("What did Tom Reed deny?")] == ["He denied every rumour of ice."]


def test_what_was_already_told_is_not_told_again() -> None:
    assert numbers(answered("What did Ada Brisk say?", "Ada Brisk said the talks had failed.")) == [2, 4]


def test_somebody_who_says_nothing_has_no_lines() -> None:
    assert answered("What did Lloyd Quill say?") == []
    assert answered("What did the harbour say?") == []


def test_all_that_was_said_is_bounded() -> None:
    long = article("long", *(f"Ada Brisk said thing {n} fell." for n in range(9)))
    own = [statement(long, n, "Ada Brisk", f"thing {n - 1} fell") for n in range(1, 10)]
    found = evidence("What did Ada Brisk say?", [long], own)
    assert numbers(said(found, shape(found.asked))) == list(range(1, MOST + 1))


def test_the_first_named_who_speaks_is_the_one_meant() -> None:
    found = asking("What did Tom Reed of Norland say about Ada Brisk?")
    name, own = speaking(found, shape(found.asked))
    assert name == "Tom Reed"
    assert {statement.speaker for statement in own} == {"Tom Reed"}


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Lloyd Quill say?", "Lloyd Quill"),
        ("What did Japan say?", "Japan"),
        ("What did Ada Brisk say?", ""),
        ("What did the captain say?", ""),
        ("When did Lloyd Quill leave?", ""),
    ],
)
def test_only_a_person_or_a_state_is_surely_silent(question: str, who: str) -> None:
    found = asking(question)
    assert silent(found, shape(found.asked)) == who


def test_who_said_it_is_answered_by_a_sentence_that_somebody_says() -> None:
    (line,) = whose(asking("Who said the ferry was safe?"))
    assert line.text == "Tom Reed said the ferry was safe."


def test_who_said_it_is_not_the_one_the_question_names() -> None:
    chosen = whose(asking("Who besides Tom Reed said the ferry was safe?"))
    assert all("Tom Reed" not in line.text for line in chosen)


def test_statements_of_a_speaker_come_in_order_by_any_name() -> None:
    assert [s.paragraph for s in by(asking("Who?"), "Brisk")] == [1, 2, 4]
    assert by(asking("Who?"), "Quill") == []


def test_the_sentence_that_holds_a_statement_is_its_line_once() -> None:
    found = lines_of(asking("Who?"), [*SAID[2:4], SAID[2]])
    assert [line.text for line in found] == ["Tom Reed said the ferry was safe.", "He denied every rumour of ice."]


def test_a_statement_over_two_sentences_is_two_lines() -> None:
    both = statement(TALKS, 3, "Tom Reed", TALKS.paragraph(3).text)
    assert len(lines_of(asking("Who?"), [both])) == 2


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [(0, 33, True), (0, 64, True), (34, 64, False), (30, 64, False), (0, 10, False), (14, 20, True)],
)
def test_within_is_most_of_the_shorter(start: int, end: int, inside: bool) -> None:
    text = TALKS.paragraph(3).text
    line = Line("talks", 3, Sentence(start, end, text[start:end]))
    assert within(SAID[2], line) is inside
    assert not within(SAID[0], line)


def test_the_nearest_come_nearest_first_and_bounded() -> None:
    found = asking("Would the ferry sink one day?")
    everything = [Line("talks", p.number, s) for p in TALKS.paragraphs for s in sentences(p.text)]
    assert nearest(found, everything, limit=3, near=9.0)[0].number == 2
    assert len(nearest(found, everything, limit=3, near=9.0)) == 3
    assert numbers(nearest(found, everything, limit=3, near=0.0)) == [2]
    assert nearest(found, [], limit=3) == []


def test_words_of_nothing_in_common_are_off_topic() -> None:
    found = asking("zebra quantum violin")
    assert off_topic(found, lines_of(found, SAID))
    assert off_topic(found, [])
    near = asking("Ada Brisk said the talks had failed")
    assert not off_topic(near, lines_of(near, SAID[:1]))
