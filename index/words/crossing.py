"""Lexical search across languages: BM25 over translated words.

A question's word counts in a passage of another language as its translations do there, each by its probability:
Darwish and Oard, "Probabilistic Structured Query Methods" (SIGIR 2003), over weights that BM25 has already
saturated. Does not know vectors or documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.lexical import K1, LexicalIndex
from index.words.glossary import Glossary
from index.words.translation import Expansion, Translations

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARPNESS = 0.35  # exponent of a translation's probability beside the best one's
UNKNOWN = 0.5  # weight of a word without translations beside one that no passage holds


class Crossed(NamedTuple):
    """A question's words in the passages of another language.

    Attributes:
        shares: `(size,)`, 0 to 1: the share of the question's weight that each passage matches; only for
            passages in the target language.
        weights: each word's share of that weight; they sum to 1.
        held: the words that any passage has in translation.
    """

    shares: NDArray[np.float32]
    weights: dict[str, float]
    held: frozenset[str]


def cross(lexical: LexicalIndex, expansions: Sequence[Expansion]) -> Crossed:
    """Match the words of a question, expanded into a language, with every passage."""
    total = np.zeros(lexical.size, dtype=np.float32)
    weights: dict[str, float] = {}
    held = set()
    for expansion in expansions:
        matched, idf = _matched(lexical, expansion)
        weight = expansion.weight * idf * (1.0 if expansion.translations else UNKNOWN)
        weights[expansion.word] = weight
        total += matched * np.float32(weight)
        held |= {expansion.word} if matched.any() else set()
    best = sum(weights.values()) or 1.0
    return Crossed(total / np.float32(best), {word: w / best for word, w in weights.items()}, frozenset(held))


def cross_lexical_share(
    lexical: LexicalIndex, translations: Translations, question: str, target: str, *, glossary: Glossary | None = None
) -> NDArray[np.float32]:
    """The shares of `cross` for a question."""
    return cross(lexical, translations.expand(question, target, glossary=glossary)).shares


def _matched(lexical: LexicalIndex, expansion: Expansion) -> tuple[NDArray[np.float32], float]:
    """How much of one word each passage holds `(size,)`, 0 to 1; its idf, from how many may be expected to."""
    highest = max((way.probability for way in expansion.translations), default=1.0)
    matched = np.zeros(lexical.size, dtype=np.float32)
    held = np.zeros(lexical.size, dtype=np.float32)
    for way in expansion.translations:
        rows, weights = _standing_together(lexical, way.terms)
        chance = np.float32((way.probability / highest) ** SHARPNESS)
        matched[rows] = np.maximum(matched[rows], chance * weights / np.float32(K1 + 1))
        held[rows] = np.maximum(held[rows], chance)
    expected = float(held.sum())
    return matched, float(np.log(1 + (lexical.size - expected + 0.5) / (expected + 0.5)))


def _standing_together(lexical: LexicalIndex, group: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Positions that hold all terms of a group, and the least of the terms' weights there."""
    rows, weights = lexical.postings(group[0])
    for term in group[1:]:
        others, their = lexical.postings(term)
        if not len(rows) or not len(others):
            return rows[:0], weights[:0]
        place = np.minimum(np.searchsorted(others, rows), len(others) - 1)
        both = others[place] == rows
        rows, weights = rows[both], np.minimum(weights[both], their[place[both]])
    return rows, weights
