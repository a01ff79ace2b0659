"""The vectors of one generation: Chroma finds the nearest passages, mapped arrays give exact cosines.

One Chroma collection for each language, since a `where` on a broad field costs Chroma 7 microseconds a matching
row. Vectors are always passed in: Chroma never embeds and never touches the network. Chroma's errors are
translated here. Owns the `chroma` folder and the `*.npy` arrays of a generation. Does not know texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.types import IndexDamaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANGUAGES = ("ko", "en", "ru", "xx")
_BATCH = 5000  # chromadb takes at most 5,461 rows a call
_SPACE = {"hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 24, "ef_search": 200}}


def build_vectors(
    folder: Path,
    *,
    rows: Sequence[int],
    languages: Sequence[str],
    passages: NDArray[np.float16],
    sentences: NDArray[np.float16],
    sentence_starts: NDArray[np.int64],
) -> None:
    """Write a generation's vectors.

    Args:
        folder: the generation's folder.
        rows: the store's row of each position, ascending.
        languages: one of LANGUAGES for each position.
        passages: `(n, dim)`, unit length.
        sentences: `(m, dim)`, the sentences of all passages one after another.
        sentence_starts: `(n + 1,)`, where each passage's sentences begin.
    """
    np.save(folder / "rows.npy", np.asarray(rows, dtype=np.int64))
    np.save(folder / "languages.npy", np.array([LANGUAGES.index(name) for name in languages], dtype=np.uint8))
    np.save(folder / "passages.npy", passages)
    np.save(folder / "sentences.npy", sentences)
    np.save(folder / "sentence_starts.npy", sentence_starts)
    client = _client(folder / "chroma")
    try:
        for name in LANGUAGES:
            positions = [p for p, language in enumerate(languages) if language == name]
            collection = client.create_collection(f"passages-{name}", embedding_function=None, configuration=_SPACE)
            for i in range(0, len(positions), _BATCH):
                part = positions[i : i + _BATCH]
                collection.add(ids=[str(rows[p]) for p in part], embeddings=passages[part].astype(np.float32))
    finally:
        client.close()


class VectorStore:
    """The vectors of one generation, opened for reading."""

    def __init__(self, folder: Path) -> None:
        """Map the arrays and open the Chroma directory."""
        try:
            self.rows = np.load(folder / "rows.npy", mmap_mode="r")
            self.languages = np.load(folder / "languages.npy", mmap_mode="r")
            self.passages = np.load(folder / "passages.npy", mmap_mode="r")
            self._sentences = np.load(folder / "sentences.npy", mmap_mode="r")
            self._starts = np.load(folder / "sentence_starts.npy", mmap_mode="r")
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{folder} lacks its vectors; rebuild with: python -m bot build") from error
        self._client = _client(folder / "chroma")
        self._collections = {
            name: (collection, count) for name in LANGUAGES if (count := (collection := self._collection(name)).count())
        }

    def close(self) -> None:
        """Let go of the Chroma directory."""
        self._client.close()

    def count(self) -> int:
        """How many vectors Chroma holds."""
        return sum(count for _, count in self._collections.values())

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Positions of the passages of one language nearest to a query `(dim,)`, best first, at most n."""
        if language not in self._collections:
            return np.zeros(0, dtype=np.int64)
        collection, count = self._collections[language]
        found = _translated(collection.query, query_embeddings=[query], n_results=min(n, count), include=[])
        return np.searchsorted(self.rows, np.array([int(i) for i in found["ids"][0]], dtype=np.int64))

    def nearest_among(self, query: NDArray[np.float32], positions: NDArray[np.int64], *, n: int) -> NDArray[np.int64]:
        """The same among given positions, by exact comparison: for filtered questions."""
        scores = self.passages[positions].astype(np.float32) @ query
        best = np.argsort(-scores, kind="stable")[:n]
        return positions[best]

    def cosines(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Exact cosines of a query `(dim,)` with the passages at positions `(k,)`."""
        cosines: NDArray[np.float32] = self.passages[positions].astype(np.float32) @ query
        return cosines

    def sentence_cosines(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """For each position the cosines of its sentences."""
        bounds = [(int(self._starts[p]), int(self._starts[p + 1])) for p in positions]
        if not bounds:
            return []
        vectors = np.concatenate([self._sentences[a:b] for a, b in bounds]).astype(np.float32)
        cuts = np.cumsum([b - a for a, b in bounds])[:-1]
        return np.split(vectors @ query, cuts)

    def _collection(self, name: str) -> Any:  # noqa: ANN401 - chromadb is imported where it is used
        return _translated(self._client.get_collection, f"passages-{name}", embedding_function=None)


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb is imported where it is used
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _translated(call: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any method of a collection
    from chromadb.errors import ChromaError

    try:
        return call(*args, **kwargs)
    except (ChromaError, ValueError) as error:
        raise IndexDamaged(f"the vector store cannot answer ({error}); rebuild with: python -m bot build") from error
