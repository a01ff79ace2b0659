"""One index, several hosts: copies that follow a builder elsewhere, and file systems without locks."""

from __future__ import annotations

import errno
import fcntl
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from index.builder import build
from index.errors import DocentError
from index.reader import IndexReader
from index.retriever import search

QUESTION = "How heavy is the anchor of the harbour?"


def answer(reader: IndexReader) -> str:
    return search(reader.current(), QUESTION)[0].chunk.text


def copy(index: Path, to: Path) -> None:
    """What a host copies: everything but leases and locks, the manifest last and in one step."""
    left_out = shutil.ignore_patterns("leases", "manifest.json", "writer.*")
    shutil.copytree(index, to, ignore=left_out, dirs_exist_ok=True)
    shutil.copy2(index / "manifest.json", to / "manifest.new")
    (to / "manifest.new").replace(to / "manifest.json")


@pytest.fixture
def weigh(docs: Path, tmp_path: Path) -> Path:
    (docs / "anchor.txt").write_text("The anchor of the harbour weighs nine tons.", encoding="utf-8")
    build([docs], index_dir=tmp_path / "index")
    return tmp_path / "index"


@pytest.mark.slow
def test_a_copy_on_another_host_answers_alike_and_moves_on(
    weigh: Path, docs: Path, tmp_path: Path, python: str, child_environment: dict[str, str]
) -> None:
    copy(weigh, tmp_path / "copy")
    reader = IndexReader(tmp_path / "copy")
    assert "nine tons" in answer(reader)
    for weight in ("ten", "eleven", "twelve"):
        (docs / "anchor.txt").write_text(f"The anchor of the harbour weighs {weight} tons.", encoding="utf-8")
        build([docs], index_dir=weigh)
        copy(weigh, tmp_path / "copy")
        assert f"{weight} tons" in answer(reader)
    shutil.rmtree(docs)  # another host has no documents
    command = [python, "-m", "bot", "search", QUESTION, "--json", "--index"]
    found = [
        json.loads(subprocess.run([*command, str(where)], env=child_environment, capture_output=True).stdout)
        for where in (weigh, tmp_path / "copy")
    ]
    assert found[0] == found[1]


def test_without_locks_an_index_is_read_and_not_built(weigh: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    assert "nine tons" in answer(IndexReader(weigh))
    with pytest.raises(DocentError, match="cannot be written"):
        build([docs], index_dir=weigh)
