"""What an index costs at a size: query, update, reopening, disk, memory; and the choices behind it, in tables.

    python tests/benchmarks/bench_index.py scale --passages 10000     build, ask, update, reopen
    python tests/benchmarks/bench_index.py hnsw --passages 10000      recall@10 and time of HNSW and of exact search
    python tests/benchmarks/bench_index.py lexical --passages 10000   our arrays, SQLite FTS5 and bm25s (if installed)

Passages are made of the sentences of a folder (`--source`, default `docs`). Times are of one process, medians; compare
within one run only.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from synthetic import make_files, sentences_below  # noqa: E402

from index.analyzer import terms  # noqa: E402
from index.builder import build  # noqa: E402
from index.generation import segments_of  # noqa: E402
from index.lexical import LexicalIndex  # noqa: E402
from index.manifest import generation_dir  # noqa: E402
from index.reader import IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402
from index.vector_store import LANGUAGES, best  # noqa: E402

ROOT = Path(__file__).parents[2]
QUESTIONS = 60


def timed(call: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """(median, 95th percentile) in milliseconds, one question after another, after a warm-up."""
    call(questions[0])
    took = []
    for question in questions:
        started = time.perf_counter()
        call(question)
        took.append((time.perf_counter() - started) * 1e3)
    return float(np.percentile(took, 50)), float(np.percentile(took, 95))


def questions_of(source: Path) -> list[str]:
    """Sentences of the source, the three languages in turn."""
    by_language = sentences_below(source)
    return [by_language[("ko", "en", "ru")[n % 3]][n * 7 % 50] for n in range(QUESTIONS)]


def opened(arguments: argparse.Namespace, work: Path) -> tuple[Path, Path]:
    """(documents, index) of the wanted size; an index that is there is used again."""
    docs, index = work / f"docs-{arguments.passages}", work / f"index-{arguments.passages}"
    if not docs.exists():
        make_files(arguments.source, docs, files=arguments.passages // 10)
    started = time.perf_counter()
    report = build([docs], index_dir=index)
    print(json.dumps({"passages": report.passages, "built in": round(time.perf_counter() - started, 1),
                      "stages": report.stages, "peak MB": _peak()}), flush=True)  # fmt: skip
    return docs, index


def scale(arguments: argparse.Namespace, work: Path) -> None:
    """One line of figures."""
    docs, index = opened(arguments, work)
    reader = IndexReader(index)
    generation = reader.current()
    asked = questions_of(arguments.source)
    p50, p95 = timed(lambda question: search(generation, question), asked)
    lexical = timed(lambda question: generation.lexical.scores(dict(Counter(terms(question)))), asked)
    changed = sorted(docs.rglob("*.txt"))[3]
    updates, reopenings = [], []
    for n in range(5):
        with changed.open("a", encoding="utf-8") as file:
            file.write(f"\n\nThe anchor number {n} weighs {time.time_ns()} tons.\n")
        started = time.perf_counter()
        build([docs], index_dir=index)
        updates.append(time.perf_counter() - started)
        started = time.perf_counter()
        reader.current()
        reopenings.append(time.perf_counter() - started)
    disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    raw = sum(path.stat().st_size for path in docs.rglob("*") if path.is_file())
    vectors = generation.size * generation.embedder.dim * 2 + generation.vectors.sentences()[0].nbytes
    print(json.dumps({
        "passages": generation.size, "query p50 ms": round(p50, 1), "query p95 ms": round(p95, 1),
        "lexical p50 ms": round(lexical[0], 2), "update s": round(float(np.median(updates)), 2),
        "reopen ms": round(float(np.median(reopenings)) * 1e3, 1), "disk MB": round(disk / 1e6),
        "disk / (text + vectors)": round(disk / (raw + vectors), 2), "peak MB": _peak(),
    }), flush=True)  # fmt: skip


def hnsw(arguments: argparse.Namespace, work: Path) -> None:
    """Recall@10 against exact search, of the largest language."""
    import chromadb

    _, index = opened(arguments, work)
    generation = IndexReader(index).current()
    number = int(np.bincount(generation.vectors.languages).argmax())
    vectors = generation.vectors.passages[generation.vectors.languages == number].astype(np.float32)
    asked = questions_of(arguments.source)
    queries = {question: generation.embedder.embed_queries([question])[0] for question in asked}
    exact = {question: set(best(vectors @ query, 10).tolist()) for question, query in queries.items()}
    p50, p95 = timed(lambda question: best(vectors @ queries[question], 60), asked)
    print(f"{len(vectors)} vectors of {LANGUAGES[number]}: exact in memory 1.000 {p50:.2f}/{p95:.2f} ms")
    half = vectors.astype(np.float16)
    p50, p95 = timed(lambda question: best(half.astype(np.float32) @ queries[question], 60), asked)
    print(f"exact from float16 1.000 {p50:.2f}/{p95:.2f} ms")
    print("M  ef_construction  ef_search  recall@10  p50/p95 ms (60 nearest)  built in s")
    for links, construction, ef in ((16, 100, 100), (16, 200, 200), (24, 200, 200), (32, 200, 400)):
        with tempfile.TemporaryDirectory() as folder:
            client = chromadb.PersistentClient(folder)
            settings = {"space": "cosine", "max_neighbors": links, "ef_construction": construction, "ef_search": ef}
            collection = client.create_collection("passages", embedding_function=None, configuration={"hnsw": settings})
            started = time.perf_counter()
            for i in range(0, len(vectors), 5000):
                part = vectors[i : i + 5000]
                collection.add(ids=[str(i + n) for n in range(len(part))], embeddings=part)
            built = time.perf_counter() - started
            found = {
                q: {int(i) for i in collection.query(query_embeddings=[v], n_results=60, include=[])["ids"][0][:10]}
                for q, v in queries.items()
            }
            recall = np.mean([len(found[q] & exact[q]) / 10 for q in asked])
            p50, p95 = timed(
                lambda q, c=collection: c.query(query_embeddings=[queries[q]], n_results=60, include=[]), asked
            )
            print(
                f"{links:<2} {construction:<15}  {ef:<9}  {recall:.3f}      {p50:.2f}/{p95:.2f}  {built:.1f}",
                flush=True,
            )
            client.close()


def lexical(arguments: argparse.Namespace, work: Path) -> None:
    """Speed, opening, disk and top-10 agreement with our arrays."""
    _, index = opened(arguments, work)
    generation = IndexReader(index).current()
    words = [terms(generation.chunk(n).search_text) for n in range(generation.size)]
    asked = questions_of(arguments.source)

    def ours(question: str) -> list[int]:
        scores, _ = generation.lexical.scores(dict(Counter(terms(question))))
        return best(scores, 10).tolist()

    names = segments_of(generation_dir(index, generation.manifest.generation))
    folders = [index / "segments" / name / "lexical" for name in names]
    size = sum(path.stat().st_size for folder in folders for path in folder.iterdir())
    print(f"ours      {timed(ours, asked)[0]:.2f} ms, opened in {_opening(folders):.1f} ms, {size / 1e6:.0f} MB")
    _fts5(words, asked, ours, work)
    try:
        import bm25s
    except ModuleNotFoundError:
        print("bm25s is not installed: pip install bm25s")
        return
    started = time.perf_counter()
    model = bm25s.BM25(k1=0.9, b=0.4)
    model.index([[str(w) for w in p] for p in words], show_progress=False)
    built = time.perf_counter() - started
    model.save(work / "bm25s")
    size = sum(p.stat().st_size for p in (work / "bm25s").rglob("*"))
    started = time.perf_counter()
    model = bm25s.BM25.load(work / "bm25s", mmap=True)
    opening = (time.perf_counter() - started) * 1e3
    p50, _ = timed(lambda q: model.retrieve([terms(q)], k=10, show_progress=False), asked)
    print(f"bm25s     {p50:.2f} ms, opened in {opening:.1f} ms, {size / 1e6:.0f} MB, built in {built:.1f} s")


def _opening(folders: Sequence[Path]) -> float:
    started = time.perf_counter()
    LexicalIndex(*folders)
    return (time.perf_counter() - started) * 1e3


def _fts5(words: list[list[str]], asked: list[str], ours: Callable[[str], list[int]], work: Path) -> None:
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


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Run one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=["scale", "hnsw", "lexical"])
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--source", type=Path, default=ROOT / "docs")
    parser.add_argument("--work", type=Path, help="kept between runs (default: a temporary folder)")
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    try:
        {"scale": scale, "hnsw": hnsw, "lexical": lexical}[arguments.table](arguments, work)
    finally:
        if arguments.work is None:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
