"""How much of a claim a sentence says, word by word, in its own language or by the translation table.

Words of grammar do not count; figures do. Knows no order of words: that who did what to whom agrees is not seen.
"""

from __future__ import annotations

from functools import lru_cache

from index.analyzer import terms
from index.words.translation import shipped


def share(claim: str, sentence: str, *, language: str) -> float:
    """Share of the claim's words that a sentence in some language holds, 0 to 1; 0 for a claim without any."""
    ways = _ways(claim, language)
    if not ways:
        return 0.0
    held = _held(sentence)
    return sum(any(held.issuperset(way) for way in word) for word in ways) / len(ways)


@lru_cache(maxsize=256)
def _ways(claim: str, language: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each word of a claim, how a language says it: each way is terms that stand together."""
    return tuple(tuple(way.terms for way in expansion.translations) for expansion in shipped().expand(claim, language))


@lru_cache(maxsize=2_000)
def _held(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence))
