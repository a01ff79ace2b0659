"""One generation: its derived files written from the store, verified, and opened for reading.

Owns the layout of a generation's folder. Does not know files or which generation is live.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.analyzer import terms
from index.documents import DocumentStore
from index.embedder import Embedder
from index.lexical import LexicalIndex, build_lexical
from index.types import Chunk, IndexDamaged
from index.vector_store import LANGUAGES, VectorStore, build_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOCUMENTS, DOCUMENT_OF = "documents.json", "document_of.npy"
_BATCH = 256


def embed_missing(
    store: DocumentStore, chunks: Sequence[Chunk], embedder: Embedder, *, progress: Callable[[int], None]
) -> int:
    """Keep the vectors of passages that the store lacks; gives how many passages were embedded."""
    embedded = 0
    for i in range(0, len(chunks), _BATCH):
        batch = list({vector_key(c, embedder): c for c in chunks[i : i + _BATCH]}.items())
        known = store.vectors([key for key, _ in batch])
        missing = [(key, c) for key, c in batch if key not in known]
        store.put_vectors(_embed(missing, embedder))
        embedded += len(missing)
        progress(len(chunks[i : i + _BATCH]))
    return embedded


def _embed(batch: list[tuple[bytes, Chunk]], embedder: Embedder) -> Iterator[tuple[bytes, np.ndarray]]:
    """For each passage its vector, then its sentences': `(1 + sentences, dim)`."""
    texts = [[c.search_text, *_sentences(c)] for _, c in batch]
    vectors = embedder.embed_passages([text for part in texts for text in part])
    start = 0
    for (key, _), part in zip(batch, texts, strict=True):
        yield key, vectors[start : start + len(part)]
        start += len(part)


def vector_key(chunk: Chunk, embedder: Embedder) -> bytes:
    """What a passage's vectors depend on: the model and the texts."""
    payload = "\0".join((embedder.identity, chunk.search_text, *_sentences(chunk)))
    return hashlib.blake2b(payload.encode(), digest_size=16).digest()


def _sentences(chunk: Chunk) -> list[str]:
    return [chunk.text[a - chunk.start : b - chunk.start] for a, b in chunk.sentences]


def write_generation(folder: Path, store: DocumentStore, rows: Sequence[int], embedder: Embedder) -> None:
    """Write the lexical and vector files of the passages in `rows` (ascending) and read them back."""
    folder.mkdir(parents=True, exist_ok=True)
    languages: list[str] = []
    words: list[list[str]] = []
    passages = np.zeros((len(rows), embedder.dim), dtype=np.float16)
    sentences: list[np.ndarray] = []
    documents: dict[str, int] = {}
    document_of = np.zeros(len(rows), dtype=np.int32)
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    for i in range(0, len(rows), _BATCH):
        chunks = store.chunks(rows[i : i + _BATCH])
        keys = [vector_key(c, embedder) for _, c in chunks]
        vectors = store.vectors(keys)
        for n, ((document, chunk), key) in enumerate(zip(chunks, keys, strict=True), start=i):
            document_of[n] = documents.setdefault(document, len(documents))
            if key not in vectors:
                raise IndexDamaged(f"the store has lost the vectors of passage {chunk.id}; build again")
            passages[n] = vectors[key][0]
            sentences.append(vectors[key][1:])
            starts[n + 1] = starts[n] + len(chunk.sentences)
            languages.append(chunk.language)
            words.append(terms(chunk.search_text))
    np.save(folder / DOCUMENT_OF, document_of)
    (folder / DOCUMENTS).write_text(json.dumps(list(documents)), encoding="utf-8")
    build_lexical(folder / "lexical", words, [LANGUAGES.index(name) for name in languages])
    build_vectors(
        folder,
        rows=rows,
        languages=languages,
        passages=passages,
        sentences=np.concatenate(sentences) if sentences else np.zeros((0, embedder.dim), dtype=np.float16),
        sentence_starts=starts,
    )
    _verify(folder, store, rows)


def read_documents(folder: Path) -> tuple[list[str], NDArray[np.int32]]:
    """The store's keys of a generation's documents, and for each position which of them it is from.

    Raises:
        IndexDamaged: a file is missing or cannot be read.
    """
    try:
        keys: list[str] = json.loads((folder / DOCUMENTS).read_text(encoding="utf-8"))
        return keys, np.load(folder / DOCUMENT_OF, mmap_mode="r")
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{folder} lacks its list of documents; rebuild with: python -m bot build") from error


def is_whole(folder: Path, store: DocumentStore, rows: Sequence[int]) -> bool:
    """Whether a generation was finished, can be read, and holds just the passages in `rows` (ascending)."""
    try:
        _verify(folder, store, rows)
    except IndexDamaged:
        return False
    return (folder / "complete").is_file()


def _verify(folder: Path, store: DocumentStore, rows: Sequence[int]) -> None:
    """Open what was written and ask it for itself.

    Raises:
        IndexDamaged: passages differ from `rows`, stand in another document, or do not find themselves.
    """
    keys, document_of = read_documents(folder)
    vectors = VectorStore(folder)
    try:
        if not np.array_equal(vectors.rows, rows) or not vectors.count() == len(document_of) == len(rows):
            raise IndexDamaged(f"{folder} holds {vectors.count()} of {len(rows)} vectors; build again")
        if LexicalIndex(folder / "lexical").size != len(rows):
            raise IndexDamaged(f"{folder} lacks lexical postings; build again")
        firsts = np.flatnonzero(np.diff(document_of, prepend=-1)).tolist()
        if [key for key, _ in store.chunks([rows[p] for p in firsts])] != [keys[document_of[p]] for p in firsts]:
            raise IndexDamaged(f"{folder} belongs to another store; build again")
        for position in range(0, len(rows), max(1, len(rows) // 16)):
            query = vectors.passages[position].astype(np.float32)
            found = vectors.nearest(query, LANGUAGES[int(vectors.languages[position])], n=10)
            if query.any() and vectors.cosines(query, found).max(initial=0) < 0.99:
                raise IndexDamaged(f"{folder} does not find its own passage {position}; build again")
    finally:
        vectors.close()
