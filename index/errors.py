"""Docent's errors. Imports nothing of ours.

Errors, each one line that says what, which, and what to type next:
    DocentError
    +-- LoadError            a file could not be read; the others are indexed
    +-- MissingDependency    an optional package is not installed
    +-- SettingsError        a setting is unknown or has a bad value
    +-- ModelError           an embedding model cannot be found or used
    +-- IndexMissing         there is no index yet
    +-- IndexMismatch        the index was made with other settings or another version
    +-- IndexDamaged         a file of the index is missing or wrong
    +-- IndexLocked          another process is building
    +-- NothingToIndex       no documents where the build looked
    +-- QuestionError        a question that cannot be searched
    +-- PromptError          a prompt template misses or invents a variable
    +-- ChatModelError       the chat model cannot be made or does not answer
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

REBUILD = "rebuild with: python -m bot build"  # what to type where the index's folder is not known


def build_command(index_dir: Path | str) -> str:
    """What to type to build this index."""
    elsewhere = Path(index_dir) != Path(".docent")
    return "python -m bot build" + (f" --index {shlex.quote(str(index_dir))}" if elsewhere else "")


def install_command(extra: str) -> str:
    """What to type to install an optional part: from the sources, because a package index has another "docent".

    The quotes are those that every shell knows.
    """
    python, sources = sys.executable or "python", Path(__file__).resolve().parent.parent
    if (sources / "pyproject.toml").is_file():
        return f'"{python}" -m pip install -e "{sources}[{extra}]"'
    return f'in the folder of Docent\'s sources: "{python}" -m pip install ".[{extra}]"'


class DocentError(Exception):
    """Any failure that Docent explains in one line."""


class LoadError(DocentError):
    """A file could not be read."""

    def __init__(self, path: Path | str, reason: str) -> None:
        """Keep the path and the reason apart: the coverage report shows them in columns."""
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


class MissingDependency(DocentError):
    """An optional package is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        """Name what it is for and the extra that brings it."""
        super().__init__(f"{purpose} needs a package that is not installed: {install_command(extra)}")
        self.extra = extra


class SettingsError(DocentError):
    """A setting is unknown or has a bad value."""


class ModelError(DocentError):
    """An embedding model cannot be found or used."""


class IndexMissing(DocentError):
    """There is no index yet."""


class IndexMismatch(DocentError):
    """The index was made with other settings or by another version."""


class IndexDamaged(DocentError):
    """A file of the index is missing or does not hold what the manifest says."""


class IndexLocked(DocentError):
    """Another process is building this index."""


class NothingToIndex(DocentError):
    """No documents where the build looked."""


class QuestionError(DocentError):
    """A question that cannot be searched."""


class PromptError(DocentError):
    """A prompt template misses a variable or invents one."""


class ChatModelError(DocentError):
    """The chat model cannot be made or does not answer."""
