"""How much of a claim a sentence says, word by word, in its own language or by the translation table.

Words of grammar do not count; figures do. Knows no order of words: that who did what to whom agrees is not seen.
"""

from __future__ import annotations

from functools import lru_cache

from index.analyzer import terms
from index.words.translation import shipped

LIKELY = 0.04  # probability of a translation that counts for a single word


def share(claim: str, sentence: str, *, language: str) -> float:
    """Share of the claim's words that a sentence in some language holds, 0 to 1; 0 for a claim without any."""
    ways = _ways(claim, language)
    if not ways:
        return 0.0
    held = _held(sentence)
    return sum(any(held.issuperset(way) for way in word) for word in ways) / len(ways)


def says(text: str, words: str, *, language: str, every: bool = False) -> bool:
    """Whether a text in some language says any, or every one, of a few words; figures do not count."""
    held, known = _held(text), _likely(words, language)
    said = [any(held.issuperset(way) for way in word) for word in known]
    return bool(said) and all(said) if every else any(said)


@lru_cache(maxsize=2_000)
def _likely(words: str, language: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each of some words, how a language is likely to say it."""
    known = [one for one in shipped().expand(words, language) if not any(char.isdigit() for char in one.word)]
    return tuple(tuple(way.terms for way in one.translations if way.probability >= LIKELY) for one in known)


@lru_cache(maxsize=256)
def _ways(claim: str, language: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each word of a claim, how a language says it: each way is terms that stand together."""
    return tuple(tuple(way.terms for way in expansion.translations) for expansion in shipped().expand(claim, language))


@lru_cache(maxsize=2_000)
def _held(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence))
