"""Where an index may be: never among other files, and nothing of it stays where none came to be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.builder import build, rollback
from index.errors import IndexMissing, NothingToIndex, SettingsError
from index.manifest import read_manifest


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def sources(index: Path) -> list[str]:
    return sorted(entry.source for entry in read_manifest(index).files if entry.key)


def test_an_index_does_not_come_among_documents(docs: Path) -> None:
    before = everything(docs)
    with pytest.raises(SettingsError, match=r"holds other files \(.*--index .*docs/\.docent"):
        build([docs], index_dir=docs)
    assert everything(docs) == before
    build([docs], index_dir=docs / ".docent")
    assert len(sources(docs / ".docent")) == 3


def test_a_page_that_kept_conversations_before_the_first_build_is_no_reason_to_refuse(
    docs: Path, tmp_path: Path
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "conversations.db").touch()
    (tmp_path / "index" / ".DS_Store").touch()
    assert len(build([docs], index_dir=tmp_path / "index").added) == 3


def test_a_build_that_finds_nothing_leaves_nothing(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = everything(tmp_path)
    for paths in ("empty", "nowhere"):
        with pytest.raises(NothingToIndex):
            build([tmp_path / paths], index_dir=tmp_path / "some" / "index")
    with pytest.raises(IndexMissing):
        rollback(tmp_path / "some" / "index")
    assert everything(tmp_path) == before


def test_a_build_that_finds_nothing_leaves_an_index_as_it_is(built: tuple[Path, Path], tmp_path: Path) -> None:
    docs, index = built
    before = [name for name in everything(index) if not name.endswith(".lock")]
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToIndex):
        build([tmp_path / "empty"], index_dir=index, forget=[docs])
    assert [name for name in everything(index) if not name.endswith(".lock")] == before


def test_documents_beside_an_index_or_what_is_left_of_one_are_read(docs: Path, tmp_path: Path) -> None:
    build([docs], index_dir=tmp_path / "whole")
    shutil.copytree(tmp_path / "whole", docs, dirs_exist_ok=True)
    report = build([docs], index_dir=tmp_path / "index")
    assert len(sources(tmp_path / "index")) == 3
    assert {Path(path).name for path, _ in report.skipped} == {"generations", "segments"}
    for name in ("generations", "segments"):
        shutil.rmtree(docs / name)
    assert build([docs], index_dir=tmp_path / "index").removed == []
    assert len(sources(tmp_path / "index")) == 3


def test_an_index_that_is_named_as_documents_is_said_to_be_one(built: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match="holds an index of Docent, no documents"):
        build([built[1]], index_dir=tmp_path / "index")
