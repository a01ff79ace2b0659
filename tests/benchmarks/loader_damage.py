"""Broken files: every one must give a document or one line that says what to do.

Every format has as many cases, but those that LibreOffice reads, a second each: they have a fifth.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from index.loaders import Limits, load_many
from index.types import RawDocument

_SLOW = (".doc", ".xls", ".ppt")


def fuzz(paths: list[Path], cases: int, limits: Limits) -> None:
    """Truncated files, flipped bytes and swapped blocks: every one must give a document or one line."""
    source = random.Random(7)
    small = [path for path in paths if 0 < path.stat().st_size < 300_000]
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for path in small:
        by_kind[path.suffix.lower()].append(path)
    kinds = sorted(by_kind)
    weights = [0.2 if kind in _SLOW else 1.0 for kind in kinds]
    counts: Counter[str] = Counter()
    made: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        variants = []
        for number in range(cases):
            path = source.choice(by_kind[source.choices(kinds, weights)[0]])
            made[path.suffix.lower()] += 1
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
    print("of " + ", ".join(f"{kind} {n}" for kind, n in made.most_common()))
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
