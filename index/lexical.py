"""BM25 over analyzer terms, as arrays that are mapped from disk: opened in milliseconds, shared by processes.

A posting holds a count; lengths and their averages are applied when a question is asked, so a passage that comes or
goes changes no posting of another one. Lengths are compared within a language: Hangul bigrams make Korean passages
twice as long as English ones of the same size. Owns the `lexical` folder of a segment. Does not know texts or vectors.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf of Lucene.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import REBUILD, IndexDamaged
from index.kept import Kept
from index.living import Living
from index.postings import PostingsWriter, term_code

if TYPE_CHECKING:
    from numpy.typing import NDArray

K1, B = 0.9, 0.4  # for short passages; the usual 1.2 and 0.75 were made for whole documents
_COPIED = 4_000_000  # postings copied at once
_KEPT, _KEPT_EACH = 64 << 20, 1536  # bytes of postings that are kept, at least and for a passage: words come again
_FOUND = 100_000  # terms whose place is remembered
_FILES = ("terms", "starts", "slots", "counts", "lengths", "groups")


class LexicalSegment:
    """The postings of one segment, mapped read-only."""

    def __init__(self, folder: Path) -> None:
        """Map the arrays; nothing is read until it is asked for."""
        try:
            arrays = [np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _FILES]
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamaged(f"{folder} cannot be read; {REBUILD}") from error
        self.terms, self.starts, self.slots, self.counts, self.lengths, self.groups = arrays

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.lengths)

    def find(self, term: str) -> range:
        """Where the postings of a term stand."""
        code = np.uint64(term_code(term))
        row = int(self.terms.searchsorted(code))
        if row == len(self.terms) or self.terms[row] != code:
            return range(0)
        return range(int(self.starts[row]), int(self.starts[row + 1]))

    def copy_to(self, writer: PostingsWriter, new: NDArray[np.int64]) -> None:
        """Give a writer the postings of passages whose slot there is `new[slot]`; -1 leaves one out."""
        stays = np.flatnonzero(new >= 0)
        writer.passages(new[stays], self.lengths[stays], self.groups[stays])
        cuts = np.unique(np.searchsorted(self.starts, np.arange(0, len(self.slots), _COPIED)))
        for a, b in pairwise([*cuts.tolist(), len(self.terms)]):
            part = slice(int(self.starts[a]), int(self.starts[b]))
            slots = new[self.slots[part]]
            mask = slots >= 0
            terms = np.repeat(self.terms[a:b], np.diff(self.starts[a : b + 1]))
            writer.add(terms[mask], slots[mask], self.counts[part][mask])


class LexicalIndex:
    """The postings of a generation: those of its segments, without the passages that have gone."""

    def __init__(
        self,
        *segments: Path | LexicalSegment,
        dead: NDArray[np.int64] | None = None,
        gone: tuple[NDArray[np.uint64], NDArray[np.int64]] | None = None,
    ) -> None:
        """Put segments together.

        Args:
            segments: their `lexical` folders, or open ones, in the order of their slots.
            dead: slots of passages that have gone, ascending.
            gone: the terms of those passages, ascending, and how many of them held each.
        """
        self._segments = [s if isinstance(s, LexicalSegment) else LexicalSegment(s) for s in segments]
        none = np.zeros(0, dtype=np.int64)
        self._living = Living([s.size for s in self._segments], none if dead is None else dead)
        self._gone = gone or (np.zeros(0, dtype=np.uint64), none)
        self.size = self._living.size
        self._norms = self._length_norms()
        self.kept = Kept(max(_KEPT, _KEPT_EACH * self.size))
        self._found: dict[str, tuple[list[range], int]] = {}

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
            idf = self.idf(term)
            best += weight * idf * (K1 + 1)
            positions, weights = self.postings(term)
            np.add.at(scores, positions, np.float32(weight * idf) * weights)  # a third of what `+=` takes
        return scores, best

    def postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """(positions, weights) of the passages that hold a term, ascending; a weight is BM25 but the idf."""
        positions, weights = self.kept.get(term, lambda: self._postings(term))
        return positions, weights

    def _postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        lots = list(self._weights(self._find(term)[0]))
        if not lots:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        slots, weights = lots[0] if len(lots) == 1 else (np.concatenate(arrays) for arrays in zip(*lots, strict=True))
        if not len(self._living.dead):
            return slots, weights
        wide = slots.astype(np.int64)
        return self._living.positions(wide).astype(np.int32), weights[~self._living.is_dead(wide)]

    def idf(self, term: str) -> float:
        """How much a term tells; a term that no passage holds tells most."""
        holding = self._find(term)[1]
        return float(np.log(1 + (self.size - holding + 0.5) / (holding + 0.5)))

    def holds(self, term: str) -> bool:
        """Whether any passage has a term."""
        return self._find(term)[1] > 0

    def subtracts(self, terms: NDArray[np.uint64], counts: NDArray[np.int64]) -> bool:
        """Whether it was opened with these terms of passages that have gone."""
        return np.array_equal(self._gone[0], terms) and np.array_equal(self._gone[1], counts)

    def _find(self, term: str) -> tuple[list[range], int]:
        """Where the postings of a term stand in each segment, and how many living passages hold it."""
        found = self._found.get(term)
        if found is None:
            if len(self._found) > _FOUND:
                self._found.clear()
            parts = [segment.find(term) for segment in self._segments]
            found = self._found[term] = parts, sum(map(len, parts)) - self._gone_with(term)
        return found

    def _gone_with(self, term: str) -> int:
        """How many passages that have gone held a term."""
        terms, counts = self._gone
        if not len(terms):
            return 0
        code = np.uint64(term_code(term))
        row = int(terms.searchsorted(code))
        return int(counts[row]) if row < len(terms) and terms[row] == code else 0

    def _weights(self, found: list[range]) -> Iterable[tuple[NDArray[np.int32], NDArray[np.float32]]]:
        """(slots, weights) of each segment's postings of a term."""
        for segment, start, norms, part in zip(
            self._segments, self._living.starts[:-1], self._norms, found, strict=True
        ):
            if part:
                slots = segment.slots[part.start : part.stop]
                counts = segment.counts[part.start : part.stop].astype(np.float32)
                weights = counts * np.float32(K1 + 1) / (counts + norms[slots.astype(np.int64)])
                yield slots + np.int32(start), weights

    def _length_norms(self) -> list[NDArray[np.float32]]:
        """K1 (1 - B + B length / average) of every slot, by segment."""
        if not self._segments:
            return []
        lengths = np.concatenate([s.lengths for s in self._segments])
        groups = np.concatenate([s.groups for s in self._segments])
        alive_lengths, alive_groups = self._living.only(lengths), self._living.only(groups)
        size = np.bincount(alive_groups, minlength=256)
        average = np.bincount(alive_groups, weights=alive_lengths, minlength=256) / np.maximum(size, 1)
        norms = (K1 * (1 - B) + K1 * B * lengths / np.maximum(average[groups], 1)).astype(np.float32)
        return np.split(norms, self._living.starts[1:-1])
