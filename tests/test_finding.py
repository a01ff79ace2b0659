from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FACTORY, LIGHTHOUSE

from bot.__main__ import main
from index.builder import build
from index.errors import NothingToIndex
from index.finding import fault_of, find_files
from index.intake import BuildReport
from index.manifest import FileEntry, read_manifest
from index.plan import plan

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders, a document in each, both in the index `tmp_path / "index"`."""
    for name, file, text in (("a", "lighthouse.md", LIGHTHOUSE), ("b", "zavod.html", FACTORY)):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(text, encoding="utf-8")
    build([tmp_path / "a", tmp_path / "b"], index_dir=tmp_path / "index")
    return tmp_path / "a", tmp_path / "b"


def entries(index: Path) -> dict[str, FileEntry]:
    return {entry.source: entry for entry in read_manifest(index).files}


def names(roots: list[Path]) -> tuple[list[str], list[tuple[str, str]]]:
    skipped: list[tuple[str, str]] = []
    files, _ = find_files(roots, skipped)
    return sorted(path.relative_to(root).as_posix() for root, path in files), skipped


def test_a_root_that_is_not_there_keeps_its_documents(two: tuple[Path, Path], tmp_path: Path) -> None:
    index = tmp_path / "index"
    two[0].rename(tmp_path / "away")
    planned, done = plan(index_dir=index).report, build(index_dir=index)
    for report in (planned, done):
        assert (report.removed, report.unreachable, report.unchanged) == ([], [str(two[0])], 1)
        ((name, reason),) = report.failed
        assert name == str(two[0])
        assert f"--index {index} --forget {two[0]}" in reason
        assert reason.endswith("1 documents stay as they were")
    entry = entries(index)["lighthouse.md"]
    assert entry.stale
    assert "is not there" in entry.error
    (tmp_path / "away").rename(two[0])
    assert build(index_dir=index).unchanged == 1
    assert not entries(index)["lighthouse.md"].error


def test_strict_tells_a_root_that_is_not_there(two: tuple[Path, Path], tmp_path: Path) -> None:
    shutil.rmtree(two[0])
    assert main(["build", "--index", str(tmp_path / "index")]) == 0
    assert main(["build", "--index", str(tmp_path / "index"), "--strict"]) == 1


def test_when_no_root_is_there_the_index_is_left_alone(two: tuple[Path, Path], tmp_path: Path) -> None:
    for folder in two:
        shutil.rmtree(folder)
    with pytest.raises(NothingToIndex, match=r"is not there.*--forget"):
        build(index_dir=tmp_path / "index")
    assert not any(entry.error for entry in entries(tmp_path / "index").values())


def test_a_folder_is_forgotten_when_that_is_said(two: tuple[Path, Path], tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.rmtree(two[0])
    with pytest.raises(NothingToIndex, match="no folder of this index"):
        build(index_dir=index, forget=[tmp_path / "c"])
    assert build(index_dir=index, forget=[two[0]]).removed == ["lighthouse.md"]
    assert list(entries(index)) == ["zavod.html"]
    assert build(index_dir=index).failed == []


def test_a_folder_that_moved_keeps_the_ids_of_its_documents(two: tuple[Path, Path], tmp_path: Path) -> None:
    index = tmp_path / "index"
    before = entries(index)["lighthouse.md"].id
    two[0].rename(tmp_path / "moved")
    report = build([tmp_path / "moved"], index_dir=index, forget=two[0])
    assert (report.removed, report.renamed, report.unchanged) == ([], [], 1)
    assert entries(index)["lighthouse.md"].id == before


def test_the_documents_folder_cannot_be_forgotten_while_it_is_set(two: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match="DOCENT_DOCS_DIR"):
        build(index_dir=tmp_path / "index", docs_dir=two[0], forget=[two[0]])


def test_another_documents_folder_says_what_goes(two: tuple[Path, Path], tmp_path: Path) -> None:
    build(index_dir=tmp_path / "other", docs_dir=two[0])
    assert plan(index_dir=tmp_path / "other", docs_dir=two[1]).report.removed == ["lighthouse.md"]
    assert build(index_dir=tmp_path / "other", docs_dir=two[1]).removed == ["lighthouse.md"]


def test_a_documents_folder_that_is_not_where_the_build_runs_stays(
    two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "other"
    build(index_dir=index, docs_dir=two[0])
    build([two[1]], index_dir=index)
    monkeypatch.chdir(two[1])
    report = build(index_dir=index)
    assert (report.removed, report.unchanged) == ([], 2)


def closed(folder: Path) -> None:
    folder.chmod(0)
    if os.access(folder, os.R_OK):
        folder.chmod(0o700)
        pytest.skip("this user may read everything, whatever the permissions")


def test_a_folder_that_may_not_be_listed_keeps_its_documents(rebuild: Callable[[], BuildReport], docs: Path) -> None:
    rebuild()
    closed(docs / "museum")
    try:
        report = rebuild()
    finally:
        (docs / "museum").chmod(0o700)
    assert (report.removed, report.unchanged, report.unreachable) == ([], 2, [str(docs / "museum")])
    assert "permissions" in report.failed[0][1]
    assert rebuild().unchanged == 2


def test_a_root_that_may_not_be_listed_says_so(docs: Path, tmp_path: Path) -> None:
    closed(docs)
    try:
        with pytest.raises(NothingToIndex, match="permissions"):
            build([docs], index_dir=tmp_path / "index")
    finally:
        docs.chmod(0o700)


def test_what_is_wrong_with_a_root_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fault_of(tmp_path) == fault_of(tmp_path / "file") == ""
    assert fault_of(tmp_path / "none") == fault_of(tmp_path / "file" / "below") == "is not there"


@pytest.mark.parametrize("inside", ["idx", "museum/idx"])
def test_an_index_among_the_documents_is_never_read(docs: Path, tmp_path: Path, inside: str) -> None:
    for index in (docs / inside, docs / inside, tmp_path / "index"):
        report = build([docs], index_dir=index)
        assert len(entries(index)) == 3
        assert report.failed == []
        assert (str(docs / inside), "holds an index of Docent, no documents") in report.skipped


def test_a_folder_with_a_manifest_of_its_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "site" / "segments").mkdir(parents=True)
    (tmp_path / "site" / "manifest.json").write_text("{}", encoding="utf-8")
    assert names([tmp_path]) == (["site/manifest.json"], [])


@needs_links
def test_a_file_goes_by_its_own_name(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("solar.md", "z/deep.md", ".hidden/x.md", "drafts/y.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text", encoding="utf-8")
    (root / ".docentignore").write_text("drafts/\n", encoding="utf-8")
    os.symlink("solar.md", root / "link.md")
    os.symlink("z", root / "a")
    os.symlink(".hidden/x.md", root / "shown.md")
    os.symlink("drafts/y.md", root / "wanted.md")
    assert names([root])[0] == ["shown.md", "solar.md", "wanted.md", "z/deep.md"]


def test_an_empty_path_is_refused(tmp_path: Path) -> None:
    for paths in ("", [" "]):
        with pytest.raises(NothingToIndex, match="empty path"):
            build(paths, index_dir=tmp_path / "index")


def test_the_home_folder_may_be_written_short(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert build("~/docs", index_dir="~/index").roots == [str(docs.resolve())]
    assert (tmp_path / "index" / "manifest.json").exists()


def test_a_build_tells_the_glossary_and_counts_all_warnings(
    docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "glossary.tsv").write_text("lighthouse\t등대\n", encoding="utf-8")
    (docs / "museum" / "lighthouse.md.meta.yml").write_text("title: A\n", encoding="utf-8")
    (docs / "zavod.html.meta.yaml").write_text("autor: B\n", encoding="utf-8")
    index = str(tmp_path / "index")
    for _ in range(2):
        assert main(["build", str(docs), "--index", index]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert sum(line.startswith("warning ") for line in lines) == 2
        assert lines[-1] == f"3 warnings: see python -m bot docs --index {index}"
    assert sorted(entries(tmp_path / "index")) == ["museum/lighthouse.md", "zavod.html", "다리.md"]
    main(["docs", "--index", index])
    out = capsys.readouterr().out
    assert "warning: zavod.html.meta.yaml: unknown key 'autor'" in out
    assert "lighthouse.md.meta.yml: is not read; name it lighthouse.md.meta.yaml" in out
    assert "glossary.tsv:1: '등대' stands in the English column" in out
