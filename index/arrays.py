"""Arrays that are written part by part into their file, the hash of a file, and runs of numbers. Knows no segment."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write_header(file: IO[bytes], shape: tuple[int, ...], kind: str) -> None:
    """The beginning of a `.npy` file whose numbers are written behind it, row after row; `kind` as numpy names it."""
    np.lib.format.write_array_header_1_0(file, {"descr": kind, "fortran_order": False, "shape": shape})


class RowFile:
    """A `.npy` file of rows that are put into their places in any order.

    It is written and not mapped: pages that are mapped count as memory, and one that finds the disk full kills.
    """

    def __init__(self, path: Path, shape: tuple[int, int], kind: str) -> None:
        """Make the file, as large as it will be; `kind` as numpy names it."""
        self._kind, self._row = kind, np.dtype(kind).itemsize * shape[1]
        self._file = path.open("wb")
        write_header(self._file, shape, kind)
        self._start = self._file.tell()
        self._file.truncate(self._start + shape[0] * self._row)

    def put(self, places: NDArray[np.int64], rows: NDArray[Any]) -> None:
        """Write rows to their places, which ascend."""
        cuts = np.flatnonzero(np.diff(places) != 1) + 1
        for part, where in zip(np.split(rows, cuts), np.split(places, cuts), strict=True):
            if len(where):
                self._file.seek(self._start + int(where[0]) * self._row)
                self._file.write(np.ascontiguousarray(part, dtype=self._kind).tobytes())

    def __enter__(self) -> RowFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def read_rows(path: Path, places: NDArray[np.int64]) -> NDArray[Any]:
    """The rows at places, which ascend, of a `.npy` file of two axes; read, not mapped, so that nothing of it stays."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        (_, width), _, kind = np.lib.format.read_array_header_1_0(file)
        start, row = file.tell(), width * kind.itemsize
        rows = np.empty((len(places), width), dtype=kind)
        cuts = np.flatnonzero(np.diff(places) != 1) + 1
        done = 0
        for where in np.split(places, cuts):
            if len(where):
                file.seek(start + int(where[0]) * row)
                found = np.frombuffer(file.read(len(where) * row), dtype=kind)
                rows[done : done + len(where)] = found.reshape(-1, width)
                done += len(where)
    return rows


def file_sum(path: Path) -> str:
    """The hash that a segment keeps of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def spread(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers `starts[i] ... starts[i] + counts[i] - 1` of all i, one after another."""
    before = np.cumsum(counts) - counts
    numbers: NDArray[np.int64] = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts - before, counts)
    return numbers
