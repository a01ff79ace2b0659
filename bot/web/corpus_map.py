"""The passages of the corpus in two dimensions, and where the evidence for a question lies.

A drawing of a few kilobytes that needs no plotting library, and in which a click on a dot opens the passage. The
plane is that of the two directions in which passages differ most (principal components). Each language is centred by
itself first: else the language alone would make the map.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.web.answers import shorten
from bot.web.markup import Html, join, tag
from bot.web.texts import texts
from index.manifest import FileEntry
from index.reader import Generation
from index.types import Hit
from index.vector_store import LANGUAGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_POINTS = 2000  # a browser draws these at once; a larger corpus is sampled evenly
MOST_DOCUMENTS = 9  # with a colour of their own
_MOST_BARS = 15


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


def map_html(rows: Sequence[dict[str, Any]], hits: Sequence[Hit], by: str, language: str) -> Html:
    """The map: a dot for each passage, coloured by language or document, those that a question found on top.

    Args:
        rows: of `points`.
        hits: what the question found.
        by: "language" or "document".
        language: of the page.
    """
    words = texts(language)
    names = list(LANGUAGES) if by == "language" else _largest(rows)
    colours = {name: n for n, name in enumerate(names)}
    found = {hit.chunk.id for hit in hits}
    known = {row["id"] for row in rows}
    ordered = sorted(rows, key=lambda row: row["id"] in found)
    key = "language" if by == "language" else "title"
    dots = [_dot(row, colours.get(row[key], MOST_DOCUMENTS), row["id"] in found) for row in ordered]
    drawn = tag("svg", *dots, viewBox="-1.05 -0.77 2.1 1.54", role="img", aria_label=words["map_about"])
    shown = {row[key] for row in rows}
    legend = [_legend(colours[name], words.get(f"lang_{name}", name)) for name in names if name in shown]
    if shown - set(names):
        legend.append(_legend(MOST_DOCUMENTS, "…"))
    if found & known:
        legend.append(tag("li", tag("span", words["map_hits"]), class_="hit"))
    return join(drawn, tag("ul", *legend, class_="legend"))


def _dot(row: dict[str, Any], colour: int, hit: bool) -> Html:
    title = tag("title", f"{row['title']}: {row['text']}")
    where = {"cx": f"{row['x']:.3f}", "cy": f"{-row['y'] * 0.72:.3f}", "r": "0.016" if hit else "0.011"}
    opening = {"data_do": "open", "data_chunk": row["id"], "data_at": "", "data_marks": ""}
    return tag("circle", title, class_=f"dot c{colour}{' hit' if hit else ''}", **where, **opening)


def _legend(colour: int, name: str) -> Html:
    return tag("li", tag("span", name), class_=f"c{colour}")


def _largest(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The documents with the most passages."""
    counts = Counter(str(row["title"]) for row in rows)
    return [title for title, _ in counts.most_common(MOST_DOCUMENTS)]


def evidence(hits: Sequence[Hit], by: str) -> list[tuple[str, float]]:
    """Each document's or year's share of the scores, the largest first; "" stands for no year."""
    sums: dict[str, float] = defaultdict(float)
    for hit in hits:
        about = hit.document.metadata
        name = about.date[:4] if by == "year" else about.title or hit.document.source
        sums[name] += max(hit.score, 0.0)
    total = sum(sums.values()) or 1.0
    return sorted(((name, value / total) for name, value in sums.items()), key=lambda row: -row[1])


def sizes(files: Sequence[FileEntry], by: str) -> list[tuple[str, int]]:
    """Passages of each language or of each of the largest documents, the most first."""
    counts: Counter[str] = Counter()
    for entry in files:
        if entry.key:
            counts[entry.language if by == "language" else entry.title or entry.source] += entry.passages
    return counts.most_common(_MOST_BARS)
