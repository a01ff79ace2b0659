"""One file in this process: its bytes, its format, the module that reads it, the metadata beside it.

Each module has one function, `read(source) -> Draft`. Whatever a parser raises becomes a LoadError here and only here.
"""

from __future__ import annotations

import importlib
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol, cast

from index.errors import DocentError, LoadError
from index.loaders.dated import date_itself
from index.loaders.draft import Draft, Source, squeeze
from index.loaders.limits import SETTINGS, Limits
from index.loaders.metadata import override
from index.loaders.sidecars import described
from index.loaders.sniff import sniff
from index.types import RawDocument

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
    date_itself(draft, _saved(path))
    beside, warnings = described(path)
    draft.metadata = override(draft.metadata, beside)
    for warning in warnings:
        draft.warn(warning)
    return draft.finish(source)


def _bytes(path: Path, limits: Limits) -> bytes:
    """The file's bytes, read once. Never more than the limit, even if the file grows meanwhile."""
    try:
        if not path.is_file():
            raise LoadError(path, "is not there any more" if not path.exists() else "is not a regular file")
        with path.open("rb") as file:
            over = os.fstat(file.fileno()).st_size > limits.file_bytes
            data = b"" if over else file.read(limits.file_bytes + 1)
    except PermissionError as error:
        raise LoadError(path, "may not be read: change its permissions") from error
    except OSError as error:
        raise LoadError(path, f"cannot be read ({error.strerror or error}): check the disk") from error
    if over or len(data) > limits.file_bytes:
        size = f"{limits.file_bytes >> 20} MiB"
        raise LoadError(path, f"is larger than {size}: split it or raise {SETTINGS['file_bytes']}")
    return data


def _saved(path: Path) -> date | None:
    """The day on which a file was last written; None for one that is gone."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except (OSError, OverflowError, ValueError):
        return None


def size_of(path: Path) -> int:
    """Bytes of a file; 0 for one that is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
