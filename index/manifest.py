"""What an index holds: the files it was built from, the settings that shaped it, and which generation is live.

`manifest.json` is replaced last, so a generation that it names is complete. Owns locks, leases and atomic
replacement for every platform. Does not know what is inside a generation.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.types import IndexDamaged, IndexLocked, IndexMissing

if TYPE_CHECKING:
    from filelock import BaseFileLock

MANIFEST = "manifest.json"
STORE = "documents.db"
FORMAT = 1


@dataclass(slots=True)
class FileEntry:
    """One file of one root.

    Attributes:
        root: absolute folder (or file) that the build was given.
        source: path below the root, forward slashes: what readers see.
        key: the store's key of the document, empty when the file has never been read.
        passages: how many.
        kept, removed: characters of text kept, and left out by loading and normalisation.
        error: why it could not be read this time; with a key, the last good version still answers (stale).
    """

    root: str
    source: str
    sha256: str = ""
    id: str = ""
    key: str = ""
    format: str = ""
    encoding: str = ""
    language: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    date: str = ""
    pages: int | None = None
    passages: int = 0
    kept: int = 0
    removed: int = 0
    warnings: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def stale(self) -> bool:
        """Whether an older version answers because the present file cannot be read."""
        return bool(self.error and self.key)


@dataclass(slots=True)
class Root:
    """A folder or file that was given to a build; `given` by name, or the documents folder of the settings."""

    path: str
    given: bool


@dataclass(slots=True)
class Manifest:
    """The state of an index directory."""

    generation: str
    number: int
    created: str
    fingerprint: str
    config: dict[str, Any]
    model: dict[str, Any]
    versions: dict[str, int]
    passages: int
    files: list[FileEntry]
    roots: list[Root]
    previous: str = ""
    format: int = FORMAT


def read_manifest(index_dir: Path) -> Manifest:
    """The live manifest.

    Raises:
        IndexMissing: nothing has been built here.
        IndexDamaged: the file is there but cannot be read.
    """
    path = index_dir / MANIFEST
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value.get("format") != FORMAT:
            raise IndexDamaged(f"{path} was written by another version of Docent; rebuild with: python -m bot build")
        files = [FileEntry(**entry) for entry in value["files"]]
        return Manifest(**{**value, "files": files, "roots": [Root(**root) for root in value["roots"]]})
    except FileNotFoundError:
        raise IndexMissing(f"there is no index in {index_dir}; build one with: python -m bot build") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"{path} cannot be read ({error}); rebuild with: python -m bot build") from error


def publish(index_dir: Path, manifest: Manifest) -> None:
    """Make a finished generation the live one, in one step."""
    target = index_dir / MANIFEST
    aside = target.with_suffix(".json.new")
    with open(aside, "w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, target)


def generation_dir(index_dir: Path, generation: str) -> Path:
    """Where a generation's derived files stand."""
    return index_dir / "generations" / generation


@contextmanager
def writer_lock(index_dir: Path) -> Iterator[None]:
    """Hold the only right to write.

    Raises:
        IndexLocked: another process holds it; the message names the process.
    """
    from filelock import FileLock, Timeout

    holder = index_dir / "writer.txt"
    lock = FileLock(index_dir / "writer.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        name = holder.read_text(encoding="utf-8").strip() if holder.is_file() else "another process"
        raise IndexLocked(f"{index_dir} is being built by {name}; wait until it has finished") from None
    try:
        holder.write_text(f"process {os.getpid()}\n", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def take_lease(index_dir: Path, generation: str) -> BaseFileLock | None:
    """Keep a generation from being deleted until the lease is released; None where nothing can be written."""
    from filelock import FileLock

    folder = generation_dir(index_dir, generation) / "leases"
    try:
        folder.mkdir(exist_ok=True)
        return FileLock(folder / f"{os.getpid()}-{os.urandom(4).hex()}").acquire(timeout=0).lock
    except OSError:
        return None


def is_leased(index_dir: Path, generation: str) -> bool:
    """Whether any living process reads a generation; leases of dead processes do not count."""
    from filelock import FileLock, Timeout

    folder = generation_dir(index_dir, generation) / "leases"
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            FileLock(path).acquire(timeout=0).lock.release()
        except Timeout:
            return True
    return False


def drop_generations(index_dir: Path, keep: set[str]) -> list[str]:
    """Delete the folders of generations that are neither kept nor read; gives those that stay."""
    folder = index_dir / "generations"
    stay = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in keep or is_leased(index_dir, path.name):
            stay.append(path.name)
        else:
            shutil.rmtree(path, ignore_errors=True)
    return stay
