"""What calibration learns from: questions, the candidates of each, and which of those are right.

Over `docs`, whose questions know what must be refused, and over passages that training held out. Each question with an
answer is asked once more of the same index without the passages that hold it: a question near the topic.
"""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.builder import build
from index.generation import segments_dir, segments_of
from index.lexical import LexicalIndex, LexicalSegment
from index.manifest import generation_dir
from index.model.pairs import held_out, read_rows
from index.ranking import READ, covers, measure, unmet
from index.reader import Generation, IndexReader
from index.segment import open_segment
from index.types import Chunk, SourceDocument
from index.vector_store import VectorStore
from index.words.wordwise import content

POOL, ASKED = 1500, 400  # passages and questions of each language
SIZES, MIXED = (1, 3, 10, 40), 300  # passages of small folders; foreign passages of each language
POSSIBLE = 30  # candidates that are read word by word, more than a search reads


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features `(n, 3)`, which are in another language, which are right.

    `covered` is NaN for candidates that were not read word by word; `words` is how many content words were asked.
    """

    features: np.ndarray
    other: np.ndarray
    right: np.ndarray
    covered: np.ndarray
    missing: float
    unnamed: float
    unmet: float
    words: int
    kind: str
    fits: bool
    weight: float = 1.0


def docs_cases(docs: Path, questions: Path) -> Iterator[Case]:
    """The questions over the sample corpus, and what must be refused; then without documents in their own language."""
    with tempfile.TemporaryDirectory() as folder:
        build([docs], index_dir=folder)
        generation = IndexReader(folder).current()
        texts = [generation.chunk(p).text for p in range(generation.size)]
        spoken = [generation.chunk(p).language for p in range(generation.size)]
        for line in questions.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            asked, key, kind = question["question"], question["id"], question["type"]
            gold = _gold(generation, texts, question)
            yield _case(generation, asked, gold, kind, key, 2.0)
            # The documents tell the same in three languages: whatever holds the answer may be right, and has to go.
            holding = gold | {p for p, text in enumerate(texts) if _holds(text, question["answer"])}
            own = {p for p, language in enumerate(spoken) if language == question["lang"]}
            others = lacking(generation, Path(folder), own)
            left = _renumbered(holding - own, own)
            if kind != "fact":
                yield _case(others, asked, set(), f"{kind} across", key, 1.0)
                continue
            yield _case(lacking(generation, Path(folder), holding), asked, set(), "removed", key, 1.0)
            if left:
                yield _case(others, asked, left, "fact across", key, 1.0)
            yield _case(lacking(generation, Path(folder), holding | own), asked, set(), "removed across", key, 1.0)


def small_cases(docs: Path, questions: Path, corpus: Path) -> Iterator[Case]:
    """The same questions over a handful of passages: of the sample corpus, and of held-out ones on anything else."""
    chosen = random.Random(5)
    with tempfile.TemporaryDirectory() as texts, tempfile.TemporaryDirectory() as folder:
        for language in ("ko", "en", "ru"):
            task = f"qa_{language}"
            rows = [row for row in read_rows(corpus / f"{task}.tsv.gz") if held_out(task, row)]
            passages = sorted({row[2] for row in rows})
            for number, passage in enumerate(chosen.sample(passages, min(MIXED, len(passages)))):
                (Path(texts) / f"{language}{number}.txt").write_text(passage, encoding="utf-8")
        build([docs], index_dir=folder)
        own = {entry.source for entry in IndexReader(folder).current().manifest.files}
        build([texts], index_dir=folder)
        generation = IndexReader(folder).current()
        everything = set(range(generation.size))
        near = {p for p in everything if generation.document_at(p).source in own}
        held = [generation.chunk(p).text for p in range(generation.size)]
        for line in questions.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            gold = _gold(generation, held, question)
            holding = gold | {p for p in near if _holds(held[p], question["answer"])}
            for pool, right, kind in _folders(question["type"], holding, near - holding, everything - near, chosen):
                gone = everything - pool
                asked = lacking(generation, Path(folder), gone)
                yield _case(asked, question["question"], _renumbered(right, gone), f"small {kind}", question["id"], 1.0)


def _folders(
    kind: str, holding: set[int], near: set[int], far: set[int], chosen: random.Random
) -> Iterator[tuple[set[int], set[int], str]]:
    """(passages, right ones, kind) of small folders that one question is asked of."""

    def some(pool: set[int], size: int) -> set[int]:
        return set(chosen.sample(sorted(pool), min(size, len(pool))))

    for size in SIZES:
        if kind == "fact" and holding:
            one = {chosen.choice(sorted(holding))}
            yield one | some(chosen.choice((near, far)), size - 1), one, "fact"
            yield some(near, size), set(), "removed"
        if kind in ("fact", "unanswerable"):
            yield some(far, size), set(), "unanswerable"
        if kind != "fact":
            yield some(near, size), set(), kind


def _gold(generation: Generation, texts: list[str], question: dict[str, Any]) -> set[int]:
    """Positions of the passages that answer, as the question file tells."""
    sources = {question["doc"]} if isinstance(question["doc"], str) else set(question["doc"] or [])
    holding = [p for p, text in enumerate(texts) if _holds(text, [[one] for one in question["evidence"]])]
    return {p for p in holding if generation.document_at(p).source in sources}


def _renumbered(positions: set[int], gone: set[int]) -> set[int]:
    """Positions as they are once others have gone."""
    return {p - sum(other < p for other in gone) for p in positions}


def _holds(text: str, items: list[list[str]]) -> bool:
    """Whether a text holds one alternative of every item; nothing is held where there are no items."""
    held = _squeeze(text)
    return bool(items) and all(any(_squeeze(one) in held for one in item) for item in items)


def corpus_cases(path: Path, task: str) -> Iterator[Case]:
    """Held-out questions over a pool of held-out passages of one language."""
    rows = [row for row in read_rows(path) if held_out(task, row)]
    random.Random(0).shuffle(rows)
    passages = list(dict.fromkeys(row[2] for row in rows))[:POOL]
    names = {passage: f"{number:04d}.txt" for number, passage in enumerate(passages)}
    with tempfile.TemporaryDirectory() as texts, tempfile.TemporaryDirectory() as folder:
        for passage, name in names.items():
            (Path(texts) / name).write_text(passage, encoding="utf-8")
        build([texts], index_dir=folder)
        generation = IndexReader(folder).current()
        sources = [generation.document_at(p).source for p in range(generation.size)]
        asked = [row for row in rows if row[2] in names and row[1].rstrip().endswith("?")][:ASKED]
        for row in asked:
            gold = {p for p, source in enumerate(sources) if source == names[row[2]]}
            yield _case(generation, row[1], gold, "corpus", row[1], 1.0)
            yield _case(lacking(generation, Path(folder), gold), row[1], set(), "corpus removed", row[1], 1.0)


class Lacking(Generation):
    """An open generation as it would be without some passages: counts, averages and neighbours too."""

    def __init__(self, whole: Generation, index_dir: Path, gone: np.ndarray) -> None:
        """Share everything with the whole one but what is searched; `gone` are its positions, ascending."""
        folder = generation_dir(index_dir, whole.manifest.generation)
        segments = [open_segment(segments_dir(folder) / name) for name in segments_of(folder)]
        starts = np.cumsum([0, *(segment.lexical.size for segment in segments)])
        lost = [_terms_of(segment.lexical, gone - start) for segment, start in zip(segments, starts, strict=False)]
        self.__dict__.update(whole.__dict__)
        self.describe(whole.manifest)
        self.vectors = VectorStore(*(segment.vectors for segment in segments), dead=gone)
        counts = np.unique(np.concatenate(lost), return_counts=True)
        self.lexical = LexicalIndex(*(segment.lexical for segment in segments), dead=gone, gone=counts)
        self._whole, self._kept = whole, np.delete(np.arange(whole.size), gone)

    def chunk(self, position: int) -> Chunk:
        """The passage at a position."""
        return self._whole.chunk(int(self._kept[position]))

    def document_at(self, position: int) -> SourceDocument:
        """The document of the passage at a position."""
        return self._whole.document_at(int(self._kept[position]))


def _terms_of(lexical: LexicalSegment, slots: np.ndarray) -> np.ndarray:
    """Codes of the terms that some passages of a segment hold, once for each passage."""
    return np.repeat(lexical.terms, np.diff(lexical.starts))[np.isin(lexical.slots, slots)]


def lacking(generation: Generation, index_dir: Path, gone: set[int]) -> Generation:
    """A newly built generation without some of its passages."""
    return Lacking(generation, index_dir, np.array(sorted(gone), dtype=np.int64)) if gone else generation


def _case(generation: Generation, question: str, gold: set[int], kind: str, key: str, weight: float) -> Case:
    measured = measure(generation, question)
    likely = np.argsort(-measured.features @ np.array([1.0, 1.5, 4.0]), kind="stable")[:POSSIBLE]
    covered = np.full(len(measured.positions), np.nan)
    covered[likely] = covers(generation, measured, likely).shares
    held = covers(generation, measured, likely[:READ])
    return Case(
        features=measured.features,
        other=np.array([language != measured.asked.language for language in measured.languages]),
        right=np.array([int(p) in gold for p in measured.positions], dtype=bool),
        covered=covered,
        missing=held.missing,
        unnamed=held.unnamed,
        unmet=unmet(generation, measured, likely[:READ], held),
        words=len(content(measured.asked, measured.asked.language)),
        kind=kind,
        fits=hashlib.blake2b(key.encode(), digest_size=2).digest()[0] % 2 == 0,
        weight=weight,
    )


def _squeeze(text: str) -> str:
    return "".join(text.casefold().split())
