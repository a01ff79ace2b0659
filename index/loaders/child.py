"""The child process that reads risky files: takes paths on standard input, gives documents on standard output.

One request is one line of JSON; one answer is its length in 8 bytes and that many bytes, the first of which is "d" for
a document or "e" for a reason why there is none. Whatever a parser prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from index.errors import LoadError
from index.loaders.limits import SETTINGS, Limits
from index.loaders.onefile import parse
from index.loaders.wire import pack


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
        _answer(answers, Path(request["path"]), limits)


def _answer(answers: BinaryIO, path: Path, limits: Limits) -> None:
    try:
        body = b"d" + pack(parse(path, limits))
    except LoadError as error:
        body = b"e" + json.dumps([str(error.path), error.reason]).encode()
    except MemoryError:
        reason = (
            f"needs more than {limits.memory_bytes >> 20} MiB of memory: split it or raise {SETTINGS['memory_bytes']}"
        )
        body = b"e" + json.dumps([str(path), reason]).encode()
    answers.write(len(body).to_bytes(8, "little") + body)
    answers.flush()


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
