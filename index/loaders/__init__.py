"""Loaders: a file in, a RawDocument out.

`load` reads one file, `load_many` a whole list in parallel; formats whose parsers can crash or hang are read in a
child process (`pool`, `child`). `onefile` reads a file in this process: `sniff` tells the format by content, a table
names the module that reads it. Importing this package imports no parser.

Reading order: onefile, sniff, text, encodings, tables, then the module of a format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import LoadError
from index.loaders.limits import Limits
from index.loaders.onefile import parse, size_of
from index.loaders.sidecars import sidecar
from index.types import RawDocument

__all__ = ["LOAD_VERSION", "Limits", "load", "load_many", "parse", "sidecar", "size_of"]

LOAD_VERSION = 11


def load(path: Path, *, limits: Limits | None = None) -> RawDocument:
    """Read one file; a risky format in a child process that is started for it.

    Raises:
        LoadError: it cannot be read; the reason is one line that says what to do.
    """
    from index.loaders.pool import Readers

    with Readers(limits or Limits(), 1) as readers:
        result = readers.read(path)
    if isinstance(result, LoadError):
        raise result
    return result


def load_many(
    paths: Iterable[Path], *, limits: Limits | None = None, workers: int | None = None
) -> Iterator[tuple[Path, RawDocument | LoadError]]:
    """Read many files in parallel; a few documents are in memory at a time.

    Args:
        paths: the files.
        limits: what one file may cost.
        workers: files read at once; as many as there are cores when not given.

    Yields:
        Each path, in the order given, with its document or the reason it has none.
    """
    from index.loaders.pool import cores, read_in_order

    yield from read_in_order(paths, limits or Limits(), workers or cores())
