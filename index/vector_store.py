"""The vectors of a generation: Chroma finds the nearest passages, mapped arrays give exact cosines.

A segment's vectors are written once and never changed, its Chroma directory included: an addition to a directory
whose writer was killed may report success and never be found. So the first segment of a generation is searched by
Chroma, one collection for each language (a `where` on a broad field costs Chroma 7 microseconds a matching row); a
later, small one is compared whole, and so is a language of few passages: that costs a tenth of asking Chroma and
misses nothing. Vectors are always passed in: Chroma never embeds and never touches the network.
Chroma's errors are translated here. Owns the `chroma` folder and the `*.npy` arrays of a segment. Does not know texts.
"""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import IndexDamaged
from index.living import Living

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANGUAGES = ("ko", "en", "ru", "xx")
CHROMA = "chroma"
_BATCH = 5000  # chromadb takes at most 5,461 rows a call
# A sync threshold below the size of a batch makes Chroma write each batch down, so that none is replayed on opening.
_SPACE = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 400, "sync_threshold": 3}
}
_ROOM = 4 << 20  # bytes free that Chroma is not opened without
_FEW = 8_000_000  # numbers in the vectors of a language up to which comparing all is faster: 31,000 of 256
_SPARE = 40  # candidates more than asked for, since some may have gone


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
    for _ in build_chroma(folder):
        pass


def build_chroma(folder: Path) -> Iterator[int]:
    """Give a segment's passages to Chroma; yields how many after each batch."""
    rows, languages, passages = (np.load(folder / f"{n}.npy", mmap_mode="r") for n in ("rows", "languages", "passages"))
    client = _client(folder / CHROMA)
    try:
        for number, name in enumerate(LANGUAGES):
            slots = np.flatnonzero(languages == number)
            collection = _translated(
                client.create_collection, f"passages-{name}", embedding_function=None, configuration=_SPACE
            )
            for i in range(0, len(slots), _BATCH):
                part = slots[i : i + _BATCH]
                ids = [str(row) for row in rows[part].tolist()]
                _translated(collection.add, ids=ids, embeddings=passages[part].astype(np.float32))
                yield len(part)
    finally:
        client.close()


class VectorSegment:
    """The vectors of one segment, opened for reading; let go of when nothing refers to it."""

    def __init__(self, folder: Path) -> None:
        """Map the arrays and open the Chroma directory, if the segment has one and it can be opened.

        Chroma writes while it opens, so where nothing can be written the arrays alone answer.
        """
        try:
            self.rows, self.languages, self.passages, self.sentences, self.starts = (
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
                for name in ("rows", "languages", "passages", "sentences", "sentence_starts")
            )
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamaged(f"{folder} lacks its vectors; rebuild with: python -m bot build") from error
        self.collections: dict[str, tuple[Any, int]] = {}
        self.has_chroma = not (folder / "exact").is_file() and _writable(folder)
        self._single: dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        if not self.has_chroma:
            return
        client = _client(folder / CHROMA)
        weakref.finalize(self, client.close)
        for name in LANGUAGES:
            collection = _translated(client.get_collection, f"passages-{name}", embedding_function=None)
            self.collections[name] = collection, int(_translated(collection.count))

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.rows)

    def count(self) -> int:
        """How many vectors can be found."""
        return sum(count for _, count in self.collections.values()) if self.has_chroma else self.size

    def held(self, language: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """What Chroma holds of a language: (rows, vectors), a part at a time."""
        collection, count = self.collections[language]
        for start in range(0, count, _BATCH):
            found = _translated(collection.get, include=["embeddings"], limit=_BATCH, offset=start)
            yield np.array([int(i) for i in found["ids"]]), np.array(found["embeddings"], dtype=np.float32)

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Slots of the passages of one language nearest to a query `(dim,)`, best first, at most n."""
        if self.has_chroma and self.collections[language][1] * self.passages.shape[1] > _FEW:
            return self.ask_chroma(query, language, n=n)
        if language not in self._single:  # two threads may do this at once, to the same end
            slots = np.flatnonzero(self.languages == LANGUAGES.index(language))
            self._single[language] = slots, self.passages[slots].astype(np.float32)
        slots, vectors = self._single[language]
        return slots[best(vectors @ query, n)]

    def ask_chroma(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """The same from Chroma, whatever the number of passages."""
        collection, count = self.collections[language]
        if not count:
            return np.zeros(0, dtype=np.int64)
        found = _translated(collection.query, query_embeddings=[query], n_results=min(n, count), include=[])
        return np.searchsorted(self.rows, np.array([int(i) for i in found["ids"][0]], dtype=np.int64))


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

    def count(self) -> int:
        """How many vectors can be found."""
        return sum(segment.count() for segment in self._segments) - len(self._living.dead)

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
        """The same among given positions, by exact comparison: for filtered questions."""
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


def _writable(folder: Path) -> bool:
    """Whether the folder may be written and the disk has room for what Chroma writes on opening."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > _ROOM


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb is imported where it is used
    import chromadb
    from chromadb.config import Settings

    return _translated(chromadb.PersistentClient, str(folder), settings=Settings(anonymized_telemetry=False))


def _translated(call: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any method of a collection
    from chromadb.errors import ChromaError

    try:
        return call(*args, **kwargs)
    except (ChromaError, ValueError, AttributeError) as error:  # the last when it stops what it could not start
        reason = error.__context__ if isinstance(error, AttributeError) else error
        raise IndexDamaged(f"the vector store cannot answer ({reason}); rebuild with: python -m bot build") from error
