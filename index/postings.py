"""Which passage holds which term how often, gathered in any order and written ordered by term, in little memory.

Postings of a million passages are too many to sort at once: above a limit they are put aside in files, one for each
range of term codes, and each range is sorted by itself. Does not know weights, texts or questions.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.arrays import write_header

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 255  # a count above weighs as much as 255: the weight has long been saturated
_HELD = 4_000_000  # postings held in memory before they are put aside
_RANGES = 6  # bits of a term's code that say which file it is put aside in
_RECORD = np.dtype([("term", "<u8"), ("slot", "<i4"), ("count", "u1")])


class Postings(NamedTuple):
    """Which passage holds which term how often; the first three are `(postings,)`, the last two `(passages,)`."""

    terms: NDArray[np.uint64]
    slots: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.int32]
    groups: NDArray[np.uint8]


def analysed(passages: Iterable[Sequence[str]], groups: Sequence[int]) -> Postings:
    """The postings of passages that are given as their terms, each with the group its length is compared in."""
    words: list[int] = []
    slots: list[int] = []
    counts: list[int] = []
    lengths: list[int] = []
    for slot, terms in enumerate(passages):
        lengths.append(len(terms))
        counted = Counter(terms)
        words.extend(map(term_code, counted))
        slots.extend([slot] * len(counted))
        counts.extend(min(count, MOST) for count in counted.values())
    return Postings(
        np.array(words, dtype=np.uint64),
        np.array(slots, dtype=np.int32),
        np.array(counts, dtype=np.uint8),
        np.array(lengths, dtype=np.int32),
        np.asarray(groups, dtype=np.uint8),
    )


@lru_cache(maxsize=500_000)
def term_code(term: str) -> int:
    """64 bits that stand for a term: a million different terms collide with a chance of 1 in 37 million."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


class PostingsWriter:
    """Takes the postings of lots of passages, and writes those of all, ordered by term and then by slot."""

    def __init__(self, folder: Path, size: int) -> None:
        """Write for `size` passages into a folder that is made if missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lengths, self._groups = np.zeros(size, dtype=np.int32), np.zeros(size, dtype=np.uint8)
        self._lots: list[NDArray[np.void]] = []
        self._held = self._total = 0
        self._aside = False

    def passages(self, slots: NDArray[np.int64], lengths: NDArray[np.int32], groups: NDArray[np.uint8]) -> None:
        """How many terms the passages at `slots` have, and the group in which that is compared."""
        self._lengths[slots], self._groups[slots] = lengths, groups

    def add(self, terms: NDArray[np.uint64], slots: NDArray[np.int64], counts: NDArray[np.uint8]) -> None:
        """Postings of the passages at `slots`, in any order."""
        lot = np.empty(len(terms), dtype=_RECORD)
        lot["term"], lot["slot"], lot["count"] = terms, slots, counts
        self._lots.append(lot)
        self._held += len(lot)
        self._total += len(lot)
        if self._held > _HELD:
            self._put_aside()

    def write(self) -> None:
        """Write the files: terms ascending, where the postings of each begin, slots, counts, lengths, groups."""
        parts = self._sorted()
        terms: list[NDArray[np.uint64]] = []
        numbers: list[NDArray[np.int64]] = []
        with (self._folder / "slots.npy").open("wb") as slots, (self._folder / "counts.npy").open("wb") as counts:
            write_header(slots, (self._total,), "<i4")
            write_header(counts, (self._total,), "|u1")
            for part in parts:
                found, number = np.unique(part["term"], return_counts=True)
                terms.append(found)
                numbers.append(number)
                slots.write(np.ascontiguousarray(part["slot"]).tobytes())
                counts.write(np.ascontiguousarray(part["count"]).tobytes())
        np.save(self._folder / "terms.npy", np.concatenate([np.zeros(0, dtype=np.uint64), *terms]))
        starts = np.concatenate([np.zeros(1, dtype=np.int64), *numbers])
        np.save(self._folder / "starts.npy", np.cumsum(starts))
        np.save(self._folder / "lengths.npy", self._lengths)
        np.save(self._folder / "groups.npy", self._groups)

    def _put_aside(self) -> None:
        """Append what is held to the file of its range."""
        lot = np.concatenate([np.zeros(0, dtype=_RECORD), *self._lots])
        ranges = (lot["term"] >> np.uint64(64 - _RANGES)).astype(np.uint8)
        order = np.argsort(ranges, kind="stable")
        bounds = np.searchsorted(ranges[order], np.arange((1 << _RANGES) + 1))
        for number, (a, b) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
            with self._range(number).open("ab") as file:
                file.write(lot[order[a:b]].tobytes())
        self._lots, self._held, self._aside = [], 0, True

    def _sorted(self) -> Iterator[NDArray[np.void]]:
        """All postings, range after range."""
        if not self._aside:
            yield _by_term(np.concatenate([np.zeros(0, dtype=_RECORD), *self._lots]))
            return
        self._put_aside()
        for number in range(1 << _RANGES):
            path = self._range(number)
            yield _by_term(np.fromfile(path, dtype=_RECORD))
            path.unlink()

    def _range(self, number: int) -> Path:
        return self._folder / f"range-{number:02d}"


def _by_term(lot: NDArray[np.void]) -> NDArray[np.void]:
    ordered: NDArray[np.void] = lot[np.lexsort((lot["slot"], lot["term"]))]
    return ordered
