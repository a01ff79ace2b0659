from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.embedder import unit
from index.errors import IndexDamaged
from index.vectors import scan
from index.vectors.scan import Coarse, highest, write_coarse


def vectors(count: int, dim: int, seed: int) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)).astype(np.float16)


def told(count: int, dim: int, seed: int) -> np.ndarray:
    """Vectors whose first axes tell most."""
    scales = np.linspace(1, 0.02, dim).astype(np.float32) ** 2
    return unit(np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32) * scales).astype(np.float16)


@pytest.mark.parametrize("block", [10**9, 700])
@pytest.mark.parametrize("made", [vectors, told])
def test_the_nearest_are_those_of_exact_comparison(
    tmp_path: Path, block: int, made: Callable[..., np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_BLOCK", block)
    monkeypatch.setattr(scan, "_LEAST", 300)
    passages = made(6000, 96, 1)
    order = np.random.default_rng(3).permutation(6000)
    write_coarse(tmp_path, passages, order)
    coarse = Coarse(tmp_path)
    for seed in range(5):
        query = made(1, 96, 10 + seed)[0].astype(np.float32)
        exact = passages[order].astype(np.float32) @ query
        for start, end in ((0, 6000), (1234, 4321), (7, 8), (9, 9)):
            found = coarse.nearest(query, start, end, n=40)
            assert len(set(found.tolist())) == min(40, end - start)
            assert set((start + np.argsort(-exact[start:end])[:10]).tolist()) <= set(found.tolist())
        among = np.arange(1300, 4300, 3)
        found = coarse.nearest(query, 1234, 4321, n=40, among=among)
        assert set(among[np.argsort(-exact[among])[:10]].tolist()) <= set(found.tolist()) <= set(among.tolist())


def test_no_processor_adds_up_more_than_it_can_hold(tmp_path: Path) -> None:
    """Where pairs of products are added in 16 bits, the largest numbers must not overflow."""
    passages = np.full((8, 64), 0.125, dtype=np.float16)
    write_coarse(tmp_path, passages, np.arange(8))
    coarse = Coarse(tmp_path)
    whole = coarse._in_whole_numbers(np.full(64, 0.125, dtype=np.float32))
    assert coarse._products(whole, 0, 8).tolist() == [255 * 63 * 64] * 8


def test_where_the_first_axes_tell_most_the_others_are_read_of_the_best_or_not_at_all(tmp_path: Path) -> None:
    for name, passages, first, rest in (("told", told(6000, 96, 1), 40, 24), ("even", vectors(6000, 96, 1), 96, 0)):
        (tmp_path / name).mkdir()
        write_coarse(tmp_path / name, passages, np.arange(6000))
        assert np.load(tmp_path / name / "coarse.npy").shape == (6000, first)
        assert np.load(tmp_path / name / "coarse_rest.npy").shape == (6000, rest)


@pytest.mark.parametrize("count", [0, 1, 5, 50, 5000])
def test_the_highest_are_those_of_sorting(count: int) -> None:
    for seed, scores in ((n, np.random.default_rng(n).integers(0, 300, count)) for n in range(20)):
        found = highest(scores, 20)
        assert len(set(found.tolist())) == len(found) == min(20, count), seed
        assert sorted(scores[found]) == sorted(scores)[-len(found) :] if count else not len(found)


def test_an_empty_segment_is_written_and_read(tmp_path: Path) -> None:
    write_coarse(tmp_path, np.zeros((0, 16), dtype=np.float16), np.zeros(0, dtype=np.int64))
    assert len(Coarse(tmp_path).nearest(np.ones(16, dtype=np.float32), 0, 0, n=10)) == 0


def test_a_lost_file_is_said_with_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        Coarse(tmp_path)
