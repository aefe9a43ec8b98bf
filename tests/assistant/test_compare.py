"""What is left out and what differs, from a ledger made by hand."""

from assistant.compare import REPORTED, compared, of_event, omitted
from assistant.evidence import Evidence
from assistant.form import shape
from assistant.line import Line
from assistant.said import lines_of
from index.article import Article
from index.statement import Stance, Statement
from tests.fakes import article, evidence, statement

FERRY = article(
    "ferry",
    "Norland said the ferry crossings would double.",
    "Sudria said the ferry crossings would halve.",
    "Norland's readout does not mention the fuel price. It praised the food.",
    "Sudria's readout is silent on the ship.",
    title="Ferry talks end",
)
DAM = article(
    "dam",
    "Norland said the dam was safe.",
    "Norland's readout does not mention the cracks in the dam.",
    "Norland declined to give details of the repair.",
    title="Dam talks end",
)
NORLAND, SUDRIA = "Norland", "Sudria"
LEDGER = (
    statement(FERRY, 1, NORLAND, "the ferry crossings would double"),
    statement(FERRY, 2, SUDRIA, "the ferry crossings would halve"),
    statement(FERRY, 3, NORLAND, "does not mention the fuel price", Stance.OMITS),
    statement(FERRY, 4, SUDRIA, "is silent on the ship", Stance.OMITS),
    statement(DAM, 1, NORLAND, "the dam was safe"),
    statement(DAM, 2, NORLAND, "does not mention the cracks in the dam", Stance.OMITS),
    statement(DAM, 3, NORLAND, "to give details of the repair", Stance.DECLINES),
)


def asking(question: str) -> Evidence:
    return evidence(question, [FERRY, DAM], LEDGER)


def left_out(question: str) -> list[tuple[str, int]]:
    found = asking(question)
    return [(line.article, line.number) for line in omitted(found, shape(found.asked))]


def differing(question: str) -> list[tuple[str, int]]:
    found = asking(question)
    return [(line.article, line.number) for line in compared(found, shape(found.asked).about)]


def test_all_that_a_speaker_leaves_out_is_gathered_article_by_article() -> None:
    found = left_out("What did Norland's readout omit?")
    assert sorted(found) == [("dam", 2), ("ferry", 3)]
    assert left_out("What did Sudria's readout omit?") == [("ferry", 4)]


def test_only_the_sentence_that_reports_the_omission_is_given() -> None:
    found = asking("What did Norland's readout omit?")
    texts = [line.text for line in omitted(found, shape(found.asked)) if line.article == "ferry"]
    assert texts == ["Norland's readout does not mention the fuel price."]


def test_an_event_that_is_named_keeps_to_its_articles() -> None:
    assert left_out("What did Norland's readout of the dam omit?") == [("dam", 2)]


def test_what_was_declined_counts_where_it_is_asked_for() -> None:
    assert ("dam", 3) in left_out("What details did Norland decline to give of the repair?")
    assert ("dam", 3) not in left_out("What did Norland's readout omit?")


def test_nobody_named_or_nothing_reported_is_nothing() -> None:
    assert left_out("What was left out?") == []
    assert left_out("What did Veldania's readout omit?") == []


def test_omissions_are_bounded() -> None:
    long = article("long", *(f"Norland's readout does not mention ship {n}." for n in range(2 * REPORTED)))
    reports = [
        statement(long, n, NORLAND, f"does not mention ship {n - 1}", Stance.OMITS) for n in range(1, 2 * REPORTED + 1)
    ]
    found = evidence("What did Norland's readout omit?", [long], reports)
    numbers = [line.number for line in omitted(found, shape(found.asked))]
    assert len(numbers) == REPORTED
    assert numbers == sorted(numbers)


def test_each_side_has_its_say_on_the_topic() -> None:
    assert set(differing("How do Norland and Sudria differ on the ferry crossings?")) >= {("ferry", 1), ("ferry", 2)}


def test_one_side_alone_is_no_comparison() -> None:
    assert differing("How do Norland and Veldania differ in what they say on the dam?") == []


def test_each_line_is_compared_once_and_in_the_order_of_its_article() -> None:
    found = asking("What do Norland and Sudria say differently?")
    lines = compared(found, (NORLAND, SUDRIA))
    assert len(set(lines)) == len(lines) <= REPORTED
    for key in {line.article for line in lines}:
        places = [(line.number, line.sentence.start) for line in lines if line.article == key]
        assert places == sorted(places)


def test_lines_of_another_event_are_left_out_and_none_where_no_event_is_named() -> None:
    def kept(question: str) -> set[str]:
        found = asking(question)
        return {line.article for line in of_event(found, lines_of(found, LEDGER), (NORLAND,))}

    assert kept("What did Norland leave out of its statement on the dam?") == {"dam"}
    assert kept("What did Norland leave out?") == {"ferry", "dam"}
    assert of_event(asking("The dam?"), [], ()) == []


def test_states_that_speak_most_are_the_sides_where_none_is_named() -> None:
    summit: Article = article("summit", "Japan said yes.", "The US said no.", "Ada Brisk said nothing new.")
    ledger: list[Statement] = [
        statement(summit, 1, "Japan", "yes"),
        statement(summit, 2, "US", "no"),
        statement(summit, 3, "Ada Brisk", "nothing new"),
    ]
    found = evidence("How do the two accounts differ?", [summit], ledger)
    lines: list[Line] = compared(found, ())
    assert [line.number for line in lines] == [1, 2]
