"""Hostile and broken files: each read alone, and a folder of all of them with sound ones built into an index.

The first table has what became of each file, the seconds, and the peak memory of the process that asked and of its
reader; `python -m tests.benchmarks.loader_hostile FILE` is one line of it. The second says what the build of the whole
folder made of them while one file vanishes and one changes, and whether every sound file answers.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from index.errors import LoadError
from index.loaders import Limits, load_many
from index.loaders.pool import Child
from index.types import RawDocument

_MOST_SECONDS = 900.0


def hostile(parts: str = "both") -> None:
    """Make the folder; print one of the tables, or both."""
    from tests.benchmarks.hostile_files import write_hostile, write_sound

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        write_hostile(folder)
        if parts in ("alone", "both"):
            _each_alone(folder)
        if parts in ("together", "both"):
            write_sound(folder)
            _together(folder, Path(temporary) / "index")


def _each_alone(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if not path.is_dir())
    print(f"\n## Hostile files: {len(names)}, each read, normalised and cut in a process of its own")
    print("| file | what becomes of it | seconds | peak MiB | its reader's |\n|---|---|---|---|---|", flush=True)
    for name in names:
        _row(name, _alone(folder / name))
    large, long = "five-thousand-pages.pdf", "100000-paragraphs.docx"
    _row(f"{large}, 2 s allowed", _alone(folder / large, seconds=2.0))
    _row(f"{long}, 150 MiB allowed", _alone(folder / long, memory_bytes=150 << 20))
    if sys.platform != "win32":
        _row(f"{large}, its parser crashes", _alone(folder / large, crash=True))


def _row(name: str, told: dict[str, object]) -> None:
    shown = name.encode("unicode_escape", "backslashreplace").decode("ascii")
    values = " | ".join(str(told[key]) for key in ("outcome", "seconds", "peak", "reader"))
    print(f"| {shown} | {values} |", flush=True)


def _alone(path: Path, **options: float | bool) -> dict[str, object]:
    """Read one file in a new process: what it says, its seconds and its memory."""
    command = [sys.executable, "-m", "tests.benchmarks.loader_hostile", os.fsencode(path).hex(), json.dumps(options)]
    begun = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        done = None
    seconds = f"{time.perf_counter() - begun:.1f}"
    if done is None or done.returncode:
        outcome = "HANGS" if done is None else f"CRASHES: {(done.stderr.strip().splitlines() or [''])[-1]}"
        return {"outcome": outcome, "seconds": seconds, "peak": "?", "reader": "?"}
    told = json.loads(done.stdout)
    return {**told, "outcome": told["outcome"] + (" NOT ONE LINE" if "\n" in told["outcome"] else "")}


def measure(path: Path, options: dict[str, float | bool]) -> dict[str, object]:
    """What becomes of one file in this process."""
    from index.chunker import chunk
    from index.normalize import normalize
    from index.types import IndexConfig

    begun = time.perf_counter()
    crash = options.pop("crash", False)
    limits = Limits(**options)  # type: ignore[arg-type]
    ((_, result),) = [(path, _crashing(path, limits))] if crash else load_many([path], limits=limits)
    outcome = result.reason if isinstance(result, LoadError) else ""
    if isinstance(result, RawDocument):
        passages = len(chunk(normalize(result, source=path.name, document_id="x"), IndexConfig()))
        outcome = f"read: {len(result.text):,} characters, {passages:,} passages"
        outcome += f" ({result.warnings[0]})" if result.warnings else ""
    seconds = f"{time.perf_counter() - begun:.1f}"
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    return {"outcome": outcome, "seconds": seconds, "peak": _peak(), "reader": reader}


def _peak() -> int:
    """MiB of this process at most; what the system counts for a process holds its parent's, too."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) >> 10


def _crashing(path: Path, limits: Limits) -> RawDocument | LoadError:
    """A file whose parser breaks off with a segmentation fault after half a second."""
    child = Child(limits)
    result: list[RawDocument | LoadError] = []
    reading = threading.Thread(target=lambda: result.append(child.read(path)))
    reading.start()
    while child._process is None:
        time.sleep(0.01)
    time.sleep(0.5)
    os.kill(child._process.pid, signal.SIGSEGV)
    reading.join()
    child.end()
    return result[0]


def _together(folder: Path, index_dir: Path) -> None:
    """Build the folder while a file vanishes, one changes and one grows; ask for every sound file."""
    from index import build
    from tests.benchmarks.hostile_files import SOUND

    moving = [folder / f"zz-{name}.docx" for name in ("vanishes", "changes")]
    for path in moving:
        shutil.copy(folder / "climbs-out.docx", path)

    def progress(stage: str, done: int, *_: object) -> None:
        if stage == "reading" and done == 0:  # both were hashed and are not read yet
            moving[0].unlink()
            shutil.copy(folder / "truncated.pdf", moving[1])

    begun = time.perf_counter()
    report = build([folder], index_dir=index_dir, progress=progress)
    seconds = time.perf_counter() - begun
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"\n## All of them and {SOUND} sound files in one build: {seconds:.0f} s, {report.passages:,} passages")
    print(f"peak memory {_peak()} MiB, of the largest reader {reader} MiB; stages {report.stages}")
    said = {Path(name).name: reason for name, reason in [*report.failed, *report.skipped]}
    for path in moving:
        print(f"{path.name}: {said.get(path.name, 'read' if path.name in report.added else 'LOST')}")
    for name, reason in report.skipped:
        print(f"skipped {Path(name).name}: {reason}")
    print(f"read {len(report.added)}, refused {len(report.failed)}, skipped {len(report.skipped)}")
    print(f"sound files read: {sum('-sound' in name for name in report.added)} of {SOUND}", flush=True)
    print(f"sound files that answer: {_answering(index_dir)} of {SOUND}")


def _answering(index_dir: Path) -> int:
    from index import retrieve
    from tests.benchmarks.hostile_files import SOUND

    found = 0
    for number in range(SOUND):
        question = f"In what year was the bridge of sound file number {number} opened?"
        passages = retrieve(question, k=20, index_dir=str(index_dir))
        found += any(f"sound{number:02}.txt" in passage.metadata["source"] for passage in passages)
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(os.fsdecode(bytes.fromhex(sys.argv[1]))), json.loads(sys.argv[2]))))
