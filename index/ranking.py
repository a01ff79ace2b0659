"""Candidates for a question, measured and put in order: one score that passages of all languages share.

Reciprocal rank fusion is not used: over a mixed collection it buries every passage in a language other than the
question's, because words can only rank the passages that share the question's script. Here every candidate gets
the same three measurements and one score (`fusion`); the best are then read word by word. Does not know hits.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.alignment import alignment
from index.fusion import fuse, weigh
from index.question import Asked, read_question
from index.reader import Generation, Where
from index.vector_store import LANGUAGES
from index.vectors.scan import highest
from index.words.asked import holds_asked
from index.words.wordwise import Coverage, coverage

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 60  # of each kind, in each language
KEPT = 150  # candidates whose sentences are compared: those that do best by passage and words
READ = 12  # of the best candidates are read word by word


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of each candidate passage of a question; arrays are `(n,)`, in one order.

    Attributes:
        asked: the question.
        positions: of the candidates in the generation.
        languages: of the candidates.
        sentences: for each passage the cosines of its sentences.
        features: `(n, 3)`: what `fusion` weighs: cosine with the passage, with its best sentence, lexical share.
    """

    asked: Asked
    positions: NDArray[np.int64]
    languages: list[str]
    sentences: list[NDArray[np.float32]]
    features: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """All candidates of a question, best first.

    Attributes:
        order: rows of `Measured`.
        logits: of each, in that order, before the logistic function.
        read: how many of them were read word by word.
        missing: the share of the question that none of those holds.
        unnamed: the share of names that none of those holds.
    """

    order: NDArray[np.int64]
    logits: NDArray[np.float32]
    read: int
    missing: float
    unnamed: float


def rank(generation: Generation, measured: Measured) -> Ranked:
    """Put the candidates in order by their measurements; read the best of them word by word, and order those anew."""
    logits = fuse(measured.asked.language, measured.languages, measured.features)
    order = np.argsort(-logits, kind="stable")
    first, rest = order[:READ], order[READ:]
    covered, missing, unnamed = covers(generation, measured, first)
    read = weigh(logits[first], covered)
    again = np.argsort(-read, kind="stable")
    behind = weigh(logits[rest], np.full(len(rest), covered.min(initial=1), dtype=np.float32))
    return Ranked(
        order=np.concatenate([first[again], rest]),
        logits=np.concatenate([read[again], np.minimum(behind, read.min(initial=np.inf))]),
        read=len(first),
        missing=missing,
        unnamed=unnamed,
    )


def covers(generation: Generation, measured: Measured, rows: NDArray[np.int64]) -> Coverage:
    """What some candidates hold of the question, word by word; their lexical share where that is unknown."""
    texts = [generation.chunk(int(position)).search_text for position in measured.positions[rows]]
    found = coverage(generation.lexical, measured.asked, [measured.languages[n] for n in rows], texts)
    if (found.shares >= 0).all():
        return found
    lexical = measured.features[rows, 2]
    missing = min(found.missing, 1 - float(lexical.max(initial=0)))
    return found._replace(shares=np.where(found.shares < 0, lexical, found.shares), missing=missing)


def lacks_asked(generation: Generation, measured: Measured, row: int, question: str) -> bool:
    """Whether the sentences of a candidate that are nearest a question hold nothing of the kind that it asks for."""
    chunk, cosines = generation.chunk(int(measured.positions[row])), measured.sentences[row]
    if not len(cosines) or len(cosines) != len(chunk.sentences):
        return not holds_asked(chunk.text, question)
    best = int(np.argmax(cosines))
    near = chunk.sentences[max(0, best - 1) : best + 2]
    return not any(holds_asked(chunk.text[a - chunk.start : b - chunk.start], question) for a, b in near)


def measure(generation: Generation, question: str, *, where: Where | None = None) -> Measured:
    """Find the candidates for a question and measure each."""
    vector, allowed = generation.embedder.embed_queries([question])[0], generation.allowed(where)
    near = generation.vectors.begin(vector, n=CANDIDATES) if allowed is None else None
    asked = read_question(generation, question, vector)  # the nearest are looked for meanwhile
    positions = _candidates(generation, asked, near, allowed)
    dense, scale = generation.vectors.cosines(asked.vector, positions), alignment(generation)
    languages = generation.vectors.languages[positions]
    if len(positions) > KEPT:
        likely = np.stack([scale(dense), scale(dense), asked.lexical[positions]], axis=1)
        best = np.argpartition(-fuse(asked.language, [LANGUAGES[n] for n in languages], likely), KEPT)[:KEPT]
        best.sort()
        positions, dense, languages = positions[best], dense[best], languages[best]
    sentences = generation.vectors.sentence_cosines(asked.vector, positions)
    nearest = np.array([cosines.max(initial=-1) for cosines in sentences], dtype=np.float32)
    return Measured(
        asked=asked,
        positions=positions,
        languages=[LANGUAGES[n] for n in languages],
        sentences=sentences,
        features=np.stack([scale(dense), scale(nearest), asked.lexical[positions]], axis=1),
    )


def _candidates(
    generation: Generation,
    asked: Asked,
    near: Sequence[Future[NDArray[np.int64]]] | None,
    allowed: NDArray[np.bool_] | None,
) -> NDArray[np.int64]:
    """Positions worth scoring: the nearest and the best matching of each language, ascending."""
    found: list[NDArray[np.int64]] = [future.result() for future in near or ()]
    for language in LANGUAGES:
        inside = generation.vectors.positions_of(language)
        if allowed is not None:
            inside = inside[allowed[inside]]
            found.append(generation.vectors.nearest_among(asked.vector, inside, n=CANDIDATES))
        matching = asked.lexical[inside]
        best = highest(matching, CANDIDATES)
        found.append(inside[best[matching[best] > 0]])
    return np.unique(np.concatenate(found))
