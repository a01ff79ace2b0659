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
from index.types import Chunk
from index.vector_store import LANGUAGES
from index.vectors.scan import highest
from index.words.kinds import could_answer, tells_years
from index.words.wordwise import Coverage, coverage

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 60  # of each kind, in each language
KEPT = 150  # candidates whose sentences are compared: those that do best by passage and words
THING = 0.25  # what is lost of a sentence that does not say what is counted
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
        unmet: how much less the best sentence that could answer holds than the best of all.
    """

    order: NDArray[np.int64]
    logits: NDArray[np.float32]
    read: int
    missing: float
    unnamed: float
    unmet: float


def rank(generation: Generation, measured: Measured) -> Ranked:
    """Put the candidates in order by their measurements; read the best of them word by word, and order those anew."""
    logits = fuse(measured.asked.language, measured.languages, measured.features)
    order = np.argsort(-logits, kind="stable")
    first, rest = order[:READ], order[READ:]
    held = covers(generation, measured, first)
    read = weigh(logits[first], held.shares)
    again = np.argsort(-read, kind="stable")
    behind = weigh(logits[rest], np.full(len(rest), held.shares.min(initial=1), dtype=np.float32))
    return Ranked(
        order=np.concatenate([first[again], rest]),
        logits=np.concatenate([read[again], np.minimum(behind, read.min(initial=np.inf))]),
        read=len(first),
        missing=held.missing,
        unnamed=held.unnamed,
        unmet=unmet(generation, measured, first, held),
    )


def covers(generation: Generation, measured: Measured, rows: NDArray[np.int64]) -> Coverage:
    """What some candidates hold of the question, word by word; their lexical share where that is unknown."""
    chunks = [generation.chunk(int(position)) for position in measured.positions[rows]]
    texts = [parts_of(chunk) for chunk in chunks]
    found = coverage(generation.lexical, measured.asked, [measured.languages[n] for n in rows], texts)
    if (found.shares >= 0).all():
        return found
    lexical = measured.features[rows, 2]
    missing = min(found.missing, 1 - float(lexical.max(initial=0)))
    return found._replace(shares=np.where(found.shares < 0, lexical, found.shares), missing=missing)


def unmet(generation: Generation, measured: Measured, rows: NDArray[np.int64], held: Coverage) -> float:
    """How much less of the question is held by the best sentence that could answer it than by the best of all, 0 to 1.

    One that could answer holds a thing of the kind asked for, in a passage that tells the years asked about; it counts
    less where what is counted, or whose place is asked about, does not stand near.
    """
    question, positions = measured.asked.question, measured.positions[rows].tolist()
    shares = [(float(share), n, k) for n, found in enumerate(held.sentences) for k, share in enumerate(found)]
    shares.sort(reverse=True)
    could, tells = 0.0, {}
    for share, n, k in shares:
        if share <= could:
            break
        chunk = generation.chunk(positions[n])
        if n not in tells:
            date = generation.document_at(positions[n]).metadata.date
            tells[n] = tells_years(f"{chunk.search_text} {date}", question)
        if tells[n] and could_answer(sentences_of(chunk)[k], question):
            could = max(could, share * float(1 - THING + THING * held.things[n][k]))
    return shares[0][0] - could if shares else 0.0


def parts_of(chunk: Chunk) -> list[str]:
    """What is searched of a passage: titles and headings, above it and inside, and column names; then its sentences."""
    ends = [0, *(end - chunk.start for _, end in chunk.sentences)]
    starts = [*(start - chunk.start for start, _ in chunk.sentences), len(chunk.text)]
    between = [chunk.text[a:b] for a, b in zip(ends, starts, strict=True) if a < b]
    return ["\n".join([chunk.search_text.removesuffix(chunk.text), *between]), *sentences_of(chunk)]


def sentences_of(chunk: Chunk) -> list[str]:
    """The sentences of a passage."""
    return [chunk.text[start - chunk.start : end - chunk.start] for start, end in chunk.sentences]


def measure(generation: Generation, question: str, *, where: Where | None = None) -> Measured:
    """Find the candidates for a question and measure each."""
    vector, allowed = generation.embedder.embed_queries([question])[0], generation.allowed(where)
    near = generation.vectors.begin(vector, n=CANDIDATES, allowed=allowed)
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
    near: Sequence[Future[NDArray[np.int64]]],
    allowed: NDArray[np.bool_] | None,
) -> NDArray[np.int64]:
    """Positions worth scoring: the nearest and the best matching of each language, ascending."""
    found: list[NDArray[np.int64]] = [future.result() for future in near]
    for language in LANGUAGES:
        inside = generation.vectors.positions_of(language, allowed)
        matching = asked.lexical[inside]
        best = highest(matching, CANDIDATES)
        found.append(inside[best[matching[best] > 0]])
    return np.unique(np.concatenate(found))
