"""Files to a live index: walk, diff, load, normalise, chunk, embed, write a generation, publish.

Nothing that answers is touched before the new generation is complete and verified; a build that fails or is
killed leaves the old one live and what was parsed and embedded kept for the next. Does not know questions.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.chunker import CHUNK_VERSION, chunk
from index.documents import DocumentStore
from index.embedder import Embedder, load_embedder
from index.generation import embed_missing, is_whole, read_documents, write_generation
from index.intake import BuildReport, Progress, read_files
from index.manifest import (
    STORE,
    FileEntry,
    Manifest,
    Root,
    drop_generations,
    generation_dir,
    publish,
    read_manifest,
    writer_lock,
)
from index.types import Chunk, IndexConfig, IndexDamaged, IndexMissing, NothingToIndex
from index.versions import VERSIONS

DOCS_DIR = "docs"


def build(
    paths: Sequence[Path | str] = (),
    *,
    index_dir: Path | str = ".docent",
    docs_dir: Path | str | None = None,
    config: IndexConfig | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> BuildReport:
    """Build or update an index.

    Args:
        paths: folders or files to add or update; none means the documents folder and all roots given before.
        index_dir: where the index lives; made if missing.
        docs_dir: the documents folder that a setting names, always in the index; None means `docs` (the sample
            corpus), unless other roots were given.
        config: settings that shape the index.
        progress: called with (stage, done, total).

    Raises:
        IndexLocked: another process is building.
        NothingToIndex: no document was found.
        ModelError: the embedding model cannot be used.
    """
    started = time.monotonic()
    index_dir, config = Path(index_dir), config or IndexConfig()
    embedder = load_embedder(config.embedding_model)
    index_dir.mkdir(parents=True, exist_ok=True)
    with writer_lock(index_dir):
        old = _old_manifest(index_dir)
        roots, walked = _roots([Path(p) for p in paths], Path(docs_dir) if docs_dir else None, old)
        store = DocumentStore(index_dir / STORE, writable=True)
        try:
            report = BuildReport()
            entries = read_files(walked, old, store, report, progress)
            entries += _entries_of_other_roots(roots, walked, old)
            if not any(entry.key for entry in entries):
                raise NothingToIndex(_nothing(walked, report))
            job = Job(index_dir, store, embedder, config, old, progress)
            _generate(job, entries, roots, report)
        finally:
            store.close()
    report.seconds = time.monotonic() - started
    return report


@dataclass(frozen=True, slots=True)
class Job:
    """What one build works with."""

    index_dir: Path
    store: DocumentStore
    embedder: Embedder
    config: IndexConfig
    old: Manifest | None
    progress: Progress


def _old_manifest(index_dir: Path) -> Manifest | None:
    try:
        return read_manifest(index_dir)
    except (IndexMissing, IndexDamaged):  # the store still holds what was parsed and embedded
        return None


def _roots(paths: list[Path], docs_dir: Path | None, old: Manifest | None) -> tuple[list[Root], list[Path]]:
    """(all roots of the new index, those to walk now)."""
    known = {root.path: root for root in (old.roots if old else [])}
    if paths:
        for path in paths:
            if not path.exists():
                raise NothingToIndex(f"{path} does not exist; give a folder or a file")
            known[str(path.resolve())] = Root(str(path.resolve()), given=True)
        return list(known.values()), [path.resolve() for path in paths]
    roots = [root for root in known.values() if root.given]
    docs = Path(docs_dir or DOCS_DIR).resolve()
    wanted = docs_dir is not None or not roots or str(docs) in known
    if wanted and str(docs) not in {root.path for root in roots}:
        if docs_dir is not None and not docs.exists():
            raise NothingToIndex(f"{docs_dir} does not exist; create it or correct DOCENT_DOCS_DIR")
        roots += [Root(str(docs), given=False)] if docs.exists() else []
    if not roots:
        raise NothingToIndex(f"there is no folder {DOCS_DIR} here; name one: python -m bot build FOLDER")
    return roots, [Path(root.path) for root in roots]


def _entries_of_other_roots(roots: list[Root], walked: list[Path], old: Manifest | None) -> list[FileEntry]:
    """What roots that are not walked this time hold; it stays as it is."""
    keep = {root.path for root in roots} - {str(path) for path in walked}
    return [entry for entry in (old.files if old else []) if entry.root in keep]


def _nothing(walked: list[Path], report: BuildReport) -> str:
    where = ", ".join(str(path) for path in walked)
    failed = ""
    if report.failed:
        name, reason = report.failed[0]
        failed = f" ({len(report.failed)} files could not be read: {name} {reason})"
    return f"no documents to index in {where}{failed}; put files there or name another folder"


def _generate(job: Job, entries: list[FileEntry], roots: list[Root], report: BuildReport) -> None:
    """Passages, vectors and the generation's files; then the manifest, last."""
    rows = _passages(job, entries, report)
    manifest = _manifest(job, entries, roots, rows)
    report.passages, report.generation = len(rows), manifest.generation
    folder = generation_dir(job.index_dir, manifest.generation)
    if not (job.old and job.old.generation == manifest.generation):
        job.progress("writing", 0, 1)
        shutil.rmtree(folder, ignore_errors=True)  # what a killed build left
        write_generation(folder, job.store, rows, job.embedder)
        (folder / "complete").touch()
        job.progress("writing", 1, 1)
    publish(job.index_dir, manifest)
    stay = drop_generations(job.index_dir, {manifest.generation, manifest.previous})
    job.store.keep_only(_documents_of(job.index_dir, stay))


def _documents_of(index_dir: Path, names: list[str]) -> set[str]:
    keys: set[str] = set()
    for name in names:
        with suppress(IndexDamaged):
            keys.update(read_documents(generation_dir(index_dir, name))[0])
    return keys


def _passages(job: Job, entries: list[FileEntry], report: BuildReport) -> list[int]:
    """Cut and embed what has not been; gives the rows of all passages of the new generation, ascending."""
    settings = _digest(str(CHUNK_VERSION), str(job.config.chunk_size), str(job.config.chunk_limit))
    same = job.old is not None and job.old.fingerprint == _fingerprint(job)
    embedded_before = {entry.key for entry in job.old.files} if job.old and same else set()
    rows: set[int] = set()  # two roots may hold the same file
    new: list[Chunk] = []
    live = [entry for entry in entries if entry.key]
    for done, entry in enumerate(live, start=1):
        found = job.store.chunk_rows(entry.key, settings)
        if found is None:
            chunks = chunk(job.store.document(entry.key), job.config)
            found = job.store.put_chunks(entry.key, settings, chunks)
            new.extend(chunks)
        elif entry.key not in embedded_before:
            new.extend(c for _, c in job.store.chunks(found))
        entry.passages = len(found)
        rows.update(found)
        job.progress("chunking", done, len(live))
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        job.progress("embedding", done, len(new))

    report.embedded = embed_missing(job.store, new, job.embedder, progress=step)
    return sorted(rows)


def _manifest(job: Job, entries: list[FileEntry], roots: list[Root], rows: list[int]) -> Manifest:
    fingerprint = _fingerprint(job)
    content = _digest(fingerprint, *sorted({entry.key for entry in entries if entry.key}))
    old = job.old
    same = old is not None and old.generation.endswith(content)
    keep = old is not None and same and is_whole(generation_dir(job.index_dir, old.generation), job.store, rows)
    number = (old.number if old else 0) + (0 if keep else 1)
    previous = (old.previous if same else old.generation) if old else ""
    return Manifest(
        generation=old.generation if old and keep else f"{number:06d}-{content}",
        number=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=fingerprint,
        config=asdict(job.config),
        model={"name": job.config.embedding_model, "identity": job.embedder.identity, "dim": job.embedder.dim},
        versions=VERSIONS,
        passages=len(rows),
        files=entries,
        roots=roots,
        previous=previous,
    )


def _fingerprint(job: Job) -> str:
    return job.config.fingerprint(VERSIONS, job.embedder.identity)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()
