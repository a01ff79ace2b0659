from __future__ import annotations

import numpy as np

from index.kept import Kept


def array(value: int, size: int = 100) -> tuple[np.ndarray]:
    return (np.full(size, value, dtype=np.uint8),)


def test_what_is_kept_is_made_once() -> None:
    kept, made = Kept(1000), []
    for _ in range(3):
        (found,) = kept.get("a", lambda: made.append(1) or array(7))
        assert found[0] == 7
    assert len(made) == 1


def test_the_longest_unused_goes_first() -> None:
    kept = Kept(1000)
    for n in range(10):
        kept.get(n, lambda n=n: array(n))
    kept.get(0, lambda: array(99))
    kept.get(10, lambda: array(10))
    assert kept.get(0, lambda: array(99))[0][0] == 0
    assert kept.get(1, lambda: array(99))[0][0] == 99


def test_what_would_push_out_too_much_is_not_kept() -> None:
    kept = Kept(1000)
    kept.get("large", lambda: array(1, 300))
    assert kept.get("large", lambda: array(2, 300))[0][0] == 2
