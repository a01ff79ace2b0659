"""Whether the passages found hold the answer: the gate before any answer is made.

A calibrated probability from what the best candidates look like. Does not read meaning: a question about
something that the documents only touch may pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.fusion import calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIVALS = slice(5, 30)  # ranks of the candidates that show what a wrong passage scores for this question


@dataclass(frozen=True, slots=True)
class Confidence:
    """The gate's word on one search.

    Attributes:
        probability: that the passages hold the answer; 0 when nothing was found.
        answerable: whether it reaches the calibrated threshold.
    """

    probability: float
    answerable: bool


def confidence(logits: NDArray[np.float32], lexical: NDArray[np.float32], novel: float) -> Confidence:
    """Judge one search.

    Args:
        logits: fused scores of all candidates `(n,)`, before the logistic function; n may be 0.
        lexical: their lexical shares `(n,)`.
        novel: share of the question's weight in terms that no passage holds, 0 to 1.
    """
    if not len(logits):
        return Confidence(0.0, answerable=False)
    gate = calibration()["gate"]
    weights = np.array(gate["weights"])
    logit = weights[0] + float(gate_features(logits, lexical, novel) @ weights[1:])
    probability = float(1 / (1 + np.exp(-logit)))
    return Confidence(probability, probability >= gate["threshold"][0])


def gate_features(logits: NDArray[np.float32], lexical: NDArray[np.float32], novel: float) -> NDArray[np.float64]:
    """The best logit, its lead over the candidates behind it, its lexical share, and what no passage knows."""
    order = np.argsort(-logits, kind="stable")
    rivals = logits[order[RIVALS]]
    best = float(logits[order[0]])
    lead = best - float(rivals.mean()) if len(rivals) else 0.0
    return np.array([best, lead, float(lexical[order[0]]), novel])
