"""Files to a live index: walk, diff, load, normalise, chunk, embed, write a generation, publish.

Nothing that answers is touched before the new generation is complete and verified; a build that fails or is
killed leaves the old one live and what was parsed and embedded kept for the next. Does not know questions.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.chunker import CHUNK_VERSION, chunk
from index.documents import DocumentStore
from index.embedder import Embedder, load_embedder
from index.errors import IndexDamaged, IndexMissing, NothingToIndex, build_command
from index.finding import beside
from index.generation import bring_to_server, embed_missing, is_whole, reusable, write_generation
from index.intake import BuildReport, Progress, read_files
from index.loaders.limits import Limits
from index.manifest import (
    GENERATIONS,
    STORE,
    FileEntry,
    Manifest,
    Root,
    generation_dir,
    publish,
    read_manifest,
    read_manifest_of,
)
from index.roots import as_paths, choose_roots, dropped_roots, entries_of_other_roots, index_home, writing
from index.segment import Segment, model_key
from index.types import IndexConfig
from index.upkeep.forgetting import clean, drop_generations, drop_segments, roll_back
from index.vectors.remote import Server, forget
from index.versions import VERSIONS

_BATCH = 256  # passages embedded at once; what is done is kept when the build is killed


def build(
    paths: Sequence[Path | str] | Path | str = (),
    *,
    index_dir: Path | str | None = None,
    docs_dir: Path | str | None = None,
    config: IndexConfig | None = None,
    server: Server | None = None,
    limits: Limits | None = None,
    forget: Sequence[Path | str] | Path | str = (),
    progress: Progress = lambda *_: None,
) -> BuildReport:
    """Build or update an index.

    Args:
        paths: folders or files to add or update; none means the documents folder and all roots given before.
        index_dir: where the index lives, made if missing; None: where `DOCENT_INDEX_DIR` says, else `.docent`.
        docs_dir: the folder that a setting names, always in the index; None: `docs`, unless roots were given.
        config: settings that shape the index; None: those that it was built with, at first the usual ones.
        server: a Chroma or Milvus server that vectors are brought to as well.
        limits: what reading one file may cost; None for the usual ones.
        forget: folders or files of the index whose documents are taken out, there or not.
        progress: called with (stage, done, total, file); the file is empty but while files are read.

    Raises:
        IndexLocked: another process is building.
        DocentError: no document was found, the model cannot be used, or the index cannot be written where it is to be.
    """
    started, index_dir = time.monotonic(), index_home(index_dir)
    config = config or last_config(last_manifest(index_dir))
    embedder = load_embedder(config.embedding_model)
    report = BuildReport()
    with writing(index_dir):
        old = last_manifest(index_dir)
        docs = as_paths(docs_dir)[0] if docs_dir else None
        roots, walked = choose_roots(as_paths(paths), docs, old, forget=as_paths(forget))
        report.roots = [root.path for root in roots]
        with closing(DocumentStore(index_dir / STORE, writable=True)) as store:
            _update(Job(index_dir, store, embedder, config, old, server, limits, progress), roots, walked, report)
    report.seconds = time.monotonic() - started
    return report


def _update(job: Job, roots: list[Root], walked: list[Path], report: BuildReport) -> None:
    """Read what changed, write and publish a generation, forget what nobody needs."""
    if job.old:  # what a killed build left may be in the way of this one
        drop_segments(job.index_dir, drop_generations(job.index_dir, {job.old.generation, job.old.previous}))
    dropped, command = dropped_roots(roots, job.old), build_command(job.index_dir)
    entries = read_files(
        walked, job.old, job.store, report, job.progress, limits=job.limits, dropped=dropped, command=command
    )
    entries += entries_of_other_roots(roots, walked, job.old)
    if not any(entry.key and entry.root not in report.unreachable for entry in entries):
        raise NothingToIndex(_nothing(walked, report))
    report.beside = beside(entries, report.roots)
    report.warnings = len(report.beside) + sum(len(entry.warnings) for entry in entries)
    manifest = _generate(job, entries, roots, report)
    with report.stage("clean"):
        clean(job.index_dir, job.store, manifest, known=[job.old] if job.old else [])
        if job.server:
            forget(job.server, job.store.identity, [path.name for path in (job.index_dir / "segments").iterdir()])


def rollback(index_dir: Path | str | None = None) -> str:
    """Make the generation before the live one live again; gives its name. The next build goes forward again.

    Raises:
        IndexLocked: another process is building.
        IndexMissing: there is no index, or no generation before.
    """
    home = index_home(index_dir)
    with writing(home):
        return roll_back(home).generation


@dataclass(frozen=True, slots=True)
class Job:
    """What one build works with."""

    index_dir: Path
    store: DocumentStore
    embedder: Embedder
    config: IndexConfig
    old: Manifest | None
    server: Server | None
    limits: Limits | None
    progress: Progress

    @property
    def fingerprint(self) -> str:
        """Of the index that is being made."""
        return self.config.fingerprint(VERSIONS, self.embedder.identity)


def last_manifest(index_dir: Path) -> Manifest | None:
    """The live manifest; if it has been lost, that of the newest generation that is complete."""
    try:
        return read_manifest(index_dir)
    except (IndexMissing, IndexDamaged):
        for path in sorted((index_dir / GENERATIONS).glob("*/complete"), reverse=True):
            try:
                return read_manifest_of(index_dir, path.parent.name)
            except (IndexMissing, IndexDamaged):
                continue
    return None  # the store still holds what was parsed and embedded


def last_config(old: Manifest | None) -> IndexConfig:
    """The settings that an index was built with; the usual ones where there is none, or another version made it."""
    try:
        return IndexConfig(**old.config) if old else IndexConfig()
    except TypeError:
        return IndexConfig()


def cut_settings(config: IndexConfig) -> str:
    """Hash of what shapes passages."""
    return _digest(str(CHUNK_VERSION), str(config.chunk_size), str(config.chunk_limit))


def _nothing(walked: list[Path], report: BuildReport) -> str:
    where = ", ".join(str(path) for path in walked)
    failed = ""
    if report.unreachable:
        return "no documents to index: " + "; ".join(" ".join(row) for row in report.failed[: len(report.unreachable)])
    if report.failed:
        name, reason = report.failed[0]
        failed = f" ({len(report.failed)} files could not be read: {name} {reason})"
    elif report.skipped:
        failed = f" (left out: {' '.join(report.skipped[0])})"
    return f"no documents to index in {where}{failed}; put files there or name another folder"


def _generate(job: Job, entries: list[FileEntry], roots: list[Root], report: BuildReport) -> Manifest:
    """Passages, vectors and the generation's files; then the manifest, last."""
    with report.stage("chunk"):
        rows = _passages(job, entries)
    with report.stage("verify"):
        manifest = _manifest(job, entries, roots, rows)
    report.passages, report.generation = len(rows), manifest.generation
    folder = generation_dir(job.index_dir, manifest.generation)
    if not (job.old and job.old.generation == manifest.generation):
        with report.stage("verify"):
            before = generation_dir(job.index_dir, job.old.generation) if job.old else None
            kept = reusable(before, job.store, job.embedder)
        with report.stage("embed"):
            report.embedded = _embed(job, rows, kept)
        with report.stage("write"):
            _write(job, folder, rows, kept)
    if job.server:
        with report.stage("upload"):
            bring_to_server(folder, job.server)
    manifest.seconds = dict(report.stages)
    publish(job.index_dir, manifest)
    return manifest


def _passages(job: Job, entries: list[FileEntry]) -> list[int]:
    """Cut what has not been; gives the rows of all passages of the new generation, ascending."""
    settings = cut_settings(job.config)
    rows: set[int] = set()  # two roots may hold the same file
    live = [entry for entry in entries if entry.key]
    cut = job.store.cut_documents(settings)
    fresh = {entry.key for entry in live} - cut.keys()
    for done, key in enumerate(sorted(fresh), start=1):
        cut[key] = job.store.put_chunks(key, settings, chunk(job.store.document(key), job.config))
        job.progress("chunking", done, len(fresh))
    for entry in live:
        entry.passages = len(cut[entry.key])
        rows.update(cut[entry.key])
    return sorted(rows)


def _embed(job: Job, rows: list[int], kept: Sequence[Segment]) -> int:
    """Embed the passages that no kept segment holds and the store has no vectors of; gives how many."""
    pending = np.asarray(rows, dtype=np.int64)
    for segment in kept:
        pending = pending[~np.isin(pending, segment.rows, assume_unique=True)]
    embedded, model = 0, model_key(job.embedder.identity)
    for start in range(0, len(pending), _BATCH):
        rows_here = pending[start : start + _BATCH].tolist()
        missing = job.store.without_vectors(model, rows_here, dim=job.embedder.dim)
        chunks = [c for _, c in job.store.chunks(missing)]
        embedded += embed_missing(job.store, chunks, job.embedder, progress=lambda _: None)
        job.progress("embedding", start + len(rows_here), len(pending))
    return embedded


def _write(job: Job, folder: Path, rows: list[int], kept: Sequence[Segment]) -> None:
    job.progress("writing", 0, len(rows))
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        job.progress("writing", done, len(rows))

    write_generation(folder, job.store, rows, job.embedder, old=kept, progress=step)
    (folder / "complete").touch()


def _manifest(job: Job, entries: list[FileEntry], roots: list[Root], rows: list[int]) -> Manifest:
    content = _digest(job.fingerprint, *sorted({entry.key for entry in entries if entry.key}))
    old = job.old
    same = old is not None and old.generation.endswith(content)
    keep = old is not None and same and is_whole(generation_dir(job.index_dir, old.generation), job.store, rows)
    number = old.number if old and keep else _next_number(job.index_dir)
    previous = (old.previous if same else old.generation) if old else ""
    if not (generation_dir(job.index_dir, previous) / "complete").is_file():
        previous = ""  # damaged, and mended in the one that is made now
    return Manifest(
        generation=f"{number:06d}-{content}",
        number=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=job.fingerprint,
        config=asdict(job.config),
        model={"name": job.config.embedding_model, "identity": job.embedder.identity, "dim": job.embedder.dim},
        versions=VERSIONS,
        passages=len(rows),
        files=entries,
        roots=roots,
        settings=cut_settings(job.config),
        previous=previous,
    )


def _next_number(index_dir: Path) -> int:
    """A number that no generation has, not even one that was gone back from."""
    folder = index_dir / GENERATIONS
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return 1 + max((int(name[:6]) for name in names if name[:6].isdigit()), default=0)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()
