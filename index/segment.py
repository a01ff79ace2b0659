"""A segment: the derived files of a set of passages, written once, verified, and never changed.

Passages that another segment holds are copied from its arrays; only new ones are read from the store and analysed.
Owns the layout of a segment's folder. Does not know which generations use it.

    rows, languages, document_of (.npy)         by slot; documents.json names the documents
    passages, sentences, sentence_starts (.npy) vectors, float16
    coarse, coarse_rest, coarse_scale (.npy)    vectors of passages in whole numbers
    lexical/                                    postings
    chroma/                                     the vectors of passages for Chroma, where it is asked for them
    segment.json                                what it was made from and the hash of each file; written last
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary, finalize

import numpy as np

from index.analyzer import ANALYZE_VERSION, terms
from index.arrays import RowFile, file_sum, read_rows, spread
from index.documents import DocumentStore
from index.embedder import Embedder
from index.errors import REBUILD, IndexDamaged
from index.lexical import LexicalSegment
from index.postings import PostingsWriter, analysed
from index.rows import texts_key
from index.types import Chunk
from index.vectors.chroma import LANGUAGES, ChromaFolder, written
from index.vectors.local import CHROMA, CHROMA_MOST, VectorSegment, build_chroma, build_coarse

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = 8  # bytes of the hash of a model in the key of vectors
_LAYOUT, _BATCH = 4, 256
_COPIED = 5_000  # passages copied at once
_open: WeakValueDictionary[Path, Segment] = WeakValueDictionary()
_lock = threading.Lock()


def vector_key(chunk: Chunk, embedder: Embedder) -> bytes:
    """What a passage's vectors depend on: the model, then the texts."""
    return model_key(embedder.identity) + texts_key(chunk)


def model_key(identity: str) -> bytes:
    """How the keys of a model's vectors begin."""
    return hashlib.blake2b(identity.encode(), digest_size=MODEL).digest()


def segment_stamp(store: DocumentStore, embedder: Embedder) -> str:
    """What a segment must have been made with to be read together with new passages."""
    return f"{_LAYOUT}-{ANALYZE_VERSION}-{store.identity}-{embedder.identity}"


class Segment:
    """One segment, opened for reading; `open_segment` gives each only once."""

    def __init__(self, folder: Path) -> None:
        """Map its files.

        Raises:
            IndexDamaged: a file is missing or cannot be read.
        """
        self.folder, self.name = folder, folder.name
        self.about = read_about(folder)
        self.vectors = VectorSegment(folder)
        self.lexical = LexicalSegment(folder / "lexical")
        try:
            self.keys: list[str] = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
            self.document_of: NDArray[np.int32] = np.asarray(np.load(folder / "document_of.npy", mmap_mode="r"))
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamaged(f"{folder} lacks its list of documents; {REBUILD}") from error
        sizes = {self.vectors.size, self.lexical.size, len(self.document_of), self.about["size"]}
        if len(sizes) > 1:
            raise IndexDamaged(f"{folder} holds {min(sizes)} of {max(sizes)} passages; {REBUILD}")
        files = self.about.get("chroma")
        self.chroma = ChromaFolder(folder / CHROMA, files) if files else None
        if self.chroma:
            finalize(self, self.chroma.close)

    @property
    def store(self) -> str:
        """The identity of the store whose rows it holds."""
        return str(self.about["made"].split("-")[2])

    @property
    def rows(self) -> NDArray[np.int64]:
        """The store's row of each slot, ascending."""
        return self.vectors.rows

    def vectors_of(self, slot: int) -> NDArray[np.float16]:
        """A passage's vectors as the store keeps them: its own, then its sentences'."""
        a, b = self.vectors.starts[slot : slot + 2].tolist()
        return np.concatenate([self.vectors.passages[slot : slot + 1], self.vectors.sentences[a:b]])


def open_segment(folder: Path) -> Segment:
    """A segment, shared by all who read it in this process.

    Raises:
        IndexDamaged: a file is missing or cannot be read.
    """
    read_about(folder)  # its files may have gone since it was opened
    with _lock:
        found = _open.get(folder.absolute())
        if found is None:
            found = _open[folder.absolute()] = Segment(folder)
        return found


def read_about(folder: Path) -> dict[str, Any]:
    """What a segment says of itself; there only when it is complete."""
    try:
        about: dict[str, Any] = json.loads((folder / "segment.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{folder} is missing or half-written; {REBUILD}") from error
    there = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    lost = [name for name, (size, _) in about["files"].items() if there.get(name) != size]
    if not lost:
        return about
    raise IndexDamaged(f"{folder / lost[0]} is missing or cut off; {REBUILD}")


def write_segment(
    folder: Path,
    store: DocumentStore,
    rows: NDArray[np.int64],
    embedder: Embedder,
    *,
    sources: Sequence[Segment] = (),
    exact: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a segment; it is complete when `segment.json` is there.

    Args:
        folder: made here, must not exist.
        store: holds what `sources` do not.
        rows: the store's rows of the passages, ascending.
        embedder: whose vectors are read from the store.
        sources: segments that hold some of the passages, made with the same stamp.
        exact: not for Chroma: a small segment that will not last.
        progress: called with how many passages more are done.

    Raises:
        IndexDamaged: the store has lost a passage or its vectors.
    """
    folder.mkdir(parents=True)
    work = _Writing(folder, store, rows, embedder, sources)
    work.read_new()
    work.write_slots()
    work.write_vectors(progress)
    work.write_lexical()
    build_coarse(folder)
    about: dict[str, object] = {"made": segment_stamp(store, embedder), "size": len(rows), "files": dict(_sums(folder))}
    if not exact and len(rows) <= CHROMA_MOST:
        build_chroma(folder)
        about["chroma"] = written(folder / CHROMA)
    _seal(folder, about)


def _seal(folder: Path, about: dict[str, object]) -> None:
    """Bring everything to the disk, and `segment.json` last."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        _flush(path)
    aside = folder / "segment.json.new"
    aside.write_text(json.dumps(about, indent=1), encoding="utf-8")
    _flush(aside)
    os.replace(aside, folder / "segment.json")


class _Writing:
    """What is known while a segment is written: where each passage comes from, and its vectors' place."""

    def __init__(
        self,
        folder: Path,
        store: DocumentStore,
        rows: NDArray[np.int64],
        embedder: Embedder,
        sources: Sequence[Segment],
    ) -> None:
        self.folder, self.store, self.rows, self.embedder = folder, store, rows, embedder
        taken = np.zeros(len(rows), dtype=np.bool_)
        self.sources: list[tuple[Segment, NDArray[np.int64]]] = []  # with the new slot of each of its slots, or -1
        for source in sources:
            new = np.minimum(np.searchsorted(rows, source.rows), max(0, len(rows) - 1))
            new = np.where(rows[new] == source.rows, new, -1) if len(rows) else np.full(len(source.rows), -1)
            new[taken[new] & (new >= 0)] = -1
            taken[new[new >= 0]] = True
            self.sources.append((source, new))
        self.new = np.flatnonzero(~taken)  # slots whose passages are read from the store
        self.languages = np.zeros(len(rows), dtype=np.uint8)
        self.document_of = np.zeros(len(rows), dtype=np.int32)
        self.counts = np.zeros(len(rows), dtype=np.int64)  # sentences
        self.documents: dict[str, int] = {}
        self.keys: list[bytes] = []  # of the vectors of new passages
        self.lexical = PostingsWriter(folder / "lexical", len(rows))

    def read_new(self) -> None:
        """Everything of the new passages but their vectors."""
        for slots in _batches(self.new):
            chunks = self.store.chunks(self.rows[slots].tolist())
            self.keys += [vector_key(chunk, self.embedder) for _, chunk in chunks]
            languages = self.languages[slots] = [LANGUAGES.index(chunk.language) for _, chunk in chunks]
            self.counts[slots] = [len(chunk.sentences) for _, chunk in chunks]
            self.document_of[slots] = [self.documents.setdefault(key, len(self.documents)) for key, _ in chunks]
            found = analysed((terms(chunk.search_text) for _, chunk in chunks), languages)
            self.lexical.passages(slots, found.lengths, found.groups)
            self.lexical.add(found.terms, slots[found.slots], found.counts)

    def write_slots(self) -> None:
        """Rows, languages, documents and where sentences begin, those of the sources included."""
        for source, new in self.sources:
            stays = np.flatnonzero(new >= 0)
            slots = new[stays]
            self.languages[slots] = source.vectors.languages[stays]
            self.counts[slots] = np.diff(source.vectors.starts)[stays]
            used, inverse = np.unique(source.document_of[stays], return_inverse=True)
            numbers = [self.documents.setdefault(source.keys[n], len(self.documents)) for n in used.tolist()]
            self.document_of[slots] = np.array(numbers, dtype=np.int32)[inverse]
        self.starts = np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int64)
        for name, array in (
            ("rows", self.rows),
            ("languages", self.languages),
            ("document_of", self.document_of),
            ("sentence_starts", self.starts),
        ):
            np.save(self.folder / f"{name}.npy", array)
        (self.folder / "documents.json").write_text(json.dumps(list(self.documents)), encoding="utf-8")

    def write_vectors(self, progress: Callable[[int], None]) -> None:
        """Passages and sentences, straight into their files."""
        dim = self.embedder.dim
        with (
            RowFile(self.folder / "passages.npy", (len(self.rows), dim), "<f2") as passages,
            RowFile(self.folder / "sentences.npy", (int(self.starts[-1]), dim), "<f2") as sentences,
        ):
            for source, new in self.sources:
                for stays in _batches(np.flatnonzero(new >= 0), _COPIED):
                    slots = new[stays]
                    passages.put(slots, read_rows(source.folder / "passages.npy", stays))
                    taken = spread(source.vectors.starts[stays], self.counts[slots])
                    places = spread(self.starts[slots], self.counts[slots])
                    sentences.put(places, read_rows(source.folder / "sentences.npy", taken))
                    progress(len(stays))
            for slots, keys in zip(_batches(self.new), _batches(self.keys), strict=True):
                stored = self._stored(slots, keys)
                passages.put(slots, np.stack([vectors[0] for vectors in stored]))
                places = spread(self.starts[slots], self.counts[slots])
                sentences.put(places, np.concatenate([vectors[1:] for vectors in stored]))
                progress(len(slots))

    def _stored(self, slots: NDArray[np.int64], keys: list[bytes]) -> list[NDArray[np.float16]]:
        """What the store holds of new passages."""
        found = self.store.vectors(keys)
        for slot, key in zip(slots.tolist(), keys, strict=True):
            if key not in found or len(found[key]) != self.counts[slot] + 1:
                raise IndexDamaged(f"the store has lost the vectors of passage {self.rows[slot]}; build again")
        return [found[key] for key in keys]

    def write_lexical(self) -> None:
        """The postings of all passages."""
        for source, new in self.sources:
            source.lexical.copy_to(self.lexical, new)
        self.lexical.write()


def _batches(items: Any, size: int = _BATCH) -> Iterator[Any]:  # noqa: ANN401 - a list or an array
    return (items[i : i + size] for i in range(0, len(items), size))


def _sums(folder: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    """(size, hash) of each file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), (path.stat().st_size, file_sum(path))


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
