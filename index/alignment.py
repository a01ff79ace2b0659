"""How another embedding model's cosines compare with those that the scores were fitted to.

Models differ in what they call near: unrelated texts are at 0.05 under one and at 0.75 under another. Two means, taken
over passages of the index itself, give a line from one scale to the other: that of passages with their own sentences,
and that of passages with other passages. Does not change any order within one kind of cosine.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.embedder import embedded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.reader import Generation

    Floats = NDArray[np.float32]

SAMPLE = 80  # passages
_LEAST = 0.02  # difference of the two means that a line can be drawn through


class Line(NamedTuple):
    """`slope * cosine + shift` is the cosine as the fitted model would have it."""

    slope: float
    shift: float

    def __call__(self, cosines: Floats) -> Floats:
        """Cosines of any shape on the fitted model's scale."""
        return cosines if self == SAME else np.asarray(self.slope * cosines + self.shift, dtype=np.float32)


SAME = Line(1.0, 0.0)
_known: weakref.WeakKeyDictionary[Generation, Line] = weakref.WeakKeyDictionary()


def alignment(generation: Generation) -> Line:
    """The line for the model of an index; drawn when first asked for, in some tenths of a second."""
    if generation.embedder.identity == embedded().identity:
        return SAME
    if generation not in _known:
        _known[generation] = _drawn(generation)
    return _known[generation]


def _drawn(generation: Generation) -> Line:
    if generation.size < 3:
        return SAME
    positions = np.unique(np.linspace(0, generation.size - 1, SAMPLE).astype(np.int64))
    near, far = _theirs(generation, positions)
    fitted_near, fitted_far = _fitted(generation, positions)
    if near - far < _LEAST:
        return SAME
    slope = (fitted_near - fitted_far) / (near - far)
    return Line(slope, fitted_far - slope * far)


def _theirs(generation: Generation, positions: NDArray[np.int64]) -> tuple[float, float]:
    """Mean cosine of passages with their nearest own sentence, and with other passages, as the index has them."""
    vectors = generation.vectors
    near, far = [], []
    for position in positions:
        query = vectors.vector(int(position)).astype(np.float32)
        near.append(vectors.sentence_cosines(query, np.array([position]))[0].max(initial=0))
        far.append(vectors.cosines(query, positions[positions != position]).mean())
    return float(np.mean(near)), float(np.mean(far))


def _fitted(generation: Generation, positions: NDArray[np.int64]) -> tuple[float, float]:
    """The same under the embedded model."""
    chunks = [generation.chunk(int(position)) for position in positions]
    passages = embedded().embed_passages([chunk.search_text for chunk in chunks])
    near = []
    for vector, chunk in zip(passages, chunks, strict=True):
        texts = [chunk.text[a - chunk.start : b - chunk.start] for a, b in chunk.sentences]
        near.append((embedded().embed_passages(texts) @ vector).max(initial=0))
    between = passages @ passages.T
    return float(np.mean(near)), float(between[~np.eye(len(passages), dtype=bool)].mean())
