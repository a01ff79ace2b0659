from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from index.builder import build
from index.errors import NothingToIndex
from index.plan import plan
from index.types import IndexConfig


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(folder.rglob("*"))}


def test_before_the_first_build_everything_would_be_read_and_nothing_is_written(docs: Path, tmp_path: Path) -> None:
    found = plan([docs], index_dir=tmp_path / "index")
    assert sorted(found.read) == sorted(found.report.added) == ["museum/lighthouse.md", "zavod.html", "다리.md"]
    assert not (tmp_path / "index").exists()


def test_a_plan_is_what_the_build_then_does(docs: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([docs], index_dir=index)
    (docs / "zavod.html").rename(docs / "factory.html")
    (docs / "다리.md").unlink()
    (docs / "new.txt").write_text("A new text.", encoding="utf-8")
    (docs / "museum/lighthouse.md").write_text("Another text.", encoding="utf-8")
    before = everything(index)
    planned = plan([docs], index_dir=index)
    assert everything(index) == before
    done = build([docs], index_dir=index)
    for name in ("added", "changed", "renamed", "removed", "unchanged", "failed"):
        assert getattr(planned.report, name) == getattr(done, name)
    assert sorted(planned.read) == ["factory.html", "museum/lighthouse.md", "new.txt"]
    assert plan([docs], index_dir=index).read == []


def test_settings_that_touch_every_passage_are_said(docs: Path, tmp_path: Path) -> None:
    build([docs], index_dir=tmp_path / "index")
    assert plan([docs], index_dir=tmp_path / "index").anew == []
    assert plan([docs], index_dir=tmp_path / "index", config=IndexConfig(chunk_size=100)).anew == ["cut"]


def test_no_folder_is_said_as_the_build_says_it(tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex):
        plan([tmp_path / "none"], index_dir=tmp_path / "index")


def test_the_command_prints_it(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = ["--index", str(tmp_path / "index")]
    assert main(["build", str(docs), "--dry-run", *index]) == 0
    assert "added    zavod.html" in capsys.readouterr().out
    assert main(["build", str(docs), "--json", *index]) == 0
    report = json.loads(capsys.readouterr().out)
    assert len(report["added"]) == 3
    assert {"hash", "read", "chunk", "embed", "write"} <= report["stages"].keys()
    assert main(["build", str(docs), "--dry-run", "--json", *index]) == 0
    assert json.loads(capsys.readouterr().out)["report"]["unchanged"] == 3
    assert main(["build", "--rollback", *index]) == 2
