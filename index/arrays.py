"""Arrays that are written part by part into their file, and runs of numbers. Knows no segment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write_header(file: IO[bytes], shape: tuple[int, ...], kind: str) -> None:
    """The beginning of a `.npy` file whose numbers are written behind it, row after row; `kind` as numpy names it."""
    np.lib.format.write_array_header_1_0(file, {"descr": kind, "fortran_order": False, "shape": shape})


def new_array(path: Path, shape: tuple[int, int]) -> NDArray[np.float16]:
    """An array on disk; an empty one, which cannot be mapped, in memory."""
    if not all(shape):
        return np.zeros(shape, dtype=np.float16)
    array = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=shape)
    if hasattr(os, "posix_fallocate"):  # a mapped page that finds the disk full would kill the process
        with path.open("rb+") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return array


def spread(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers `starts[i] ... starts[i] + counts[i] - 1` of all i, one after another."""
    before = np.cumsum(counts) - counts
    numbers: NDArray[np.int64] = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts - before, counts)
    return numbers
