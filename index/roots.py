"""Where an index lives, and which folders and files it is made from: those named now, those named before, the usual."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from index.errors import NothingToIndex
from index.manifest import FileEntry, Manifest, Root

DOCS_DIR = "docs"
INDEX_DIR = ".docent"


def index_home(index_dir: Path | str | None = None) -> Path:
    """The folder of an index: the one that is named, else where `DOCENT_INDEX_DIR` says, else `.docent`."""
    return Path(index_dir or os.environ.get("DOCENT_INDEX_DIR") or INDEX_DIR)


def as_paths(paths: Sequence[Path | str] | Path | str) -> list[Path]:
    """Paths given as a list, or one alone."""
    return [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]


def choose_roots(paths: list[Path], docs_dir: Path | None, old: Manifest | None) -> tuple[list[Root], list[Path]]:
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


def entries_of_other_roots(roots: list[Root], walked: list[Path], old: Manifest | None) -> list[FileEntry]:
    """What roots that are not walked this time hold; it stays as it is."""
    keep = {root.path for root in roots} - {str(path) for path in walked}
    return [entry for entry in (old.files if old else []) if entry.root in keep]
