import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed import Encoder
from index.part import TITLE_WORDS, Reading, heading, readings, whole_text
from index.passage import Passage
from tests.index.story import story

WORDS = st.text(st.sampled_from("ab .日"), min_size=1, max_size=900)


def letters(texts: Sequence[str]) -> list[int]:
    return [len(text) + 2 for text in texts]


def passage(*paragraphs: str) -> Passage:
    return Passage("a", story("a", *paragraphs).paragraphs)


def read(whole: Passage, title: str, window: int) -> list[Reading]:
    (size,) = letters([whole_text(whole, title)])
    return readings(whole, title, size=size, window=window, sizes=letters)


@given(st.lists(WORDS, min_size=1, max_size=3), st.text("ab ", max_size=60), st.integers(20, 300))
def test_readings_hold_every_character_that_is_no_space_once_and_in_order(
    paragraphs: list[str], title: str, window: int
) -> None:
    whole = passage(*paragraphs)
    texts = {p.number: p.text for p in whole.worded}
    done = dict.fromkeys(texts, 0)
    for reading in read(whole, title, window):
        assert len(reading.text) + 2 <= window
        for offset, (number, start, end) in zip(reading.offsets, reading.pieces, strict=True):
            assert reading.text[offset : offset + end - start] == texts[number][start:end]
            assert start >= done[number]
            assert texts[number][done[number] : start].strip() == ""
            done[number] = end
    assert all(text[done[number] :].strip() == "" for number, text in texts.items())


@pytest.mark.parametrize(
    "text",
    [
        "Boats lay still; nobody sailed. " * 120,
        "one long sentence without an end " * 100,
        "日本の防衛省は電話会談について発表した。" * 60,
        "한국어 문장입니다 " * 60,
        "naïve – “café” 🚢 " * 90,
    ],
    ids=["sentences", "no full stop", "no spaces", "hangul", "signs"],
)
def test_the_model_sees_every_word_of_a_long_paragraph_once_at_its_own_place(encoder: Encoder, text: str) -> None:
    whole = passage(text.strip(), "A short one.")
    (size,) = encoder.sizes([whole_text(whole, "Ferries")])
    several = readings(whole, "Ferries", size=size, window=encoder.window, sizes=encoder.sizes)
    assert len(several) > 1
    texts = {p.number: p.text for p in whole.worded}
    covered: dict[int, list[int]] = {1: [], 2: []}
    for reading, seen in zip(several, encoder.embed([one.text for one in several]), strict=True):
        inside, places = reading.places(seen.starts, seen.ends)
        spans = zip(seen.starts[inside], seen.ends[inside], places.tolist(), strict=True)
        for start, end, (number, first, last) in spans:
            assert texts[number][first:last] == reading.text[start:end]
            covered[number] += [p for p in range(first, last) if p not in covered[number][-8:]]
    for number, places_seen in covered.items():
        assert places_seen == [place for place, sign in enumerate(texts[number]) if not sign.isspace()]


def test_a_title_of_thousands_of_characters_leaves_room_for_the_words(encoder: Encoder) -> None:
    whole = passage("The ferry sails on Friday.")
    for title in ("word " * 5000, " ".join(["電話会談" * 50] * 30), "x-" * 5000):
        (size,) = encoder.sizes([whole_text(whole, title)])
        several = readings(whole, title, size=size, window=encoder.window, sizes=encoder.sizes)
        assert all(encoder.sizes([one.text])[0] <= encoder.window for one in several)
        assert several[-1].text.endswith("sails on Friday.")


def test_a_heading_is_the_first_words_of_the_title() -> None:
    assert heading("") == ""
    assert heading("Ice  keeps ferry") == "Ice keeps ferry. "
    assert len(heading("word " * 100).split()) == TITLE_WORDS


def test_a_megabyte_without_a_space_is_cut_in_seconds(encoder: Encoder) -> None:
    whole = passage("a1-" * 350_000)
    started = time.perf_counter()
    (size,) = encoder.sizes([whole_text(whole, "")])
    several = readings(whole, "", size=size, window=encoder.window, sizes=encoder.sizes)
    assert time.perf_counter() - started < 30
    assert sum(end - start for one in several for _, start, end in one.pieces) == 1_050_000
