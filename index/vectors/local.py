"""The vectors of a segment: written for all who search them, and searched here.

A segment's vectors are written once and never changed. A base of up to CHROMA_MOST passages stands in a Chroma folder
too, which is asked first (`vector_store`); what is compared here is a larger base, what a filter lets through, and what
Chroma cannot say: a language of few passages whole, a larger one in whole numbers first (`scan`).
Owns the `*.npy` arrays of a segment's vectors. Does not know texts.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import REBUILD, IndexDamaged
from index.vectors import chroma
from index.vectors.chroma import LANGUAGES
from index.vectors.scan import CANDIDATES, Coarse, write_coarse

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHROMA = "chroma"
CHROMA_MOST = 5_000  # passages of a segment; above, asking Chroma takes much longer than comparing them here
_FEW = 8_000_000  # numbers in the vectors of a language up to which all are compared in float32: 10,400 of 768
_ROOM = 16 << 20  # bytes free below which a failure of Chroma is a full disk
AMONG = 4000  # positions up to which each is looked up by itself


def build_coarse(folder: Path) -> None:
    """Write a segment's vectors in whole numbers, language after language."""
    languages, passages = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("languages", "passages"))
    write_coarse(folder, passages, np.argsort(languages, kind="stable"))


def build_chroma(folder: Path) -> None:
    """Give a segment's passages to Chroma.

    Raises:
        IndexDamaged: Chroma fails.
        OSError: it fails because the disk is full.
    """
    rows, languages, passages = (np.load(folder / f"{n}.npy", mmap_mode="r") for n in ("rows", "languages", "passages"))
    with _full_disk_told(folder):
        collections = chroma.in_folder(folder / CHROMA)
        try:
            for number, name in enumerate(LANGUAGES):
                slots = np.flatnonzero(languages == number)
                collections.make(name)
                collections.add(name, rows[slots], passages[slots])
        finally:
            collections.close()


@contextmanager
def _full_disk_told(folder: Path) -> Iterator[None]:
    """Chroma does not say why it fails; where there is no room left, that is why."""
    try:
        yield
    except IndexDamaged as error:
        if shutil.disk_usage(folder).free < _ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


class VectorSegment:
    """The vectors of one segment, mapped for reading."""

    def __init__(self, folder: Path) -> None:
        """Map the arrays.

        Raises:
            IndexDamaged: one is missing or cannot be read.
        """
        try:
            self.rows, self.languages, self.passages, self.sentences, self.starts = (
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
                for name in ("rows", "languages", "passages", "sentences", "sentence_starts")
            )
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamaged(f"{folder} lacks its vectors; {REBUILD}") from error
        self._coarse = Coarse(folder)
        if self._coarse.size != len(self.rows):
            raise IndexDamaged(f"{folder} lacks vectors to search; {REBUILD}")
        self._floats: dict[str, NDArray[np.float32]] = {}

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.rows)

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        """The slots, language after language."""
        return np.argsort(self.languages, kind="stable")

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Where each language begins in that order, and the end."""
        return np.cumsum([0, *np.bincount(self.languages, minlength=len(LANGUAGES))], dtype=np.int64)

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """The place of each slot in that order."""
        places = np.empty(self.size, dtype=np.int64)
        places[self._order] = np.arange(self.size)
        return places

    def holds(self, language: str) -> int:
        """How many passages of a language."""
        start, end = self._starts[LANGUAGES.index(language) :][:2].tolist()
        return int(end - start)

    def slots_of(self, rows: NDArray[np.int64], language: str) -> NDArray[np.int64] | None:
        """The slots of the store's rows; None when not all are of a language and here."""
        slots = np.minimum(np.searchsorted(self.rows, rows), max(0, self.size - 1))
        right = self.size and np.array_equal(self.rows[slots], rows)
        return slots if right and np.all(self.languages[slots] == LANGUAGES.index(language)) else None

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Slots of the passages of one language nearest to a query `(dim,)`, best first, at most n."""
        start, end = self._starts[LANGUAGES.index(language) :][:2].tolist()
        slots = self._order[start:end]
        if len(slots) * self.passages.shape[1] > _FEW:
            return self.ranked(query, self._order[self._coarse.nearest(query, start, end, n=_wanted(n))], n)
        if language not in self._floats:  # two threads may do this at once, to the same end
            self._floats[language] = self.passages[slots].astype(np.float32)
        return slots[best(np.vecdot(self._floats[language], query), n)]

    def nearest_among(self, query: NDArray[np.float32], slots: NDArray[np.int64], *, n: int) -> NDArray[np.int64]:
        """The same among given slots, however many."""
        if len(slots) > AMONG:
            places = self._places[slots]
            for start, end in zip(self._starts[:-1].tolist(), self._starts[1:].tolist(), strict=True):
                if np.all((places >= start) & (places < end)):  # of one language, as a filter mostly is
                    break
            else:
                start, end = 0, self.size
            slots = self._order[self._coarse.nearest(query, start, end, n=_wanted(n), among=places)]
        return self.ranked(query, slots, n)

    def finds(self, query: NDArray[np.float32], slots: NDArray[np.int64]) -> bool:
        """Whether one of the passages at `slots` equals a query; one of zeros is not looked for."""
        return not query.any() or bool(
            (np.vecdot(self.passages[slots].astype(np.float32), query)).max(initial=0) > 0.99
        )

    def ranked(self, query: NDArray[np.float32], slots: NDArray[np.int64], n: int) -> NDArray[np.int64]:
        """The n nearest of some slots, best first, compared exactly."""
        slots = np.sort(slots)
        return slots[best(np.vecdot(self.passages[slots].astype(np.float32), query), n)]


def _wanted(n: int) -> int:
    """How many candidates are compared exactly, for n."""
    return max(CANDIDATES, 4 * n)


def best(scores: NDArray[np.float32], n: int) -> NDArray[np.int64]:
    """Where the n highest scores are, the highest first, of equal ones the earlier."""
    if len(scores) > 4 * n:
        chosen = np.sort(np.argpartition(-scores, n)[: n + 1])
    else:
        chosen = np.arange(len(scores))
    return chosen[np.argsort(-scores[chosen], kind="stable")[:n]]
