"""The child process that reads risky files: takes paths on standard input, gives documents on standard output.

One request is one line of JSON; one answer is its length in 8 bytes and that many bytes, the first of which is "d" for
a document, "e" for a reason why there is none, or "m" where there was too little memory; "D" and "E" say the same of a
process that has grown so large that it should be replaced. Whatever a parser prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from index.errors import LoadError
from index.loaders.legacy import convert_ahead
from index.loaders.limits import SETTINGS, Limits
from index.loaders.onefile import parse
from index.loaders.wire import pack

_GROWN = 0.5  # of the address space
_GRACE = 10  # seconds


def main() -> None:
    """Answer requests until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        limits = Limits(**request["limits"])
        _confine(limits.memory_bytes)
        _end_after(limits.seconds)
        if request["ahead"]:
            convert_ahead([Path(path) for path in request["ahead"]], limits)
        body = _answer(Path(request["path"]), limits) if request["path"] else b"p"
        if _has_grown(limits.memory_bytes):
            body = body[:1].replace(b"d", b"D").replace(b"e", b"E") + body[1:]
        answers.write(len(body).to_bytes(8, "little") + body)
        answers.flush()


def _answer(path: Path, limits: Limits) -> bytes:
    try:
        return b"d" + pack(parse(path, limits))
    except LoadError as error:
        return b"e" + error.reason.encode("utf-8", "replace")
    except MemoryError:
        reason = (
            f"needs more than {limits.memory_bytes >> 20} MiB of memory: split it or raise {SETTINGS['memory_bytes']}"
        )
        return b"m" + reason.encode()


def _end_after(seconds: float) -> None:
    """End this process when its time is long over: whoever started it ends it in time, unless he is gone himself."""
    if sys.platform != "win32" and seconds:
        signal.alarm(int(seconds) + _GRACE)


def _has_grown(memory: int) -> bool:
    """Whether the address space is so full that the next file may suffer for this one."""
    if not memory or sys.platform != "linux":
        return False
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE") > memory * _GROWN


def _confine(memory: int) -> None:
    """A limit on the address space and no dumps, where the system has such limits."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main()
