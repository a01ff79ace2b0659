"""How well files are read: coverage, agreement with other readers, broken input, time and memory.

    python tests/benchmarks/bench_loaders.py FOLDER ...        coverage and agreement on the files below the folders
      --fuzz 2000                                              so many broken variants of them
      --markitdown /path/to/python                             the same files by markitdown, timed
      --round-trip docs                                        texts of a folder through every format
      --speed-mib 100                                          how much of the files the timing reads

Needs python-hwpx, pypdf, python-docx and LibreOffice for the references; what is missing is said and left out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from index.errors import LoadError
from index.loaders import Limits, load_many
from index.types import RawDocument
from tests.benchmarks.loader_references import REFERENCES

FORMATS = "hwp hwpx hml pdf docx pptx xlsx csv odt ods odp rtf epub html htm mht mhtml md txt doc xls ppt".split()


def words(text: str) -> list[str]:
    """Runs of letters and digits, composed and folded; raised digits as ordinary ones."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def found_in_order(reference: list[str], ours: list[str]) -> int:
    """Length of the longest common subsequence of words, by bit-parallel dynamic programming (Hyyro 2004)."""
    places: dict[str, int] = defaultdict(int)
    for index, word in enumerate(reference):
        places[word] |= 1 << index
    full = (1 << len(reference)) - 1
    row = full
    for word in ours:
        match = places.get(word, 0)
        if match:
            hit = row & match
            row = ((row + hit) | (row - hit)) & full
    return len(reference) - row.bit_count()


def files_below(folders: Iterable[Path], formats: Iterable[str] = FORMATS) -> list[Path]:
    return sorted(
        p for folder in folders for p in folder.rglob("*") if p.is_file() and p.suffix.lower().lstrip(".") in formats
    )


def text_of(document: RawDocument) -> str:
    """Everything that was read, what was set aside included."""
    removed = "\n".join(text for text, _ in document.removed)
    return document.text + "\n" + removed


def _reference(job: tuple[str, str]) -> str | None:
    form, path = job
    return REFERENCES[form][1](Path(path))


def references(jobs: list[tuple[str, str]]) -> dict[str, str]:
    """Texts by the reference readers, each in a child that is given up after a minute."""
    texts: dict[str, str] = {}
    context = multiprocessing.get_context("spawn")
    pool = context.Pool(1)
    for form, path in jobs:
        try:
            text = pool.apply_async(_reference, ((form, path),)).get(60)
        except multiprocessing.TimeoutError:
            pool.terminate()
            pool = context.Pool(1)
            continue
        except Exception:  # whatever the reference raises, there is nothing to compare with
            continue
        if text and len(words(text)) >= 5:
            texts[path] = text
    pool.terminate()
    return texts


def coverage(paths: list[Path], limits: Limits) -> dict[Path, RawDocument | LoadError]:
    results: dict[Path, RawDocument | LoadError] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    start = time.perf_counter()
    for path, result in load_many(paths, limits=limits):
        results[path] = result
        kind = path.suffix.lower().lstrip(".")
        if isinstance(result, RawDocument):
            counts[kind]["read"] += 1
        elif result.reason.startswith("no text"):
            counts[kind]["no text"] += 1
        elif "crash" in result.reason or "took over" in result.reason or "could not be read (" in result.reason:
            counts[kind]["failed"] += 1
            reasons[f"{result.reason[:100]} [{path.name}]"] += 1
        else:
            counts[kind]["refused"] += 1
            reasons[result.reason[:60]] += 1
    print(f"\n## Coverage: {len(paths)} files in {time.perf_counter() - start:.1f} s")
    print(
        "| suffix | files | read | no text in it | refused with a reason | parser failed |\n|---|---|---|---|---|---|"
    )
    for kind, c in sorted(counts.items()):
        print(f"| {kind} | {c.total()} | {c['read']} | {c['no text']} | {c['refused']} | {c['failed']} |")
    for reason, times in reasons.most_common(25):
        print(f"- {times} x {reason}")
    return results


def agreement(results: dict[Path, RawDocument | LoadError], most: int) -> None:
    by_format: dict[str, list[Path]] = defaultdict(list)
    for path, result in results.items():
        form = result.format if isinstance(result, RawDocument) else path.suffix.lower().lstrip(".")
        if form in REFERENCES and not (isinstance(result, LoadError) and "no text in this xml" in result.reason):
            by_format[form].append(path)
    print("\n## Agreement: share of the reference's words found by us, in order")
    print("| format | reference | files | words | in order | in any order | wanted | files below it | worst |")
    print("|---|---|---|---|---|---|---|---|---|")
    for form, paths in sorted(by_format.items()):
        name, _, wanted = REFERENCES[form]
        paths = random.Random(1).sample(paths, min(most, len(paths)))
        texts = references([(form, str(path)) for path in paths])
        rows = []
        for path in paths:
            reference = words(texts.get(str(path), ""))[:40_000]
            result = results[path]
            if reference:
                ours = words(text_of(result))[:60_000] if isinstance(result, RawDocument) else []
                anywhere = (Counter(reference) & Counter(ours)).total()
                rows.append((found_in_order(reference, ours), len(reference), path.name, anywhere))
        total, hits, bag = (sum(row[place] for row in rows) for place in (1, 0, 3))
        low = sorted((h / n, label) for h, n, label, _ in rows if h < wanted * n)
        worst = "; ".join(f"{label} {part:.2f}" for part, label in low[:8])
        share = f"{hits / max(total, 1):.4f} | {bag / max(total, 1):.4f} | {wanted} | {len(low)}"
        print(f"| {form} | {name} | {len(rows)} | {total} | {share} | {worst} |", flush=True)


def fuzz(paths: list[Path], cases: int, limits: Limits) -> None:
    """Truncated files, flipped bytes and swapped blocks: every one must give a document or one line."""
    source = random.Random(7)
    small = [path for path in paths if 0 < path.stat().st_size < 300_000]
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for path in small:
        by_kind[path.suffix.lower()].append(path)
    counts: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        variants = []
        for number in range(cases):
            path = source.choice(by_kind[source.choice(sorted(by_kind))])
            variants.append(Path(folder) / f"{number}{path.suffix}")
            variants[-1].write_bytes(broken(path.read_bytes(), source))
        start = last = time.perf_counter()
        for path, result in load_many(variants, limits=limits):
            now = time.perf_counter()
            slowest, last = max(slowest, now - last), now
            if isinstance(result, RawDocument):
                counts["read"] += 1
            elif "\n" in result.reason or "Traceback" in result.reason:
                counts["not one line"] += 1
            elif "crash" in result.reason:
                counts["parser crashed, contained"] += 1
                print(f"- crash: {path.name}: {result.reason}")
            elif "took over" in result.reason:
                counts["over the time limit"] += 1
            else:
                counts["one line"] += 1
    print(f"\n## Broken input: {cases} cases in {time.perf_counter() - start:.0f} s, slowest wait {slowest:.1f} s")
    print(", ".join(f"{kind}: {n}" for kind, n in counts.most_common()))
    print(f"answered: {counts.total()} of {cases}")


def broken(data: bytes, source: random.Random) -> bytes:
    """One of four kinds of damage."""
    way = source.randrange(4)
    if way == 0:
        return data[: source.randrange(len(data))]
    body = bytearray(data)
    if way == 1:
        for _ in range(source.randint(1, 20)):
            body[source.randrange(len(body))] = source.randrange(256)
    elif way == 2:
        at, size = source.randrange(len(body)), source.randint(1, 200)
        body[at : at + size] = bytes(source.randrange(256) for _ in range(size))
    else:
        at, size = source.randrange(len(body)), source.randint(1, 2000)
        del body[at : at + size]
    return bytes(body)


def cpu() -> float:
    """CPU seconds of this process and its ended children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def speed(paths: list[Path], mib: int, markitdown: str, limits: Limits) -> None:
    """Time and peak memory over the same files, ours and markitdown's."""
    chosen, size = [], 0
    for path in random.Random(3).sample(paths, len(paths)):
        if size < mib << 20:
            chosen.append(path)
            size += path.stat().st_size
    start, begun = time.perf_counter(), cpu()
    letters = files = 0
    for _, result in load_many(chosen, limits=limits):
        if isinstance(result, RawDocument):
            files, letters = files + 1, letters + len(result.text)
    ours = time.perf_counter() - start
    work = cpu() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"\n## Speed: {len(chosen)} files, {size / (1 << 20):.1f} MiB")
    print("| reader | files with text | characters | seconds | CPU seconds | peak memory, MiB |")
    print("|---|---|---|---|---|---|")
    print(
        f"| Docent | {files} | {letters} | {ours:.1f} | {work:.1f} | {peak // 1024} (caller + largest child) |",
        flush=True,
    )
    if markitdown:
        listing = "\n".join(map(str, chosen))
        done = subprocess.run(
            [markitdown, "-c", _MARKITDOWN], input=listing, capture_output=True, text=True, check=False
        )
        print(done.stdout.strip() or f"markitdown failed: {done.stderr[-300:]}")


_MARKITDOWN = """
import logging, resource, sys, time, warnings
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
from markitdown import MarkItDown
reader, files, letters, start = MarkItDown(enable_plugins=False), 0, 0, time.perf_counter()
for line in sys.stdin.read().splitlines():
    try:
        text = reader.convert(line).text_content
    except Exception:
        continue
    files += bool(text.strip()); letters += len(text)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
seconds = time.perf_counter() - start
print(f"| markitdown | {files} | {letters} | {seconds:.1f} | {time.process_time():.1f} | {peak // 1024} |")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--fuzz", type=int, default=0)
    parser.add_argument("--markitdown", default="")
    parser.add_argument("--round-trip", type=Path, dest="round_trip")
    parser.add_argument("--speed-mib", type=int, default=0)
    parser.add_argument("--most", type=int, default=150, help="files of a format that are compared with the reference")
    parser.add_argument("--formats", default="", help="suffixes, separated by commas; all when not given")
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    limits = Limits(seconds=options.seconds)
    paths = files_below(options.folders, options.formats.split(",") if options.formats else FORMATS)
    if paths and not options.fuzz and not options.speed_mib:
        agreement(coverage(paths, limits), options.most)
    if options.fuzz:
        fuzz(paths, options.fuzz, limits)
    if options.speed_mib:
        speed(paths, options.speed_mib, options.markitdown, limits)
    if options.round_trip:
        from tests.benchmarks.loader_round_trips import round_trips

        round_trips(options.round_trip)
    if not paths and not options.round_trip:
        print("loaders: skipped, no folder of sample files was given")


if __name__ == "__main__":
    main()
