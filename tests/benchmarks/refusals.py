"""What is refused: questions that are answered, and questions near and off the topic, with the whole curve between.

Near-topic questions are made from the answerable ones: each is asked once more of the same index without the passages
of its right paragraphs, while the other paragraphs of its article stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from question_sets import Case

from bot.metrics import interval
from index.confidence import Confidence
from index.model.calibration_cases import lacking
from index.reader import Generation
from index.retriever import find

AT = (2, 5, 10, 15)  # per cent of the answerable ones refused
ANSWERABLE = "answerable"
Judged = dict[str, list[Confidence]]


def judged(generation: Generation, index_dir: Path, cases: Sequence[Case]) -> Judged:
    """The gate's word on questions, and on the same ones without the paragraphs that answer them."""
    by_source: dict[str, set[int]] = {}
    for position in range(generation.size):
        by_source.setdefault(generation.document_at(position).source, set()).add(position)
    found: Judged = {ANSWERABLE: [], "near the topic": []}
    for case in cases:
        gone = set().union(*(by_source.get(name, set()) for name in case.right))
        found[ANSWERABLE].append(find(generation, case.question).confidence)
        found["near the topic"].append(find(lacking(generation, index_dir, gone), case.question).confidence)
    return found


def as_lines(name: str, found: Judged) -> Iterator[str]:
    """A line for each kind, and the curve."""
    yield f"{name}: refused, answered with a caveat, answered (95 % interval)"
    for kind, verdicts in found.items():
        refused = interval([not v.answerable for v in verdicts])
        doubted = float(np.mean([v.doubtful for v in verdicts]))
        yield (
            f"  {kind:<16} n={refused.n:<5} {100 * refused.value:.1f}"
            f" ({100 * refused.low:.0f}-{100 * refused.high:.0f})"
            f"  {100 * doubted:.1f}  {100 * (1 - refused.value - doubted):.1f}"
        )
    right = np.array([v.probability for v in found[ANSWERABLE]])
    for kind, verdicts in found.items():
        if kind != ANSWERABLE:
            wrong = np.array([v.probability for v in verdicts])
            points = ", ".join(f"{share} %: {100 * refused_at(right, wrong, share / 100):.0f}" for share in AT)
            yield f"  {kind}: area under the curve {area(right, wrong):.3f}; refused where of the answerable {points}"


def area(right: np.ndarray, wrong: np.ndarray) -> float:
    """How often an answerable question is surer than another one (area under the ROC curve)."""
    higher = (right[:, None] > wrong).mean() + 0.5 * (right[:, None] == wrong).mean()
    return float(higher)


def refused_at(right: np.ndarray, wrong: np.ndarray, share: float) -> float:
    """Share of the wrong ones below the threshold that refuses this share of the right ones."""
    return float((wrong < np.quantile(right, share)).mean())
