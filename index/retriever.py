"""A question to ranked passages: dense and lexical candidates, fused to one score that languages share.

Reciprocal rank fusion is not used: over a mixed collection it buries every passage in a language other than the
question's, because words can only rank the passages that share the question's script. Here every candidate gets
the same three measurements and one score (`fusion`). Does not know answers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.alignment import alignment
from index.confidence import Confidence, confidence
from index.errors import QuestionError
from index.fusion import fuse, weigh
from index.question import Asked, clean_question, read_question
from index.reader import Generation, IndexReader, Where
from index.reranker import READ_TOGETHER, reread
from index.types import Hit
from index.vector_store import LANGUAGES
from index.words.wordwise import Coverage, content, coverage, held_terms

if TYPE_CHECKING:
    from langchain_core.documents import Document
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
        covered: of the first READ, in that order: the share of the question that the passage holds, word by word.
        missing: the share that none of those holds.
    """

    order: NDArray[np.int64]
    logits: NDArray[np.float32]
    covered: NDArray[np.float32]
    missing: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages for a question, best first, and whether they hold the answer."""

    hits: list[Hit]
    confidence: Confidence


def search(
    generation: Generation, question: str, *, k: int = 5, where: Where | None = None, reranker: str = ""
) -> list[Hit]:
    """The k best passages for a question, best first.

    Raises:
        QuestionError: the question cannot be searched or the filter names an unknown field.
        ModelError: the reranker cannot be loaded.
    """
    return find(generation, question, k=k, where=where, reranker=reranker).hits


def find(generation: Generation, question: str, *, k: int = 5, where: Where | None = None, reranker: str = "") -> Found:
    """The same with the gate's word on whether the passages hold the answer; that is spoken before any reranking."""
    measured = measure(generation, clean_question(question), where=where)
    ranked = rank(generation, measured)
    wanted = max(k, READ_TOGETHER) if reranker else k
    best = zip(ranked.order[:wanted].tolist(), ranked.logits[:wanted].tolist(), strict=True)
    hits = [_hit(generation, measured, n, 1 / (1 + math.exp(-logit))) for n, logit in best]
    words = len(content(measured.asked, measured.asked.language))
    read = ranked.logits[: len(ranked.covered)]
    across = bool(hits) and hits[0].chunk.language != measured.asked.language
    sure = confidence(read, ranked.covered, ranked.missing, words=words, across=across)
    return Found(_reranked(reranker, question, hits)[:k] if reranker else hits, sure)


def _reranked(reranker: str, question: str, hits: list[Hit]) -> list[Hit]:
    """The first hits in a cross encoder's order and with its scores, the rest behind them."""
    first = hits[:READ_TOGETHER]
    scores = reread(reranker, question, [hit.chunk.search_text for hit in first])
    anew = [replace(hit, score=float(score)) for hit, score in zip(first, scores, strict=True)]
    lowest = float(scores.min(initial=1))
    behind = [replace(hit, score=min(hit.score, lowest)) for hit in hits[READ_TOGETHER:]]
    return [*sorted(anew, key=lambda hit: -hit.score), *behind]


def rank(generation: Generation, measured: Measured) -> Ranked:
    """Put the candidates in order by their measurements; read the best of them word by word, and order those anew."""
    logits = fuse(measured.asked.language, measured.languages, measured.features)
    order = np.argsort(-logits, kind="stable")
    first, rest = order[:READ], order[READ:]
    covered, missing = covers(generation, measured, first)
    read = weigh(logits[first], covered)
    again = np.argsort(-read, kind="stable")
    behind = weigh(logits[rest], np.full(len(rest), covered.min(initial=1), dtype=np.float32))
    return Ranked(
        order=np.concatenate([first[again], rest]),
        logits=np.concatenate([read[again], np.minimum(behind, read.min(initial=np.inf))]),
        covered=covered[again],
        missing=missing,
    )


def covers(generation: Generation, measured: Measured, rows: NDArray[np.int64]) -> Coverage:
    """What some candidates hold of the question, word by word; their lexical share where that is unknown."""
    texts = [generation.chunk(int(position)).search_text for position in measured.positions[rows]]
    found = coverage(generation.lexical, measured.asked, [measured.languages[n] for n in rows], texts)
    if (found.shares >= 0).all():
        return found
    lexical = measured.features[rows, 2]
    missing = min(found.missing, 1 - float(lexical.max(initial=0)))
    return Coverage(np.where(found.shares < 0, lexical, found.shares), missing)


def measure(generation: Generation, question: str, *, where: Where | None = None) -> Measured:
    """Find the candidates for a question and measure each."""
    asked = read_question(generation, question)
    positions = _candidates(generation, asked.vector, asked.lexical, generation.allowed(where))
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
    query: NDArray[np.float32],
    lexical: NDArray[np.float32],
    allowed: NDArray[np.bool_] | None,
) -> NDArray[np.int64]:
    """Positions worth scoring: the nearest and the best matching of each language, ascending."""
    found: list[NDArray[np.int64]] = []
    for number, language in enumerate(LANGUAGES):
        inside = generation.vectors.languages == number
        if allowed is not None:
            inside = inside & allowed
            found.append(generation.vectors.nearest_among(query, np.flatnonzero(inside), n=CANDIDATES))
        else:
            found.append(generation.vectors.nearest(query, language, n=CANDIDATES))
        matching = np.flatnonzero(inside & (lexical > 0))
        if len(matching) > CANDIDATES:
            matching = matching[np.argpartition(-lexical[matching], CANDIDATES)[:CANDIDATES]]
        found.append(matching)
    return np.unique(np.concatenate(found))


def _hit(generation: Generation, measured: Measured, n: int, score: float) -> Hit:
    position, language, asked = int(measured.positions[n]), measured.languages[n], measured.asked
    chunk = generation.chunk(position)
    held = held_terms(chunk.search_text)
    said = {w: ways for w, ways in asked.said.get(language, {}).items() if any(map(held.issuperset, ways))}
    across = {word: asked.across[language][word] for word in said}
    direct = {term: weight for term, weight in asked.weights.items() if term in held}
    return Hit(
        chunk=chunk,
        document=generation.document_at(position),
        score=score,
        dense=float(measured.features[n, 0]),
        lexical=float(measured.features[n, 2]),
        sentence_scores=tuple(float(value) for value in measured.sentences[n]),
        terms=across or direct,
        said=said,
    )


def retrieve(
    question: str,
    *,
    k: int = 5,
    where: Where | None = None,
    index_dir: Path | str = ".docent",
    reranker: str = "",
) -> list[Document]:
    """The k best passages as LangChain documents, best first.

    Args:
        question: in any language.
        k: how many.
        where: `{"language": "ko"}`, or lists of values: `{"language": ["ko", "ru"], "year": "2021"}`.
        index_dir: where the index lives.
        reranker: a CrossEncoder, a folder or an id of the model hub; none by default.

    Returns:
        Documents whose metadata has: id, source, title, authors, publisher, date, url, language, page (int
        or None), locator, headings, start, end, notes, score (higher is better, comparable across languages).

    Raises:
        DocentError: no index, a wrong filter, an empty question; one line that says what to do.
    """
    if k < 1:
        raise QuestionError(f"k must be 1 or more, not {k}")
    return [
        as_document(hit)
        for hit in search(_reader(Path(index_dir)).current(), question, k=k, where=where, reranker=reranker)
    ]


@lru_cache(maxsize=8)
def _reader(index_dir: Path) -> IndexReader:
    return IndexReader(index_dir)


def as_document(hit: Hit) -> Document:
    """A hit in LangChain's shape, with the metadata that `retrieve` promises."""
    from langchain_core.documents import Document

    return Document(id=hit.chunk.id, page_content=hit.chunk.text, metadata=hit_metadata(hit))


def hit_metadata(hit: Hit) -> dict[str, Any]:
    """What a reader needs to find the passage again."""
    chunk, document = hit.chunk, hit.document
    return {
        "id": chunk.id,
        "source": document.source,
        "title": document.metadata.title,
        "authors": list(document.metadata.authors),
        "publisher": document.metadata.publisher,
        "date": document.metadata.date,
        "url": document.metadata.url,
        "summary_of": document.metadata.summary_of,
        "language": chunk.language,
        "page": chunk.page,
        "locator": chunk.locator or (f"p. {chunk.page}" if chunk.page else ""),
        "headings": list(chunk.headings),
        "start": chunk.start,
        "end": chunk.end,
        "notes": [f"{document.notes[n].marker} {document.notes[n].text}" for n in chunk.notes],
        "score": round(hit.score, 4),
    }
