"""A lexical index of given terms, for the tests of whatever asks one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from index.postings import PostingsWriter, analysed


def build_lexical(folder: Path, passages: Iterable[Sequence[str]], groups: Sequence[int]) -> None:
    """Write the index of passages: the terms of each, and its language group, in the order of their slots."""
    found = analysed(passages, groups)
    writer = PostingsWriter(folder, len(found.lengths))
    writer.passages(np.arange(len(found.lengths)), found.lengths, found.groups)
    writer.add(found.terms, found.slots.astype(np.int64), found.counts)
    writer.write()
