"""Medians of how long something takes, and how much memory it took."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence

import numpy as np


def timed(call: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """(median, 95th percentile) in milliseconds, one question after another, after all were asked once."""
    for question in questions:
        call(question)
    took = []
    for question in questions:
        started = time.perf_counter()
        call(question)
        took.append((time.perf_counter() - started) * 1e3)
    return float(np.percentile(took, 50)), float(np.percentile(took, 95))


def peak() -> int:
    """Megabytes that this process has had in memory at most, mapped files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
