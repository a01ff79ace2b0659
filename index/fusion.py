"""Three measurements of a passage to one score: the probability that it answers, comparable across languages.

A logistic model with one set of weights for each language whose words can match the question's, and one for
passages in any other language, where words tell less and meaning more. Merging by this score, and not by rank,
keeps a passage in another language from being buried under passages that merely share the question's script.
The weights belong to an embedding model and stand beside it in `calibration.json`. Does not know texts.
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

OTHER = "other"


def fuse(question_language: str, languages: list[str], *, dense: Floats, sentence: Floats, lexical: Floats) -> Floats:
    """Log odds `(n,)` that each of n passages answers; higher is better.

    Args:
        question_language: of the question.
        languages: of each passage.
        dense: cosine with the passage `(n,)`.
        sentence: cosine with its best sentence `(n,)`.
        lexical: share of the question's weight that its words match `(n,)`, 0 to 1.
    """
    rows = [_weights(question_language, language) for language in languages]
    weights = np.array(rows, dtype=np.float32).reshape(-1, 4)
    features = np.stack([dense, sentence, lexical], axis=1)  # (n, 3)
    return np.asarray(weights[:, 0] + (weights[:, 1:] * features).sum(axis=1), dtype=np.float32)


def _weights(question_language: str, language: str) -> list[float]:
    """(bias, dense, sentence, lexical) for a passage of a language."""
    table = calibration()["fusion"]
    found: list[float] = table.get(language if language == question_language else OTHER, table[OTHER])
    return found


@lru_cache(maxsize=1)
def calibration() -> dict[str, dict[str, list[float]]]:
    """The numbers that belong to the embedded model."""
    value: dict[str, dict[str, list[float]]] = json.loads((MODEL_DIR / "calibration.json").read_text(encoding="utf-8"))
    return value
