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
from index.words.translation import Expansion, Translation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int32]
    # The passages that hold a word, in no order, how much of it each holds, 0 to 1; `(1,)`: its idf, from how many may
    # be expected to.
    Matched = tuple[Rows, NDArray[np.float32], NDArray[np.float64]]

SHARPNESS = 0.35  # exponent of a translation's probability beside the best one's
UNKNOWN = 0.5  # weight of a word without translations beside one that no passage holds
_MANY = 16  # times as many postings, from which few are looked up among many one by one


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
    total, room = np.zeros(lexical.size, dtype=np.float32), np.zeros(lexical.size, dtype=np.float32)
    weights: dict[str, float] = {}
    held = set()
    for expansion in expansions:
        rows, shares, idf = _matched(lexical, expansion.translations, room)
        weight = expansion.weight * float(idf[0]) * (1.0 if expansion.translations else UNKNOWN)
        weights[expansion.word] = weight
        np.add.at(total, rows, shares * np.float32(weight))
        held |= {expansion.word} if len(rows) else set()
    best = sum(weights.values()) or 1.0
    total /= np.float32(best)
    return Crossed(total, {word: w / best for word, w in weights.items()}, frozenset(held))


def _matched(lexical: LexicalIndex, translations: tuple[Translation, ...], room: NDArray[np.float32]) -> Matched:
    """The passages that hold a word in one of some ways; words come again, so that is kept.

    `room` is `(size,)` and zero; what is written there is taken back.
    """
    rows, weights, idf = lexical.kept.get(translations, lambda: _match(lexical, translations, room))
    return rows, weights, idf


def _match(lexical: LexicalIndex, translations: tuple[Translation, ...], room: NDArray[np.float32]) -> Matched:
    ways = sorted(translations, key=lambda way: -way.probability)
    touched, expected = [np.zeros(0, dtype=np.int32)], 0.0
    for way in ways:
        if not all(map(lexical.holds, way.terms)):
            continue
        rows, weights = _standing_together(lexical, way.terms)
        chance = (way.probability / ways[0].probability) ** SHARPNESS
        places = rows.astype(np.int64)  # what numpy would make of them at each step
        fresh = rows if len(touched) == 1 else rows[room[places] == 0]
        np.maximum.at(room, places, weights * np.float32(chance / (K1 + 1)))
        touched.append(fresh)
        expected += chance * len(fresh)  # a passage is expected by the likeliest way that it holds
    rows = np.concatenate(touched)
    places = rows.astype(np.int64)
    held = room[places]
    room[places] = 0
    return rows, held, np.log([1 + (lexical.size - expected + 0.5) / (expected + 0.5)])


def _standing_together(lexical: LexicalIndex, group: tuple[str, ...]) -> tuple[Rows, NDArray[np.float32]]:
    """Positions that hold all terms of a group, ascending, and the least of the terms' weights there."""
    if len(group) == 1:
        return lexical.postings(group[0])
    rows, weights = lexical.kept.get(group, lambda: _shared(lexical, group))
    return rows, weights


def _shared(lexical: LexicalIndex, group: tuple[str, ...]) -> tuple[Rows, NDArray[np.float32]]:
    found = sorted((lexical.postings(term) for term in dict.fromkeys(group)), key=lambda postings: len(postings[0]))
    rows, weights = found[0]
    for others, their in found[1:]:
        if len(others) > _MANY * len(rows):
            place = np.minimum(np.searchsorted(others, rows), max(0, len(others) - 1))
            both = others[place] == rows
            rows, weights = rows[both], np.minimum(weights[both], their[place[both]])
        else:
            page = np.zeros(lexical.size, dtype=np.float32)
            page[others] = their
            theirs = page[rows]
            both = theirs > 0
            rows, weights = rows[both], np.minimum(weights[both], theirs[both])
    return rows, weights
