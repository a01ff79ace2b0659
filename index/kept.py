"""Arrays that were computed and may be asked for again: the ones used last, up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = tuple[NDArray[Any], ...]


class Kept:
    """A store of tuples of arrays by key; safe to share between threads. Nobody may change what it gives."""

    def __init__(self, most: int) -> None:
        """Keep at most that many bytes."""
        self._most, self._bytes = most, 0
        self._kept: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """What is kept under a key; made, by two threads perhaps at once, when it is not."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = make()
        size = sum(array.nbytes for array in made)
        with self._lock:
            if key not in self._kept and size <= self._most // 4:
                self._kept[key] = made
                self._bytes += size
                while self._bytes > self._most:
                    _, oldest = self._kept.popitem(last=False)
                    self._bytes -= sum(array.nbytes for array in oldest)
        return made
