"""What a build would do, without doing it: nothing is written, locked or loaded. Does not know how it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.builder import cut_settings, last_config, last_manifest
from index.documents import DocumentStore
from index.embedder import load_embedder
from index.errors import IndexDamaged, build_command
from index.intake import BuildReport, count, find_candidates, unread
from index.loaders.limits import Limits
from index.manifest import STORE, Manifest
from index.roots import as_paths, choose_roots, dropped_roots, index_home
from index.types import IndexConfig


@dataclass(slots=True)
class Plan:
    """What a build would do.

    Attributes:
        report: files added, changed, renamed, removed, unchanged, skipped; failed are those that cannot be opened.
        read: files that would be read and parsed; the others' documents are in the store.
        anew: stages that a setting or a version makes necessary for every document: "cut", "embed".
    """

    report: BuildReport
    read: list[str] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)


def plan(
    paths: Sequence[Path | str] | Path | str = (),
    *,
    index_dir: Path | str | None = None,
    docs_dir: Path | str | None = None,
    config: IndexConfig | None = None,
    limits: Limits | None = None,
    forget: Sequence[Path | str] | Path | str = (),
) -> Plan:
    """What `build` with the same arguments would do.

    Raises:
        NothingToIndex: it would find no folder.
        ModelError: the embedding model cannot be used.
    """
    index_dir = index_home(index_dir)
    old = last_manifest(index_dir)
    config = config or last_config(old)
    docs = as_paths(docs_dir)[0] if docs_dir else None
    roots, walked = choose_roots(as_paths(paths), docs, old, forget=as_paths(forget))
    found = Plan(BuildReport())
    dropped, command = dropped_roots(roots, old), build_command(index_dir)
    candidates = find_candidates(walked, old, found.report, limits=limits, dropped=dropped, command=command)
    store = _store(index_dir)
    found.read = [c.entry.source for c in unread(candidates, store)]
    if store:
        store.close()
    for candidate in candidates:
        if candidate.entry.error:
            found.report.failed += [(candidate.entry.source, candidate.entry.error)] if candidate.reached else []
        else:
            count(candidate, found.report)
    found.anew = _anew(old, config) if old else []
    return found


def _store(index_dir: Path) -> DocumentStore | None:
    try:
        return DocumentStore(index_dir / STORE)
    except IndexDamaged:  # it would be made anew
        return None


def _anew(old: Manifest, config: IndexConfig) -> list[str]:
    stages = []
    if old.settings != cut_settings(config):
        stages.append("cut")
    if old.model["identity"] != load_embedder(config.embedding_model).identity:
        stages.append("embed")
    return stages
