import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from index.embed import Encoder
from index.problem import Problem

TEXTS = ["The ferry was cancelled.", "", "naïve “café” 🚢", "Ice. " * 400]


def test_the_encoder_is_langchains_embeddings_and_agrees_with_embed(encoder: Encoder) -> None:
    assert isinstance(encoder, Embeddings)
    embedded = encoder.embed(TEXTS)
    documents = encoder.embed_documents(TEXTS)
    assert np.allclose(documents, [one.vector for one in embedded], atol=1e-6)
    assert np.allclose(encoder.embed_query(TEXTS[0]), documents[0], atol=1e-5)
    assert len(documents[0]) == encoder.dimensions
    assert encoder.embed_documents([]) == []


def test_vectors_and_word_pieces_have_length_one_and_stand_in_the_text(encoder: Encoder) -> None:
    for text, one in zip(TEXTS, encoder.embed(TEXTS), strict=True):
        assert np.linalg.norm(one.vector) == pytest.approx(1, abs=1e-5)
        assert np.allclose(np.linalg.norm(one.tokens, axis=1), 1, atol=1e-5)
        assert len(one.tokens) == len(one.starts) == len(one.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(one.starts, one.ends, strict=True))
    assert len(encoder.embed([""])[0].tokens) == 0


def test_a_text_is_embedded_the_same_in_any_company(encoder: Encoder) -> None:
    alone = encoder.embed([TEXTS[0]])[0]
    among = encoder.embed(TEXTS[::-1])[-1]
    assert np.allclose(alone.vector, among.vector, atol=1e-5)
    assert np.allclose(alone.tokens, among.tokens, atol=1e-5)


def test_sizes_are_the_word_pieces_that_the_model_reads(encoder: Encoder) -> None:
    assert encoder.sizes(["", "The ferry sails."]) == [2, 6]
    assert encoder.sizes(["word " * 1000])[0] > encoder.window


def test_a_model_that_is_not_there_is_told_in_one_sentence() -> None:
    with pytest.raises(Problem, match=r"^The embedding model 'nowhere/at/all' could not be loaded: [^\n]+\.$"):
        Encoder("nowhere/at/all").embed(["text"])
