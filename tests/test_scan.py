from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedder import unit
from index.errors import IndexDamaged
from index.vectors import scan
from index.vectors.scan import Coarse, highest, write_coarse


def vectors(count: int, dim: int, seed: int) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)).astype(np.float16)


@pytest.mark.parametrize("block", [10**9, 700])
def test_products_put_vectors_in_the_order_of_their_cosines(
    tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_BLOCK", block)
    passages, query = vectors(5000, 96, 1), vectors(1, 96, 2)[0].astype(np.float32)
    order = np.random.default_rng(3).permutation(5000)
    write_coarse(tmp_path, passages, order)
    coarse = Coarse(tmp_path)
    exact = passages[order].astype(np.float32) @ query
    for start, end in ((0, 5000), (1234, 4321), (7, 8), (9, 9)):
        found = coarse.products(query, start, end)
        assert len(found) == end - start
        if end - start > 100:
            assert np.corrcoef(found, exact[start:end])[0, 1] > 0.999
            best = np.argsort(-exact[start:end])[:10]
            assert set(best) <= set(highest(found, 40).tolist())


def test_no_processor_adds_up_more_than_it_can_hold(tmp_path: Path) -> None:
    """Where pairs of products are added in 16 bits, the largest numbers must not overflow."""
    passages = np.full((8, 64), 0.125, dtype=np.float16)
    write_coarse(tmp_path, passages, np.arange(8))
    product = Coarse(tmp_path).products(np.full(64, 0.125, dtype=np.float32), 0, 8)
    assert product.tolist() == [255 * 63 * 64] * 8


def test_where_the_first_axes_tell_most_only_they_are_read(tmp_path: Path) -> None:
    scales = np.linspace(1, 0.02, 96).astype(np.float32) ** 2
    told = unit(np.random.default_rng(1).normal(size=(6000, 96)).astype(np.float32) * scales).astype(np.float16)
    for name, passages, axes in (("told", told, 64), ("even", vectors(6000, 96, 1), 96)):
        (tmp_path / name).mkdir()
        write_coarse(tmp_path / name, passages, np.arange(6000))
        assert np.load(tmp_path / name / "coarse.npy").shape == (6000, axes)


@pytest.mark.parametrize("count", [0, 1, 5, 50, 5000])
def test_the_highest_are_those_of_sorting(count: int) -> None:
    for seed, scores in ((n, np.random.default_rng(n).integers(0, 300, count)) for n in range(20)):
        found = highest(scores, 20)
        assert len(set(found.tolist())) == len(found) == min(20, count), seed
        assert sorted(scores[found]) == sorted(scores)[-len(found) :] if count else not len(found)


def test_an_empty_segment_is_written_and_read(tmp_path: Path) -> None:
    write_coarse(tmp_path, np.zeros((0, 16), dtype=np.float16), np.zeros(0, dtype=np.int64))
    assert len(Coarse(tmp_path).products(np.ones(16, dtype=np.float32), 0, 0)) == 0


def test_a_lost_file_is_said_with_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        Coarse(tmp_path)
