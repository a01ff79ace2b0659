"""The store: documents, passages and vectors, kept by the hash of what they were made from (SQLite).

Rows are added and never changed, so every reader sees its generation whole while a build adds to the store, and
a build that was killed goes on from what it had done. Which rows belong to a generation is the manifest's word.
Owns the file `documents.db`. Does not know files, models or questions.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from index.types import (
    Chunk,
    Heading,
    IndexDamaged,
    Item,
    Metadata,
    Note,
    Place,
    Removed,
    Segment,
    SourceDocument,
)

REBUILD = "rebuild with: python -m bot build"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (key TEXT PRIMARY KEY, body BLOB NOT NULL, raw BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS passages (
    key TEXT NOT NULL, settings TEXT NOT NULL, first_row INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (key, settings)
);
CREATE TABLE IF NOT EXISTS chunk (
    row INTEGER PRIMARY KEY, document TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS chunk_id ON chunk (id);
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, count INTEGER NOT NULL, data BLOB NOT NULL);
"""


class DocumentStore:
    """Texts and vectors on disk. One instance belongs to one thread unless it was opened to read only."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open the database file; a writer creates it when it is missing."""
        if not writable and not path.is_file():
            raise IndexDamaged(f"{path} is missing; {REBUILD}")
        self._db = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        self._path = path
        if writable:
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=NORMAL")
                self._db.executescript(_SCHEMA)
            except sqlite3.DatabaseError as error:
                raise IndexDamaged(f"{path} cannot be opened ({error}); delete it and {REBUILD}") from error

    def close(self) -> None:
        """Close the database; the object cannot be used afterwards."""
        self._db.close()

    # -- documents

    def has_document(self, key: str) -> bool:
        """Whether a document made from this very content is there."""
        return self._one("SELECT 1 FROM document WHERE key = ?", key) is not None

    def put_document(self, key: str, document: SourceDocument, raw: str) -> None:
        """Keep a document and the raw text that its segments point into; the same key again changes nothing."""
        row = (key, _pack(asdict(document)), zlib.compress(raw.encode(), 1))
        self._db.execute("INSERT OR IGNORE INTO document VALUES (?, ?, ?)", row)

    def raw_text(self, key: str) -> str:
        """The raw text of a document.

        Raises:
            IndexDamaged: the store does not hold it.
        """
        row = self._one("SELECT raw FROM document WHERE key = ?", key)
        if row is None:
            raise IndexDamaged(f"the store has lost document {key}; {REBUILD}")
        return zlib.decompress(row[0]).decode()

    def document(self, key: str) -> SourceDocument:
        """The document of a key.

        Raises:
            IndexDamaged: the store does not hold it.
        """
        row = self._one("SELECT body FROM document WHERE key = ?", key)
        if row is None:
            raise IndexDamaged(f"the store has lost document {key}; {REBUILD}")
        return _document(_unpack(row[0]))

    # -- passages

    def put_chunks(self, key: str, settings: str, chunks: Sequence[Chunk]) -> range:
        """Keep a document's passages under the settings that cut them; gives their rows, one after another."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            known = self.chunk_rows(key, settings)
            if known is None:
                first = int(self._db.execute("SELECT COALESCE(MAX(row), 0) + 1 FROM chunk").fetchone()[0])
                self._db.executemany(
                    "INSERT INTO chunk VALUES (?, ?, ?, ?)",
                    ((first + n, key, c.id, _pack(asdict(c))) for n, c in enumerate(chunks)),
                )
                self._db.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", (key, settings, first, len(chunks)))
                known = range(first, first + len(chunks))
            self._db.execute("COMMIT")
        return known

    def chunk_rows(self, key: str, settings: str) -> range | None:
        """Rows of a document's passages, or None when it was not cut with these settings."""
        row = self._one("SELECT first_row, count FROM passages WHERE key = ? AND settings = ?", key, settings)
        return None if row is None else range(row[0], row[0] + row[1])

    def chunks(self, rows: Sequence[int]) -> list[tuple[str, Chunk]]:
        """(document key, passage) for each row, in the order asked for.

        Raises:
            IndexDamaged: a row is not there.
        """
        found: dict[int, tuple[str, Chunk]] = {}
        for part in _batches(rows, 500):
            marks = ",".join("?" * len(part))
            query = f"SELECT row, document, body FROM chunk WHERE row IN ({marks})"  # noqa: S608 - only marks
            for row, key, body in self._read(query, part):
                found[row] = (key, _chunk(_unpack(body)))
        missing = [row for row in rows if row not in found]
        if missing:
            raise IndexDamaged(f"the store has lost passage {missing[0]}; {REBUILD}")
        return [found[row] for row in rows]

    def find_chunk(self, chunk_id: str) -> list[tuple[int, str]]:
        """(row, document key) of every kept passage with this id, newest first."""
        rows = self._read("SELECT row, document FROM chunk WHERE id = ? ORDER BY row DESC", (chunk_id,))
        return [(int(row), str(key)) for row, key in rows]

    # -- vectors

    def put_vectors(self, rows: Iterable[tuple[bytes, np.ndarray]]) -> None:
        """Keep vectors by key, `(count, dim)` each, as float16."""
        payload = [(key, len(v), np.ascontiguousarray(v, dtype=np.float16).tobytes()) for key, v in rows]
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", payload)
            self._db.execute("COMMIT")

    def vectors(self, keys: Sequence[bytes]) -> dict[bytes, np.ndarray]:
        """The vectors that are there, `(count, dim)` float16 each, by key."""
        found: dict[bytes, np.ndarray] = {}
        for part in _batches(keys, 500):
            marks = ",".join("?" * len(part))
            query = f"SELECT key, count, data FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
            for key, count, data in self._read(query, part):
                found[key] = np.frombuffer(data, dtype=np.float16).reshape(count, -1)
        return found

    # -- upkeep

    def keep_only(self, documents: set[str]) -> int:
        """Forget documents, passages and unused space but those named; gives how many documents went."""
        gone = [key for (key,) in self._db.execute("SELECT key FROM document") if key not in documents]
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for key in gone:
                for table, column in (("document", "key"), ("passages", "key"), ("chunk", "document")):
                    self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))  # noqa: S608 - our names
            self._db.execute("COMMIT")
        return len(gone)

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:  # noqa: ANN401 - SQL values
        return next(iter(self._read(query, values)), None)

    def _read(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, list(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"{self._path} cannot be read ({error}); delete it and {REBUILD}") from error


def _batches(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))


def _pack(value: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 1)


def _unpack(data: bytes) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        raise IndexDamaged(f"a row of the store cannot be read; {REBUILD}") from error
    return value


def _document(value: dict[str, Any]) -> SourceDocument:
    metadata = value["metadata"]
    return SourceDocument(
        **{
            **value,
            "segments": tuple(Segment(*s) for s in value["segments"]),
            "headings": tuple(Heading(*h) for h in value["headings"]),
            "items": tuple(Item(*i) for i in value["items"]),
            "places": tuple(Place(*p) for p in value["places"]),
            "removed": tuple(Removed(*r) for r in value["removed"]),
            "dropped": tuple((text, reason) for text, reason in value["dropped"]),
            "notes": tuple(
                Note(n["marker"], n["text"], n["anchor"], tuple(Segment(*s) for s in n["segments"]))
                for n in value["notes"]
            ),
            "metadata": Metadata(**{**metadata, "authors": tuple(metadata["authors"])}),
            "warnings": tuple(value["warnings"]),
        }
    )


def _chunk(value: dict[str, Any]) -> Chunk:
    return Chunk(
        **{
            **value,
            "sentences": tuple((a, b) for a, b in value["sentences"]),
            "headings": tuple(value["headings"]),
            "notes": tuple(value["notes"]),
        }
    )
