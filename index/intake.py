"""Folders to documents in the store: what is new, changed, renamed, gone or unreadable since the last build.

A file is known by the hash of its bytes, so a renamed file keeps its document's id and a file that was read before
is not read again. A file that fails keeps its last good version, and so does what a folder held that is out of
reach. Does not know passages or vectors.
"""

from __future__ import annotations

import hashlib
import re
import shlex
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import Protocol

from index.documents import DocumentStore
from index.errors import LoadError, build_command
from index.finding import Unreachable, find_files
from index.loaders import LOAD_VERSION, Limits, load_many, size_of
from index.loaders.sidecars import sidecar
from index.manifest import FileEntry, Manifest
from index.normalize import NORMALIZE_VERSION, normalize
from index.paths import source_name
from index.roots import INDEX_DIR
from index.types import RawDocument, SourceDocument

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Progress(Protocol):
    """Told how far a build is."""

    def __call__(self, stage: str, done: int, total: int, file: str = "", size: tuple[int, int] = (0, 0), /) -> None:
        """The stage, how much of it is done, and in "reading" the file that is waited for and the bytes of the files.

        `size`: bytes of those that are read and of all.
        """


@dataclass(slots=True)
class BuildReport:
    """What a build did; names are sources, `failed` and `skipped` are (name, reason).

    Attributes:
        stages: seconds of each.
        roots: the folders and files that the index is made from.
        warnings: how many, of the documents of the whole index and of what lies beside them.
        beside: the latter: lines about glossaries, and sidecars that no document reads.
        unreachable: folders that could not be looked into, each with a line in `failed`; their documents are kept.
    """

    generation: str = ""
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    warnings: int = 0
    beside: list[str] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time that passes inside to a stage."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.stages[name] = round(self.stages.get(name, 0.0) + time.monotonic() - started, 4)


@dataclass(slots=True)
class Candidate:
    """A file on disk, or in a folder out of reach, beside what the last build knew of it."""

    path: Path
    entry: FileEntry
    old: FileEntry | None
    sidecar: str = ""
    shape: str = ""  # limits that cut what is read, where they are not the usual ones
    reached: bool = True


def read_files(
    walked: Sequence[Path],
    old: Manifest | None,
    store: DocumentStore,
    report: BuildReport,
    progress: Progress,
    *,
    limits: Limits | None = None,
    dropped: Collection[str] = (),
    command: str = build_command(INDEX_DIR),
) -> list[FileEntry]:
    """Bring the files below `walked` into the store; gives their entries, sorted, failed ones included.

    Args:
        walked: folders and files to look into.
        old: what the last build knew.
        store: of the documents.
        report: filled with what becomes of each file.
        progress: told how far the reading is.
        limits: what reading one file may cost.
        dropped: roots of the last build that are not in this one: their documents go, or move to where they are found.
        command: what builds this index, for messages.
    """
    limits = limits or Limits()
    with report.stage("hash"):
        candidates = find_candidates(walked, old, report, limits=limits, dropped=dropped, command=command)
        fresh = unread(candidates, store)
    with report.stage("read"):
        by_path = {c.path: c for c in fresh}
        names = [*(c.entry.source for c in fresh), ""]
        sizes = [0, *accumulate(size_of(c.path) for c in fresh)]
        progress("reading", 0, len(fresh), names[0], (0, sizes[-1]))
        for done, (path, result) in enumerate(load_many([c.path for c in fresh], limits=limits), start=1):
            _take(by_path[path], result, store)
            progress("reading", done, len(fresh), names[done], (sizes[done], sizes[-1]))
        for candidate in candidates:
            _settle(candidate, store, report)
    return sorted((c.entry for c in candidates), key=lambda e: (e.root, e.source))


def unread(candidates: Sequence[Candidate], store: DocumentStore | None) -> list[Candidate]:
    """Those whose present content the store does not hold."""
    readable = [c for c in candidates if not c.entry.error]
    known = store.document_keys() if store else set()
    return [c for c in readable if c.entry.key not in known]


def find_candidates(
    walked: Sequence[Path],
    old: Manifest | None,
    report: BuildReport,
    *,
    limits: Limits | None = None,
    dropped: Collection[str] = (),
    command: str = build_command(INDEX_DIR),
) -> list[Candidate]:
    """Every file on disk with its hash and key; moved files take over the id of the file that is gone."""
    roots = {*map(str, walked), *dropped}
    before = {(e.root, e.source): e for e in (old.files if old else []) if e.root in roots}
    candidates = []
    shape = (limits or Limits()).shape()
    files, unreachable = find_files(walked, report.skipped)
    for root, path in files:
        source = shown_name(source_name(root, path))
        known = before.pop((str(root), source), None)
        candidates.append(Candidate(path, FileEntry(str(root), source), known, shape=shape))
    kept = [candidate for folder in unreachable for candidate in _keep(folder, before, report, command)]
    gone = {e.sha256: e for e in before.values() if e.key}
    for candidate in candidates:
        _identify(candidate, gone, report)
    moved = {(c.old.root, c.old.source) for c in candidates if c.old}
    report.removed = sorted(e.source for e in before.values() if (e.root, e.source) not in moved)
    return candidates + kept


def _keep(
    folder: Unreachable, before: dict[tuple[str, str], FileEntry], report: BuildReport, command: str
) -> list[Candidate]:
    """What the last build knew in a folder that cannot be looked into now: taken out of `before`, and said once."""
    reason = told = folder.reason
    if not folder.below:
        reason += f": put it back, or take its documents out: {command} --forget {shlex.quote(folder.root)}"
        told += ": put it back, or take its documents out: build --forget FOLDER"  # readers of the page see no paths
    held = [entry for entry in before.values() if folder.held(entry)]
    report.unreachable.append(str(folder.path))
    report.failed.append((str(folder.path), f"{reason}; {len(held)} documents stay as they were"))
    kept = []
    for old in held:
        del before[old.root, old.source]
        entry = FileEntry(old.root, old.source, error=f"its folder {told}")
        kept.append(Candidate(folder.path, entry, old, reached=False))
    return kept


def shown_name(name: str) -> str:
    """A file's name as one line of Unicode: bytes that are none, and control characters, are written out."""
    whole = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", whole)


def _identify(candidate: Candidate, gone: dict[str, FileEntry], report: BuildReport) -> None:
    entry = candidate.entry
    try:
        entry.sha256 = _hash_file(candidate.path)
        extra = sidecar(candidate.path)
        candidate.sidecar = _hash_file(extra) if extra else ""
    except OSError as error:
        entry.error = f"cannot be read ({error.strerror or error}); check its permissions"
        return
    if candidate.old is None and entry.sha256 in gone:
        candidate.old = gone.pop(entry.sha256)
        if candidate.old.source != entry.source:  # else it went with its folder
            report.renamed.append(f"{candidate.old.source} -> {entry.source}")
    known = candidate.old.id if candidate.old else ""
    entry.id = known or _digest(entry.source, entry.sha256)
    entry.key = _key(candidate)


def _key(candidate: Candidate) -> str:
    e = candidate.entry
    versions = f"{LOAD_VERSION} {candidate.shape}".rstrip(), str(NORMALIZE_VERSION)
    return _digest(e.sha256, candidate.sidecar, e.id, e.source, *versions)


def _take(candidate: Candidate, result: RawDocument | LoadError, store: DocumentStore) -> None:
    """Normalise what was loaded and keep it; a failure is written into the entry."""
    entry = candidate.entry
    if isinstance(result, LoadError):
        entry.error = result.reason
        return
    entry.sha256 = result.sha256  # the file may have changed since it was hashed
    entry.key = _key(candidate)
    document = normalize(result, source=entry.source, document_id=entry.id)
    if not any(char.isalnum() for char in document.text):
        entry.error = "has no text; nothing to index"
        return
    store.put_document(entry.key, document, result.text)


def _settle(candidate: Candidate, store: DocumentStore, report: BuildReport) -> None:
    """Fill the entry from the document that will answer, and count it in the report."""
    entry, old = candidate.entry, candidate.old
    if entry.error:
        if candidate.reached:
            report.failed.append((entry.source, entry.error))
        if old is None or not old.key or not store.has_document(old.key):
            entry.key = ""
            return
        candidate.entry = replace(old, root=entry.root, source=entry.source, error=entry.error)
        return
    if old and old.key == entry.key:
        candidate.entry = replace(old, error="")
    else:
        describe(entry, store.document(entry.key))
    count(candidate, report)


def count(candidate: Candidate, report: BuildReport) -> None:
    """Say in the report what has become of a file that can be read."""
    entry, old = candidate.entry, candidate.old
    if old is None:
        report.added.append(entry.source)
    elif old.key == entry.key and not old.error:
        report.unchanged += 1
    elif old.sha256 != entry.sha256 or old.source == entry.source:
        report.changed.append(entry.source)


def describe(entry: FileEntry, document: SourceDocument) -> None:
    """Copy into an entry what the coverage report says of a document."""
    entry.format, entry.encoding = document.format, document.encoding
    entry.language, entry.title = document.metadata.language, document.metadata.title
    entry.authors, entry.publisher = list(document.metadata.authors), document.metadata.publisher
    entry.date, entry.pages = document.metadata.date, document.pages
    entry.kept = len(document.text) + sum(len(note.text) for note in document.notes)
    entry.removed = sum(r.raw_end - r.raw_start for r in document.removed) + sum(len(t) for t, _ in document.dropped)
    entry.warnings = list(document.warnings)


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
