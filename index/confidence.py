"""Whether the passages found hold the answer: the gate before any answer is made.

The best passage's score is the probability; below the calibrated threshold the question is refused. Does not
read meaning: a question about something that the documents only touch may pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.fusion import calibration
from index.types import Hit


@dataclass(frozen=True, slots=True)
class Confidence:
    """The gate's word on one search."""

    probability: float
    answerable: bool


def confidence(hits: Sequence[Hit]) -> Confidence:
    """The probability that the hits answer the question; 0 without hits."""
    probability = max((hit.score for hit in hits), default=0.0)
    return Confidence(probability, probability >= calibration()["gate"]["threshold"][0])
