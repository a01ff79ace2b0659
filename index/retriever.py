"""A question to the best passages, and whether they hold the answer: what the rest of the house asks of the index.

Owns the shape of what is given: hits, LangChain documents, their metadata. Does not rank (`ranking`) or answer.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.clauses import parts
from index.confidence import Confidence, Evidence, confidence
from index.errors import QuestionError
from index.question import clean_question
from index.ranking import Measured, measure, parts_of, rank
from index.reader import Generation, IndexReader, Where
from index.reranker import READ_TOGETHER, reread
from index.roots import index_home
from index.text import language_of
from index.types import Hit
from index.words.wordwise import asks_something, content, held_terms

if TYPE_CHECKING:
    from langchain_core.documents import Document

SUBSTANTIAL = 2  # content words of a part that is a question of its own; "what does it do?" leans on another
FIRST = 5  # hits among which the best one of every part should be


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    Attributes:
        hits: the best passages, best first.
        confidence: whether they hold the answer.
        words: how many content words the question has.
        unheld: of a question that asks several things, those that they do not answer while they answer another.
    """

    hits: list[Hit]
    confidence: Confidence
    words: int
    unheld: tuple[str, ...] = ()


def search(
    generation: Generation, question: str, *, k: int = 5, where: Where | None = None, reranker: str = ""
) -> list[Hit]:
    """The k best passages for a question, best first.

    Raises:
        QuestionError: the question, the filter or k cannot be searched with.
        ModelError: the reranker cannot be loaded.
    """
    return find(generation, question, k=k, where=where, reranker=reranker).hits


def find(generation: Generation, question: str, *, k: int = 5, where: Where | None = None, reranker: str = "") -> Found:
    """The same, with the gate's word on whether the passages hold the answer: spoken before any reranking.

    Of a question that asks several things, they need to answer one; the best passage of each is among the first.
    """
    question = clean_question(question)
    if not isinstance(k, int) or isinstance(k, bool) or k < 1:
        raise QuestionError(f"k is how many passages: a whole number from 1, not {k!r}")
    whole = _find(generation, question, max(k, READ_TOGETHER) if reranker else k, where)
    asked = {part: _find(generation, part, k, where) for part in parts(question, language_of(question))}
    apart = {part: found for part, found in asked.items() if found.words >= SUBSTANTIAL}
    sure = max((whole.confidence, *(one.confidence for one in apart.values())), key=lambda one: one.probability)
    unheld = tuple(part for part, one in apart.items() if sure.answerable and not one.confidence.answerable)
    hits = _reranked(reranker, question, whole.hits) if reranker else _with_best_of([*apart.values()], whole.hits)
    return Found(hits[:k], sure, whole.words, unheld)


def _find(generation: Generation, question: str, k: int, where: Where | None) -> Found:
    measured = measure(generation, question, where=where)
    ranked = rank(generation, measured)
    best = zip(ranked.order[:k].tolist(), ranked.logits[:k].tolist(), strict=True)
    hits = [_hit(generation, measured, n, 1 / (1 + math.exp(-logit))) for n, logit in best]
    words = len(content(measured.asked, measured.asked.language))
    evidence = Evidence(
        logits=ranked.logits[: ranked.read],
        missing=ranked.missing,
        unnamed=ranked.unnamed,
        unmet=ranked.unmet,
        words=words,
        across=bool(hits) and hits[0].chunk.language != measured.asked.language,
        candidates=len(measured.positions),
    )
    asks = asks_something(measured.asked, measured.asked.language)
    return Found(hits, confidence(evidence) if asks else Confidence(0.0, answerable=False), words)


def _with_best_of(apart: list[Found], hits: list[Hit]) -> list[Hit]:
    """Hits with the best one of each part behind the first two, where it is not among the first anyway."""
    first = {hit.chunk.id for hit in hits[:FIRST]}
    best = {found.hits[0].chunk.id: found.hits[0] for found in apart if found.hits}
    added = [replace(hit, score=hits[2].score) for name, hit in best.items() if name not in first and len(hits) > 2]
    return [*hits[:2], *added, *(hit for hit in hits[2:] if hit.chunk.id not in best or hit.chunk.id in first)]


def _reranked(reranker: str, question: str, hits: list[Hit]) -> list[Hit]:
    """The first hits in a cross encoder's order and with its scores, the rest behind them."""
    first = hits[:READ_TOGETHER]
    scores = reread(reranker, question, [hit.chunk.search_text for hit in first])
    anew = [replace(hit, score=float(score)) for hit, score in zip(first, scores, strict=True)]
    lowest = float(scores.min(initial=1))
    behind = [replace(hit, score=min(hit.score, lowest)) for hit in hits[READ_TOGETHER:]]
    return [*sorted(anew, key=lambda hit: -hit.score), *behind]


def _hit(generation: Generation, measured: Measured, n: int, score: float) -> Hit:
    position, language, asked = int(measured.positions[n]), measured.languages[n], measured.asked
    chunk = generation.chunk(position)
    held = frozenset[str]().union(*map(held_terms, parts_of(chunk)))
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
    index_dir: Path | str | None = None,
    reranker: str = "",
) -> list[Document]:
    """The k best passages as LangChain documents, best first.

    Args:
        question: in any language.
        k: how many.
        where: `{"language": "ko"}`, or lists of values: `{"language": ["ko", "ru"], "year": "2021"}`.
        index_dir: where the index lives; None: where `DOCENT_INDEX_DIR` says, else `.docent`.
        reranker: a CrossEncoder, a folder or an id of the model hub; none by default.

    Returns:
        Documents whose metadata has: id, source, title, authors, publisher, date, url, language, page (int
        or None), locator, headings, start, end, notes, score (higher is better, comparable across languages).

    Raises:
        DocentError: no index, a wrong filter, an empty question; one line that says what to do.
    """
    found = search(reader_of(index_dir).current(), question, k=k, where=where, reranker=reranker)
    return [as_document(hit) for hit in found]


def reader_of(index_dir: Path | str | None) -> IndexReader:
    """The open index of a folder, one for all who ask it; a process that is forked opens its own.

    Raises:
        IndexMissing: it is a file.
    """
    return _reader(index_home(index_dir), os.getcwd(), os.getpid())


@lru_cache(maxsize=8)
def _reader(index_dir: Path, _below: str, _process: int) -> IndexReader:
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
        "locator": chunk.locator,
        "headings": list(chunk.headings),
        "start": chunk.start,
        "end": chunk.end,
        "notes": [f"{document.notes[n].marker} {document.notes[n].text}" for n in chunk.notes],
        "score": round(hit.score, 4),
    }
