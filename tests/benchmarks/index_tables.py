"""What was chosen for the index, beside what could have been: how vectors are compared, how words are counted.

Recall is of the ten nearest by exact comparison in float32. HNSW runs in Chroma, as anybody would use it.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from timing import timed

from index.analyzer import terms
from index.generation import segments_of
from index.lexical import LexicalIndex
from index.manifest import generation_dir
from index.reader import Generation
from index.vectors.chroma import LANGUAGES
from index.vectors.local import best
from index.vectors.scan import Coarse, highest, write_coarse

HNSW = ((16, 100, 100), (16, 200, 400), (32, 200, 400), (32, 200, 800))  # links, ef_construction, ef_search


def vectors(generation: Generation, asked: Sequence[str], most: int) -> None:
    """Recall@10, time and building of every way to compare, over the largest language, at most that many of it."""
    number = int(np.bincount(generation.vectors.languages).argmax())
    positions = np.flatnonzero(generation.vectors.languages == number)[:most]
    passages = generation.vectors.passages[positions]
    floats = passages.astype(np.float32)
    queries = {question: generation.embedder.embed_queries([question])[0] for question in asked}
    exact = {question: set(best(floats @ query, 10).tolist()) for question, query in queries.items()}
    head = f"{len(floats)} vectors of {LANGUAGES[number]}, {floats.shape[1]} axes"
    print(f"{head:<44} recall@10   p50/p95 ms   built in s")

    def row(name: str, ask: Callable[[np.ndarray], np.ndarray], built: float) -> None:
        p50, p95 = timed(lambda question: ask(queries[question]), asked)
        recall = np.mean([len(exact[q] & set(ask(queries[q])[:10].tolist())) / 10 for q in asked])
        print(f"{name:<44} {recall:.4f}      {p50:.2f}/{p95:.2f}    {built:.1f}", flush=True)

    def ranked(query: np.ndarray, found: np.ndarray) -> np.ndarray:
        found = np.sort(found)
        return found[best(passages[found].astype(np.float32) @ query, 60)]

    row("all in float32, in memory", lambda query: best(floats @ query, 60), 0.0)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        write_coarse(Path(folder), passages, np.arange(len(passages)))
        built, coarse = time.perf_counter() - started, Coarse(Path(folder))
        for wanted in (100, 200, 400):
            row(
                f"all in whole numbers, {wanted} exactly",
                lambda query, n=wanted: ranked(query, coarse.nearest(query, 0, coarse.size, n=n)),
                built,
            )
    for axes in (256, 384, 512):
        part = np.ascontiguousarray(floats[:, :axes])
        row(
            f"first {axes} axes in float32, 400 exactly",
            lambda query, part=part, d=axes: ranked(query, highest(part @ query[:d], 400)),
            0.0,
        )
    for setting in HNSW:
        _hnsw(row, floats, ranked, setting)


def _hnsw(row: Callable[..., None], floats: np.ndarray, ranked: Callable[..., np.ndarray], setting: tuple) -> None:
    import chromadb

    links, construction, ef = setting
    with tempfile.TemporaryDirectory() as folder:
        client = chromadb.PersistentClient(folder)
        settings = {"space": "cosine", "max_neighbors": links, "ef_construction": construction, "ef_search": ef}
        collection = client.create_collection("passages", embedding_function=None, configuration={"hnsw": settings})
        started = time.perf_counter()
        for i in range(0, len(floats), 5000):
            part = floats[i : i + 5000]
            collection.add(ids=[str(i + n) for n in range(len(part))], embeddings=part)
        built = time.perf_counter() - started

        def ask(query: np.ndarray) -> np.ndarray:
            found = collection.query(query_embeddings=[query], n_results=100, include=[])["ids"][0]
            return ranked(query, np.array([int(i) for i in found]))

        row(f"HNSW M {links}, construction {construction}, ef {ef}, 100 exactly", ask, built)
        client.close()


def lexical(generation: Generation, asked: Sequence[str], *, index: Path, work: Path) -> None:
    """Speed, opening, disk and top-10 agreement with our arrays."""
    words = [terms(generation.chunk(n).search_text) for n in range(generation.size)]

    def ours(question: str) -> list[int]:
        scores, _ = generation.lexical.scores(dict(Counter(terms(question))))
        return best(scores, 10).tolist()

    names = segments_of(generation_dir(index, generation.manifest.generation))
    folders = [index / "segments" / name / "lexical" for name in names]
    size = sum(path.stat().st_size for folder in folders for path in folder.iterdir())
    print(f"ours      {timed(ours, asked)[0]:.2f} ms, opened in {_opening(folders):.1f} ms, {size / 1e6:.0f} MB")
    _fts5(words, asked, ours, work)
    for other in (_bm25s, _tantivy, _chroma_sparse):
        try:
            other(words, asked, ours, work)
        except ModuleNotFoundError as error:
            print(f"{error.name} is not installed: pip install {error.name}")


def _same(found: Callable[[str], list[int]], ours: Callable[[str], list[int]], asked: Sequence[str]) -> float:
    return float(np.mean([len(set(found(q)) & set(ours(q))) / 10 for q in asked]))


def _bm25s(words: list[list[str]], asked: Sequence[str], ours: Callable[[str], list[int]], work: Path) -> None:
    import bm25s

    started = time.perf_counter()
    model = bm25s.BM25(k1=0.9, b=0.4)
    model.index([[str(w) for w in p] for p in words], show_progress=False)
    built = time.perf_counter() - started
    model.save(work / "bm25s")
    size = sum(p.stat().st_size for p in (work / "bm25s").rglob("*"))
    started = time.perf_counter()
    model = bm25s.BM25.load(work / "bm25s", mmap=True)
    opening = (time.perf_counter() - started) * 1e3

    def ask(question: str) -> list[int]:
        return model.retrieve([terms(question)], k=10, show_progress=False)[0][0].tolist()

    print(f"bm25s     {timed(ask, asked)[0]:.2f} ms, opened in {opening:.1f} ms, {size / 1e6:.0f} MB, built in "
          f"{built:.1f} s, {_same(ask, ours, asked):.2f} of our ten", flush=True)  # fmt: skip


def _tantivy(words: list[list[str]], asked: Sequence[str], ours: Callable[[str], list[int]], work: Path) -> None:
    import tantivy

    folder = work / "tantivy"
    folder.mkdir(exist_ok=True)
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("n", stored=True)
    schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    started = time.perf_counter()
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(200_000_000, 1)
    for n, passage in enumerate(words):
        writer.add_document(tantivy.Document(n=n, terms=" ".join(map(_plain_term, passage))))
    writer.commit()
    writer.wait_merging_threads()
    built = time.perf_counter() - started
    started = time.perf_counter()
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()
    opening = (time.perf_counter() - started) * 1e3

    def ask(question: str) -> list[int]:
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "terms", _plain_term(term)))
            for term in terms(question)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(parts), 10).hits
        return [searcher.doc(address)["n"][0] for _, address in hits]

    size = sum(p.stat().st_size for p in folder.rglob("*"))
    print(f"tantivy   {timed(ask, asked)[0]:.2f} ms, opened in {opening:.1f} ms, {size / 1e6:.0f} MB, built in "
          f"{built:.1f} s, {_same(ask, ours, asked):.2f} of our ten", flush=True)  # fmt: skip


def _chroma_sparse(words: list[list[str]], asked: Sequence[str], ours: Callable[[str], list[int]], work: Path) -> None:
    """Chroma's sparse index, as its schema offers it."""
    import chromadb
    from chromadb.errors import ChromaError

    try:
        schema = chromadb.Schema().create_index(config=chromadb.SparseVectorIndexConfig(), key="sparse")
        client = chromadb.PersistentClient(str(work / "sparse"))
        client.create_collection("sparse", schema=schema, embedding_function=None)
    except (ChromaError, ValueError, AttributeError) as error:
        print(f"Chroma's sparse index: {str(error)[:150]}")
        return
    print("Chroma's sparse index can be made here; measure it")


def _plain_term(term: str) -> str:
    return term.replace("^", "q")


def _opening(folders: Sequence[Path]) -> float:
    started = time.perf_counter()
    LexicalIndex(*folders)
    return (time.perf_counter() - started) * 1e3


def _fts5(words: list[list[str]], asked: Sequence[str], ours: Callable[[str], list[int]], work: Path) -> None:
    path = work / "fts5.db"
    path.unlink(missing_ok=True)
    started = time.perf_counter()
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(terms, content='', tokenize='unicode61')")
    db.executemany("INSERT INTO t(rowid, terms) VALUES (?, ?)", ((n, _plain(p)) for n, p in enumerate(words)))
    db.commit()
    built = time.perf_counter() - started
    db.close()
    started = time.perf_counter()
    db = sqlite3.connect(path)
    db.execute("SELECT rowid FROM t WHERE t MATCH 'a' LIMIT 1").fetchall()
    opening = (time.perf_counter() - started) * 1e3

    def fts(question: str) -> list[int]:
        match = " OR ".join(f'"{t}"' for t in dict.fromkeys(_plain(terms(question)).split()))
        return [n for (n,) in db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 10", (match,))]

    p50, _ = timed(fts, asked)
    same = np.mean([len(set(fts(q)) & set(ours(q))) / 10 for q in asked])
    size = path.stat().st_size / 1e6
    print(f"FTS5      {p50:.2f} ms, opened in {opening:.1f} ms, {size:.0f} MB, built in {built:.1f} s, "
          f"{same:.2f} of our ten (its k1 and b are fixed)", flush=True)  # fmt: skip


def _plain(words: list[str]) -> str:
    return " ".join(w.replace("^", "q") for w in words)
