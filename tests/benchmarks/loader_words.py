"""Words of a text, and how many of one text another holds in the same order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable


def words(text: str) -> list[str]:
    """Runs of letters and digits, composed and folded; raised digits as ordinary ones."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def found_in_order(reference: list[str], ours: list[str]) -> int:
    """Length of the longest common subsequence of words, by bit-parallel dynamic programming (Hyyro 2004)."""
    places: dict[str, int] = defaultdict(int)
    for index, word in enumerate(reference):
        places[word] |= 1 << index
    full = (1 << len(reference)) - 1
    row = full
    for word in ours:
        match = places.get(word, 0)
        if match:
            hit = row & match
            row = ((row + hit) | (row - hit)) & full
    return len(reference) - row.bit_count()


def less(reference: list[str], removed: Iterable[list[str]]) -> list[str]:
    """The words of a reference without the runs that we set aside (navigation, running lines), each as often as it was.

    A word alone is no run: it may be any of its like.
    """
    left = Counter(tuple(run) for run in removed if len(run) > 1)
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for run in sorted(left, key=len, reverse=True):
        starts[run[0]].append(run)
    kept: list[str] = []
    at = 0
    while at < len(reference):
        for run in starts.get(reference[at], ()):
            if left[run] and tuple(reference[at : at + len(run)]) == run:
                left[run] -= 1
                at += len(run)
                break
        else:
            kept.append(reference[at])
            at += 1
    return kept
