from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from index.errors import IndexDamaged, IndexLocked, IndexMissing
from index.manifest import (
    MANIFEST,
    FileEntry,
    Manifest,
    Root,
    generation_dir,
    is_leased,
    publish,
    read_manifest,
    take_lease,
    writer_lock,
)
from index.upkeep.forgetting import drop_generations

HOLD = """
import sys, time
from pathlib import Path
from index.manifest import take_lease, writer_lock
if sys.argv[2] == "lease":
    held = take_lease(Path(sys.argv[1]), "g1")
    print("held", flush=True); time.sleep(60)
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True); time.sleep(60)
"""


def manifest(generation: str = "g1") -> Manifest:
    entry = FileEntry("/docs", "다리.md", sha256="ab", id="d1", key="k1", authors=["Ada"], pages=2, passages=3)
    return Manifest(generation, 1, "now", "f", {"chunk_size": 500}, {"name": "m"}, {"load": 1}, 3, [entry],
                    [Root("/docs", given=True)])  # fmt: skip


def hold(what: str, index_dir: Path, python: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Another process that holds the lock, or a lease on g1, until it is killed."""
    command = [python, "-c", HOLD, str(index_dir), what]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    assert process.stdout.readline().strip() == "held"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_what_is_published_is_read_back(tmp_path: Path) -> None:
    publish(tmp_path, manifest())
    assert read_manifest(tmp_path) == manifest()
    publish(tmp_path, manifest("g2"))
    assert read_manifest(tmp_path).generation == "g2"
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def test_no_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m bot build"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"format": 2}',
        '{"format": 99}',
        '{"format": 2, "published": "", "files": [{"unknown": 1}], "roots": []}',
    ],
)
def test_a_manifest_that_cannot_be_read_says_what_to_type(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        read_manifest(tmp_path)


def test_names_are_readable_in_the_file(tmp_path: Path) -> None:
    publish(tmp_path, manifest())
    text = (tmp_path / MANIFEST).read_text(encoding="utf-8")
    assert "다리.md" in text
    assert json.loads(text)["files"][0]["pages"] == 2


def test_a_file_that_failed_but_was_read_before_is_stale() -> None:
    assert FileEntry("r", "s", key="k", error="gone").stale
    assert not FileEntry("r", "s", error="gone").stale
    assert not FileEntry("r", "s", key="k").stale


def test_only_one_process_writes(tmp_path: Path, python: str, child_environment: dict[str, str]) -> None:
    other = hold("lock", tmp_path, python, child_environment)
    try:
        with pytest.raises(IndexLocked, match=f"process {other.pid}"), writer_lock(tmp_path):
            pass
    finally:
        end(other)
    with writer_lock(tmp_path):  # a dead process holds nothing
        pass


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        _ = 1 / 0
    with writer_lock(tmp_path):
        pass


def test_a_generation_that_is_read_is_not_deleted(
    tmp_path: Path, python: str, child_environment: dict[str, str]
) -> None:
    for name in ("g0", "g1", "g2"):
        generation_dir(tmp_path, name).mkdir(parents=True)
    other = hold("lease", tmp_path, python, child_environment)
    try:
        assert is_leased(tmp_path, "g1")
        assert drop_generations(tmp_path, {"g2"}) == ["g1", "g2"]
    finally:
        end(other)
    assert not is_leased(tmp_path, "g1")
    assert drop_generations(tmp_path, {"g2"}) == ["g2"]
    assert not generation_dir(tmp_path, "g1").exists()


def test_our_own_lease_counts_until_it_is_released(tmp_path: Path) -> None:
    generation_dir(tmp_path, "g1").mkdir(parents=True)
    lease = take_lease(tmp_path, "g1")
    assert lease is not None
    assert is_leased(tmp_path, "g1")
    lease.release()
    assert not is_leased(tmp_path, "g1")


def test_without_generations_nothing_is_deleted(tmp_path: Path) -> None:
    assert drop_generations(tmp_path, {"g1"}) == []
    assert not is_leased(tmp_path, "g1")
