"""Time and peak memory over the same files: ours, and markitdown's when it is installed somewhere."""

from __future__ import annotations

import random
import resource
import subprocess
import time
from pathlib import Path

from index.loaders import Limits, load_many
from index.loaders.pool import cores
from index.types import RawDocument


def cpu() -> float:
    """CPU seconds of this process and its ended children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def speed(paths: list[Path], mib: int, markitdown: str, limits: Limits) -> None:
    """Time and peak memory over the same files, ours and markitdown's."""
    chosen = sample(paths, mib)
    size = sum(path.stat().st_size for path in chosen) / (1 << 20)
    print(f"\n## Speed: {len(chosen)} files, {size:.1f} MiB")
    print("| reader | files with text | characters | seconds | CPU seconds | peak memory, MiB |")
    print("|---|---|---|---|---|---|")
    print(ours(chosen, limits), flush=True)
    if markitdown:
        print(theirs(chosen, markitdown))


def sample(paths: list[Path], mib: int) -> list[Path]:
    """So many MiB of the files, the same ones each time."""
    chosen, size = [], 0
    for path in random.Random(3).sample(paths, len(paths)):
        if size < mib << 20:
            chosen.append(path)
            size += path.stat().st_size
    return chosen


def ours(chosen: list[Path], limits: Limits) -> str:
    """One row of the table; the peak is that of the calling process and, for each core, of the largest child."""
    start, begun = time.perf_counter(), cpu()
    letters = files = 0
    for _, result in load_many(chosen, limits=limits):
        if isinstance(result, RawDocument):
            files, letters = files + 1, letters + len(result.text)
    seconds, work = time.perf_counter() - start, cpu() - begun
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own + cores() * child) // 1024
    return f"| Docent | {files} | {letters} | {seconds:.1f} | {work:.1f} | {peak} at most |"


def theirs(chosen: list[Path], markitdown: str) -> str:
    """One row of the table, by the Python that has markitdown."""
    listing = "\n".join(map(str, chosen))
    done = subprocess.run([markitdown, "-c", _MARKITDOWN], input=listing, capture_output=True, text=True, check=False)
    return done.stdout.strip() or f"markitdown failed: {done.stderr[-300:]}"


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
