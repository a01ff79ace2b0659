"""The passages of the corpus in two dimensions, and where the evidence for a question lies. Draws nothing.

The plane is that of the two directions in which passages differ most (principal components). Each language is
centred by itself first: else the language alone would make the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.web.answers import shorten
from bot.web.texts import texts
from index.reader import Generation
from index.types import Hit
from index.vector_store import LANGUAGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_POINTS = 2000  # a browser draws these at once; a larger corpus is sampled evenly
MOST_DOCUMENTS = 9  # with a colour of their own


def project(vectors: NDArray[np.float16], groups: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Vectors `(n, dim)` of `groups` `(n,)` in the plane, `(n, 2)`, each axis within -1 and 1."""
    centred = vectors.astype(np.float32)
    for group in np.unique(groups):
        centred[groups == group] -= centred[groups == group].mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)  # ascending
    plane = centred @ axes[:, -2:][:, ::-1]
    widest = np.abs(plane).max(axis=0, initial=0)
    return np.asarray(plane / np.where(widest > 0, widest, 1), dtype=np.float32)


@lru_cache(maxsize=2)
def points(generation: Generation) -> tuple[dict[str, Any], ...]:
    """A point for each passage, or for an even sample of them: x, y, language, title, text, id."""
    chosen = np.unique(np.linspace(0, generation.size - 1, min(generation.size, MOST_POINTS)).astype(np.int64))
    languages = generation.vectors.languages
    plane = project(generation.vectors.passages, languages)
    rows = []
    for position in chosen.tolist():
        document, chunk = generation.document_at(position), generation.chunk(position)
        title = document.metadata.title or document.source
        x, y = plane[position].tolist()
        language = LANGUAGES[int(languages[position])]
        text = shorten(chunk.text, 160)
        rows.append({"x": x, "y": y, "language": language, "title": shorten(title, 48), "text": text, "id": chunk.id})
    return tuple(rows)


def coloured(rows: Sequence[dict[str, Any]], hits: Sequence[Hit], by: str, language: str) -> list[dict[str, Any]]:
    """The points with what colours them: a language or a document, or that the question found them."""
    words = texts(language)
    found = {hit.chunk.id for hit in hits}
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["title"]] += 1
    named = set(sorted(counts, key=lambda title: -counts[title])[:MOST_DOCUMENTS])

    def colour(row: dict[str, Any]) -> str:
        if row["id"] in found:
            return words["map_hits"]
        if by == "document":
            return str(row["title"]) if row["title"] in named else "…"
        return words[f"lang_{row['language']}"]

    return [{**row, "colour": colour(row)} for row in rows]


def evidence(hits: Sequence[Hit], by: str) -> list[tuple[str, float]]:
    """How much of the evidence each document or year holds: its share of the scores, the largest first."""
    sums: dict[str, float] = defaultdict(float)
    for hit in hits:
        about = hit.document.metadata
        name = about.date[:4] if by == "year" else about.title or hit.document.source
        if name:
            sums[name] += max(hit.score, 0.0)
    total = sum(sums.values()) or 1.0
    return sorted(((name, value / total) for name, value in sums.items()), key=lambda row: -row[1])
