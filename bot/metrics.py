"""Measures of ranked lists, and how sure they are: pure functions over ranks and values.

Does not know questions, passages or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEPTH = 10  # ranks that reciprocal rank and nDCG look at
_RESAMPLES = 1000
_SEED = 20260101


class Interval(NamedTuple):
    """A mean with its 95 % bootstrap interval, and how many values it is the mean of."""

    value: float
    low: float
    high: float
    n: int


def hit_at(ranks: Sequence[int], k: int) -> float:
    """1 if any of the ranks (from 1) of right passages is at most k, else 0."""
    return float(any(rank <= k for rank in ranks))


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """One over the first right rank; 0 when there is none among the first `DEPTH`."""
    first = min(ranks, default=DEPTH + 1)
    return 1 / first if first <= DEPTH else 0.0


def ndcg(ranks: Sequence[int], relevant: int) -> float:
    """Normalised discounted cumulative gain over `DEPTH` ranks with gains of 0 and 1.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002).

    Args:
        ranks: ranks, from 1, at which right passages stand.
        relevant: how many right passages there are at all; 0 gives 0.
    """
    best = sum(1 / np.log2(rank + 1) for rank in range(1, min(relevant, DEPTH) + 1))
    gained = sum(1 / np.log2(rank + 1) for rank in ranks if rank <= DEPTH)
    return float(gained / best) if best else 0.0


def interval(values: Sequence[float]) -> Interval:
    """The mean of values with its bootstrap interval; all zeros for no values."""
    if not len(values):
        return Interval(0.0, 0.0, 0.0, 0)
    means = _resampled_means(np.asarray(values, dtype=np.float64))
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(np.mean(values)), float(low), float(high), len(values))


def paired_interval(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """The mean of what we gain over them on the same questions, with its bootstrap interval."""
    return interval((np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)).tolist())


def _resampled_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of `_RESAMPLES` draws with replacement; the same values give the same draws."""
    random = np.random.default_rng(_SEED)
    draws = random.multinomial(len(values), np.full(len(values), 1 / len(values)), size=_RESAMPLES)
    return np.asarray(draws @ values / len(values))
