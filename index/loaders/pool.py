"""Reading files in child processes: in parallel, in order, with limits, so that a crash costs one file.

A child is an ordinary Python process (no fork, no import of the caller's script) that reads file after file; it is
ended and replaced when it takes too long or dies. Small plain text is read in the calling process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue

from index.errors import LoadError
from index.loaders.legacy import READERS_FOLDER, batches
from index.loaders.limits import MIB, SETTINGS, Limits
from index.loaders.onefile import parse, size_of
from index.loaders.wire import unpack
from index.types import RawDocument

Result = RawDocument | LoadError

_SMALL = 4 * MIB
_SMALL_MARKUP = MIB // 16  # of Markdown, whose parser may need the square of what it is given
_PLAIN = frozenset((".txt", ".md", ".markdown", ".csv", ".tsv"))
_AHEAD, _BYTES_AHEAD = 32, 48 * MIB  # files for each worker, and bytes, that are read before the first is taken
_MANY = 64  # files; of so many, children read plain text, too, for only they use every core
_FILES = 200  # a child reads; then it is replaced, in case a parser leaks


def is_plain(path: Path) -> bool:
    """Small, named like plain text and beginning like it: reading it needs no parser that could crash."""
    if path.suffix.lower() not in _PLAIN:
        return False
    try:
        if not path.is_file():  # opening a pipe would wait for whoever writes to it
            return True
        with path.open("rb") as file:
            head = file.read(4096)
        most = _SMALL_MARKUP if path.suffix.lower() in (".md", ".markdown") else _SMALL
        small = path.stat().st_size <= most
    except OSError:
        return True  # the reader says what is wrong
    risky = (
        head.lstrip()[:1] in (b"<", b"{") or head.startswith((b"PK", b"%PDF", b"\xd0\xcf")) or b"<html" in head.lower()
    )
    return small and not risky and b"MIME-Version" not in head


class Child:
    """One process, started when it is first needed."""

    def __init__(self, limits: Limits, folder: str = "") -> None:
        """Start nothing yet. `folder` is where it puts what it needs for a while; blank: wherever that is usual."""
        self._limits = limits
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def read(self, path: Path, also: Sequence[Path] = ()) -> Result:
        """Read one file; never raises for what the file does. What `also` needs is prepared first, in its own time."""
        if also:
            self._ask(None, also)  # what it could not prepare is prepared alone
        answer = self._ask(path)
        if isinstance(answer, LoadError):
            return answer
        if answer[:1] == b"m" and self._files > 1:  # what other files left behind may have filled it
            self.end()
            answer = self._ask(path)
            if isinstance(answer, LoadError):
                return answer
        if answer[:1] in b"mDE":
            self.end()
        return _result(path, answer)

    def _ask(self, path: Path | None, ahead: Sequence[Path] = ()) -> bytes | LoadError:
        """The answer of a process, a new one if need be; the reason when it gave none. No path: only prepare others."""
        if self._process is None or self._process.poll() is not None or self._files >= _FILES:
            self.end()
            self._process, self._files = _start(self._folder), 0
        process, self._files = self._process, self._files + 1
        timed_out = threading.Event()
        timer = threading.Timer(self._limits.seconds, _expire, (process, timed_out))
        if self._limits.seconds:
            timer.start()
        try:
            answer = _ask(process, path, self._limits, ahead)
        finally:
            timer.cancel()
        if answer:
            return answer
        code = _left(process)
        self.end()
        asked = path or ahead[0]
        if timed_out.is_set():
            return LoadError(
                asked, f"took over {self._limits.seconds:g} s to read: split it or raise {SETTINGS['seconds']}"
            )
        return LoadError(asked, f"made its parser crash{_how(code)}: save it in another format")

    def end(self) -> None:
        """End the process and whatever it started."""
        if self._process is not None:
            _kill(self._process)
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    _close(pipe)
            self._process.wait()
            self._process = None


def _start(folder: str) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH", "")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (root, inherited))),
        "OMP_THREAD_LIMIT": "1",
        **({"TMPDIR": folder, READERS_FOLDER: folder} if folder else {}),
    }
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "index.loaders.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=sys.platform != "win32",
    )


def _ask(process: subprocess.Popen[bytes], path: Path | None, limits: Limits, ahead: Sequence[Path]) -> bytes:
    """The child's answer; blank when it died."""
    others = [str(other.absolute()) for other in ahead]
    asked = str(path.absolute()) if path else ""
    request = json.dumps({"path": asked, "limits": asdict(limits), "ahead": others})
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(request.encode() + b"\n")
        process.stdin.flush()
        size = int.from_bytes(process.stdout.read(8), "little")
        answer = process.stdout.read(size) if size else b""
    except (OSError, ValueError):  # the pipe broke, or was closed under us
        return b""
    return answer if len(answer) == size else b""


def _result(path: Path, answer: bytes) -> Result:
    if answer[:1] in b"dD":
        return unpack(path, answer[1:])
    return LoadError(path, answer[1:].decode())


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and its own children (LibreOffice, tesseract)."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _left(process: subprocess.Popen[bytes]) -> int | None:
    """How a process that stopped answering ended; None when it has not."""
    try:
        return process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        return None


def _expire(process: subprocess.Popen[bytes], timed_out: threading.Event) -> None:
    timed_out.set()
    _kill(process)


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:  # unsent input of a process that is gone
        return


def _how(code: int | None) -> str:
    if code is None or code >= 0:
        return ""
    try:
        return f" ({signal.Signals(-code).name})"
    except ValueError:
        return f" (signal {-code})"


class Readers:
    """Some children that take turns. Use as a context."""

    def __init__(self, limits: Limits, workers: int, *, here: bool = True) -> None:
        """`workers` is how many files are read at once; `here`: plain text in this process."""
        self._limits, self._here = limits, here
        self._folder = tempfile.TemporaryDirectory(prefix="docent-", ignore_cleanup_errors=True)
        self._children = [Child(limits, self._folder.name) for _ in range(workers)]
        self._idle: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.end()
        self._folder.cleanup()

    def read(self, path: Path, also: Sequence[Path] = (), first: Future[Result] | None = None) -> Result:
        """Read a file here or in an idle child.

        Args:
            path: the file.
            also: those that are prepared together with it.
            first: the reading that prepares this one.
        """
        if first is not None:
            wait([first])
        if self._here and is_plain(path):
            try:
                return parse(path, self._limits)
            except LoadError as error:
                return error
        child = self._idle.get()
        try:
            return child.read(path, also)
        finally:
            self._idle.put(child)


def cores() -> int:
    """How many files to read at once."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def read_in_order(paths: Iterable[Path], limits: Limits, workers: int) -> Iterator[tuple[Path, Result]]:
    """Read files in parallel and give them in the order they came, some ahead while a slow one is waited for."""
    paths = list(paths)
    pending: deque[tuple[Path, int, Future[Result]]] = deque()
    together = batches(paths) if len(paths) > 1 else {}
    leading: dict[int, Future[Result]] = {}  # id of a batch -> the reading that prepares it
    ahead = 0  # bytes of the files that are pending
    here = len(paths) < _MANY
    with Readers(limits, workers, here=here) as readers, ThreadPoolExecutor(workers, "loader") as threads:
        try:
            for path in paths:
                batch = together.get(path, [])
                first = leading.get(id(batch))
                also = batch if len(batch) > 1 and not first else ()
                pending.append((path, size_of(path), threads.submit(readers.read, path, also, first)))
                ahead += pending[-1][1]
                if also:
                    leading[id(batch)] = pending[-1][2]
                while len(pending) > workers * _AHEAD or (len(pending) > workers and ahead > _BYTES_AHEAD):
                    done, size, future = pending.popleft()
                    ahead -= size
                    yield done, future.result()
            while pending:
                done, _, future = pending.popleft()
                yield done, future.result()
        finally:
            for _, _, future in pending:
                future.cancel()
