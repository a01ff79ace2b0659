"""Builds that are killed or stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FILES

from index.builder import build
from index.errors import DocentError
from index.intake import BuildReport
from index.manifest import STORE, read_manifest
from index.reader import Generation, IndexReader
from index.retriever import search
from index.types import IndexConfig

Rebuild = Callable[[], BuildReport]


def live(index_dir: Path) -> Generation:
    return IndexReader(index_dir).current()


def first_source(index_dir: Path, question: str) -> str:
    return search(live(index_dir), question)[0].document.source


KILLED = """
import sys, time
from index.builder import build
from index.types import IndexConfig
def progress(stage, *_):
    if stage == sys.argv[3]:
        print(stage, flush=True); time.sleep(60)
build([sys.argv[1]], index_dir=sys.argv[2], progress=progress)
"""


def kill_a_build(
    docs: Path, index: Path, python: str, environment: dict[str, str], *, after: str, code: str = KILLED
) -> None:
    """Begin a build in another process and kill it when the stage has begun."""
    command = [python, "-c", code, str(docs), str(index), after]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    assert process.stdout.readline().strip() == after
    process.kill()
    process.communicate()


@pytest.mark.parametrize("stage", ["reading", "chunking", "embedding", "writing"])
def test_a_build_that_is_killed_loses_nothing(
    rebuild: Rebuild, docs: Path, tmp_path: Path, python: str, child_environment: dict[str, str], stage: str
) -> None:
    index = tmp_path / "index"
    first = rebuild()
    (docs / "anchor.txt").write_text("The anchor of the harbour weighs nine tons.", encoding="utf-8")
    kill_a_build(docs, index, python, child_environment, after=stage)
    assert read_manifest(index).generation == first.generation
    assert first_source(index, "When was the lighthouse museum founded?") == "museum/lighthouse.md"
    rebuild()
    assert first_source(index, "How heavy is the anchor?") == "anchor.txt"


def test_a_build_with_other_settings_that_is_killed_can_be_done_again(
    rebuild: Rebuild, docs: Path, tmp_path: Path, python: str, child_environment: dict[str, str]
) -> None:
    rebuild()
    code = KILLED.replace("index_dir=", "config=IndexConfig(chunk_size=120), index_dir=")
    kill_a_build(docs, tmp_path / "index", python, child_environment, after="embedding", code=code)
    assert build([docs], index_dir=tmp_path / "index", config=IndexConfig(chunk_size=120)).passages > 6


def test_a_killed_first_build_leaves_no_index_and_no_lock(
    rebuild: Rebuild, docs: Path, tmp_path: Path, python: str, child_environment: dict[str, str]
) -> None:
    kill_a_build(docs, tmp_path / "index", python, child_environment, after="writing")
    with pytest.raises(DocentError, match="python -m bot build"):
        live(tmp_path / "index")
    assert rebuild().passages == live(tmp_path / "index").size


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for children")
def test_control_c_stops_a_build_with_one_line(
    docs: Path, tmp_path: Path, python: str, child_environment: dict[str, str]
) -> None:
    for n in range(1000):  # a build that goes on for seconds, however late this process is woken
        (docs / f"{n}.txt").write_text(f"{FILES['museum/lighthouse.md']} {n}", encoding="utf-8")
    command = [python, "-m", "bot", "build", str(docs), "--index", str(tmp_path / "index")]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        env=child_environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    while not (tmp_path / "index" / STORE).exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.strip().splitlines()[-1]) == (130, "docent: stopped")
