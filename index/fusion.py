"""Three measurements of a passage to one score: the log odds that it answers, comparable across languages.

One weight for each measurement and one bias for passages in another language than the question's; merging by this
score, and not by rank, keeps them from being buried under passages that merely share the question's script. The
numbers belong to an embedding model and stand beside it in `calibration.json`. Does not know texts.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import MODEL_DIR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def fuse(question_language: str, languages: list[str], features: Floats) -> Floats:
    """Log odds `(n,)` that each of n passages answers; higher is better.

    Args:
        question_language: of the question.
        languages: of each passage.
        features: `(n, 3)`: cosine with the passage, cosine with its best sentence, share of the question's
            weight that its words match, 0 to 1.
    """
    numbers = calibration()["fusion"]
    other = np.array([language != question_language for language in languages])
    bias = np.where(other, numbers["other"][0], numbers["same"][0])
    return np.asarray(bias + features @ np.array(numbers["weights"]), dtype=np.float32)


def weigh(logits: Floats, covered: Floats) -> Floats:
    """Log odds `(n,)` once it is known how much of the question each passage covers, 0 to 1, word by word."""
    slope, gain, bias = calibration()["evidence"]["weights"]
    return np.asarray(bias + slope * logits + gain * covered, dtype=np.float32)


@lru_cache(maxsize=1)
def calibration() -> dict[str, dict[str, list[float]]]:
    """The numbers that belong to the embedded model."""
    value: dict[str, dict[str, list[float]]] = json.loads((MODEL_DIR / "calibration.json").read_text(encoding="utf-8"))
    return value
