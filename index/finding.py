"""What a build finds below its roots: the files to read, folders that it cannot look into, what lies beside the files.

Goes over what is walked: a folder that holds an index is left out, a file goes by its own name and not by that of a
link, and a root that is not there or a folder that cannot be listed is named, so that what it held is kept.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.loaders.sidecars import is_slip, strays
from index.manifest import FileEntry
from index.paths import Walked, is_ours, source_name, walk
from index.roots import holds_index, is_of_index
from index.words.glossary import GlossaryFiles

_CLOSED = "cannot be read ("  # how the walk begins the reason of a folder that cannot be listed


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A folder that cannot be looked into: a whole root when `below` is empty, else that folder below it."""

    root: str
    below: str
    reason: str

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(self.root, self.below)

    def held(self, entry: FileEntry) -> bool:
        """Whether a file of the last build stood there."""
        return entry.root == self.root and (not self.below or entry.source.startswith(f"{self.below}/"))


def find_files(
    roots: Sequence[Path], skipped: list[tuple[str, str]]
) -> tuple[list[tuple[Path, Path]], list[Unreachable]]:
    """((root, file) of every file to read, what cannot be looked into); fills `skipped` with the rest and why."""
    faults = {root: fault for root in roots if (fault := fault_of(root))}
    unreachable = [Unreachable(str(root), "", fault) for root, fault in faults.items()]
    there = [root for root in roots if root not in faults]
    left_out: list[tuple[str, str]] = []
    walked = list(walk(there, skipped=left_out))
    files = list(_without_indexes(_by_own_name(walked, {path for path, _ in left_out}), left_out))
    for path, reason in left_out:
        root = next((root for root in there if Path(path).is_relative_to(root)), None)
        if root and reason.startswith(_CLOSED):
            unreachable.append(Unreachable(str(root), source_name(root, Path(path)), reason))
        else:
            skipped.append((path, reason))
    return files, unreachable


def fault_of(path: Path) -> str:
    """Why a root cannot be looked into; empty when it can."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            os.scandir(path).close()
    except (FileNotFoundError, NotADirectoryError):
        return "is not there"
    except OSError as error:
        return f"cannot be read ({error.strerror or error}): change its permissions"
    return ""


def _by_own_name(walked: Iterable[Walked], left_out: set[str]) -> Iterator[tuple[Path, Path]]:
    """A file that a link led to, by its own name, where that is one that would be read."""
    folders: dict[Path, Path] = {}
    for root, path, real in walked:
        if root not in folders:
            folders[root] = root.resolve()
        if path == root or not real.is_relative_to(folders[root]):
            yield root, path
            continue
        below = real.relative_to(folders[root])
        ways = [root.joinpath(*below.parts[: n + 1]) for n in range(len(below.parts))]
        hidden = any(map(is_ours, below.parts)) or any(str(way) in left_out for way in ways)
        yield root, path if hidden else root / below


def _without_indexes(
    walked: Iterable[tuple[Path, Path]], left_out: list[tuple[str, str]]
) -> Iterator[tuple[Path, Path]]:
    known: dict[Path, bool] = {}

    def in_index(folder: Path, root: Path) -> bool:
        if folder not in known:
            above = folder != root and in_index(folder.parent, root)
            known[folder] = above or holds_index(folder)
            if known[folder] and not above:
                left_out.append((str(folder), "holds an index of Docent, no documents"))
        return known[folder]

    for root, path in walked:
        if path == root or not (is_slip(path) or in_index(path.parent, root) or is_of_index(path)):
            yield root, path


def beside(entries: Iterable[FileEntry], roots: Iterable[str]) -> list[str]:
    """What is wrong, as it is now, with the glossaries and the sidecars that no document reads; a line each."""
    folders = {root: Path(root) for root in roots if Path(root).is_dir()}
    within = {*folders.values(), *(Path(e.root, e.source).parent for e in entries if e.root in folders)}
    return [*GlossaryFiles(folders).current().warnings, *strays(within)]
