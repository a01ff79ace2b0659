"""The vectors of a generation: which passages are nearest to a question, and how near exactly.

Those of its segments together, without the passages that have gone. For the base an adviser is asked first: its Chroma
folder, or a server. What it says is compared exactly with our own vectors, and where it has nothing to say, or what
cannot be, they answer alone. Does not know texts, or how one segment is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.living import Living
from index.vectors.chroma import LANGUAGES as LANGUAGES
from index.vectors.local import AMONG, VectorSegment, best
from index.vectors.threads import threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPARE = 40  # candidates more than asked for, since some may have gone


class Adviser(Protocol):
    """Whoever holds the base too, and may err or be silent."""

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64] | None:
        """Rows of the passages of a language nearest to a query `(dim,)`, at most n; None: nothing to say."""


class VectorStore:
    """The vectors of a generation: those of its segments, without the passages that have gone."""

    def __init__(
        self,
        *segments: Path | VectorSegment,
        dead: NDArray[np.int64] | None = None,
        adviser: Adviser | None = None,
    ) -> None:
        """Put segments together.

        Args:
            segments: folders or open ones, in the order of their slots.
            dead: slots that have gone, ascending.
            adviser: holds the first segment and is asked first.
        """
        self._adviser = adviser
        self._positions: dict[str, NDArray[np.int64]] = {}
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

    def positions_of(self, language: str, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Positions of the passages of a language, ascending; of those that are allowed `(size,)`."""
        if language not in self._positions:  # two threads may do this at once, to the same end
            self._positions[language] = np.flatnonzero(self.languages == LANGUAGES.index(language))
        inside = self._positions[language]
        return inside if allowed is None else inside[allowed[inside]]

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

    def begin(
        self, query: NDArray[np.float32], *, n: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[Future[NDArray[np.int64]]]:
        """Look for the nearest of each of LANGUAGES at once, while something else is done; only where it is allowed."""
        submit = threads("nearest", len(LANGUAGES)).submit
        if allowed is None:
            return [submit(self.nearest, query, language, n=n) for language in LANGUAGES]
        return [submit(self.nearest_among, query, self.positions_of(each, allowed), n=n) for each in LANGUAGES]

    def _nearest_slots(self, query: NDArray[np.float32], language: str, n: int) -> Iterator[NDArray[np.int64]]:
        """Of each segment at least n living slots, if it has them."""
        for segment, start in zip(self._segments, self._living.starts, strict=False):
            wanted = n + _SPARE if len(self._living.dead) else n
            while True:
                slots = self._nearest_of(segment, query, language, wanted)
                living = slots[~self._living.is_dead(slots + start)]
                if len(living) >= n or len(slots) < wanted:
                    break
                wanted *= 4
            yield living

    def _nearest_of(
        self, segment: VectorSegment, query: NDArray[np.float32], language: str, n: int
    ) -> NDArray[np.int64]:
        """Slots of one segment; of the first, the adviser is asked."""
        if self._adviser and segment is self._segments[0] and (holds := segment.holds(language)):
            rows = self._adviser.nearest(query, language, n=n)
            slots = None if rows is None else segment.slots_of(rows, language)
            if slots is not None and len(slots) == min(n, holds):
                return segment.ranked(query, slots, n)
        return segment.nearest(query, language, n=n)

    def nearest_among(self, query: NDArray[np.float32], positions: NDArray[np.int64], *, n: int) -> NDArray[np.int64]:
        """The same among given positions, ascending: for filtered questions."""
        if len(positions) > AMONG:
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
            cosines[inside] = np.vecdot(segment.passages[slots].astype(np.float32), query)
        return cosines

    def sentence_cosines(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """For each position the cosines of its sentences."""
        lots = self._sentences_of(positions)
        if not lots:
            return []
        cuts = np.cumsum([len(lot) for lot in lots])[:-1]
        return np.split(np.vecdot(np.concatenate(lots).astype(np.float32), query), cuts)

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
