"""The main flow, over real parts and over parts made of lambdas."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import open_assistant, quote
from assistant.ask import LONGEST, NOTHING_MORE, Assistant, exchanges, question_of
from assistant.compare import COMPUTED
from assistant.compose import joined
from assistant.evidence import Evidence
from assistant.followup import Standalone
from assistant.naming import plain
from assistant.reply import Answer, Claim, Refusal, Reply, cite, to_json
from assistant.settings import Settings
from index.article import Article
from index.folder import Index
from index.problem import Problem
from tests import fakes

DECEMBER, JANUARY = "000_419d3de338d85930", "004_20936f9da8db826c"

# Articles as they come: names, speech of every make, omissions, numbers, quotation marks, signs of any script.
SPEAKERS = st.sampled_from(
    ["Ada Brisk", "Tom Reed", "Norland", "the Sudrian ministry", "Mayor Élodie Ærø", "the US", "Li Wei", "Aunt 東京"]
)
WORDS = st.sampled_from(
    "the a ferry harbour ice café naïve 東京 1,200 3.5% F-22 B-52H $40 2026 May 3 deal ships U.S. Dr. talks not left "
    "because “grave concern” 'so-called' (two) readout crossings – … 🚢 e\u0301tat don’t rose fell to in of".split()
)
PHRASES = st.lists(WORDS, min_size=2, max_size=12).map(" ".join)
SENTENCES = st.one_of(
    PHRASES.map("{}.".format),
    st.builds("{} said that {}.".format, SPEAKERS, PHRASES),
    st.builds("“{},” {} said.".format, PHRASES, SPEAKERS),
    st.builds('"{}?" asked {}. "{}."'.format, PHRASES, SPEAKERS, PHRASES),
    st.builds("{} denied {}, according to {}.".format, SPEAKERS, PHRASES, SPEAKERS),
    st.builds("However, {}'s readout made no mention of {}.".format, SPEAKERS, PHRASES),
    st.builds("Notably absent was any phrasing like “{}.”".format, PHRASES),
)
PARAGRAPHS = st.one_of(
    st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join),
    st.lists(SENTENCES, min_size=1, max_size=4).map("  ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.just("The ferry at the quay. Photo: agency"),
)
COLLECTIONS = st.lists(
    st.tuples(
        st.lists(PARAGRAPHS, min_size=1, max_size=5),
        st.sampled_from(["", "Ice keeps ferry at the quay", "東京: two readouts"]),
        st.sampled_from([None, "Amber Herald", "Coast Post"]),
        st.sampled_from([None, "2026-01-14", "2025-12-11"]),
    ),
    min_size=2,
    max_size=4,
).map(
    lambda made: [
        fakes.article(f"a{n}", *texts, title=title, source=source, published=published)
        for n, (texts, title, source, published) in enumerate(made)
    ]
)
QUESTIONS = st.one_of(
    st.builds("What did {} say?".format, SPEAKERS),
    st.builds("What did {} say about {}?".format, SPEAKERS, PHRASES),
    st.builds("What did {}'s readout omit?".format, SPEAKERS),
    st.builds("How do {} and {} differ on {}?".format, SPEAKERS, SPEAKERS, PHRASES),
    st.builds("Who said that {}?".format, PHRASES),
    st.builds("How many {}?".format, PHRASES),
    st.sampled_from(["And what else?", "What about the other one?", "Why?", "And Norland?", "Is that so?", "ice"]),
    PHRASES,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map("q {}".format),
)


def resolves(reply: Reply, articles: Sequence[Article]) -> None:
    """Every citation of an answer is words of a paragraph that may be cited, and every quoted claim ends with them."""
    known = {article.id: article for article in articles}
    for found in reply.evidence:
        assert known[found.article].paragraph(found.paragraph.number) == found.paragraph
    scores = [found.score for found in reply.evidence]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({found.address for found in reply.evidence}) == len(scores)
    assert json.loads(json.dumps(to_json(reply))) == to_json(reply)
    if isinstance(reply, Refusal):
        assert reply.reason.strip()
        return
    assert reply.claims
    for claim in reply.claims:
        assert claim.citations
        for citation in claim.citations:
            paragraph = known[citation.article].paragraph(citation.paragraph)
            assert paragraph.text[citation.start : citation.end] == citation.quote
            assert paragraph.repeats is None
            assert claim.text.endswith(citation.quote) or COMPUTED in claim.text
    quoted = [claim for claim in reply.claims if COMPUTED not in claim.text]
    cited = [(c.address, c.start, c.end) for claim in quoted for c in claim.citations]
    assert len(set(cited)) == len(cited)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An empty index; whoever puts articles on it takes them off again."""
    with fakes.indexed(tmp_path_factory.mktemp("shelf"), []) as index:
        yield index


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=COLLECTIONS, questions=st.lists(QUESTIONS, min_size=2, max_size=5))
def test_every_citation_of_every_reply_resolves(shelf: Index, articles: list[Article], questions: list[str]) -> None:
    asked = joined(shelf, Settings())
    never_declining = replace(asked, declines=lambda evidence: None)
    with fakes.holding(shelf, articles):
        told: tuple[tuple[str, str], ...] = ()
        for question in questions:
            for assistant in (asked, never_declining):
                resolves(assistant.ask(question), articles)
                reply = assistant.ask(question, told)
                resolves(reply, articles)
            told += ((question, plain(reply)),)


@pytest.fixture(scope="module")
def assistant(samples: Path) -> Iterator[Assistant]:
    with open_assistant(samples) as opened:
        yield opened


def answered(reply: Reply) -> tuple[Claim, ...]:
    assert isinstance(reply, Answer), reply
    return reply.claims


def declined(reply: Reply) -> str:
    assert isinstance(reply, Refusal), reply
    return reply.reason


def cited(claims: Sequence[Claim]) -> set[tuple[str, int]]:
    return {(citation.article, citation.paragraph) for claim in claims for citation in claim.citations}


def test_what_a_readout_omits_is_gathered_from_all_articles_and_each_claim_says_its_article(
    assistant: Assistant,
) -> None:
    reply = assistant.ask("What did the US readout omit?")
    claims = answered(reply)
    assert cited(claims) >= {(DECEMBER, 4), (JANUARY, 5), (JANUARY, 9)}
    reported = [claim for claim in claims if not claim.text.startswith(COMPUTED)]
    assert all(claim.text.startswith("Global Times") for claim in reported)
    assert len(reported) < len(claims)
    dated = {claim.citations[0].article: claim.text.partition(":")[0] for claim in reported}
    assert "16 Jan" in dated[JANUARY]
    assert "16 Jan" not in dated[DECEMBER]
    resolves(reply, assistant.articles())


def test_what_somebody_said_is_cited_from_their_words_alone(assistant: Assistant) -> None:
    claims = answered(assistant.ask("What did Zhang Junshe say?"))
    own = {(s.article, s.paragraph) for s in assistant.statements() if s.speaker == "Zhang Junshe"}
    assert own == {(JANUARY, 14), (JANUARY, 15), (JANUARY, 16)}
    assert cited(claims) == own


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which F-22 fighters did Japan deploy?", "F-22"),
        ("What did Lloyd Austin say in the meeting?", "Lloyd Austin"),
        ("What does the article say about Brazil?", "Brazil"),
    ],
)
def test_what_the_articles_do_not_hold_is_declined_by_name(assistant: Assistant, question: str, missing: str) -> None:
    reply = assistant.ask(question)
    assert missing in declined(reply)
    assert to_json(reply)["claims"] == []


def test_a_follow_up_is_asked_for_what_it_leans_on(assistant: Assistant) -> None:
    first = assistant.ask("What did Zhang Junshe say?")
    reply = assistant.ask("And what did he warn of?", [(first.question, plain(first))])
    assert reply.question == "And what did he warn of?"
    assert "Zhang Junshe" in reply.standalone
    assert cited(answered(reply)) == {(JANUARY, 16)}


def test_asking_for_more_says_nothing_twice(assistant: Assistant) -> None:
    first = assistant.ask("What did Song Zhongping say?")
    reply = assistant.ask("What else did he say?", [(first.question, plain(first))])
    if isinstance(reply, Answer):
        seen = {claim.citations[0].quote for claim in answered(first)}
        assert not seen & {claim.citations[0].quote for claim in reply.claims}
    else:
        assert declined(reply)


@pytest.mark.parametrize(
    "question",
    [
        "What did the US readout omit?",
        "How do the two readouts differ?",
        "Who said that it is a unilateral assertion?",
        "When did the radar incident happen?",
        "Which F-22 fighters did Japan deploy?",
    ],
)
def test_asking_the_same_twice_gives_the_same_reply(assistant: Assistant, samples: Path, question: str) -> None:
    first = assistant.ask(question)
    assert first == assistant.ask(question)
    with open_assistant(samples) as other:
        assert first == other.ask(question)


def test_a_search_finds_passages_best_first_within_the_limit(assistant: Assistant) -> None:
    for limit in (0, 1, 3, 100):
        hits = assistant.search("radar incident", limit=limit)
        assert len(hits) <= limit
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        for hit in hits:
            assert all(assistant.article(hit.article_id).paragraph(number) for number in hit.paragraphs)
    assert len({(hit.article_id, hit.paragraphs) for hit in assistant.search("radar", limit=100)}) > 3


def test_an_empty_index_declines_in_a_sentence(tmp_path: Path) -> None:
    with fakes.indexed(tmp_path, []) as index:
        reply = joined(index, Settings()).ask("What did Norland say?")
        assert declined(reply).endswith(".")
        assert reply.evidence == ()


# Parts made of lambdas.

HARBOUR = fakes.article("harbour", "The ferry sails on Friday.", "Ice broke on Monday.", source="Amber Herald")
FOUND = fakes.evidence("When does the ferry sail?", [HARBOUR])
FRIDAY = Claim("The ferry sails on Friday.", (cite("harbour", HARBOUR.paragraph(1), 0, 26),))


def test_an_assistant_made_of_lambdas_answers() -> None:
    reply = fakes.assistant_saying(FRIDAY, of=FOUND).ask("When does the ferry sail?")
    assert answered(reply) == (FRIDAY,)
    assert reply.evidence == FOUND.listing()
    assert set(reply.seconds) == {"standalone", "retrieve", "answer"}
    resolves(reply, [HARBOUR])


def test_a_reason_to_decline_ends_the_flow_before_an_answer_is_made() -> None:
    reply = fakes.assistant_saying(FRIDAY, of=FOUND, declining="Nothing of this.").ask("When?")
    assert declined(reply) == "Nothing of this."
    assert "answer" not in reply.seconds


def test_no_claims_left_is_a_refusal_not_an_empty_answer() -> None:
    assert declined(fakes.assistant_saying(of=FOUND).ask("What else?")) == NOTHING_MORE


def test_the_assistant_closes_what_it_opened_even_when_the_block_fails() -> None:
    closed: list[bool] = []
    made = fakes.assistant_saying(FRIDAY, of=FOUND)
    made = replace(made, library=replace(made.library, close=lambda: closed.append(True)))
    with pytest.raises(KeyError), made as opened:
        opened.article("nowhere")
    assert closed == [True]


def test_the_flow_hands_on_the_standalone_question_and_what_was_spoken() -> None:
    heard: list[object] = []

    def retrieve(question: str) -> Evidence:
        heard.append(question)
        return FOUND

    def answer(evidence: Evidence, spoken: Sequence[str]) -> tuple[Claim, ...]:
        heard.append(tuple(spoken))
        return (FRIDAY,)

    made = replace(
        fakes.assistant_saying(FRIDAY, of=FOUND),
        standalone=lambda message, history: Standalone(f"{history[0][0]} {message}", ("Ice.",)),
        retrieve=retrieve,
        answer=answer,
    )
    reply = made.ask(" and\tnow? ", [["When?", "Then."]])
    assert heard == ["When? and now?", ("Ice.",)]
    assert reply.question == " and\tnow? "
    assert reply.standalone == "When? and now?"


# The door.


@pytest.mark.parametrize("message", ["", "  \n\t", "?!…", "\x00\x1b\x07", "\u200b\ufeff", "—", "🚢", "\ud800"])
def test_a_message_without_a_word_is_refused_in_one_sentence(message: str) -> None:
    with pytest.raises(Problem, match=r"^The question is empty: [^.]+\.$"):
        question_of(message)


def test_a_message_of_20000_characters_is_refused_in_one_sentence() -> None:
    with pytest.raises(Problem, match=r"^The question has 20,000 characters and at most 2,000 are read: [^.]+\.$"):
        fakes.assistant_saying(FRIDAY, of=FOUND).ask("w" * 20_000)


def test_a_message_just_within_the_limit_is_asked_and_white_space_does_not_count() -> None:
    assert question_of("w" * LONGEST) == "w" * LONGEST
    assert question_of(" \n" * 20_000 + "Who?" + " " * 20_000) == "Who?"


@given(st.text(max_size=200))
def test_a_question_is_one_printable_line(message: str) -> None:
    try:
        question = question_of(message)
    except Problem:
        assert not any(sign.isalnum() for sign in message)
    else:
        assert question.isprintable()
        assert question == " ".join(question.split())
        assert question_of(question) == question


@pytest.mark.parametrize(
    "history",
    ["What?", ["What?"], [["What?"]], [["What?", "This.", "That."]], [["What?", None]], [[1, 2]], [()], ["ab"]],
)
def test_a_history_that_is_no_list_of_pairs_is_refused(history: Sequence[Sequence[str]]) -> None:
    with pytest.raises(Problem, match=r"^The history must be a list of pairs: .*\.$"):
        exchanges(history)


def test_a_history_is_kept_in_order_and_shortened_where_it_is_a_book() -> None:
    assert exchanges([["a", "b"], ("c", "d")]) == (("a", "b"), ("c", "d"))
    assert exchanges(()) == ()
    ((question, answer),) = exchanges([["q" * 10**6, "a" * 10**6]])
    assert len(question) == LONGEST
    assert len(answer) < 10**5


def test_each_quoted_answer_is_bounded_by_the_settings(samples: Path) -> None:
    with open_assistant(samples, settings=Settings(index=samples, sentences=1)) as short:
        assert len(answered(short.ask("When did the radar incident happen?"))) == 1


def test_the_real_assistant_declines_and_answers_with_the_quoting_parts(assistant: Assistant) -> None:
    found = assistant.retrieve("What did Zhang Junshe say?")
    assert assistant.declines(found) is None
    assert assistant.answer(found, ()) == quote.answer(found)


def test_a_sentence_that_several_articles_have_is_quoted_once_and_says_so(tmp_path: Path) -> None:
    from assistant.compose import joined
    from assistant.render import to_markdown
    from assistant.reply import to_json
    from assistant.settings import Settings
    from tests.data.pages import STORY
    from tests.fakes import article as made
    from tests.fakes import indexed

    first = made("first", *STORY)
    copy = made("second", *STORY)
    edited = made("third", *STORY[:-1], "A tender comes later.")
    with indexed(tmp_path, [first, copy, edited]) as index:
        assistant = joined(index, Settings(index=tmp_path))
        reply = assistant.ask("How many passengers used the ferry line in 2024?")
        assert isinstance(reply, Answer)
        quotes = [citation.quote for claim in reply.claims for citation in claim.citations]
        assert len(quotes) == len(set(quotes))
        (told, *_) = [c for claim in to_json(reply)["claims"] for c in claim["citations"] if "12,000" in c["quote"]]
        assert sorted([told["article"], *told["also"]]) == ["first", "second", "third"]
        assert "also in 2 other articles" in to_markdown(reply, assistant.article)
