"""Loaders: a file in, a RawDocument out.

`load` reads one file, `load_many` a whole list in parallel. `sniff` tells the format by content, the table below
names the module that reads it: each has one function, `read(source) -> Draft`. Formats whose parsers can crash or
hang are read in a child process (`pool`). Importing this package imports no parser.

Reading order: sniff, text, encodings, tables, then the module of the format.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, cast

from index.loaders.draft import Draft, Source, squeeze
from index.loaders.limits import Limits
from index.loaders.metadata import described, override, sidecar
from index.loaders.sniff import sniff
from index.types import DocentError, LoadError, RawDocument

__all__ = ["LOAD_VERSION", "Limits", "load", "load_many", "sidecar"]

LOAD_VERSION = 1  # raise it when any loader's output changes: documents are then read again

# format -> module of this package
MODULES = {
    "txt": "text",
    "md": "markdown",
    "html": "webpage",
    "csv": "delimited",
    "docx": "docx",
    "pptx": "pptx",
    "xlsx": "workbook",
    "odt": "opendocument",
    "ods": "opendocument",
    "odp": "opendocument",
    "epub": "book",
    "mht": "saved_page",
    "rtf": "rtf",
    "doc": "legacy",
    "xls": "legacy",
    "ppt": "legacy",
    "pdf": "pdf",
    "xml": "markup",
    "hwp": "hwp",
    "hwpml": "hangul_xml",
    "hwpx": "hangul_xml",
}


class _Reader(Protocol):
    def read(self, source: Source) -> Draft: ...


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
        paths: the files; taken as they are needed.
        limits: what one file may cost.
        workers: files read at once; as many as there are cores when not given.

    Yields:
        Each path, in the order given, with its document or the reason it has none.
    """
    from index.loaders.pool import cores, read_in_order

    yield from read_in_order(paths, limits or Limits(), workers or cores())


def parse(path: Path, limits: Limits) -> RawDocument:
    """Read one file in this process, whatever its parser does to it."""
    source = Source(path, _bytes(path, limits), limits)
    try:
        draft = cast(_Reader, importlib.import_module(f"index.loaders.{MODULES[sniff(source)]}")).read(source)
    except (DocentError, MemoryError):
        raise
    except Exception as error:  # the one broad net: a damaged file may make a foreign parser raise anything at all
        what = squeeze(f"{type(error).__name__}: {error}")[:200]
        raise source.error(f"could not be read ({what}): the file may be damaged, save it again") from error
    draft.metadata = override(draft.metadata, described(path))
    return draft.finish(source)


def _bytes(path: Path, limits: Limits) -> bytes:
    """The file's bytes, read once. Never more than the limit, even if the file grows meanwhile."""
    try:
        if not path.is_file():
            raise LoadError(path, "is not there any more" if not path.exists() else "is not a regular file")
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except PermissionError as error:
        raise LoadError(path, "may not be read: change its permissions") from error
    except OSError as error:
        raise LoadError(path, f"cannot be read ({error.strerror or error}): check the disk") from error
    if len(data) > limits.file_bytes:
        raise LoadError(path, f"is larger than {limits.file_bytes >> 20} MiB: split it or raise the limit on file size")
    return data
