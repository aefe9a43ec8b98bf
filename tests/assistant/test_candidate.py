import numpy as np
import pytest

from assistant import weigh
from assistant.candidate import FEATURES, PARAGRAPHS, Candidate, candidates
from assistant.question import read
from index.article import Article, Paragraph, Role
from index.sentence import sentences
from tests.fakes import article, evidence

ICE = article(
    "ice",
    "The ferry stopped on Monday. Did anyone ask why? Ice had closed the harbour near Lasker.",
    "Tom Reed said the ferry would sail on Friday.",
    "Yes.",
)


def of(question: str, *articles: Article) -> tuple[Candidate, ...]:
    return evidence(question, articles).candidates


def one(question: str, words: str) -> Candidate:
    return next(candidate for candidate in of(question, ICE) if words in candidate.sentence.text)


def test_every_sentence_of_the_paragraphs_found_is_a_candidate_once() -> None:
    found = {(c.sight.number, c.sentence) for c in of("When does the ferry sail?", ICE)}
    assert found == {(p.number, sentence) for p in ICE.paragraphs for sentence in sentences(p.text)}
    assert len(of("When does the ferry sail?", ICE)) == len(found)


def test_a_candidate_stands_in_its_paragraph_and_has_every_feature_as_a_number() -> None:
    for candidate in of("When does the ferry sail?", ICE):
        text = ICE.paragraph(candidate.sight.number).text
        assert text[candidate.sentence.start : candidate.sentence.end] == candidate.sentence.text
        assert candidate.features.shape == (len(FEATURES),)
        assert np.isfinite(candidate.features).all()
        assert candidate.named("rank") == candidate.features[FEATURES.index("rank")]


def test_only_the_best_paragraphs_give_candidates() -> None:
    many = article("many", *(f"Ship {n} sailed." for n in range(3 * PARAGRAPHS)))
    assert len({c.sight.number for c in of("Which ship sailed?", many)}) == PARAGRAPHS


def test_nothing_found_gives_no_candidates_and_no_scores() -> None:
    nothing = evidence("?", [])
    assert candidates(read("?"), nothing.findings, {}) == []
    assert weigh.scores([]).shape == (0,)


def test_shares_are_shares() -> None:
    for candidate in of("When did the ferry to Lasker stop?", ICE):
        for name in ("late_share", "overlap", "around", "pairs", "names", "first", "short", "asks", "caption"):
            assert 0 <= candidate.named(name) <= 1 + 1e-9
        assert candidate.named("late_gap") <= 0
        assert candidate.named("overlap_gap") <= 0


def test_the_features_tell_what_a_sentence_is_like() -> None:
    question = "When did the ferry to Lasker stop?"
    assert one(question, "stopped").named("first") == 1
    assert one(question, "Ice").named("first") == 0
    assert one(question, "anyone").named("asks") == 1
    assert one(question, "Yes").named("short") == 1
    assert one(question, "Ice").named("names") == 1
    assert one(question, "stopped").named("names") == 0
    assert one(question, "stopped").named("kind_when") > one(question, "anyone").named("kind_when")
    assert one(question, "stopped").named("overlap") > one(question, "anyone").named("overlap")


@pytest.mark.parametrize(("role", "counts"), [(Role.BODY, 0), (Role.CAPTION, 1), (Role.KICKER, 1), (Role.BYLINE, 1)])
def test_what_is_no_running_text_is_marked(role: Role, counts: float) -> None:
    told = Article("a", (Paragraph(1, "The ferry at the quay.", role),))
    assert of("Where is the ferry?", told)[0].named("caption") == counts


def test_a_paragraph_of_signs_is_no_trouble() -> None:
    for candidate in of("Where is the ferry?", article("signs", "…", "—!", "🚢 🚢", "Ferry.")):
        assert np.isfinite(candidate.features).all()
