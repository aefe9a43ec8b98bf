"""The ledger by its constructions: each sentence with one statement that it must yield."""

from pathlib import Path

import pytest

from index.article import Article, Paragraph, Role
from index.ledger import ledger, ledgers, speakers_matching, voice
from index.statement import Speech, Stance, Statement

# One construction a line: sentence | speaker | content | stance.
CONSTRUCTIONS = Path(__file__).with_name("ledger_constructions.txt").read_text(encoding="utf-8").splitlines()

WITHOUT_SPEAKER = (
    "Modi is expected to announce a new plan.",
    "The minister might say that the deal is dead.",
    "It was unclear whether the talks would resume.",
    "The stadium was finished in 2010 and has 18,400 seats.",
    "Three patrol boats left the harbour on Monday, further underscoring the tension.",
)


def article(*paragraphs: str, published: str | None = None) -> Article:
    return Article("a", tuple(Paragraph(n, text) for n, text in enumerate(paragraphs, 1)), published=published)


def said_in(*paragraphs: str) -> list[tuple[str, str, int]]:
    return [(s.speaker, s.content, s.paragraph) for s in ledger(article(*paragraphs))]


@pytest.mark.parametrize("row", CONSTRUCTIONS, ids=range(len(CONSTRUCTIONS)))
def test_a_construction_yields_its_speaker_content_and_stance(row: str) -> None:
    text, speaker, content, stance = row.split(" | ")
    found = [(s.speaker, s.content, s.stance) for s in ledger(article(text))]
    assert (speaker, content, Stance(stance)) in found


@pytest.mark.parametrize("text", WITHOUT_SPEAKER)
def test_the_articles_own_voice_is_nobodys_statement(text: str) -> None:
    assert ledger(article(text)) == ()


def test_every_statement_is_the_words_at_its_offsets() -> None:
    for row in CONSTRUCTIONS:
        text = row.split(" | ")[0]
        for statement in ledger(article(text)):
            assert text[statement.start : statement.end] == statement.content


def test_short_forms_and_pronouns_stand_for_the_full_name() -> None:
    found = said_in(
        "Prime Minister Anna Lindqvist said the budget was safe.",
        "Lindqvist said taxes would fall. She added that wages would rise.",
        "The Finance Ministry (FM) confirmed the plan. The FM said it was cheap.",
        "The prime minister said it was over.",
    )
    assert [speaker for speaker, _, _ in found] == [
        *("Anna Lindqvist", "Anna Lindqvist", "Anna Lindqvist"),
        *("Finance Ministry", "Finance Ministry", "Anna Lindqvist"),
    ]


def test_two_people_of_one_family_name_are_told_apart_by_nearness() -> None:
    found = said_in(
        "Zhang Junshe, an expert, said the plan was new.",
        "Zhang said it was bold.",
        "Zhang Xiaogang, a spokesman, said it was late.",
        "Zhang said it was over.",
    )
    assert [speaker for speaker, _, _ in found] == ["Zhang Junshe"] * 2 + ["Zhang Xiaogang"] * 2


def test_quoted_paragraphs_go_on_with_the_speaker_named_once() -> None:
    found = said_in('"We will stay," said Erik Holm. "We are ready.', '"No one will stop us."')
    assert found == [
        ("Erik Holm", "We will stay", 1),
        ("Erik Holm", "We are ready", 1),
        ("Erik Holm", "No one will stop us", 2),
    ]


def test_a_quoted_paragraph_belongs_to_the_attribution_that_comes_after_it() -> None:
    found = said_in('"The river rose all night."', '"Nobody slept," said Erik Holm.')
    assert found == [("Erik Holm", "The river rose all night", 1), ("Erik Holm", "Nobody slept", 2)]


def test_an_attribution_in_a_sentence_of_its_own_takes_the_sentence_before() -> None:
    found = said_in("This call is an attempt to win support. Shen Yi, a professor at a university, told the paper.")
    assert found == [("Shen Yi", "This call is an attempt to win support", 1)]


def test_an_opinion_of_several_sentences_belongs_to_the_cue_at_its_end() -> None:
    text = "The alliance is fragile. However, neither side can leave it, Song added."
    assert said_in(text) == [("Song", "The alliance is fragile. However, neither side can leave it", 1)]


def test_the_outer_speaker_of_nested_speech_is_the_issuer() -> None:
    found = ledger(article("Kyodo News reported that Japan claimed the ship had turned back."))
    assert [(s.speaker, s.issuer) for s in found] == [("Kyodo News", None), ("Japan", "Kyodo News")]


def test_an_omission_without_a_subject_is_that_of_the_text_named_before() -> None:
    first, second = ledger(
        article("The ministry's readout made no mention of the jets. Notably absent was any word of regret.")
    )
    assert (first.speaker, first.stance) == ("ministry", Stance.OMITS)
    assert (second.speaker, second.content, second.stance) == (
        "ministry",
        "any word of regret",
        Stance.OMITS,
    )


def test_speech_is_direct_indirect_or_mixed() -> None:
    kinds = [
        ledger(article(text))[0].speech
        for text in ('"We will go," he said.', "He said they would go.", 'He said they "will go" soon.')
    ]
    assert kinds == [Speech.DIRECT, Speech.INDIRECT, Speech.MIXED]


def test_a_date_in_the_content_is_resolved_by_the_day_of_publication() -> None:
    (found,) = ledger(article("He said the jets crossed on December 6.", published="2026-01-16"))
    assert found.about == "2025-12-06"


def test_captions_and_repeated_paragraphs_yield_nothing() -> None:
    paragraphs = (
        Paragraph(1, "Smith said it was over."),
        Paragraph(2, "Smith said it was over.", repeats=1),
        Paragraph(3, "Jones said it was not.", role=Role.CAPTION),
    )
    assert {s.paragraph for s in ledger(Article("a", paragraphs))} == {1}


def test_voice_names_who_says_a_span_and_nobody_where_the_article_speaks() -> None:
    text = "Smith said the bridge was safe. It fell on Monday."
    found = ledger(article(text))
    start = text.index("the bridge")
    assert [s.speaker for s in voice(found, 1, start, start + 20)] == ["Smith"]
    assert voice(found, 1, text.index("It fell"), len(text)) == ()


def test_many_articles_yield_the_same_as_each_alone() -> None:
    articles = [Article(str(n), (Paragraph(1, row.split(" | ")[0]),)) for n, row in enumerate(CONSTRUCTIONS[:40])]
    assert [found for _, found in ledgers(articles)] == [ledger(one) for one in articles]


def test_asking_for_a_state_includes_all_who_speak_for_it() -> None:
    found: tuple[Statement, ...] = ledger(
        article(
            "The Pentagon said the visit was useful. Washington warned of delays.",
            "The US Department of War's readout made no mention of the jets.",
            "Some American experts said it was late. Tokyo denied the report.",
            "US Defense Secretary Pete Hegseth said it was done.",
        )
    )
    speakers = {s.speaker for s in speakers_matching("the US", found)}
    assert speakers == {"Washington", "US Department of War", "Pete Hegseth"}
    assert {s.speaker for s in speakers_matching("Japan", found)} == {"Tokyo"}
    assert {s.speaker for s in speakers_matching("Hegseth", found)} == {"Pete Hegseth"}
