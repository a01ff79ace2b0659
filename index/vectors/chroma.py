"""Chroma: the passages' vectors of a segment as collections, one for each language, in a folder or on a server.

A `where` on a broad field costs Chroma 7 microseconds a matching row, so languages are collections. Vectors are always
passed in: Chroma never embeds and, without a server, never touches the network. Its errors are translated here.
Chroma crashes on files that it has not written; a segment's never change, so they are compared before it opens them.
Does not know slots, segments' other files, or which collections are needed.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import file_sum
from index.errors import REBUILD, IndexDamaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
LANGUAGES = ("ko", "en", "ru", "xx")
_BATCH = 5000  # chromadb takes at most 5,461 rows a call
# A sync threshold of 1 makes Chroma write each batch down: its files never change again, and nothing is replayed.
_SPACE = {
    "hnsw": {"space": "cosine", "ef_construction": 100, "max_neighbors": 32, "ef_search": 400, "sync_threshold": 1}
}
_ROOM = 4 << 20  # bytes free that Chroma, which writes to open, is not opened without
_DATABASE = "chroma.sqlite3"  # changes when it is opened


class Collections:
    """The collections of one segment; rows are the store's."""

    def __init__(self, client: Any, prefix: str = "passages") -> None:  # noqa: ANN401 - any client of chromadb
        """Use the collections whose names begin with `prefix`."""
        self._client, self._prefix = client, prefix
        self._found: dict[str, Any] = {}

    def make(self, language: str) -> None:
        """Make an empty collection for a language."""
        self._found[language] = translated(
            self._client.create_collection, self._name(language), embedding_function=None, configuration=_SPACE
        )

    def has(self, language: str) -> bool:
        """Whether there is a collection for a language."""
        from chromadb.errors import NotFoundError

        try:
            self._client.get_collection(self._name(language), embedding_function=None)
        except NotFoundError:
            return False
        return True

    def drop(self, language: str) -> None:
        """Take the collection of a language away."""
        self._found.pop(language, None)
        translated(self._client.delete_collection, self._name(language))

    def add(self, language: str, rows: NDArray[np.int64], vectors: NDArray[Any]) -> None:
        """Give a collection rows and their vectors `(n, dim)`."""
        for i in range(0, len(rows), _BATCH):
            ids = [str(row) for row in rows[i : i + _BATCH].tolist()]
            part = np.asarray(vectors[i : i + _BATCH], dtype=np.float32)
            translated(self._open(language).add, ids=ids, embeddings=part)

    def count(self, language: str) -> int:
        """How many vectors a collection holds."""
        return int(translated(self._open(language).count))

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Rows of the vectors nearest to a query `(dim,)`, best first, at most n."""
        found = translated(self._open(language).query, query_embeddings=[query], n_results=n, include=[])
        return np.array(found["ids"][0], dtype=np.int64)

    def held(self, language: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """All that a collection holds: (rows, vectors), a part at a time."""
        collection = self._open(language)
        for start in range(0, int(translated(collection.count)), _BATCH):
            found = translated(collection.get, include=["embeddings"], limit=_BATCH, offset=start)
            yield np.array([int(i) for i in found["ids"]]), np.array(found["embeddings"], dtype=np.float32)

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    def _open(self, language: str) -> Any:  # noqa: ANN401
        if language not in self._found:
            self._found[language] = translated(
                self._client.get_collection, self._name(language), embedding_function=None
            )
        return self._found[language]

    def _name(self, language: str) -> str:
        return f"{self._prefix}-{language}"


class ChromaFolder:
    """The Chroma folder of a segment, opened with the first question.

    Where it cannot be asked, that is logged once and nothing is found.
    """

    def __init__(self, folder: Path, files: Mapping[str, tuple[int, str]]) -> None:
        """Remember where it is, and what `written` said of its files."""
        self.folder, self._files = folder, files
        self._lock = threading.Lock()
        self._collections: Collections | None = None
        self._fault = ""

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64] | None:
        """Rows nearest to a query, best first, at most n; None when Chroma cannot be asked."""
        try:
            with self._lock:
                if self._fault or _forked():
                    return None
                if self._collections is None:
                    self._collections = self._opened()
            return self._collections.nearest(query, language, n=n)
        except IndexDamaged as error:
            self._fault = str(error)
            _log.warning("Chroma is not asked, our own comparison answers: %s", error)
            return None

    def _opened(self) -> Collections:
        if fault := self.damage() or self.closed():
            raise IndexDamaged(fault)
        return in_folder(self.folder)

    def damage(self) -> str:
        """Which of its files is not what was written, or nothing."""
        for name, (size, expected) in self._files.items():
            path = self.folder / name
            if not path.is_file() or path.stat().st_size != size or file_sum(path) != expected:
                return f"{path} is not what was written; {REBUILD}"
        return "" if (self.folder / _DATABASE).is_file() else f"{self.folder / _DATABASE} is missing; {REBUILD}"

    def closed(self) -> str:
        """Why Chroma, which must write to open, cannot be opened here, or nothing."""
        if not os.access(self.folder, os.W_OK):
            return f"{self.folder} cannot be written, which Chroma needs even to read"
        return "" if shutil.disk_usage(self.folder).free > _ROOM else f"there is no room on the disk of {self.folder}"

    def close(self) -> None:
        """Close Chroma, if it was opened."""
        with self._lock:
            if self._collections is not None:
                self._collections.close()
            self._collections, self._fault = None, "closed"


def written(folder: Path) -> dict[str, tuple[int, str]]:
    """(size, hash) of each file of a Chroma folder that nobody has open, but its database."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, file_sum(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(_DATABASE)
    }


@lru_cache(maxsize=1)
def _process() -> int:
    return os.getpid()


def _forked() -> bool:
    """Whether this process was forked from one that used Chroma, whose threads do not live on in it: it would hang."""
    return _process() != os.getpid()


def in_folder(folder: Path) -> Collections:
    """The collections in a folder, which is made if missing; Chroma writes there even to read."""
    import chromadb
    from chromadb.config import Settings

    client = translated(chromadb.PersistentClient, str(folder), settings=Settings(anonymized_telemetry=False))
    return Collections(client)


def translated(call: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any method of a collection
    """Call a method of chromadb; its errors are ours."""
    from chromadb.errors import ChromaError

    try:
        return call(*args, **kwargs)
    except (ChromaError, ValueError, AttributeError) as error:  # the last when it stops what it could not start
        reason = error.__context__ if isinstance(error, AttributeError) else error
        raise IndexDamaged(f"the vector store cannot answer ({reason}); {REBUILD}") from error
