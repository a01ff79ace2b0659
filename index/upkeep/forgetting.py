"""What may be forgotten: generations and segments that nobody reads, and rows that no kept generation needs.

A generation is kept while it is live, the one before it, or read by a process. A document that has left all of them
is kept for a day more, so that a citation in a conversation that goes on still opens; but no more of these than
there are living ones. Everything here may be killed at any point and done again. Does not know how a build works.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.documents import DocumentStore
from index.errors import IndexDamaged, IndexMissing
from index.generation import segments_of
from index.manifest import (
    GENERATIONS,
    Manifest,
    generation_dir,
    is_leased,
    publish,
    read_manifest,
    read_manifest_of,
)
from index.rows import TEXTS
from index.segment import MODEL, model_key

GRACE = 24 * 3600  # seconds that a document is kept after it has left the last generation
_LEAST = 64 << 20  # bytes of such documents that are always kept for that time
_FREE = 4  # a file of which one page in so many is unused is cut


@dataclass(slots=True)
class Needed:
    """What the kept generations need of the store; `settings` say how documents are cut."""

    documents: set[str] = field(default_factory=set)
    settings: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)

    def add(self, manifest: Manifest) -> None:
        """What a generation needs."""
        self.documents.update(entry.key for entry in manifest.files if entry.key)
        self.settings.add(manifest.settings)
        self.models.add(str(manifest.model["identity"]))


def clean(index_dir: Path, store: DocumentStore, manifest: Manifest, *, known: Iterable[Manifest] = ()) -> None:
    """Forget what is not needed any more, now that a manifest has been published; `known` ones are not read again."""
    stay = drop_generations(index_dir, {manifest.generation, manifest.previous})
    drop_segments(index_dir, stay)
    needed = Needed()
    at_hand = {m.generation: m for m in (*known, manifest)}
    needed.add(manifest)
    for name in stay:
        with suppress(IndexDamaged, IndexMissing):
            needed.add(at_hand.get(name) or read_manifest_of(index_dir, name))
    keep_only(store, needed)


def roll_back(index_dir: Path) -> Manifest:
    """Make the generation before the live one live again; done twice, nothing has changed.

    Raises:
        IndexMissing: there is no index, or no generation before.
        IndexDamaged: the generation before is not whole.
    """
    live = read_manifest(index_dir)
    if not live.previous or not (generation_dir(index_dir, live.previous) / "complete").is_file():
        raise IndexMissing(f"{index_dir} has no generation before {live.generation}; nothing was changed")
    manifest = read_manifest_of(index_dir, live.previous)
    for name in segments_of(generation_dir(index_dir, live.previous)):
        if not (index_dir / "segments" / name / "segment.json").is_file():
            raise IndexDamaged(f"{live.previous} has lost a segment; nothing was changed")
    manifest.previous = live.generation
    publish(index_dir, manifest)
    return manifest


def drop_generations(index_dir: Path, keep: set[str]) -> list[str]:
    """Delete the folders of generations that are neither kept nor read; gives those that stay."""
    folder = index_dir / GENERATIONS
    stay = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in keep or is_leased(index_dir, path.name):
            stay.append(path.name)
        else:
            _delete(path, first="complete")
    return stay


def drop_segments(index_dir: Path, generations: Iterable[str]) -> None:
    """Delete the segments that none of these generations names."""
    used: set[str] = set()
    for name in generations:
        with suppress(IndexDamaged):  # what does not say what it is made of cannot be read either
            used.update(segments_of(generation_dir(index_dir, name)))
    folder = index_dir / "segments"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in used:
            _delete(path, first="segment.json")


def _delete(path: Path, *, first: str) -> None:
    """Delete a folder, beginning with the file that makes it complete."""
    with suppress(OSError):
        os.unlink(path / first)
    shutil.rmtree(path, ignore_errors=True)


def keep_only(store: DocumentStore, needed: Needed, *, grace: float | None = None, now: float | None = None) -> int:
    """Forget documents, passages and vectors but those needed; gives how many documents went.

    Args:
        store: opened to write.
        needed: empty `settings` or `models` mean all.
        grace: seconds that a document is kept after it was last needed; None means `GRACE`.
        now: the time. A clock that was set back only keeps documents longer; one set forward, citations shorter.
    """
    grace, now = GRACE if grace is None else grace, time.time() if now is None else now
    db = store.db
    with store.transaction():
        db.execute("CREATE TEMP TABLE IF NOT EXISTS needed (key TEXT PRIMARY KEY)")
        db.execute("DELETE FROM needed")
        db.executemany("INSERT INTO needed VALUES (?)", ((key,) for key in needed.documents))
        db.execute("UPDATE document SET gone = NULL WHERE gone IS NOT NULL AND key IN needed")
        db.execute("UPDATE document SET gone = ? WHERE (gone IS NULL OR gone > ?) AND key NOT IN needed", (now, now))
        gone = _expired(store, now - grace)
        for key in gone:
            _forget(store, key)
        _forget_other_cuts(store, needed.settings)
    _forget_other_models(store, needed.models)
    _shrink(store)
    return len(gone)


def forget_document(store: DocumentStore, key: str) -> None:
    """Forget one document with its passages and their vectors."""
    with store.transaction():
        _forget(store, key)


def _forget(store: DocumentStore, key: str) -> None:
    _forget_passages(store, "document = ?", key)
    store.db.execute("DELETE FROM passages WHERE key = ?", (key,))
    store.db.execute("DELETE FROM document WHERE key = ?", (key,))


def _expired(store: DocumentStore, before: float) -> list[str]:
    """Documents that have been gone for long, or are more than may be kept beside the living."""
    living = store.read("SELECT coalesce(sum(length(body) + length(raw)), 0) FROM document WHERE gone IS NULL")[0][0]
    room = max(_LEAST, living)
    expired = []
    for key, gone, size in store.read(
        "SELECT key, gone, length(body) + length(raw) FROM document WHERE gone IS NOT NULL ORDER BY gone DESC"
    ):
        room -= size
        if gone <= before or room < 0:
            expired.append(str(key))
    return expired


def _forget_other_cuts(store: DocumentStore, settings: set[str]) -> None:
    """Passages of documents that were cut with settings of no kept generation."""
    if not settings:
        return
    cuts = store.read("SELECT DISTINCT settings FROM passages")
    for (cut,) in cuts:
        if cut in settings:
            continue
        for first, count in store.read("SELECT first_row, count FROM passages WHERE settings = ?", (cut,)):
            _forget_passages(store, "row BETWEEN ? AND ?", first, first + count - 1)
        store.db.execute("DELETE FROM passages WHERE settings = ?", (cut,))


def _forget_passages(store: DocumentStore, which: str, *values: str | int) -> None:
    """Passages, and the vectors of texts that stand in no other passage."""
    texts = store.read(f"SELECT DISTINCT texts FROM chunk WHERE {which}", values)
    store.db.execute(f"DELETE FROM chunk WHERE {which}", values)
    store.db.executemany(
        f"DELETE FROM vectors WHERE substr(key, -{TEXTS}) = ?1 AND NOT EXISTS (SELECT 1 FROM chunk WHERE texts = ?1)",
        texts,
    )


def _forget_other_models(store: DocumentStore, models: set[str]) -> None:
    if not models:
        return
    keep = {model_key(identity) for identity in models}
    key = b""
    while rows := store.read(f"SELECT substr(key, 1, {MODEL}) FROM vectors WHERE key > ? ORDER BY key LIMIT 1", (key,)):
        model = bytes(rows[0][0])
        key = model + b"\xff" * (TEXTS + 1)
        if model not in keep:
            with store.transaction():
                store.db.execute("DELETE FROM vectors WHERE key BETWEEN ? AND ?", (model, key))


def _shrink(store: DocumentStore) -> None:
    """Give space back to the disk when a good part of the file is unused; otherwise it serves the next additions."""
    (pages,), (free,) = store.read("PRAGMA page_count")[0], store.read("PRAGMA freelist_count")[0]
    if free > max(1000, pages // _FREE):
        with store.errors():
            store.db.execute("PRAGMA incremental_vacuum").fetchall()
