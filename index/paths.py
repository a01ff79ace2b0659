"""The files below the roots that are to be read: which, in which order, and why the others are not.

Skipped by rule and not reported: hidden files, `~$...` (open Office documents), `glossary.tsv`, `*.meta.yaml`.
Skipped and reported: what `.docentignore` names, links that lead out of a root or in a circle, what is no
regular file, folders that cannot be read. Reads no document.

`.docentignore` is read in every folder, in the manner of .gitignore: one pattern a line, `#` begins a comment,
`!` takes a file back in, a pattern with a slash is relative to its folder, `dir/` means folders only.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".docentignore"
_DEEPEST = 200  # folders inside one another
_OURS = frozenset({"glossary.tsv"})


class Walked(NamedTuple):
    """A file below a root; `real` is its path without links."""

    root: Path
    path: Path
    real: Path


def walk(roots: Iterable[Path], *, skipped: list[tuple[str, str]] | None = None) -> Iterator[Walked]:
    """Every file to read, sorted by name below each root, each once.

    Args:
        roots: folders or single files; one that is not there is reported and skipped.
        skipped: filled with the path and the reason of each thing that is left out and could surprise.
    """
    report = _Report([] if skipped is None else skipped)
    seen: set[Path] = set()
    real_folders: dict[Path, Path] = {}
    for root in roots:
        real = root.resolve()
        if real.is_file():
            found: Iterator[Path] = iter([root])
        elif real.is_dir():
            found = _Walk(real, report).files(root, [], {real})
        else:
            report.add(root, "is not there: check the path")
            continue
        for path in found:
            target = _real_path(path, real_folders)
            if target not in seen:
                seen.add(target)
                yield Walked(root, path, target)


def _real_path(path: Path, folders: dict[Path, Path]) -> Path:
    """The path without links; folders are resolved once, since to resolve a file costs more than to hash it."""
    if path.is_symlink():
        return path.resolve()
    if path.parent not in folders:
        folders[path.parent] = path.parent.resolve()
    return folders[path.parent] / path.name


def source_name(root: Path, path: Path) -> str:
    """The name that readers see: the path below its root, forward slashes, NFC (macOS gives NFD names)."""
    relative = path.name if path == root else path.relative_to(root).as_posix()
    return unicodedata.normalize("NFC", relative)


@dataclass(slots=True)
class _Report:
    """What is left out and why."""

    entries: list[tuple[str, str]]

    def add(self, path: Path, reason: str) -> None:
        self.entries.append((str(path), reason))


@dataclass(frozen=True, slots=True)
class _Ignore:
    """The patterns of one `.docentignore` and the folder they count from."""

    folder: Path
    spec: GitIgnoreSpec

    def verdict(self, path: Path, is_folder: bool) -> bool | None:
        """True to leave it out, False to take it back in, None when no pattern names it."""
        name = path.relative_to(self.folder).as_posix() + ("/" if is_folder else "")
        return self.spec.check_file(name).include


@dataclass(slots=True)
class _Walk:
    """One root; `real` is where it really is, so that links out of it are seen."""

    real: Path
    report: _Report

    def files(self, folder: Path, ignores: list[_Ignore], above: set[Path]) -> Iterator[Path]:
        """Files below a folder; `above` holds the real folders on the way, so that a circle is seen."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: unicodedata.normalize("NFC", entry.name))
        except OSError as error:
            self.report.add(folder, f"cannot be read ({error.strerror}): change its permissions")
            return
        own = self._ignore(folder)
        ignores = [*ignores, own] if own else ignores
        for entry in entries:
            path = folder / entry.name
            if is_ours(entry.name) or not self._inside(path, entry):
                continue
            is_folder = entry.is_dir()
            if _ignored(path, is_folder, ignores):
                self.report.add(path, f"named in {IGNORE_FILE}")
            elif is_folder:
                target = path.resolve()
                if target in above or len(above) > _DEEPEST:
                    self.report.add(path, "is a link in a circle, or a folder nested too deep")
                else:
                    yield from self.files(path, ignores, above | {target})
            elif entry.is_file():
                yield path
            else:
                self.report.add(path, "is not a regular file")

    def _inside(self, path: Path, entry: os.DirEntry[str]) -> bool:
        """No link, or one that stays below the root."""
        if not entry.is_symlink():
            return True
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            self.report.add(path, "is a broken link")
            return False
        if target.is_relative_to(self.real):
            return True
        self.report.add(path, "is a link out of the folder: add its target as a folder of its own")
        return False

    def _ignore(self, folder: Path) -> _Ignore | None:
        try:
            lines = (folder / IGNORE_FILE).read_text(encoding="utf-8-sig").splitlines()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            self.report.add(folder / IGNORE_FILE, f"cannot be read as UTF-8 text ({error}): nothing is left out by it")
            return None
        from pathspec import GitIgnoreSpec

        try:
            return _Ignore(folder, GitIgnoreSpec.from_lines(lines))
        except ValueError as error:
            self.report.add(
                folder / IGNORE_FILE, f"has a pattern that cannot be read ({error}): nothing is left out by it"
            )
            return None


def is_ours(name: str) -> bool:
    """Hidden, a lock of an open document, or a file that tells us something about others."""
    return name.startswith((".", "~$")) or name in _OURS or name.endswith(".meta.yaml")


def _ignored(path: Path, is_folder: bool, ignores: list[_Ignore]) -> bool:
    """The last `.docentignore` on the way that names it decides."""
    verdicts = [verdict for ignore in ignores if (verdict := ignore.verdict(path, is_folder)) is not None]
    return bool(verdicts) and verdicts[-1]
