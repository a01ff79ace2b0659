"""Where an index lives and who may write there, and which folders and files it is made from.

Those are the ones named now, those named before, or the usual one.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path

from index.errors import DocentError, IndexDamaged, IndexMissing, NothingToIndex, SettingsError
from index.manifest import GENERATIONS, MANIFEST, STORE, FileEntry, Manifest, Root, read_manifest, writer_lock

DOCS_DIR = "docs"
INDEX_DIR = ".docent"
_SETTING = "DOCENT_INDEX_DIR"
_FOLDERS = (GENERATIONS, "segments")
_FILES = (STORE, MANIFEST, "writer.lock", "writer.txt", f"damaged-{STORE}")  # what their names begin with
_BESIDE = ("conversations.db", "feedback.db", ".")  # the page's files; hidden ones are nobody's


def index_home(index_dir: Path | str | None = None) -> Path:
    """The folder of an index: the one that is named, else where `DOCENT_INDEX_DIR` says, else `.docent`.

    The setting is read from the environment, or from `.env` as the chatbot does, so that both ask the same index.

    Raises:
        IndexMissing: it is a file.
    """
    home = _expanded(index_dir or os.environ.get(_SETTING) or _from_env_file() or INDEX_DIR)
    if home.is_file():
        raise IndexMissing(f"{home} is a file; the index is a folder: name it in index_dir, --index or {_SETTING}")
    return home


def _from_env_file() -> str:
    return env_file().get(_SETTING) or ""


def env_file() -> dict[str, str | None]:
    """What `.env` in the current folder says; nothing where there is none.

    Raises:
        SettingsError: it is not UTF-8, or a line with a setting of ours cannot be read.
    """
    if not Path(".env").is_file():
        return {}
    from dotenv import dotenv_values
    from dotenv.parser import parse_stream

    try:
        text = Path(".env").read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(
            ".env is not UTF-8 text; save it as UTF-8 (PowerShell: Set-Content -Encoding utf8)"
        ) from None
    lines = list(parse_stream(StringIO(text)))
    wrong = next((line.original for line in lines if line.error and "DOCENT_" in line.original.string), None)
    if wrong:
        raise SettingsError(f".env, line {wrong.line}: {wrong.string.strip()[:60]!r} is no setting; write NAME=value")
    return dict(dotenv_values(stream=StringIO(text)))


def as_paths(paths: Sequence[Path | str] | Path | str) -> list[Path]:
    """Paths given as a list, or one alone; `~` is the home folder.

    Raises:
        NothingToIndex: one is empty, which would mean the current folder.
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    if any(isinstance(path, str) and not path.strip() for path in given):
        raise NothingToIndex("an empty path was given; name a folder or a file (. is the current folder)")
    return [_expanded(path) for path in given]


def _expanded(path: Path | str) -> Path:
    return Path(os.path.expanduser(path))  # unlike Path.expanduser it leaves a user who is not known as he stands


def holds_index(folder: Path) -> bool:
    """Whether all that a folder holds is an index's: an index, whole or not, or what one keeps beside other files.

    A folder of documents in which a build was begun by mistake stays a folder of documents.
    """
    return is_of_index(folder) if folder.name in _FOLDERS else _began(folder) and not _others(folder)


def is_of_index(path: Path) -> bool:
    """Whether a build made a file or folder, of an index that may lie among documents."""
    return (path.name in _FOLDERS or path.name.startswith(_FILES)) and _began(path.parent)


def _began(folder: Path) -> bool:
    """Whether a build has begun in a folder."""
    there = [name for name in (STORE, GENERATIONS, MANIFEST, "segments", "writer.lock") if (folder / name).exists()]
    return len(there) > 1 and there[0] in (STORE, GENERATIONS)


def _others(folder: Path) -> list[str]:
    """What lies in a folder that neither a build nor the page puts into an index; hidden files do not count."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [name for name in names if name not in _FOLDERS and not name.startswith((*_FILES, *_BESIDE))]


def check_home(index_dir: Path) -> None:
    """See that a new index does not come among other files, which would then be taken for parts of it.

    Raises:
        SettingsError: there is no index yet, and the folder holds something else.
    """
    if (index_dir / MANIFEST).exists() and (index_dir / GENERATIONS).is_dir():
        return
    if others := _others(index_dir):
        named = ", ".join(others[:2]) + (", ..." if others[2:] else "")
        away = shlex.quote(str(index_dir / INDEX_DIR))
        raise SettingsError(
            f"{index_dir} holds other files ({named}); an index needs a folder of its own: --index {away}"
        )


@contextmanager
def writing(index_dir: Path) -> Iterator[None]:
    """Hold the right to write an index; what the disk refuses is one line, and what does not begin leaves nothing.

    Raises:
        SettingsError: there is no index yet, and the folder holds something else.
        IndexLocked: another process is building.
    """
    check_home(index_dir)
    begun = any((index_dir / name).exists() for name in (STORE, MANIFEST, GENERATIONS))
    made = [path for path in (index_dir, *index_dir.parents) if not path.exists()]
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        try:
            with writer_lock(index_dir):
                yield
        except (NothingToIndex, IndexMissing):
            if not begun:
                _take_back(index_dir, made)
            raise
    except OSError as error:
        reason = error.strerror or error
        raise DocentError(
            f"{index_dir} cannot be written ({reason}); the index is as it was: mend it and build again"
        ) from error


def _take_back(index_dir: Path, made: Sequence[Path]) -> None:
    """Delete what a build made that found nothing to index, and the folders that it made for it, innermost first."""
    for path in [*index_dir.glob(f"{STORE}*"), index_dir / "writer.lock"]:
        path.unlink(missing_ok=True)
    for folder in made:
        with suppress(OSError):  # another process has put something there
            folder.rmdir()


def choose_roots(
    paths: list[Path], docs_dir: Path | None, old: Manifest | None, *, forget: Sequence[Path] = ()
) -> tuple[list[Root], list[Path]]:
    """(all roots of the new index, those to walk now); those of `forget` are left out of both.

    Raises:
        NothingToIndex: a path is not there, one to forget is not known, or no folder is left.
    """
    known = {root.path: root for root in (old.roots if old else [])}
    for path in forget:
        if known.pop(str(path.resolve()), None) is None:
            names = ", ".join(known) or "none"
            raise NothingToIndex(f"{path} is no folder of this index, so it cannot be forgotten; its folders: {names}")
    if paths:
        for path in paths:
            if not os.path.exists(path):
                raise NothingToIndex(f"{path} does not exist or cannot be reached; give a folder or a file")
            known[str(path.resolve())] = Root(str(path.resolve()), given=True)
        return list(known.values()), [path.resolve() for path in paths]
    docs = (docs_dir or Path(DOCS_DIR)).resolve()
    if docs_dir is None and (known or not os.path.exists(docs)):  # an index stays one of the folders it was made from
        roots = list(known.values())
    else:
        roots = [root for root in known.values() if root.given]
        roots += _docs_root(docs, docs_dir, roots)
    if str(docs) in {root.path for root in roots} and docs in [path.resolve() for path in forget]:
        raise NothingToIndex(f"{docs} is the documents folder; to take it out name another in DOCENT_DOCS_DIR")
    if not roots:
        raise NothingToIndex(f"there is no folder {DOCS_DIR} here; name one: python -m bot build FOLDER")
    return roots, [Path(root.path) for root in roots]


def _docs_root(docs: Path, named: Path | None, roots: list[Root]) -> list[Root]:
    """The documents folder, where it is not among `roots`."""
    if named is not None and not os.path.exists(docs):
        raise NothingToIndex(f"{named} does not exist; create it or correct DOCENT_DOCS_DIR")
    return [Root(str(docs), given=False)] if str(docs) not in {root.path for root in roots} else []


def documents_folder(index_dir: Path) -> Path | None:
    """The folder that an index was made from: the documents folder, else the first that was given; None for none."""
    try:
        roots = read_manifest(index_dir).roots
    except (IndexMissing, IndexDamaged):
        return None
    folders = sorted((root for root in roots if Path(root.path).is_dir()), key=lambda root: root.given)
    return Path(folders[0].path) if folders else None


def dropped_roots(roots: list[Root], old: Manifest | None) -> set[str]:
    """Folders that the last build knew and the new one does not: forgotten, or another documents folder is set."""
    return {entry.root for entry in (old.files if old else [])} - {root.path for root in roots}


def entries_of_other_roots(roots: list[Root], walked: list[Path], old: Manifest | None) -> list[FileEntry]:
    """What roots that are not walked this time hold; it stays as it is."""
    keep = {root.path for root in roots} - {str(path) for path in walked}
    return [entry for entry in (old.files if old else []) if entry.root in keep]
