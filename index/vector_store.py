"""The vectors of a generation: which passages are nearest to a question, and how near exactly.

A segment's vectors are written once and never changed. A language of few passages is compared whole, a larger one in
whole numbers first (`scan`). A base of up to CHROMA_MOST passages stands in a Chroma folder too, for whoever wants to
read it with Chroma; nothing is asked there, so nothing that a kill does to it can make an answer wrong.
Owns the `*.npy` arrays of a segment's vectors. Does not know texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import chroma
from index.chroma import LANGUAGES as LANGUAGES
from index.errors import IndexDamaged
from index.living import Living
from index.scan import CANDIDATES, Coarse, highest, write_coarse

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHROMA = "chroma"
CHROMA_MOST = 20_000  # passages of a segment; above, writing them there takes longer than all the rest
_FEW = 8_000_000  # numbers in the vectors of a language up to which all are compared in float32: 10,400 of 768
_SPARE = 40  # candidates more than asked for, since some may have gone
_AMONG = 4000  # positions up to which each is looked up by itself


def build_vectors(
    folder: Path,
    *,
    rows: Sequence[int],
    languages: Sequence[str],
    passages: NDArray[np.float16],
    sentences: NDArray[np.float16],
    sentence_starts: NDArray[np.int64],
) -> None:
    """Write a segment's vectors, for Chroma too.

    Args:
        folder: the segment's folder.
        rows: the store's row of each slot, ascending.
        languages: one of LANGUAGES for each slot.
        passages: `(n, dim)`, unit length.
        sentences: `(m, dim)`, the sentences of all passages one after another.
        sentence_starts: `(n + 1,)`, where each passage's sentences begin.
    """
    np.save(folder / "rows.npy", np.asarray(rows, dtype=np.int64))
    np.save(folder / "languages.npy", np.array([LANGUAGES.index(name) for name in languages], dtype=np.uint8))
    np.save(folder / "passages.npy", passages)
    np.save(folder / "sentences.npy", sentences)
    np.save(folder / "sentence_starts.npy", sentence_starts)
    build_coarse(folder)
    for _ in build_chroma(folder):
        pass


def build_coarse(folder: Path) -> None:
    """Write a segment's vectors in whole numbers, language after language."""
    languages, passages = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("languages", "passages"))
    write_coarse(folder, passages, np.argsort(languages, kind="stable"))


def build_chroma(folder: Path) -> Iterator[int]:
    """Give a segment's passages to Chroma; yields how many after each batch."""
    rows, languages, passages = (np.load(folder / f"{n}.npy", mmap_mode="r") for n in ("rows", "languages", "passages"))
    collections = chroma.in_folder(folder / CHROMA)
    try:
        for number, name in enumerate(LANGUAGES):
            slots = np.flatnonzero(languages == number)
            collections.make(name)
            yield from collections.add(name, rows[slots], passages[slots])
    finally:
        collections.close()


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
            raise IndexDamaged(f"{folder} lacks its vectors; rebuild with: python -m bot build") from error
        self._coarse = Coarse(folder)
        if self._coarse.size != len(self.rows):
            raise IndexDamaged(f"{folder} lacks vectors to search; rebuild with: python -m bot build")
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

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Slots of the passages of one language nearest to a query `(dim,)`, best first, at most n."""
        start, end = self._starts[LANGUAGES.index(language) :][:2].tolist()
        slots = self._order[start:end]
        if len(slots) * self.passages.shape[1] > _FEW:
            return self._best_of(query, slots[highest(self._coarse.products(query, start, end), _wanted(n))], n)
        if language not in self._floats:  # two threads may do this at once, to the same end
            self._floats[language] = self.passages[slots].astype(np.float32)
        return slots[best(self._floats[language] @ query, n)]

    def nearest_among(self, query: NDArray[np.float32], slots: NDArray[np.int64], *, n: int) -> NDArray[np.int64]:
        """The same among given slots, however many."""
        if len(slots) > _AMONG:
            places = self._places[slots]
            for start, end in zip(self._starts[:-1].tolist(), self._starts[1:].tolist(), strict=True):
                if np.all((places >= start) & (places < end)):  # of one language, as a filter mostly is
                    break
            else:
                start, end = 0, self.size
            slots = slots[highest(self._coarse.products(query, start, end)[places - start], _wanted(n))]
        return self._best_of(query, slots, n)

    def finds(self, query: NDArray[np.float32], slots: NDArray[np.int64]) -> bool:
        """Whether one of the passages at `slots` equals a query; one of zeros is not looked for."""
        return not query.any() or bool((self.passages[slots].astype(np.float32) @ query).max(initial=0) > 0.99)

    def _best_of(self, query: NDArray[np.float32], slots: NDArray[np.int64], n: int) -> NDArray[np.int64]:
        slots = np.sort(slots)
        return slots[best(self.passages[slots].astype(np.float32) @ query, n)]


def _wanted(n: int) -> int:
    """How many candidates are compared exactly, for n."""
    return max(CANDIDATES, 4 * n)


class VectorStore:
    """The vectors of a generation: those of its segments, without the passages that have gone."""

    def __init__(self, *segments: Path | VectorSegment, dead: NDArray[np.int64] | None = None) -> None:
        """Put segments together, folders or open ones, in the order of their slots; `dead` slots have gone."""
        self._segments = [s if isinstance(s, VectorSegment) else VectorSegment(s) for s in segments]
        none = np.zeros(0, dtype=np.int64)
        self._living = Living([s.size for s in self._segments], none if dead is None else dead)
        self.rows: NDArray[np.int64] = self._joined([s.rows for s in self._segments])  # (size,)
        self.languages: NDArray[np.uint8] = self._joined([s.languages for s in self._segments])  # (size,)

    def close(self) -> None:
        """Let go of the segments; they close when nobody else reads them."""
        self._segments = []

    @property
    def size(self) -> int:
        """How many passages."""
        return self._living.size

    @property
    def passages(self) -> NDArray[np.float16]:
        """All passages `(size, dim)`; a copy where there is more than one segment."""
        return self._joined([s.passages for s in self._segments])

    def sentences(self) -> tuple[NDArray[np.float16], NDArray[np.int64]]:
        """A copy of all sentences `(m, dim)` by position, and where each passage's begin `(size + 1,)`."""
        lots = self._sentences_of(np.arange(self.size))
        starts = np.cumsum([0, *map(len, lots)], dtype=np.int64)
        return np.concatenate(lots) if lots else np.zeros((0, 0), dtype=np.float16), starts

    def vector(self, position: int) -> NDArray[np.float16]:
        """The vector of one passage `(dim,)`."""
        (segment, _, slots), *_ = self._parts(np.array([position]))
        vector: NDArray[np.float16] = segment.passages[slots[0]]
        return vector

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Positions of the passages of one language nearest to a query `(dim,)`, best first, at most n."""
        lots = [
            self._living.positions(slots + start)
            for slots, start in zip(self._nearest_slots(query, language, n), self._living.starts, strict=False)
        ]
        if len(lots) == 1:
            return lots[0][:n]
        positions = np.concatenate(lots) if lots else np.zeros(0, dtype=np.int64)
        return positions[best(self.cosines(query, positions), n)]

    def _nearest_slots(self, query: NDArray[np.float32], language: str, n: int) -> Iterator[NDArray[np.int64]]:
        """Of each segment at least n living slots, if it has them."""
        for segment, start in zip(self._segments, self._living.starts, strict=False):
            wanted = n + _SPARE if len(self._living.dead) else n
            while True:
                slots = segment.nearest(query, language, n=wanted)
                living = slots[~self._living.is_dead(slots + start)]
                if len(living) >= n or len(slots) < wanted:
                    break
                wanted *= 4
            yield living

    def nearest_among(self, query: NDArray[np.float32], positions: NDArray[np.int64], *, n: int) -> NDArray[np.int64]:
        """The same among given positions, ascending: for filtered questions."""
        if len(positions) > _AMONG:
            slots = self._living.slots(positions)
            cuts = np.searchsorted(slots, self._living.starts).tolist()
            lots = [
                segment.nearest_among(query, slots[a:b] - start, n=n) + start
                for segment, start, a, b in zip(self._segments, self._living.starts, cuts, cuts[1:], strict=False)
            ]
            positions = self._living.positions(np.concatenate(lots))
        return positions[best(self.cosines(query, positions), n)]

    def cosines(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Exact cosines of a query `(dim,)` with the passages at positions `(k,)`."""
        cosines = np.zeros(len(positions), dtype=np.float32)
        for segment, inside, slots in self._parts(positions):
            cosines[inside] = segment.passages[slots].astype(np.float32) @ query
        return cosines

    def sentence_cosines(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """For each position the cosines of its sentences."""
        lots = self._sentences_of(positions)
        if not lots:
            return []
        cuts = np.cumsum([len(lot) for lot in lots])[:-1]
        return np.split(np.concatenate(lots).astype(np.float32) @ query, cuts)

    def _sentences_of(self, positions: NDArray[np.int64]) -> list[NDArray[np.float16]]:
        lots: list[NDArray[np.float16]] = [np.zeros((0, 0), dtype=np.float16)] * len(positions)
        for segment, inside, slots in self._parts(positions):
            starts, ends = segment.starts[slots].tolist(), segment.starts[slots + 1].tolist()
            for n, a, b in zip(np.flatnonzero(inside).tolist(), starts, ends, strict=True):
                lots[n] = segment.sentences[a:b]
        return lots

    def _parts(
        self, positions: NDArray[np.int64]
    ) -> Iterator[tuple[VectorSegment, NDArray[np.bool_], NDArray[np.int64]]]:
        """Each segment with a mask of the positions that are in it, and their slots there."""
        slots = self._living.slots(positions)
        for n, segment in enumerate(self._segments):
            start, end = self._living.starts[n], self._living.starts[n + 1]
            inside = (slots >= start) & (slots < end)
            if inside.any():
                yield segment, inside, slots[inside] - start

    def _joined(self, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
        return self._living.only(np.concatenate(arrays) if len(arrays) > 1 else arrays[0])


def best(scores: NDArray[np.float32], n: int) -> NDArray[np.int64]:
    """Where the n highest scores are, the highest first, of equal ones the earlier."""
    if len(scores) > 4 * n:
        chosen = np.sort(np.argpartition(-scores, n)[: n + 1])
    else:
        chosen = np.arange(len(scores))
    return chosen[np.argsort(-scores[chosen], kind="stable")[:n]]
