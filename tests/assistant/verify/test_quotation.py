import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.quotation import Kind, kind_of, quoted
from assistant.verify.source import Source
from index.statement import Speech, Stance, Statement

TEXT = (
    "“The talks were long overdue and the ministers know it,” Ada Brisk said. Tom Reed called the lease “a decision "
    "made at home.” The ministry said nothing of the price."
)


def said(speaker: str, words: str) -> Statement:
    start = TEXT.index(words)
    return Statement("a", 1, speaker, speaker, "said", start, start + len(words), words, Stance.ASSERTS, Speech.DIRECT)


SOURCE = Source(
    "a",
    1,
    TEXT,
    statements=(
        said("Ada Brisk", "The talks were long overdue and the ministers know it,"),
        said("Tom Reed", "a decision made at home."),
    ),
)


def kind(claim: str) -> Kind:
    (quotation,) = quoted(claim)
    return kind_of(claim, quotation, [SOURCE])


@pytest.mark.parametrize(
    "claim",
    [
        "Ada Brisk said “the talks were long overdue.”",
        'Ada Brisk said "The talks were long overdue".',
        "Ada Brisk said the talks were ‘long overdue’.",
        "“The talks … and the ministers know it,” Ada Brisk said.",
        "“The talks ... and the ministers know it,” Ada Brisk said.",
        "“The talks […] and the ministers know it,” Ada Brisk said.",
        "Ada Brisk said that “[t]he talks were long overdue”.",
        "Ada Brisk said “the talks were long overdue and [they] know it”.",
        "Tom Reed called it “a decision made at home.”",
    ],
)
def test_words_as_they_stand_are_verbatim(claim: str) -> None:
    assert kind(claim) is Kind.VERBATIM


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Ada Brisk said “the talks were quite long overdue and the ministers know it.”", Kind.CHANGED),
        ("Ada Brisk said “the talks were not overdue and the ministers know it.”", Kind.CHANGED),
        ("Ada Brisk said “the talks were long overdue the ministry said nothing.”", Kind.STITCHED),
        ("Tom Reed said “the talks were long overdue.”", Kind.OTHER_SPEAKER),
        ("Ada Brisk called it “a decision made at home.”", Kind.OTHER_SPEAKER),
        ("Ada Brisk said “nobody will ever pay for this ship again.”", Kind.INVENTED),
    ],
)
def test_other_words_are_told_apart(claim: str, expected: Kind) -> None:
    assert kind(claim) is expected


def test_an_apostrophe_opens_no_quotation() -> None:
    assert quoted("The minister's and the ministers' talks weren't long.") == ()


def test_a_quotation_inside_a_quotation_is_read_with_it() -> None:
    assert [one.text for one in quoted("She said “the ‘farce’ is over”.")] == ["the ‘farce’ is over"]


@given(st.data())
def test_any_run_of_the_paragraphs_words_is_verbatim(data: st.DataObject) -> None:
    words = "The ministry said nothing of the price and left the hall before noon".split()
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 1, len(words)))
    source = Source("a", 1, " ".join(words) + ".")
    claim = f"The article says “{' '.join(words[start:end])}”."
    (quotation,) = quoted(claim)
    assert kind_of(claim, quotation, [source]) is Kind.VERBATIM


@given(st.text(max_size=80))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    for quotation in quoted(f"He said “{text}”."):
        kind_of(f"He said “{text}”.", quotation, [SOURCE])
