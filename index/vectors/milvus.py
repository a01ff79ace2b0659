"""Milvus: the passages' vectors of a segment as collections, one for each language, on one server or on a cluster.

The same that `chroma.Collections` is, for indexes that one Chroma server does not hold: Milvus spreads a collection
over machines. Vectors are kept as one byte an axis in lists by nearness. Its errors are translated here. Words stay
with us: the server's own word search knows no Korean stems. Does not know slots or segments' other files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import REBUILD, IndexDamaged, MissingDependency

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 1000  # a call may not carry more than 64 MB
_MOST = 16_384  # rows that a search gives at most
_PATIENCE = 30.0  # seconds
_INDEX = {"index_type": "IVF_SQ8", "metric_type": "IP", "params": {"nlist": 128}}
_SEARCH = {"metric_type": "IP", "params": {"nprobe": 128}}  # all lists: the bytes cost little, and nothing is missed


class MilvusCollections:
    """The collections of one segment; rows are the store's."""

    def __init__(self, client: Any, prefix: str) -> None:  # noqa: ANN401 - pymilvus is imported where it is used
        """Use the collections whose names begin with `prefix`."""
        self._client, self._prefix = client, prefix

    def has(self, language: str) -> bool:
        """Whether there is a collection for a language."""
        return bool(_translated(self._client.has_collection, self._name(language)))

    def make(self, language: str) -> None:
        """Make an empty collection for a language; what it holds decides its shape, so that is made with the first."""
        _translated(self._client.create_collection, self._name(language), **_schema(self._client, 1))

    def drop(self, language: str) -> None:
        """Take the collection of a language away."""
        _translated(self._client.drop_collection, self._name(language))

    def add(self, language: str, rows: NDArray[np.int64], vectors: NDArray[Any]) -> None:
        """Give a collection rows and their vectors `(n, dim)`."""
        name = self._name(language)
        if len(rows) and not self.count(language):
            self.drop(language)
            _translated(self._client.create_collection, name, **_schema(self._client, vectors.shape[1]))
        for i in range(0, len(rows), _BATCH):
            part = np.asarray(vectors[i : i + _BATCH], dtype=np.float32)
            given = zip(rows[i : i + _BATCH].tolist(), part, strict=True)
            _translated(self._client.insert, name, [{"row": row, "vector": vector} for row, vector in given])
        if len(rows):
            _translated(self._client.flush, name)

    def count(self, language: str) -> int:
        """How many vectors a collection holds."""
        found = _translated(
            self._client.query, self._name(language), output_fields=["count(*)"], consistency_level="Strong"
        )
        return int(found[0]["count(*)"])

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64]:
        """Rows of the vectors nearest to a query `(dim,)`, best first, at most n and at most 16,384."""
        if not self.count(language):
            return np.zeros(0, dtype=np.int64)
        found = _translated(
            self._client.search,
            self._name(language),
            [query.tolist()],
            limit=min(n, _MOST),
            search_params=_SEARCH,
            consistency_level="Strong",
        )
        return np.array([hit["row"] if "row" in hit else hit["id"] for hit in found[0]], dtype=np.int64)

    def held(self, language: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """All that a collection holds: (rows, vectors), a part at a time."""
        last = -1
        while self.count(language):
            found = _translated(
                self._client.query, self._name(language), filter=f"row > {last}", output_fields=["row", "vector"],
                limit=_MOST, consistency_level="Strong",
            )  # fmt: skip
            if not found:
                return
            rows = np.array([item["row"] for item in found], dtype=np.int64)
            yield rows, np.array([item["vector"] for item in found], dtype=np.float32)
            last = int(rows.max())

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    def _name(self, language: str) -> str:
        return f"{self._prefix}-{language}".replace("-", "_")


def connect(url: str, token: str, certificates: str) -> Any:  # noqa: ANN401
    """A client of a server.

    Raises:
        MissingDependency: pymilvus is not installed.
        IndexDamaged: the server does not answer.
    """
    try:
        from pymilvus import MilvusClient
    except ModuleNotFoundError as error:
        if error.name != "pymilvus":
            raise
        raise MissingDependency("a Milvus server", "milvus") from error
    more = {"server_pem_path": certificates} if certificates else {}
    return _translated(MilvusClient, uri=url, token=token, timeout=_PATIENCE, **more)


def names(client: Any) -> list[str]:  # noqa: ANN401
    """The names of all collections of a server."""
    return [str(name) for name in _translated(client.list_collections)]


def _schema(client: Any, dim: int) -> dict[str, Any]:  # noqa: ANN401
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=max(2, dim))
    index = client.prepare_index_params()
    index.add_index("vector", **_INDEX)
    return {"schema": schema, "index_params": index}


def _translated(call: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any method
    from pymilvus.exceptions import MilvusException

    try:
        return call(*args, **kwargs)
    except (MilvusException, ValueError) as error:
        raise IndexDamaged(f"the vector store cannot answer ({error}); {REBUILD}") from error
