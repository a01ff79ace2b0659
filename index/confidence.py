"""Whether the passages found hold the answer: the gate before any answer is made.

A calibrated probability from what the best passages hold of the question. Does not read meaning: a question about
something that the documents only touch, in the words that they use, may pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.fusion import calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIVALS = slice(3, 12)  # ranks of the passages that show what a wrong one scores for this question
SHORT, LONG = 3, 8  # content words: a longer question is covered less by what answers it, one of fewer no more


@dataclass(frozen=True, slots=True)
class Confidence:
    """The gate's word on one search.

    Attributes:
        probability: that the passages hold the answer; 0 when nothing was found.
        answerable: whether it reaches the calibrated threshold.
        doubtful: whether it does so by so little that an answer should carry a caveat.
    """

    probability: float
    answerable: bool
    doubtful: bool = False


def confidence(
    logits: NDArray[np.float32], covered: NDArray[np.float32], missing: float, *, words: int, across: bool
) -> Confidence:
    """Judge one search.

    Args:
        logits: log odds of the best passages `(n,)`, best first; n may be 0.
        covered: share of the question that each holds, word by word `(n,)`.
        missing: share of the question that none of them holds, word by word, 0 to 1.
        words: how many content words the question has.
        across: whether the best passage is in another language: its words are then less surely known.
    """
    if not len(logits):
        return Confidence(0.0, answerable=False)
    gate = calibration()["gate"]
    weights = np.array(gate["weights"])
    logit = weights[0] + float(gate_features(logits, covered, missing, words=words, across=across) @ weights[1:])
    probability = float(1 / (1 + np.exp(-logit)))
    refused, doubted = gate["thresholds"]
    return Confidence(probability, probability >= refused, refused <= probability < doubted)


def gate_features(
    logits: NDArray[np.float32], covered: NDArray[np.float32], missing: float, *, words: int, across: bool
) -> NDArray[np.float64]:
    """The best logit, its lead, what its passage covers and none does, the question's length, and its language."""
    rivals = logits[RIVALS]
    lead = float(logits[0] - rivals.mean()) if len(rivals) else 0.0
    length = float(np.log(min(max(words, SHORT), LONG)))
    return np.array([float(logits[0]), lead, float(covered[0]), missing, length, float(across)])
