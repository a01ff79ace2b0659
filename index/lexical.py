"""BM25 over analyzer terms, as arrays that are mapped from disk: opened in milliseconds, shared by processes.

A posting holds its whole BM25 weight but the idf, so a query only adds up. Lengths are compared within a
language: Hangul bigrams make Korean passages twice as long as English ones of the same size.
Owns the `lexical` folder of a generation. Does not know texts or vectors.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf of Lucene.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.types import IndexDamaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

K1, B = 0.9, 0.4  # for short passages; the usual 1.2 and 0.75 were made for whole documents


def build_lexical(folder: Path, passages: Iterable[Sequence[str]], groups: Sequence[int]) -> None:
    """Write the index of passages.

    Args:
        folder: made if missing.
        passages: the terms of each passage, in the order of their positions.
        groups: the language group of each position: passage lengths are compared within a group.
    """
    words, positions, counts, lengths = _postings(passages)
    group = np.asarray(groups, dtype=np.int64)
    size = np.bincount(group, minlength=1)
    average = np.bincount(group, weights=lengths) / np.maximum(size, 1)
    norm = K1 * (1 - B + B * lengths / np.maximum(average[group], 1)) if len(lengths) else lengths
    weights = counts * (K1 + 1) / (counts + norm[positions]) if len(counts) else counts
    order = np.argsort(words, kind="stable")
    terms, starts = np.unique(words[order], return_index=True)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "terms.npy", terms)
    np.save(folder / "starts.npy", np.append(starts, len(words)).astype(np.int64))
    np.save(folder / "positions.npy", positions[order].astype(np.int32))
    np.save(folder / "weights.npy", weights[order].astype(np.float32))
    np.save(folder / "sizes.npy", np.array([len(lengths)], dtype=np.int64))


def _postings(passages: Iterable[Sequence[str]]) -> tuple[NDArray[np.uint64], ...]:
    """(term, position, count) of each posting, and the length of each passage."""
    words: list[int] = []
    positions: list[int] = []
    counts: list[int] = []
    lengths: list[int] = []
    for position, terms in enumerate(passages):
        lengths.append(len(terms))
        for term, count in Counter(terms).items():
            words.append(term_code(term))
            positions.append(position)
            counts.append(count)
    return (
        np.array(words, dtype=np.uint64),
        np.array(positions, dtype=np.int64),
        np.array(counts, dtype=np.float64),
        np.array(lengths, dtype=np.float64),
    )


def term_code(term: str) -> int:
    """64 bits that stand for a term: a million different terms collide with a chance of 1 in 37 million."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


class LexicalIndex:
    """The postings of one generation, mapped read-only."""

    def __init__(self, folder: Path) -> None:
        """Map the arrays; nothing is read until it is asked for."""
        try:
            self._terms = np.load(folder / "terms.npy", mmap_mode="r")
            self._starts = np.load(folder / "starts.npy", mmap_mode="r")
            self._positions = np.load(folder / "positions.npy", mmap_mode="r")
            self._weights = np.load(folder / "weights.npy", mmap_mode="r")
            self.size = int(np.load(folder / "sizes.npy")[0])
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{folder} cannot be read; rebuild with: python -m bot build") from error

    def scores(self, weighted: dict[str, float]) -> tuple[NDArray[np.float32], float]:
        """BM25 of every position for a query.

        Args:
            weighted: the query's terms with their weights (counts, or 1).

        Returns:
            Scores `(size,)`, 0 where no term matches; and the highest score that this query could get,
            terms that no passage holds included.
        """
        scores = np.zeros(self.size, dtype=np.float32)
        best = 0.0
        for term, weight in weighted.items():
            postings = self._slice(term)
            idf = self._idf(postings)
            best += weight * idf * (K1 + 1)
            if postings:
                rows = self._positions[postings.start : postings.stop]
                scores[rows] += np.float32(weight * idf) * self._weights[postings.start : postings.stop]
        return scores, best

    def idf(self, term: str) -> float:
        """How much a term tells; a term that no passage holds tells most."""
        return self._idf(self._slice(term))

    def holds(self, term: str) -> bool:
        """Whether any passage has a term."""
        return bool(self._slice(term))

    def _idf(self, postings: range) -> float:
        return float(np.log(1 + (self.size - len(postings) + 0.5) / (len(postings) + 0.5)))

    def _slice(self, term: str) -> range:
        code = np.uint64(term_code(term))
        row = int(np.searchsorted(self._terms, code))
        if row == len(self._terms) or self._terms[row] != code:
            return range(0)
        return range(int(self._starts[row]), int(self._starts[row + 1]))
