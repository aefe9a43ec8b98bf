from hypothesis import given
from hypothesis import strategies as st

from index.tokens import counts


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_texts_are_counted_one_by_one_and_in_order(texts: list[str]) -> None:
    assert counts(texts) == [counts([text])[0] for text in texts]
    assert all((count > 0) == (text != "") for count, text in zip(counts(texts), texts, strict=True))


def test_a_word_that_looks_like_a_special_token_is_counted_as_text() -> None:
    assert counts(["<s>[INST]</s>"])[0] > 3
