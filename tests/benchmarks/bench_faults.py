"""Break builds in every way that a machine knows, and look whether anything is lost or wrong afterwards.

    python tests/benchmarks/bench_faults.py kills --count 200     a build is killed (-9) at a random moment
    python tests/benchmarks/bench_faults.py full                  the disk fills up, at many sizes (root, Linux)
    python tests/benchmarks/bench_faults.py readonly              the index lies on a disk that cannot be written (root)
    python tests/benchmarks/bench_faults.py clock                 the clock jumps back and forth between builds
    python tests/benchmarks/bench_faults.py year --days 365       a year of daily updates: latency and disk

After each fault the old index must answer; after the next build the new text must be found, and `check` must find
nothing. Exit code 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest.mock import patch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from synthetic import make_files  # noqa: E402

from index.builder import build  # noqa: E402
from index.errors import DocentError  # noqa: E402
from index.reader import IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402
from index.upkeep import forgetting  # noqa: E402
from index.upkeep.check import check  # noqa: E402

ROOT = Path(__file__).parents[2]
BUILD = "import sys; from index.builder import build; build([sys.argv[1]], index_dir=sys.argv[2])"


class Subject:
    """A folder of documents, its index, and one text that says which version of the folder it is."""

    def __init__(self, work: Path, files: int, index: Path | None = None, *, seed: int = 1) -> None:
        """Make the folder and its first index."""
        self.docs, self.index = work / "docs", index or work / "index"
        make_files(ROOT / "docs", self.docs, files=files, passages=6)
        self.draw, self.version, self.wrong = random.Random(seed), 0, 0
        self.change()

    def change(self) -> None:
        """Another version: the text that tells it, a changed file, one removed or added."""
        self.version += 1
        (self.docs / "anchor.txt").write_text(f"The anchor of the harbour weighs {self.version}17 tons.\n", "utf-8")
        paths = sorted(self.docs.rglob("0*.txt"))
        with self.draw.choice(paths).open("a", encoding="utf-8") as file:
            file.write(f"\nVersion {self.version} of this text is longer than the one before.\n")
        if self.version % 3 == 0:
            self.draw.choice(paths).unlink()
        elif self.version % 3 == 1:
            name = f"0-new-{self.version}.txt"
            (self.docs / name).write_text(f"The text of day {self.version} tells of the harbour.\n" * 8, "utf-8")

    def build(self) -> None:
        """Bring the index up to date."""
        build([self.docs], index_dir=self.index)

    def expect(self, version: int, what: str) -> None:
        """The index answers with a version; otherwise say so and count it."""
        try:
            best = search(IndexReader(self.index).current(), "How heavy is the anchor of the harbour?")[0].chunk.text
        except DocentError as error:
            best = f"{type(error).__name__}: {error}"
        if f"weighs {version}17 tons" not in best:
            self.wrong += 1
            print(f"WRONG {what}: version {version} expected, found {best[:150]!r}", flush=True)

    def sound(self, what: str) -> None:
        """Nothing is wrong with the index."""
        gc.collect()
        for problem in check(self.index):
            self.wrong += 1
            print(f"WRONG {what}: {problem}", flush=True)


def kills(subject: Subject, count: int) -> None:
    """Kill builds at random moments of their whole length."""
    subject.build()
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", BUILD, str(subject.docs), str(subject.index)]
    before = time.monotonic()
    subprocess.run(command, env=environment, check=True)
    whole, killed = time.monotonic() - before, 0
    for n in range(count):
        live = subject.version
        subject.change()
        process = subprocess.Popen(command, env=environment)
        try:
            process.wait(whole * subject.draw.uniform(0.3, 1.2))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        if process.wait() != 0:
            manifest = (subject.index / "manifest.json").read_text("utf-8")
            done = "anchor.txt" in manifest and _answers(subject, subject.version)
            subject.expect(subject.version if done else live, f"after kill {n}")
        subject.build()
        subject.expect(subject.version, f"after the build after kill {n}")
        if n % 10 == 9 or n == count - 1:
            subject.sound(f"kill {n}")
            print(f"{n + 1} builds, {killed} killed, {subject.wrong} wrong", flush=True)


def _answers(subject: Subject, version: int) -> bool:
    best = search(IndexReader(subject.index).current(), "How heavy is the anchor of the harbour?")[0].chunk.text
    return f"weighs {version}17 tons" in best


def full(subject: Subject) -> None:
    """Leave less and less room on a small disk, then enough."""
    subject.build()
    ballast = subject.index.parent / "ballast"
    refused = 0
    for room in range(0, 6000, 150):  # KiB
        live = subject.version
        subject.change()
        _fill(ballast, room)
        try:
            subject.build()
            live = subject.version
        except DocentError as error:
            refused += 1
            if "\n" in str(error) or not any(word in str(error) for word in ("space", "full", "written")):
                subject.wrong += 1
                print(f"WRONG message with {room} KiB: {error}", flush=True)
        subject.expect(live, f"with {room} KiB free")
        ballast.unlink()
        subject.build()
        subject.expect(subject.version, f"after {room} KiB free")
        subject.sound(f"{room} KiB")
    print(f"40 builds on a full disk, {refused} refused, {subject.wrong} wrong", flush=True)


def _fill(path: Path, room: int) -> None:
    """Write a file until only that many KiB are free."""
    free = shutil.disk_usage(path.parent).free // 1024
    with path.open("wb") as file:
        for _ in range(max(0, free - room) // 64):
            file.write(bytes(64 * 1024))


def readonly(subject: Subject) -> None:
    """Read and try to build where nothing can be written."""
    subject.build()
    gc.collect()
    subprocess.run(["mount", "-o", "remount,ro", str(subject.index.parent)], check=True)
    try:
        subject.expect(subject.version, "read-only")
        subject.sound("read-only")
        try:
            subject.build()
        except DocentError as error:
            print(f"read-only: build says {str(error)!r}; {subject.wrong} wrong")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(subject.index.parent)], check=True)


def clock(subject: Subject) -> None:
    """Set the clock that we see years back and forth between builds, while one reader stays open."""
    subject.build()
    reader = IndexReader(subject.index)
    for jump in (0, -400 * 86400, 10 * 365 * 86400, -86400, 1, 0, -(10**9), 10**9):
        subject.change()
        now = time.time() + jump
        with patch("time.time", lambda now=now: now), patch("time.time_ns", lambda now=now: int(now * 1e9)):
            subject.build()
            subject.expect(subject.version, f"clock {jump}")
        os.utime(subject.index / "manifest.json", (1, 1))  # as a clock that stands still would leave it
        best = search(reader.current(), "How heavy is the anchor of the harbour?")[0].chunk.text
        if f"weighs {subject.version}17 tons" not in best:
            subject.wrong += 1
            print(f"WRONG: an open reader did not see the build at clock {jump}")
        subject.sound(f"clock {jump}")
    print(f"8 clocks, {subject.wrong} wrong", flush=True)


def year(subject: Subject, days: int) -> None:
    """Update daily; print the medians of each month, and what the disk holds at its end."""
    with patch.object(forgetting, "GRACE", 0):
        subject.build()
        reader = IndexReader(subject.index)
        print("day  update_ms  query_ms  disk_MB  store_MB  segments")
        updated: list[float] = []
        asked: list[float] = []
        for day in range(1, days + 1):
            subject.change()
            started = time.perf_counter()
            subject.build()
            updated.append(time.perf_counter() - started)
            for _ in range(9):
                started = time.perf_counter()
                search(reader.current(), "How heavy is the anchor of the harbour?")
                asked.append(time.perf_counter() - started)
            if day % 30 == 0 or day == days:
                gc.collect()
                disk = sum(p.stat().st_size for p in subject.index.rglob("*") if p.is_file())
                store = (subject.index / "documents.db").stat().st_size
                parts = len(list((subject.index / "segments").iterdir()))
                row = (median(updated) * 1e3, median(asked) * 1e3, disk / 1e6, store / 1e6)
                print(f"{day:>3}  {row[0]:9.0f}  {row[1]:8.1f}  {row[2]:7.1f}  {row[3]:8.1f}  {parts}", flush=True)
                updated, asked = [], []
    subject.expect(subject.version, "after a year")
    subject.sound("after a year")


@contextmanager
def _small_disk(megabytes: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            gc.collect()
            subprocess.run(["umount", "-l", folder], check=True)


def main() -> int:
    """Run one fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fault", choices=["kills", "full", "readonly", "clock", "year"])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    faults: dict[str, Callable[[Subject], None]] = {
        "kills": lambda subject: kills(subject, arguments.count),
        "full": full,
        "readonly": readonly,
        "clock": clock,
        "year": lambda subject: year(subject, arguments.days),
    }
    with tempfile.TemporaryDirectory() as work:
        if arguments.fault in ("full", "readonly"):
            with _small_disk(64) as disk:
                subject = Subject(Path(work), arguments.files, disk / "index", seed=arguments.seed)
                faults[arguments.fault](subject)
        else:
            subject = Subject(Path(work), arguments.files, seed=arguments.seed)
            faults[arguments.fault](subject)
    return 1 if subject.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
