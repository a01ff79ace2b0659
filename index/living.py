"""Slots and positions: where a passage stands in the files of a generation, and its number among those that live.

The segments of a generation are never changed, so a passage that goes leaves its slot behind, dead. Slots count
through all segments, positions through the living slots. Knows nothing of what stands in a slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Living:
    """Which slots live. `starts` holds the first slot of each segment, and the number of all slots at the end."""

    def __init__(self, sizes: Sequence[int], dead: NDArray[np.int64]) -> None:
        """Take the number of slots of each segment, and the dead slots, ascending."""
        self.starts = np.cumsum([0, *sizes], dtype=np.int64)
        self.dead = dead
        self._slots = np.delete(np.arange(self.starts[-1], dtype=np.int64), dead) if len(dead) else None

    @property
    def size(self) -> int:
        """How many slots live: positions are 0 to size - 1."""
        return int(self.starts[-1]) - len(self.dead)

    def slots(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The slots at positions."""
        return positions if self._slots is None else self._slots[positions]

    def positions(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """The positions of those slots that live, in the order given."""
        if self._slots is None:
            return slots
        living = slots[~self.is_dead(slots)]
        return living - np.searchsorted(self.dead, living)

    def is_dead(self, slots: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which slots are dead."""
        if not len(self.dead):
            return np.zeros(len(slots), dtype=np.bool_)
        found = np.minimum(np.searchsorted(self.dead, slots), len(self.dead) - 1)
        dead: NDArray[np.bool_] = self.dead[found] == slots
        return dead

    def only(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values of all slots, down to those of all positions."""
        return values if self._slots is None else values[self._slots]
