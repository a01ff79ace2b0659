"""Take away what a check found broken, so that the next build makes it again.

Nearly everything is there twice: arrays and postings come from the store, the store from the files, and vectors are
in both. A generation before the live one that has lost something cannot be gone back to any more. Does not build.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.documents import DocumentStore
from index.errors import IndexDamaged, IndexMissing
from index.generation import segments_of
from index.manifest import GENERATIONS, STORE, generation_dir, read_manifest_of, writer_lock
from index.rows import TEXTS
from index.segment import Segment, model_key, open_segment
from index.upkeep.check import Problem
from index.upkeep.forgetting import forget_document


def mend(index_dir: Path, problems: Sequence[Problem]) -> None:
    """Take away what is broken; the next build reads, cuts, embeds and writes it again.

    Raises:
        IndexLocked: another process is building.
    """
    with writer_lock(index_dir):
        broken = _broken_generations(index_dir, problems)
        if any(problem.kind == "store" for problem in problems):
            for path in index_dir.glob(f"{STORE}*"):
                os.replace(path, path.with_name(f"damaged-{path.name}"))
        else:
            _mend_store(index_dir, problems)
        for problem in problems:
            if problem.kind == "segment":
                (index_dir / "segments" / problem.name / "segment.json").unlink(missing_ok=True)
        for name in broken:
            (generation_dir(index_dir, name) / "complete").unlink(missing_ok=True)


def _broken_generations(index_dir: Path, problems: Sequence[Problem]) -> set[str]:
    """Those that hold something that is broken."""
    names = {problem.name for problem in problems if problem.kind == "generation"}
    lost = {problem.name for problem in problems if problem.kind in ("document", "segment")}
    for path in index_dir.glob(f"{GENERATIONS}/*"):
        held: set[str] = set()
        with suppress(IndexDamaged):
            held.update(segments_of(path))
        with suppress(IndexDamaged, IndexMissing):
            held.update(entry.key for entry in read_manifest_of(index_dir, path.name).files)
        if held & lost or any(problem.kind == "store" for problem in problems):
            names.add(path.name)
    return names


def _mend_store(index_dir: Path, problems: Sequence[Problem]) -> None:
    documents = [problem.name for problem in problems if problem.kind == "document"]
    vectors = np.array([int(problem.name) for problem in problems if problem.kind == "vectors"], dtype=np.int64)
    if not documents and not len(vectors):
        return
    damaged = {problem.name for problem in problems if problem.kind == "segment"}
    store = DocumentStore(index_dir / STORE, writable=True)
    try:
        for name in sorted({path.name for path in (index_dir / "segments").iterdir()} - damaged):
            with suppress(IndexDamaged):
                _copy_back(store, open_segment(index_dir / "segments" / name), vectors)
        for key in documents:
            forget_document(store, key)
    finally:
        store.close()


def _copy_back(store: DocumentStore, segment: Segment, rows: np.ndarray) -> None:
    """Give the store the vectors that a segment has of these rows."""
    model = model_key(segment.about["made"].split("-", 3)[3])
    for row in rows[np.isin(rows, segment.rows)].tolist():
        (texts,) = store.read("SELECT texts FROM chunk WHERE row = ?", (row,))[0]
        slot = int(np.searchsorted(segment.rows, row))
        store.put_vectors([(model + bytes(texts)[-TEXTS:], segment.vectors_of(slot))])
