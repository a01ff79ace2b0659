"""What an index costs at a size: query, update, reopening, disk, memory; and the choices behind it, in tables.

    python tests/benchmarks/bench_index.py                              all of the following, at 10,000 passages
    python tests/benchmarks/bench_index.py scale --passages 1000000     build, ask, filter, update, reopen
    python tests/benchmarks/bench_index.py clients                      eight clients at once
    python tests/benchmarks/bench_index.py growth --sizes 1000,10000    the first line for each size, and a plot
    python tests/benchmarks/bench_index.py vectors                      recall and time of exact search, ours, and HNSW
    python tests/benchmarks/bench_index.py lexical                      our arrays, SQLite FTS5, bm25s, tantivy, Chroma
    python tests/benchmarks/bench_index.py rivals --megabytes 0.5       LangChain's and LlamaIndex's recipes

Passages are made of the sentences of a folder (`--source`, default `docs`). Times are of one process, medians; compare
within one run only. `--work` keeps documents and index: a large build that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import index_tables  # noqa: E402
from index_rivals import rivals  # noqa: E402
from synthetic import INVENTED, make_files, sentences_below  # noqa: E402
from timing import peak, timed  # noqa: E402

from index.analyzer import terms  # noqa: E402
from index.builder import build  # noqa: E402
from index.generation import segments_of  # noqa: E402
from index.manifest import generation_dir  # noqa: E402
from index.reader import Generation, IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402

ROOT = Path(__file__).parents[2]
QUESTIONS, CLIENTS = 60, 8
LARGE = 200_000  # passages from which files are longer and fewer words are invented


def questions_of(source: Path) -> list[str]:
    """Sentences of the source, the three languages in turn."""
    by_language = sentences_below(source)
    asked = []
    for n in range(QUESTIONS):
        sentences = by_language[("ko", "en", "ru")[n % 3]]
        asked.append(sentences[n * len(sentences) // QUESTIONS])
    return asked


def opened(arguments: argparse.Namespace, work: Path) -> tuple[Path, Path]:
    """(documents, index) of the wanted size; an index that is there is used again."""
    docs = arguments.docs or work / f"docs-{arguments.passages}"
    index = arguments.index or work / f"index-{arguments.passages}"
    if not arguments.docs and not (docs / "made").exists():
        size = 1000 if arguments.passages >= LARGE else 10
        make_files(arguments.source, docs, files=arguments.passages // size, passages=size, invented=arguments.invented)
        (docs / "made").touch()
    started = time.perf_counter()
    report = build([docs], index_dir=index)
    print(json.dumps({"passages": report.passages, "built in": round(time.perf_counter() - started, 1),
                      "stages": report.stages, "peak MB": peak()}), flush=True)  # fmt: skip
    return docs, index


def live(arguments: argparse.Namespace, work: Path) -> Generation:
    """The generation of the wanted size."""
    return IndexReader(opened(arguments, work)[1]).current()


def scale(arguments: argparse.Namespace, work: Path) -> None:
    """One line of figures."""
    docs, index = opened(arguments, work)
    started = time.perf_counter()
    reader = IndexReader(index)
    generation = reader.current()
    opening = time.perf_counter() - started
    asked = questions_of(arguments.source)
    p50, p95 = timed(lambda question: search(generation, question), asked)
    lexical = timed(lambda question: generation.lexical.scores(dict(Counter(terms(question)))), asked)
    queries = {question: generation.embedder.embed_queries([question])[0] for question in asked}
    dense = timed(lambda q: [generation.vectors.nearest(queries[q], x, n=60) for x in ("ko", "en", "ru")], asked)
    filters = {"language": {"language": ["ko", "ru"]}, "format": {"format": "txt"}, "folder": {"folder": "000"}}
    filtered = {
        name: round(timed(lambda question, w=where: search(generation, question, where=w), asked[:20])[0], 1)
        for name, where in filters.items()
    }
    disk, text = _bytes(index), _bytes(docs)
    segments = [
        index / "segments" / name for name in segments_of(generation_dir(index, generation.manifest.generation))
    ]
    vectors = sum((folder / f"{name}.npy").stat().st_size for folder in segments for name in ("passages", "sentences"))
    updates, reopenings = _updates(docs, index, reader)
    print(json.dumps({
        "passages": generation.size, "open ms": round(opening * 1e3, 1), "query p50 ms": round(p50, 1),
        "query p95 ms": round(p95, 1), "words p50 ms": round(lexical[0], 2), "nearest p50 ms": round(dense[0], 2),
        "filtered p50 ms": filtered, "update s": round(updates, 2), "reopen ms": round(reopenings * 1e3, 1),
        "disk MB": round(disk / 1e6), "disk / (text + vectors)": round(disk / (text + vectors), 2), "peak MB": peak(),
    }), flush=True)  # fmt: skip


def _updates(docs: Path, index: Path, reader: IndexReader) -> tuple[float, float]:
    """Medians of changing one file, in seconds, and of opening what came of it."""
    changed = sorted(docs.rglob("*.txt"))[3]
    before = changed.read_bytes()
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
    changed.write_bytes(before)
    return float(np.median(updates)), float(np.median(reopenings))


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def clients(arguments: argparse.Namespace, work: Path) -> None:
    """Eight threads ask at once, each all questions in an order of its own."""
    generation, asked = live(arguments, work), questions_of(arguments.source)
    alone = {question: [hit.chunk.id for hit in search(generation, question)] for question in asked}
    took: list[float] = []
    wrong = 0

    def client(number: int) -> None:
        nonlocal wrong
        for question in asked[number:] + asked[:number]:
            started = time.perf_counter()
            found = [hit.chunk.id for hit in search(generation, question)]
            took.append((time.perf_counter() - started) * 1e3)
            wrong += found != alone[question]

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))
    rate = len(took) / (time.perf_counter() - started)
    p50, p95 = np.percentile(took, 50), np.percentile(took, 95)
    print(f"{CLIENTS} clients, {len(took)} questions, {wrong} answered otherwise than when asked alone: "
          f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, {rate:.0f} a second")  # fmt: skip


def growth(arguments: argparse.Namespace, work: Path) -> None:
    """Query time over size, each in a process of its own."""
    points = []
    for size in map(int, arguments.sizes.split(",")):
        command = [sys.executable, __file__, "scale", "--passages", str(size), "--source", str(arguments.source),
                   "--work", str(work), "--invented", str(arguments.invented)]  # fmt: skip
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        points.append(json.loads(lines[-1]))
    highest = max(point["query p95 ms"] for point in points)
    print("passages   p50 ms  p95 ms   # to the median, - to the 95th percentile")
    for point in points:
        p50, p95 = point["query p50 ms"], point["query p95 ms"]
        bar = "#" * round(60 * p50 / highest) + "-" * round(60 * (p95 - p50) / highest)
        print(f"{point['passages']:>9}  {p50:6.1f}  {p95:6.1f}   {bar}")


TABLES: dict[str, Callable[[argparse.Namespace, Path], None]] = {
    "scale": scale,
    "clients": clients,
    "growth": growth,
    "vectors": lambda a, work: index_tables.vectors(live(a, work), questions_of(a.source), a.most),
    "lexical": lambda a, work: index_tables.lexical(
        live(a, work), questions_of(a.source), index=a.index or work / f"index-{a.passages}", work=work
    ),
    "rivals": lambda a, _: rivals(a.source, megabytes=a.megabytes, rounds=a.rounds, languages=a.languages.split(",")),
}


def main() -> None:
    """Run one table, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", nargs="?", choices=list(TABLES))
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--sizes", default="1000,3000,10000")
    parser.add_argument("--most", type=int, default=100_000, help="vectors of the table of vectors")
    parser.add_argument("--megabytes", type=float, default=0.2)
    parser.add_argument("--rounds", type=int, default=3, help="of the builds of rivals")
    parser.add_argument("--languages", default="en,ru,ko", help="of the texts that rivals index")
    parser.add_argument("--invented", type=float, default=INVENTED, help="share of words that are made up")
    parser.add_argument("--source", type=Path, default=ROOT / "docs")
    parser.add_argument("--docs", type=Path, help="documents that are there already")
    parser.add_argument("--index", type=Path, help="their index")
    parser.add_argument("--work", type=Path, help="kept between runs (default: a temporary folder)")
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    try:
        for name in [arguments.table] if arguments.table else TABLES:
            print(f"-- {name}", flush=True)
            TABLES[name](arguments, work)
    finally:
        if arguments.work is None:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
