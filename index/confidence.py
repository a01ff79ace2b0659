"""How probable it is that the passages found hold the answer: a logistic model over their scores.

Calibrated per embedding model on true and mismatched question-passage pairs; the numbers stand beside the
weights in `calibration.json`. Does not read the passages' meaning: a near-topic question may pass.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.embedder import MODEL_DIR, Embedder
from index.text import language_of
from index.types import Hit

FEATURES = ("same_dense", "same_words", "same_sentence", "other_dense", "other_words", "other_sentence")


@dataclass(frozen=True, slots=True)
class Confidence:
    """The gate's word on one search."""

    probability: float
    answerable: bool


def confidence(embedder: Embedder, question: str, hits: Sequence[Hit]) -> Confidence:
    """The probability that the hits answer the question; 0 without hits."""
    if not hits:
        return Confidence(0.0, answerable=False)
    calibration = _calibration()
    probability = max(_probability(calibration, question, hit) for hit in hits)
    return Confidence(probability, probability >= calibration["threshold"])


def _probability(calibration: dict[str, float], question: str, hit: Hit) -> float:
    side = "same" if language_of(question) == hit.chunk.language else "other"
    score = (
        calibration[f"{side}_bias"]
        + calibration[f"{side}_dense"] * hit.dense
        + calibration[f"{side}_sentence"] * max(hit.sentence_scores, default=0.0)
        + calibration[f"{side}_words"] * hit.lexical
    )
    return 1 / (1 + math.exp(-score))


@lru_cache(maxsize=1)
def _calibration() -> dict[str, float]:
    value: dict[str, float] = json.loads((MODEL_DIR / "calibration.json").read_text(encoding="utf-8"))
    return value
