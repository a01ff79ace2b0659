"""Pools of threads that are kept: one for each use in a process, and new ones in a process that was forked."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache


def threads(name: str, count: int) -> ThreadPoolExecutor:
    """The pool of that name; a forked process has none of its parent's threads, so it gets its own."""
    return _pool(name, count, os.getpid())


@lru_cache(maxsize=8)
def _pool(name: str, count: int, _process: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(count, thread_name_prefix=name)
