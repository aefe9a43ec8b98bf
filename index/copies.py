"""Copies of a story: word for word, and lightly edited (Broder 1997, MinHash; by datasketch)."""

import hashlib
import re
from collections.abc import Iterator

import numpy as np

from index.article import Article

# Below this many characters two articles may say the same by chance.
SHORTEST = 200
PERMUTATIONS = 64
# Rows of a band: two sketches that share one are compared.
ROWS = 4
SHINGLE = 3
# The share of runs of three words that two articles of one story have in common, at least. Agencies' stories that
# papers shorten and re-head lie above it, two reports of one event below it (tests/index/test_copies.py).
ALIKE = 0.5


def words_of(article: Article) -> str:
    """Return a digest that articles share whose paragraphs are the same, one by one; empty for short ones."""
    texts = [" ".join(paragraph.text.split()) for paragraph in article.paragraphs]
    if sum(map(len, texts)) < SHORTEST:
        return ""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:32]


def sketch(article: Article) -> np.ndarray | None:
    """Return the MinHash of an article's words, uint32 (PERMUTATIONS,); None where it is too short to tell."""
    from datasketch import MinHash

    words = re.findall(r"\w+", " ".join(p.text for p in article.paragraphs if p.repeats is None).lower())
    if len(words) < SHORTEST // 5:
        return None
    runs = {" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)}
    found = MinHash(num_perm=PERMUTATIONS, seed=1)
    found.update_batch(sorted(runs))
    return np.asarray(found.hashvalues, dtype=np.uint32)


def bands(sketched: np.ndarray) -> Iterator[int]:
    """Yield the bands of a sketch as numbers that SQLite can hold."""
    for band, first in enumerate(range(0, PERMUTATIONS, ROWS)):
        told = bytes([band]) + sketched[first : first + ROWS].tobytes()
        yield int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big", signed=True)


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """Return the estimated share of runs of words that two articles have in common (Jaccard), in [0, 1]."""
    return float((one == other).mean())
