"""Whether the passages found hold the answer: the gate before any answer is made.

A calibrated probability from what the best passages hold of the question. Does not read meaning: a question about
something that the documents only touch, in the words that they use, may pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.fusion import calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIVALS = slice(3, 12)  # ranks of the passages that show what a wrong one scores for this question
NO_RIVAL = -6.0  # log odds of a passage that has nothing to do with a question
SHORT, LONG = 3, 8  # content words: a longer question is covered less by what answers it, one of fewer no more
MANY = 100  # candidates: among fewer, less of a question is held by chance


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


class Evidence(NamedTuple):
    """What the gate judges one search by.

    Attributes:
        logits: log odds of the best passages `(n,)`, best first; n may be 0.
        missing: share of the question that none of them holds, word by word, 0 to 1.
        unnamed: share of it that are names which none of them holds.
        unmet: how much more of the question some sentence holds than the best one that could answer it, 0 to 1.
        words: how many content words the question has.
        across: whether the best passage is in another language: its words are then less surely known.
        candidates: how many passages were measured.
    """

    logits: NDArray[np.float32]
    missing: float
    unnamed: float
    unmet: float
    words: int
    across: bool
    candidates: int


def confidence(found: Evidence) -> Confidence:
    """Judge one search."""
    if not len(found.logits):
        return Confidence(0.0, answerable=False)
    gate = calibration()["gate"]
    weights = np.array(gate["weights"])
    logit = weights[0] + float(gate_features(found) @ weights[1:])
    probability = float(1 / (1 + np.exp(-logit)))
    refused, doubted = gate["thresholds"]
    return Confidence(probability, probability >= refused, refused <= probability < doubted)


def gate_features(found: Evidence) -> NDArray[np.float64]:
    """Best logit, its lead; what none holds, names too; what is unmet; length, language, few passages."""
    rivals = found.logits[RIVALS]
    return np.array(
        [
            float(found.logits[0]),
            float(found.logits[0] - (rivals.mean() if len(rivals) else NO_RIVAL)),
            found.missing,
            found.unnamed,
            found.unmet,
            float(np.log(min(max(found.words, SHORT), LONG))),
            float(found.across),
            float(np.log(MANY / min(max(found.candidates, 1), MANY))),
        ]
    )
