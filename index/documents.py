"""The store: documents, passages and vectors, kept by the hash of what they were made from (SQLite).

Rows are added and never changed, and the number of a passage's row is never given twice, so every reader sees its
generation whole while a build adds to the store, and a build that was killed goes on from what it had done. Which
rows belong to a generation is the manifest's word; `upkeep` forgets what no generation needs.
Owns the file `documents.db` and SQLite's errors. Does not know files, models or questions.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import REBUILD, DocentError, IndexDamaged
from index.rows import (
    TEXTS,
    pack_chunk,
    pack_document,
    pack_text,
    texts_key,
    unpack_chunk,
    unpack_document,
    unpack_text,
)
from index.types import Chunk, SourceDocument

SCHEMA = 2
_ROOM = 1 << 20  # bytes free that SQLite's locks and log need
_TABLES = ("document", "passages", "chunk", "vectors", "counter")
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS document (key TEXT PRIMARY KEY, body BLOB NOT NULL, raw BLOB NOT NULL, gone REAL);
CREATE TABLE IF NOT EXISTS passages (
    key TEXT NOT NULL, settings TEXT NOT NULL, first_row INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (key, settings)
);
CREATE TABLE IF NOT EXISTS chunk (
    row INTEGER PRIMARY KEY, document TEXT NOT NULL, id TEXT NOT NULL, texts BLOB NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS chunk_id ON chunk (id);
CREATE INDEX IF NOT EXISTS chunk_texts ON chunk (texts);
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, count INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS vectors_texts ON vectors (substr(key, -{TEXTS}));
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value);
INSERT OR IGNORE INTO counter VALUES ('row', 0), ('store', hex(randomblob(8)));
PRAGMA user_version = {SCHEMA};
"""


class DocumentStore:
    """Texts and vectors on disk. One instance belongs to one thread unless it was opened to read only."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open the database file; a writer creates it when it is missing, and empties one of another version."""
        if not writable and not path.is_file():
            raise IndexDamaged(f"{path} is missing; {REBUILD}")
        self.path = path
        self._frozen = None if writable else _frozen(path)
        self.db = self._connect("rwc" if writable else "rw")
        try:
            with self.errors():
                self._prepare(writable)
        except DocentError:
            self.db.close()
            raise

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?{'immutable=1' if self._frozen else f'mode={mode}'}"
        return sqlite3.connect(address, uri=True, timeout=30, check_same_thread=False, isolation_level=None)

    def close(self) -> None:
        """Close the database; the object cannot be used afterwards."""
        self.db.close()

    @property
    def identity(self) -> str:
        """A name that no other store has: row numbers mean something only together with it."""
        return str(self._must("SELECT value FROM counter WHERE name = 'store'")[0])

    def _prepare(self, writable: bool) -> None:
        if not writable:
            self.db.execute("SELECT 1 FROM sqlite_master LIMIT 1")
            return
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            self.db.execute("PRAGMA auto_vacuum=INCREMENTAL")  # heeded only before the first table
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.execute("PRAGMA journal_size_limit=33554432")
        if version != SCHEMA:
            for table in _TABLES:
                self.db.execute(f"DROP TABLE IF EXISTS {table}")
        self.db.executescript(_SCHEMA)

    # -- documents

    def has_document(self, key: str) -> bool:
        """Whether a document made from this very content is there."""
        return self._one("SELECT 1 FROM document WHERE key = ?", key) is not None

    def document_keys(self) -> set[str]:
        """The keys of all documents."""
        return {str(key) for (key,) in self.read("SELECT key FROM document")}

    def put_document(self, key: str, document: SourceDocument, raw: str) -> None:
        """Keep a document and the raw text that its segments point into; the same key again changes nothing."""
        with self.errors():
            row = (key, pack_document(document), pack_text(raw))
            self.db.execute("INSERT OR IGNORE INTO document VALUES (?, ?, ?, NULL)", row)

    def raw_text(self, key: str) -> str:
        """The raw text of a document.

        Raises:
            IndexDamaged: the store does not hold it.
        """
        return unpack_text(self._document_column("raw", key))

    def document(self, key: str) -> SourceDocument:
        """The document of a key.

        Raises:
            IndexDamaged: the store does not hold it.
        """
        return unpack_document(self._document_column("body", key))

    def _document_column(self, column: str, key: str) -> bytes:
        row = self._one(f"SELECT {column} FROM document WHERE key = ?", key)
        if row is None:
            raise IndexDamaged(f"the store has lost document {key}; {REBUILD}")
        return bytes(row[0])

    # -- passages

    def put_chunks(self, key: str, settings: str, chunks: Sequence[Chunk]) -> range:
        """Keep a document's passages under the settings that cut them; gives their rows, one after another."""
        with self.transaction():
            known = self.chunk_rows(key, settings)
            if known is None:
                first = int(self._must("SELECT value FROM counter WHERE name = 'row'")[0]) + 1
                self.db.executemany(
                    "INSERT INTO chunk VALUES (?, ?, ?, ?, ?)",
                    ((first + n, key, c.id, texts_key(c), pack_chunk(c)) for n, c in enumerate(chunks)),
                )
                self.db.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", (key, settings, first, len(chunks)))
                self.db.execute("UPDATE counter SET value = ? WHERE name = 'row'", (first + len(chunks) - 1,))
                known = range(first, first + len(chunks))
        return known

    def chunk_rows(self, key: str, settings: str) -> range | None:
        """Rows of a document's passages, or None when it was not cut with these settings."""
        row = self._one("SELECT first_row, count FROM passages WHERE key = ? AND settings = ?", key, settings)
        return None if row is None else range(row[0], row[0] + row[1])

    def cut_documents(self, settings: str) -> dict[str, range]:
        """Rows of the passages of every document that was cut with these settings, by its key."""
        rows = self.read("SELECT key, first_row, count FROM passages WHERE settings = ?", (settings,))
        return {str(key): range(first, first + count) for key, first, count in rows}

    def chunks(self, rows: Sequence[int]) -> list[tuple[str, Chunk]]:
        """(document key, passage) for each row, in the order asked for.

        Raises:
            IndexDamaged: a row is not there.
        """
        found: dict[int, tuple[str, Chunk]] = {}
        for part in _batches(rows, 500):
            marks = ",".join("?" * len(part))
            for row, key, body in self.read(f"SELECT row, document, body FROM chunk WHERE row IN ({marks})", part):
                found[row] = (key, unpack_chunk(body))
        missing = [row for row in rows if row not in found]
        if missing:
            raise IndexDamaged(f"the store has lost passage {missing[0]}; {REBUILD}")
        return [found[row] for row in rows]

    def find_chunk(self, chunk_id: str) -> list[tuple[int, str]]:
        """(row, document key) of every kept passage with this id, newest first."""
        rows = self.read("SELECT row, document FROM chunk WHERE id = ? ORDER BY row DESC", (chunk_id,))
        return [(int(row), str(key)) for row, key in rows]

    # -- vectors

    def put_vectors(self, rows: Iterable[tuple[bytes, np.ndarray]]) -> None:
        """Keep vectors by key, `(count, dim)` each, as float16."""
        payload = [(key, len(v), np.ascontiguousarray(v, dtype=np.float16).tobytes()) for key, v in rows]
        with self.transaction():
            self.db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", payload)

    def vectors(self, keys: Sequence[bytes]) -> dict[bytes, np.ndarray]:
        """The vectors that are there, `(count, dim)` float16 each, by key."""
        found: dict[bytes, np.ndarray] = {}
        for part in _batches(keys, 500):
            marks = ",".join("?" * len(part))
            for key, count, data in self.read(f"SELECT key, count, data FROM vectors WHERE key IN ({marks})", part):
                if count and not len(data) % (2 * count):  # else it is as good as lost
                    found[key] = np.frombuffer(data, dtype=np.float16).reshape(count, -1)
        return found

    def without_vectors(self, model: bytes, rows: Sequence[int], *, dim: int) -> list[int]:
        """Those rows of passages that lack vectors of a model, or have some of another size.

        Args:
            model: how the keys of its vectors begin.
            rows: of passages.
            dim: of its vectors.
        """
        found: list[int] = []
        for part in _batches(rows, 500):
            marks = ",".join("?" * len(part))
            query = (
                f"SELECT row FROM chunk LEFT JOIN vectors ON key = CAST(? || texts AS BLOB) WHERE row IN ({marks}) "
                "AND (data IS NULL OR count = 0 OR length(data) <> 2 * ? * count) ORDER BY row"
            )
            found += [int(row) for (row,) in self.read(query, (model, *part, dim))]
        return found

    # -- for those who look after the store

    def read(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows that a query finds.

        Raises:
            IndexDamaged: the file is not what it should be.
        """
        with self.errors():
            if self._frozen and self._frozen != _frozen(self.path):  # somebody can write again
                self.db.close()
                self._frozen = None
                self.db = self._connect("rw")
            return self.db.execute(query, list(values)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is written whole or not at all."""
        with self.errors(), self.db:
            self.db.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def errors(self) -> Iterator[None]:
        """SQLite's errors as ours: what is full or locked is not damaged."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_FULL":
                raise DocentError(f"the disk of {self.path} is full; free some space and build again") from error
            if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_IOERR")):
                raise DocentError(f"{self.path} cannot be written ({error}); check the disk and try again") from error
            raise IndexDamaged(f"{self.path} cannot be read ({error}); delete it and {REBUILD}") from error

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:  # noqa: ANN401 - SQL values
        return next(iter(self.read(query, values)), None)

    def _must(self, query: str) -> tuple[Any, ...]:
        row = self._one(query)
        if row is None:
            raise IndexDamaged(f"{self.path} has lost a counter; delete it and {REBUILD}")
        return row


def _frozen(path: Path) -> tuple[int, int] | None:
    """(size, time of change) of a file that nobody can write now, as a reader must know: it can have no locks there."""
    beside = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) and shutil.disk_usage(path.parent).free > _ROOM:
        return None
    if beside.is_file() and beside.stat().st_size:
        return None  # what stands there must be read too
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _batches(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))
