"""Whether an index holds what it says: every document, offset, passage, vector, posting and file of its generations.

Reads, and changes nothing: `mending` takes away what is found to be broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from index.documents import DocumentStore
from index.errors import IndexDamaged, IndexMissing
from index.generation import open_generation, segments_dir, segments_of, terms_of
from index.manifest import STORE, FileEntry, Manifest, generation_dir, read_manifest, read_manifest_of
from index.rows import texts_key, texts_of
from index.segment import Segment, model_key, open_segment
from index.types import Chunk, SourceDocument
from index.upkeep.check_segment import check_segment

Kind = Literal["manifest", "store", "document", "vectors", "segment", "generation"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `name` is the document's key, the passage's row, the segment or the generation."""

    kind: Kind
    name: str
    what: str


def check(index_dir: Path) -> list[Problem]:
    """All that is wrong with the live generation, the one before it, and their documents; [] when nothing is.

    Raises:
        IndexMissing: there is no index.
    """
    try:
        live = read_manifest(index_dir)
    except IndexDamaged as error:
        return [Problem("manifest", "manifest.json", str(error))]
    manifests = [live]
    if live.previous and (generation_dir(index_dir, live.previous) / "complete").is_file():
        with suppress(IndexMissing, IndexDamaged):
            manifests.append(read_manifest_of(index_dir, live.previous))
    try:
        store = DocumentStore(index_dir / STORE)
    except IndexDamaged as error:
        return [Problem("store", STORE, str(error))]
    try:
        return list(_problems(index_dir, manifests, store))
    except IndexDamaged as error:
        return [Problem("store", STORE, str(error))]
    finally:
        store.close()


def _problems(index_dir: Path, manifests: list[Manifest], store: DocumentStore) -> Iterator[Problem]:
    for (line,) in store.read("PRAGMA integrity_check(3)"):
        if line != "ok":
            yield Problem("store", STORE, str(line))
            return
    seen: set[str] = set()
    for manifest in manifests:
        fresh = [entry for entry in manifest.files if entry.key and entry.key not in seen]
        seen.update(entry.key for entry in fresh)
        yield from _check_documents(fresh, manifest, store)
    checked: set[str] = set()
    for manifest in manifests:
        folder = generation_dir(index_dir, manifest.generation)
        try:
            names = segments_of(folder)
        except IndexDamaged as error:
            yield Problem("generation", manifest.generation, str(error))
            continue
        broken = False
        for name in names:
            if name not in checked:
                checked.add(name)
                for row, what in _segment_problems(segments_dir(folder) / name, store):
                    broken = broken or row is None
                    yield Problem("segment", name, what) if row is None else Problem("vectors", str(row), what)
        if not broken:
            yield from _check_generation(folder, manifest, store)


def _check_documents(entries: list[FileEntry], manifest: Manifest, store: DocumentStore) -> Iterator[Problem]:
    """Every text against its raw text, every passage against the text, every vector against the passage."""
    cut = store.cut_documents(manifest.settings)
    model, dim = model_key(manifest.model["identity"]), int(manifest.model["dim"])
    for entry in entries:
        try:
            document, raw = store.document(entry.key), store.raw_text(entry.key)
            rows = cut.get(entry.key, range(0))
            chunks = [chunk for _, chunk in store.chunks(rows)]
        except (IndexDamaged, TypeError, KeyError) as error:
            yield Problem("document", entry.key, f"{entry.source}: {error}")
            continue
        columns = _columns(store, rows)
        wrong = _wrong_text(document, raw) or _wrong_passage(document, chunks, columns)
        if wrong or len(chunks) != entry.passages:
            what = wrong or f"{len(chunks)} of {entry.passages} passages are there"
            yield Problem("document", entry.key, f"{entry.source}: {what}")
            continue
        keys = [model + texts for _, texts in columns]
        vectors = store.vectors(keys)
        for row, key, chunk in zip(rows, keys, chunks, strict=True):
            if not _good_vectors(vectors.get(key), len(texts_of(chunk)), dim):
                yield Problem(
                    "vectors", str(row), f"{entry.source}: the vectors of passage {chunk.id} are lost or wrong"
                )


def _columns(store: DocumentStore, rows: range) -> list[tuple[str, bytes]]:
    """What stands beside each passage: its id and the hash of its texts."""
    query = "SELECT id, texts FROM chunk WHERE row BETWEEN ? AND ? ORDER BY row"
    return [(str(name), bytes(texts)) for name, texts in store.read(query, (rows.start, rows.stop - 1))]


def _wrong_text(document: SourceDocument, raw: str) -> str:
    for start, raw_start, length in document.segments:
        if document.text[start : start + length] != raw[raw_start : raw_start + length]:
            return f"characters {start} to {start + length} are not those of the raw text"
    return ""


def _wrong_passage(document: SourceDocument, chunks: list[Chunk], columns: list[tuple[str, bytes]]) -> str:
    for chunk, (name, texts) in zip(chunks, columns, strict=True):
        if (chunk.id, texts_key(chunk)) != (name, texts):
            return f"passage {name} is not what was written"
        if document.text[chunk.start : chunk.end] != chunk.text or chunk.document_id != document.id:
            return f"passage {chunk.id} is not characters {chunk.start} to {chunk.end} of its document"
        if any(not chunk.start <= a < b <= chunk.end for a, b in chunk.sentences):
            return f"a sentence of passage {chunk.id} stands outside of it"
    return ""


def _good_vectors(vectors: np.ndarray | None, count: int, dim: int) -> bool:
    """As many as there are texts, each of unit length, or zero for a text without known words."""
    if vectors is None or vectors.shape != (count, dim):
        return False
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
    return bool(np.all((np.abs(lengths - 1) < 0.01) | (lengths == 0)))


def _segment_problems(folder: Path, store: DocumentStore) -> Iterator[tuple[int | None, str]]:
    try:
        segment: Segment = open_segment(folder)
        yield from check_segment(segment, store)
    except IndexDamaged as error:
        yield None, str(error)


def _check_generation(folder: Path, manifest: Manifest, store: DocumentStore) -> Iterator[Problem]:
    """Which passages are in it, and what is subtracted for those that have gone."""
    wanted: set[int] = set()
    cut = store.cut_documents(manifest.settings)
    for entry in manifest.files:
        wanted.update(cut.get(entry.key, range(0)))
    try:
        parts = open_generation(folder)
    except IndexDamaged as error:
        yield Problem("generation", folder.name, str(error))
        return
    terms, counts = terms_of(parts.segments[0], parts.dead)
    if set(parts.vectors.rows.tolist()) != wanted:
        yield Problem(
            "generation", folder.name, f"holds {parts.vectors.size} passages, not the {len(wanted)} of its files"
        )
    elif not parts.lexical.subtracts(terms, counts):
        yield Problem("generation", folder.name, "counts words of passages that have gone")
    elif not (folder / "complete").is_file():
        yield Problem("generation", folder.name, "was not finished")
    parts.close()
