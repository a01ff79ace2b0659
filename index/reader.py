"""The live generation, opened for reading and exchanged when a newer one is published.

A question holds the generation it began with; the next one gets the newer. Owns opening, leases and filters.
Does not rank.
"""

from __future__ import annotations

import threading
import unicodedata
import weakref
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.documents import DocumentStore
from index.embedder import Embedder, load_embedder
from index.errors import REBUILD, IndexDamaged, IndexMismatch, QuestionError, build_command
from index.generation import Parts, open_generation
from index.kept import Kept
from index.manifest import STORE, FileEntry, Manifest, generation_dir, manifest_stamp, read_manifest, take_lease
from index.types import Chunk, IndexConfig, SourceDocument
from index.vector_store import LANGUAGES
from index.vectors.remote import Server
from index.versions import VERSIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

Where = Mapping[str, str | int | Sequence[str | int]]
FIELDS = ("source", "language", "title", "authors", "publisher", "date", "year", "folder", "format")
_MASKS = 32 << 20  # bytes of what filters let through that are kept: a conversation asks under one filter


class Generation:
    """One generation, open. Everything it gives stays consistent, whatever is built meanwhile."""

    def __init__(
        self, index_dir: Path, manifest: Manifest, embedder: Embedder, *, server: Server | None = None
    ) -> None:
        """Map the files of the generation that a manifest names, and lease it."""
        folder = generation_dir(index_dir, manifest.generation)
        if not (folder / "complete").is_file():
            raise IndexDamaged(f"{folder} is missing or half-written; {REBUILD}")
        self.embedder = embedder
        self.describe(manifest)
        lease = take_lease(index_dir, manifest.generation)
        parts = open_generation(folder, server=server)
        self.vectors, self.lexical = parts.vectors, parts.lexical
        self._keys, self._document_of = parts.keys, parts.document_of
        self._store = DocumentStore(index_dir / STORE)
        self.document = lru_cache(maxsize=256)(self._store.document)
        # Nothing kept here refers to `self`: a generation is let go of, and its lease, with the last question.
        self._chunk = lru_cache(maxsize=4096)(partial(_read_chunk, self._store, self.vectors.rows))
        weakref.finalize(self, _release, parts, self._store, lease)

    def describe(self, manifest: Manifest) -> None:
        """Take what a newer manifest says of the files, the passages being the same."""
        self.manifest, self._let_through = manifest, Kept(_MASKS)

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.vectors.rows)

    def chunk(self, position: int) -> Chunk:
        """The passage at a position."""
        return self._chunk(position)

    def document_at(self, position: int) -> SourceDocument:
        """The document of the passage at a position."""
        return self.document(self._keys[self._document_of[position]])

    def find(self, chunk_id: str) -> tuple[SourceDocument, Chunk] | None:
        """The passage with an id, of this generation if it holds it, else the last one that was kept."""
        found = self._store.find_chunk(chunk_id)
        found.sort(key=lambda item: item[1] in self._keys, reverse=True)
        for row, key in found[:1]:
            return self.document(key), self._store.chunks([row])[0][1]
        return None

    def document_of_source(self, source: str) -> SourceDocument | None:
        """The document that readers know by this name."""
        entry = next((e for e in self.manifest.files if e.source == source and e.key), None)
        return self.document(entry.key) if entry else None

    def raw_text(self, entry: FileEntry) -> str:
        """The raw text behind a file's document: what segments and removed spans point into."""
        return self._store.raw_text(entry.key)

    def allowed(self, where: Where | None) -> NDArray[np.bool_] | None:
        """Which positions a filter lets through, `(size,)`; None without a filter.

        Raises:
            QuestionError: the filter names an unknown field, or values that it can never have.
        """
        if where is None or where == {}:
            return None
        wanted = _wanted(where)
        key = frozenset((name, frozenset(values)) for name, values in wanted.items())
        (mask,) = self._let_through.get(key, lambda: (self._mask(wanted),))
        return mask

    def _mask(self, wanted: dict[str, set[str]]) -> NDArray[np.bool_]:
        mask = np.ones(self.size, dtype=np.bool_)
        if languages := wanted.get("language"):
            mask &= np.isin(self.vectors.languages, [LANGUAGES.index(v) for v in languages])
        if of_files := {name: values for name, values in wanted.items() if name != "language"}:
            by_key = {entry.key: entry for entry in self.manifest.files}
            good = [
                key in by_key and all(_values(by_key[key], name) & v for name, v in of_files.items())
                for key in self._keys
            ]
            mask &= np.array(good, dtype=np.bool_)[self._document_of]
        return mask


def _wanted(where: Where) -> dict[str, set[str]]:
    """The values that a filter lets through, by field. None of it is taken for "everything": it may guard something."""
    if not isinstance(where, Mapping):
        raise QuestionError(f'where: {where!r} is no field and value; give for example {{"language": "ko"}}')
    wanted: dict[str, set[str]] = {}
    for name, value in where.items():
        if name not in FIELDS:
            raise QuestionError(f"where: unknown field {name!r}; use one of {', '.join(FIELDS)}")
        values = [value] if isinstance(value, str | int) else value
        if not isinstance(values, Collection) or isinstance(values, Mapping | bytes) or not values:
            raise QuestionError(f"where: {name} is {value!r}; give a value, a list of values, or leave it out")
        if not all(isinstance(one, str | int) for one in values):
            raise QuestionError(f"where: {name} is {value!r}; its values are text or whole numbers")
        wanted[name] = {unicodedata.normalize("NFC", str(one)) for one in values}
    strange = [value for value in wanted.get("language", ()) if value not in LANGUAGES]
    if strange:
        raise QuestionError(f"where: no language is called {strange[0]!r}; use {', '.join(LANGUAGES)}")
    return wanted


def _read_chunk(store: DocumentStore, rows: NDArray[np.int64], position: int) -> Chunk:
    return store.chunks([int(rows[position])])[0][1]


def _values(entry: FileEntry, name: str) -> set[str]:
    """What a filter may compare of a file: a folder filter matches every folder above it."""
    if name == "authors":
        return set(entry.authors)
    if name == "year":
        return {entry.date[:4]}
    if name == "folder":
        parts = entry.source.split("/")[:-1]
        return {"/".join(parts[:n]) for n in range(len(parts) + 1)}
    return {str(getattr(entry, name))}


def _release(parts: Parts, store: DocumentStore, lease: object) -> None:
    parts.close()
    store.close()
    if lease is not None:
        lease.release(force=True)  # type: ignore[attr-defined]


class IndexReader:
    """The live generation of an index directory; `current()` notices a newer one by itself."""

    def __init__(
        self, index_dir: Path | str, config: IndexConfig | None = None, *, server: Server | None = None
    ) -> None:
        """Nothing is opened until the first question.

        Args:
            index_dir: where the index lives.
            config: what the index must have been built with; None accepts what the manifest says.
            server: a Chroma server that builds bring vectors to; None: this machine compares them.
        """
        self.index_dir = Path(index_dir)
        self._config, self._server = config, server
        self._lock = threading.Lock()
        self._open: Generation | None = None
        self._stamp: bytes | None = None

    def current(self) -> Generation:
        """The live generation, opened on first use and after a rebuild.

        Raises:
            IndexMissing: nothing has been built.
            IndexMismatch: the index was made with another model or settings.
            IndexDamaged: files are missing.
        """
        stamp = manifest_stamp(self.index_dir)
        with self._lock:
            if self._open is None or stamp != self._stamp:
                self._open = self._open_live()
                self._stamp = stamp
            return self._open

    def _open_live(self) -> Generation:
        manifest = read_manifest(self.index_dir)
        config = self._config or self._built_with(manifest)
        embedder = load_embedder(config.embedding_model)
        self._check(manifest, config, embedder)
        if self._open is not None and self._open.manifest.generation == manifest.generation:
            self._open.describe(manifest)
            return self._open
        try:
            opened = Generation(self.index_dir, manifest, embedder, server=self._server)
        except IndexDamaged:
            now = read_manifest(self.index_dir)
            if manifest.generation in (now.generation, now.previous):
                raise
            return self._open_live()  # it was deleted between being read of and being leased
        return opened

    def _built_with(self, manifest: Manifest) -> IndexConfig:
        try:
            return IndexConfig(**manifest.config)
        except TypeError:
            raise IndexMismatch(
                f"{self.index_dir} was built by another version; rebuild with: {build_command(self.index_dir)}"
            ) from None

    def _check(self, manifest: Manifest, config: IndexConfig, embedder: Embedder) -> None:
        if manifest.fingerprint == config.fingerprint(VERSIONS, embedder.identity):
            return
        wanted, found = config.embedding_model, manifest.model["name"]
        if wanted != found:
            raise IndexMismatch(
                f"{self.index_dir} was built with the embedding model {found}, not {wanted}; "
                f"rebuild with: {build_command(self.index_dir)}, or set DOCENT_EMBEDDING_MODEL={found}"
            )
        raise IndexMismatch(
            f"{self.index_dir} was built with other settings or by another version; "
            f"rebuild with: {build_command(self.index_dir)}"
        )
