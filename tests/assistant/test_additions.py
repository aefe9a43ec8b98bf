"""An assistant that has articles beside the collection: its own alone, and the collection stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.reply import Answer
from index.article import Article, Paragraph
from index.filter import Filters
from index.problem import Problem
from tests.index.story import story

FERRY = Article(
    "ferry",
    (
        Paragraph(
            1, "The Norland ministry said that the night ferry will be doubled by spring, at a cost of 4 million."
        ),
        Paragraph(
            2, "Tom Reed, a spokesman of the ministry, denied that the lease had been agreed in Port Amber on Tuesday."
        ),
        Paragraph(3, "Sudria had welcomed the lease within the hour, and called it the fruit of its talks."),
    ),
    "Norland doubles its ferry",
    "Coast Post",
    published="2026-02-03",
)


@pytest.fixture(scope="module")
def shared(samples: Path) -> Iterator[Assistant]:
    with open_assistant(index=samples) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def mine(shared: Assistant) -> Assistant:
    return shared.holding([FERRY])


def test_it_answers_from_its_own_articles_and_from_the_collection(shared: Assistant, mine: Assistant) -> None:
    reply = mine.ask("What did Tom Reed deny?")
    assert isinstance(reply, Answer)
    citation = reply.claims[0].citations[0]
    assert citation.article == "ferry"
    assert mine.article("ferry").paragraph(citation.paragraph).text[citation.start : citation.end] == citation.quote
    question = "What did the US readout omit?"
    ours, theirs = mine.ask(question), shared.ask(question)
    assert isinstance(ours, Answer)
    assert isinstance(theirs, Answer)
    assert [claim.text for claim in ours.claims] == [claim.text for claim in theirs.claims]


def test_nobody_else_has_them(shared: Assistant, mine: Assistant) -> None:
    assert mine.own == (FERRY,)
    assert shared.own == ()
    assert not isinstance(shared.ask("What did Tom Reed deny?"), Answer)
    assert len(mine.articles()) == len(shared.articles()) + 1
    with pytest.raises(KeyError):
        shared.article("ferry")


def test_search_statements_comparing_and_filters_work_over_both(shared: Assistant, mine: Assistant) -> None:
    assert mine.search("night ferry doubled by spring", limit=3)[0].article_id == "ferry"
    assert {statement.speaker for statement in mine.statements(articles=["ferry"])} >= {"Tom Reed"}
    assert mine.compare("Tom Reed", "Shen Yi").rows
    only = mine.search("readout", filters=Filters(since="2026-02-01"))
    assert {hit.article_id for hit in only} == {"ferry"}
    assert "ferry" not in {hit.article_id for hit in mine.search("ferry", filters=Filters(until="2026-01-31"))}
    assert mine.answers("What will be doubled by spring?")
    assert isinstance(mine.tuned(sentences=1, writes=False).ask("What did Tom Reed deny?"), Answer)


def test_what_was_before_stays_as_it_is(mine: Assistant) -> None:
    more = mine.holding([story("dam", "The dam above the valley was opened for two hours on Sunday morning.")])
    less = more.without(["ferry"])
    assert [article.id for article in more.own] == ["dam", "ferry"]
    assert [article.id for article in less.own] == ["dam"]
    assert mine.own == (FERRY,)
    assert less.without(["dam"]).own == ()
    with pytest.raises(KeyError):
        less.without(["ferry"])


def test_what_is_there_already_is_told(shared: Assistant, mine: Assistant) -> None:
    with pytest.raises(Problem, match="word for word: Norland doubles its ferry"):
        mine.holding([Article("again", FERRY.paragraphs, "Another title")])
    first = shared.articles()[0]
    with pytest.raises(Problem, match="word for word"):
        mine.holding([first])
    with pytest.raises(Problem, match="the id 'ferry' already"):
        mine.holding([Article("ferry", (Paragraph(1, "Something else."),))])


def test_to_close_it_leaves_the_collection_open(shared: Assistant) -> None:
    other = shared.holding([FERRY])
    other.close()
    assert shared.articles()
