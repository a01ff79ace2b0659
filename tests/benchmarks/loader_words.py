"""Words of a text, and how many of one text another holds in the same order."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict


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
