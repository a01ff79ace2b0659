"""What an index holds: the files it was built from, the settings that shaped it, and which generation is live.

`manifest.json` is replaced last, so a generation that it names is complete; each generation's folder keeps its own
copy, to go back to. Owns locks, leases and atomic replacement for every platform. Does not know what is inside a
generation.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamaged, IndexLocked, IndexMissing, build_command

if TYPE_CHECKING:
    from filelock import BaseFileLock

MANIFEST = "manifest.json"
STORE = "documents.db"
GENERATIONS = "generations"
FORMAT = 2
_STAMP = 100  # bytes at the beginning of the file that differ from publication to publication


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
    """The state of an index directory.

    Attributes:
        settings: hash of what shaped the passages, as the store knows them.
        seconds: how long each stage of the build took.
        previous: the generation before, kept to go back to.
    """

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
    settings: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    previous: str = ""
    format: int = FORMAT


def read_manifest(index_dir: Path) -> Manifest:
    """The live manifest.

    Raises:
        IndexMissing: nothing has been built here.
        IndexDamaged: the file is there but cannot be read.
    """
    return _read(index_dir / MANIFEST, index_dir)


def read_manifest_of(index_dir: Path, generation: str) -> Manifest:
    """The manifest that a generation was published with. Raises what `read_manifest` raises."""
    return _read(generation_dir(index_dir, generation) / MANIFEST, index_dir)


def _read(path: Path, index_dir: Path) -> Manifest:
    again = build_command(index_dir)
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value.get("format") != FORMAT:
            raise IndexDamaged(f"{path} was written by another version of Docent; rebuild with: {again}")
        del value["published"]
        files = [FileEntry(**entry) for entry in value["files"]]
        return Manifest(**{**value, "files": files, "roots": [Root(**root) for root in value["roots"]]})
    except FileNotFoundError:
        raise IndexMissing(f"there is no index in {index_dir}; build one with: {again}") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"{path} cannot be read ({error}); rebuild with: {again}") from error


def manifest_stamp(index_dir: Path) -> bytes | None:
    """What differs whenever a manifest was published, whatever the clock says; None when there is none."""
    try:
        with (index_dir / MANIFEST).open("rb") as file:
            return file.read(_STAMP)
    except FileNotFoundError:
        return None


def publish(index_dir: Path, manifest: Manifest) -> None:
    """Make a finished generation the live one, in one step; its folder, if it has one, gets a copy first."""
    text = _as_text(manifest)
    folder = generation_dir(index_dir, manifest.generation)
    for target in (folder / MANIFEST, index_dir / MANIFEST):
        if target.parent.is_dir():
            _replace(target, text)


def _replace(target: Path, text: str) -> None:
    aside = target.with_suffix(".json.new")
    with open(aside, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, target)


def _as_text(manifest: Manifest) -> str:
    """One line for each file, what identifies this publication first."""
    value = {f.name: getattr(manifest, f.name) for f in fields(manifest) if f.name != "files"}
    value["roots"] = [{"path": root.path, "given": root.given} for root in manifest.roots]
    names = [f.name for f in fields(FileEntry)]
    head = json.dumps({"published": os.urandom(16).hex(), **value}, ensure_ascii=False)
    files = ",\n".join(
        json.dumps({name: getattr(entry, name) for name in names}, ensure_ascii=False) for entry in manifest.files
    )
    return f'{head[:-1]}, "files": [\n{files}\n]}}\n'


def generation_dir(index_dir: Path, generation: str) -> Path:
    """Where a generation's derived files stand."""
    return index_dir / GENERATIONS / generation


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
        name = ""
        with suppress(OSError):
            name = holder.read_text(encoding="utf-8").strip()
        raise IndexLocked(
            f"{index_dir} is being built by {name or 'another process'}; wait until it has finished"
        ) from None
    try:
        holder.write_text(f"process {os.getpid()} on {platform.node() or 'this machine'}\n", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def take_lease(index_dir: Path, generation: str) -> BaseFileLock | None:
    """Keep a generation from being deleted until the lease is released; None where nothing can be written."""
    from filelock import FileLock, Timeout

    folder = generation_dir(index_dir, generation) / "leases"
    for _ in range(5):
        path = folder / f"{os.getpid()}-{os.urandom(4).hex()}"
        try:
            folder.mkdir(exist_ok=True)
            lease = FileLock(path).acquire(timeout=0).lock
        except Timeout:  # taken for a dead process's and removed between being made and being locked
            continue
        except OSError:
            return None
        if path.exists():
            return lease
        lease.release()
    return None


def is_leased(index_dir: Path, generation: str) -> bool:
    """Whether any living process reads a generation; leases of dead processes are removed."""
    from filelock import FileLock, Timeout

    folder = generation_dir(index_dir, generation) / "leases"
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            lock = FileLock(path).acquire(timeout=0).lock
        except Timeout:
            return True
        with suppress(OSError):  # Windows does not delete what is open
            path.unlink(missing_ok=True)
        lock.release()
    return False
