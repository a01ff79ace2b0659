from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.arrays import RowFile, read_rows, spread

ROWS = np.arange(60, dtype=np.float16).reshape(20, 3)


def test_rows_put_in_any_order_make_the_array(tmp_path: Path) -> None:
    path = tmp_path / "rows.npy"
    with RowFile(path, (20, 3), "<f2") as file:
        for places in ([5, 6, 7, 12], [0, 1, 2, 3, 4], [], [8, 9, 10, 11, 13, 19], [14, 15, 16, 17, 18]):
            file.put(np.array(places, dtype=np.int64), ROWS[places])
    assert np.array_equal(np.load(path), ROWS)
    assert np.array_equal(np.load(path, mmap_mode="r"), ROWS)


@pytest.mark.parametrize("places", [[], [0], [19], [0, 1, 2, 7, 9, 10, 19]])
def test_rows_are_read_from_their_places(tmp_path: Path, places: list[int]) -> None:
    np.save(tmp_path / "rows.npy", ROWS)
    assert np.array_equal(read_rows(tmp_path / "rows.npy", np.array(places, dtype=np.int64)), ROWS[places])


def test_a_file_without_rows_is_one(tmp_path: Path) -> None:
    with RowFile(tmp_path / "none.npy", (0, 3), "<f2") as file:
        file.put(np.zeros(0, dtype=np.int64), np.zeros((0, 3)))
    assert np.load(tmp_path / "none.npy").shape == (0, 3)


def test_runs_of_numbers() -> None:
    assert spread(np.array([5, 20, 7]), np.array([3, 0, 2])).tolist() == [5, 6, 7, 7, 8]
