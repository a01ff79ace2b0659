"""The nearest of very many vectors: all are compared in whole numbers, the best of them exactly.

Graphs of neighbours (HNSW) take longest to build of all that an index needs, and over many dimensions they miss more
than one of a hundred; comparing everything misses next to nothing, needs no building, and reads one byte an axis. The
first axes of the embedded model tell most, so where that holds of a segment's vectors all are compared by five of
twelve axes, one of twenty-five by the next three, and the last four are not read.
Owns `coarse.npy`, `coarse_rest.npy`, `coarse_scale.npy` of a segment. Does not know languages, slots or what a vector
stands for.

The product runs in onnxruntime, which Chroma brings along: numpy multiplies whole numbers ten times slower.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import write_header
from index.errors import REBUILD, IndexDamaged
from index.vectors.threads import threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 400  # that are compared exactly
_MIDDLE = 128  # what stands for 0
_QUERY = 63  # the largest number of a query: 255 * 63 * 2 fits the 16 bits that processors without VNNI add up in
_FIRST, _SECOND = (5, 12), (8, 12)  # shares of the axes: of all vectors, and of the best, where that is enough
_SIFTED, _LEAST = 25, 4000  # one vector of so many, and so many at least, are compared by the second share
_SAMPLE, _ASKED, _ENOUGH = 20_000, 50, 0.99
_PART = 8192  # vectors written at once
_BLOCK = 50_000  # vectors compared at once, by one thread
_THREADS = min(4, os.cpu_count() or 1)


def write_coarse(folder: Path, vectors: NDArray[np.float16], order: NDArray[np.int64]) -> None:
    """Write vectors `(n, dim)` in whole numbers, those at `order` one after another."""
    sample = np.asarray(vectors[np.sort(order[:: 1 + len(order) // _SAMPLE])], dtype=np.float32)
    first, axes = _axes(sample)
    scale = np.abs(sample[:, :axes]).max(axis=0, initial=0) / (_MIDDLE - 1) + np.float32(1e-9)
    np.save(folder / "coarse_scale.npy", scale.astype(np.float32))
    with (folder / "coarse.npy").open("wb") as file, (folder / "coarse_rest.npy").open("wb") as rest:
        write_header(file, (len(order), first), "|u1")
        write_header(rest, (len(order), axes - first), "|u1")
        for start in range(0, len(order), _PART):
            whole = _whole(vectors[order[start : start + _PART], :axes], scale)
            file.write(whole[:, :first].tobytes())
            rest.write(whole[:, first:].tobytes())


def _whole(vectors: NDArray[Any], scale: NDArray[np.float32]) -> NDArray[np.uint8]:
    numbers = np.rint(vectors.astype(np.float32) / scale) + _MIDDLE
    whole: NDArray[np.uint8] = np.clip(numbers, 0, 255).astype(np.uint8)
    return whole


def _axes(sample: NDArray[np.float32]) -> tuple[int, int]:
    """How many axes of all vectors are read, and how many of the best of them: parts, if a sample is found by them."""
    dim = int(sample.shape[1])
    if len(sample) < _SAMPLE // 4:
        return dim, dim
    first, axes = (dim * share // whole for share, whole in (_FIRST, _SECOND))
    axes = axes if _found_by(sample, axes, 100) >= _ENOUGH else dim
    return first if _found_by(sample, first, len(sample) // _SIFTED) >= _ENOUGH else axes, axes


def _found_by(sample: NDArray[np.float32], axes: int, n: int) -> float:
    """The share of the ten nearest of vectors of a sample that are among the n nearest by its first axes."""
    asked = sample[:: len(sample) // _ASKED].T
    true, rough = sample @ asked, sample[:, :axes] @ asked[:axes]
    kept = [
        np.isin(np.argpartition(-true[:, row], 10)[:10], np.argpartition(-rough[:, row], n)[:n]).mean()
        for row in range(asked.shape[1])
    ]
    return float(np.mean(kept))


class Coarse:
    """The whole numbers of a segment, mapped read-only."""

    def __init__(self, folder: Path) -> None:
        """Map the files.

        Raises:
            IndexDamaged: a file is missing or cannot be read.
        """
        try:
            self._vectors, self._rest = (  # (n, axes of all), (n, axes of the best)
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ("coarse", "coarse_rest")
            )
            self._scale = np.load(folder / "coarse_scale.npy")  # (axes,)
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamaged(f"{folder} lacks its vectors; {REBUILD}") from error

    @property
    def size(self) -> int:
        """How many vectors."""
        return len(self._vectors)

    def nearest(
        self, query: NDArray[np.float32], start: int, end: int, *, n: int, among: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Where the n vectors nearest to a query `(dim,)` stand, in no order: of `start` to `end`, or `among` them."""
        whole, first = self._in_whole_numbers(query), self._vectors.shape[1]
        products = self._products(whole[:first], start, end)
        products = products if among is None else products[among - start]
        places = highest(products, n if not self._rest.shape[1] else max(_LEAST, n, len(products) // _SIFTED))
        if self._rest.shape[1]:
            places.sort()  # what is read next then stands in order
            rest = self._rest[places + start if among is None else among[places]]
            more = _multiplication().run(None, {"A": rest, "B": whole[first:, None]})[0][:, 0]
            places = places[highest(products[places] + more, n)]
        return places + start if among is None else among[places]

    def _in_whole_numbers(self, query: NDArray[np.float32]) -> NDArray[np.int8]:
        weights = query[: len(self._scale)] * self._scale
        whole: NDArray[np.int8] = np.rint(weights * (_QUERY / max(float(np.abs(weights).max(initial=0)), 1e-12)))
        return whole.astype(np.int8)

    def _products(self, query: NDArray[np.int8], start: int, end: int) -> NDArray[np.int32]:
        """How near vectors `start` to `end` are, in numbers that only their order gives sense."""
        blocks = [self._vectors[a:b] for a, b in _blocks(start, end)]
        run = _multiplication().run
        if len(blocks) < 2:
            found = [run(None, {"A": block, "B": query[:, None]})[0] for block in blocks]
        else:
            found = list(
                threads("scan", _THREADS).map(lambda block: run(None, {"A": block, "B": query[:, None]})[0], blocks)
            )
        products: NDArray[np.int32] = np.concatenate(found)[:, 0] if found else np.zeros(0, dtype=np.int32)
        return products


def highest(scores: NDArray[Any], n: int) -> NDArray[np.int64]:
    """Where the n highest scores are, in no order; a threshold from a sample spares most of the sorting."""
    if len(scores) <= n:
        return np.arange(len(scores))
    step = len(scores) // min(50 * n, max(_SAMPLE, 4 * n)) + 1
    sample = scores[::step]
    rank = min(len(sample) - 1, (n + n // 2) // step + 20)
    chosen = np.flatnonzero(scores >= np.partition(sample, len(sample) - 1 - rank)[len(sample) - 1 - rank])
    if len(chosen) < n:
        return np.argpartition(-scores, n)[:n]
    return chosen[np.argpartition(-scores[chosen], n - 1)[:n]]


def _blocks(start: int, end: int) -> Iterator[tuple[int, int]]:
    parts = max(1, -(-(end - start) // _BLOCK))
    cuts = np.linspace(start, end, parts + 1).astype(int).tolist()
    return ((a, b) for a, b in zip(cuts[:-1], cuts[1:], strict=True) if a < b)


@lru_cache(maxsize=1)
def _multiplication() -> Any:  # noqa: ANN401 - onnxruntime is imported where it is used
    """A matrix of bytes `A` times a matrix of signed bytes `B`."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the blocks are what runs at once
    return onnxruntime.InferenceSession(_MODEL, options, providers=["CPUExecutionProvider"])


def _field(number: int, content: bytes | int) -> bytes:
    """One field of a protocol buffer, of less than 128 bytes."""
    return (
        bytes([number << 3, content]) if isinstance(content, int) else bytes([number << 3 | 2, len(content)]) + content
    )


def _matrix(name: bytes, kind: int, rows: bytes, columns: bytes) -> bytes:
    shape = b"".join(_field(1, _field(2, size)) for size in (rows, columns))
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


# ONNX's `ModelProto`: one node `MatMulInteger` (operator set 13); 2 is the type uint8, 3 int8, 6 int32.
_NODE = _field(1, b"A") + _field(1, b"B") + _field(2, b"C") + _field(4, b"MatMulInteger")
_GRAPH = (
    _field(1, _NODE)
    + _field(2, b"scan")
    + _field(11, _matrix(b"A", 2, b"n", b"k"))
    + _field(11, _matrix(b"B", 3, b"k", b"m"))
    + _field(12, _matrix(b"C", 6, b"n", b"m"))
)
_MODEL = (
    _field(1, 8) + bytes([7 << 3 | 2, len(_GRAPH) & 127 | 128, len(_GRAPH) >> 7]) + _GRAPH + _field(8, _field(2, 13))
)
