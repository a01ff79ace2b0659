"""Files that readers add to and remove from the documents folder. Owns names and paths; nothing leaves the folder."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

LONGEST_NAME = 200  # bytes in UTF-8; file systems allow 255 and a suffix may follow
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_OURS = ("glossary.tsv",)

Outcome = Literal["saved", "exists", "bad_name", "too_big"]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of one file that was sent."""

    name: str
    outcome: Outcome


def safe_name(name: str) -> str | None:
    """The file name to store under, NFC; None when it cannot be used."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = " ".join(_FORBIDDEN.sub(" ", last).split()).rstrip(". ")
    hidden = clean.startswith((".", "~$"))
    ours = clean.lower() in _OURS or clean.lower().endswith(".meta.yaml")
    if not clean or hidden or ours or _RESERVED.fullmatch(clean) or len(clean.encode()) > LONGEST_NAME:
        return None
    return clean


def save(sent: Path, name: str, folder: Path, *, replace: bool, limit: int) -> Uploaded:
    """Move a file that was sent into the folder.

    Args:
        sent: where it was received.
        name: as the sender calls it; not trusted.
        folder: the documents folder; made if missing.
        replace: whether a file of that name may be replaced.
        limit: bytes.
    """
    clean = safe_name(name)
    if clean is None:
        return Uploaded(name, "bad_name")
    if sent.stat().st_size > limit:
        return Uploaded(clean, "too_big")
    folder.mkdir(parents=True, exist_ok=True)
    there = _same_name(folder, clean)
    if there is not None and (not replace or there.is_symlink() or not there.is_file()):
        return Uploaded(clean, "exists")
    aside = folder / f".{os.urandom(6).hex()}.part"
    shutil.copyfile(sent, aside)
    os.replace(aside, there or folder / clean)
    return Uploaded(clean, "saved")


def _same_name(folder: Path, name: str) -> Path | None:
    """A file that some file system would take for the same: case and composition of letters ignored."""
    wanted = _folded(name)
    return next((path for path in folder.iterdir() if _folded(path.name) == wanted), None)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def remove(source: str, root: str, folder: Path) -> bool:
    """Delete a file of the index and what is known beside it; False when it is not in the documents folder.

    Args:
        source: the name that the index knows it by.
        root: the folder that the index found it under.
        folder: the documents folder.
    """
    parts = PurePosixPath(source).parts
    if Path(root) != folder.resolve() or ".." in parts or PurePosixPath(source).is_absolute():
        return False
    path = _on_disk(folder.resolve(), parts)
    if path is None or path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
        return False
    path.unlink()
    path.with_name(path.name + ".meta.yaml").unlink(missing_ok=True)
    return True


def _on_disk(folder: Path, parts: tuple[str, ...]) -> Path | None:
    """The file of an NFC name, whatever composition the disk keeps it in."""
    for part in parts:
        if not folder.is_dir():
            return None
        exact = folder / part
        found = exact if exact.exists() else next((p for p in folder.iterdir() if _nfc(p.name) == part), None)
        if found is None:
            return None
        folder = found
    return folder if folder.is_file() else None


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
