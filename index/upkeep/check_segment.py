"""Whether a segment holds what it says: its files, its postings, its vectors, and Chroma's copy of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.analyzer import terms
from index.arrays import file_sum
from index.documents import DocumentStore
from index.postings import analysed
from index.segment import MODEL, Segment, model_key
from index.vectors.chroma import LANGUAGES, Collections, in_folder

_BATCH = 256
_ASKED = 2000  # passages that are asked for themselves


def check_segment(segment: Segment, store: DocumentStore) -> Iterator[tuple[int | None, str]]:
    """What is wrong, a line each, with the row of the store whose vectors are wrong, or None: the segment is.

    Raises:
        IndexDamaged: something cannot even be read.
    """
    for name, (_, expected) in segment.about["files"].items():
        if file_sum(segment.folder / name) != expected:
            yield None, f"{name} is not what was written"
            return
    yield from _check_content(segment, store)
    if segment.chroma and (damage := segment.chroma.damage()):
        yield None, damage
    elif segment.chroma and not segment.chroma.closed():
        collections = in_folder(segment.chroma.folder)
        try:
            yield from ((None, what) for what in _check_chroma(segment, collections))
        finally:
            collections.close()


def _check_content(segment: Segment, store: DocumentStore) -> Iterator[tuple[int | None, str]]:
    """Passages that the store still has: postings, vectors, language and document."""
    have = {row for (row,) in store.read("SELECT row FROM chunk")}
    slots = np.array([n for n, row in enumerate(segment.rows.tolist()) if row in have], dtype=np.int64)
    model = model_key(segment.about["made"].split("-", 3)[3])
    order = np.argsort(segment.lexical.slots, kind="stable")  # by passage, then by term
    bounds = np.searchsorted(segment.lexical.slots[order], np.arange(len(segment.rows) + 1))
    numbers = np.repeat(np.arange(len(segment.lexical.terms)), np.diff(segment.lexical.starts))
    for start in range(0, len(slots), _BATCH):
        part = slots[start : start + _BATCH].tolist()
        chunks = store.chunks(segment.rows[part].tolist())
        vectors = _store_vectors(store, segment.rows[part].tolist(), model)
        for slot, (key, chunk) in zip(part, chunks, strict=True):
            found = analysed([terms(chunk.search_text)], [0])
            by_term = np.argsort(found.terms, kind="stable")
            mine = order[bounds[slot] : bounds[slot + 1]]
            same = np.array_equal(segment.lexical.terms[numbers[mine]], found.terms[by_term])
            if not same or not np.array_equal(segment.lexical.counts[mine], found.counts[by_term]):
                yield None, f"the words of passage {chunk.id} are not those of its text"
            if segment.keys[segment.document_of[slot]] != key or _language(segment, slot) != chunk.language:
                yield None, f"passage {chunk.id} stands under another document or language"
            row = int(segment.rows[slot])
            if row in vectors and not np.array_equal(vectors[row], segment.vectors_of(slot)):
                yield row, f"the store has other vectors for passage {chunk.id} than were written"


def _language(segment: Segment, slot: int) -> str:
    return LANGUAGES[int(segment.vectors.languages[slot])]


def _store_vectors(store: DocumentStore, rows: list[int], model: bytes) -> dict[int, np.ndarray]:
    marks = ",".join("?" * len(rows))
    texts = store.read(f"SELECT row, texts FROM chunk WHERE row IN ({marks})", rows)
    found = store.vectors([model + bytes(key) for _, key in texts])
    by_texts = {key[MODEL:]: vectors for key, vectors in found.items()}
    return {int(row): by_texts[bytes(key)] for row, key in texts if bytes(key) in by_texts}


def _check_chroma(segment: Segment, collections: Collections) -> Iterator[str]:
    """Chroma's vectors against ours, and whether it finds them."""
    vectors = segment.vectors
    for language in LANGUAGES:
        for rows, found in collections.held(language):
            slots = np.minimum(np.searchsorted(segment.rows, rows), len(segment.rows) - 1)
            same = np.array_equal(segment.rows[slots], rows)
            if not same or not np.allclose(found, vectors.passages[slots].astype(np.float32), atol=1e-3):
                yield f"Chroma holds other vectors for {language}"
                break
        slots = np.flatnonzero(vectors.languages == LANGUAGES.index(language))
        if len(slots) != collections.count(language):
            yield f"Chroma holds {collections.count(language)} of {len(slots)} passages for {language}"
        lost, asked = 0, slots[:: 1 + len(slots) // _ASKED]
        for slot in asked:
            query = vectors.passages[slot].astype(np.float32)
            near = np.searchsorted(segment.rows, collections.nearest(query, language, n=10))
            lost += not vectors.finds(query, near)
        if lost > len(asked) / 10:  # an approximate index may miss one among many that are nearly the same
            yield f"Chroma does not find {lost} passages for {language}"
