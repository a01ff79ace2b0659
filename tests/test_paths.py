"""Walking the roots: what is read, in which order, and what is left out."""

import os
import sys

import pytest

from index.paths import source_name, walk


def lay(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def found(*roots):
    skipped = []
    files = [source_name(root, path) for root, path, _ in walk(roots, skipped=skipped)]
    return files, [(os.path.basename(path), why) for path, why in skipped]


def test_files_come_sorted_and_hidden_ones_do_not_come(tmp_path):
    lay(
        tmp_path,
        "b.txt",
        "a.md",
        "sub/c.txt",
        ".hidden",
        ".git/config",
        "~$open.docx",
        "glossary.tsv",
        "a.md.meta.yaml",
    )
    assert found(tmp_path) == (["a.md", "b.txt", "sub/c.txt"], [])


def test_a_single_file_is_a_root_with_its_own_name(tmp_path):
    lay(tmp_path, "one.txt")
    assert found(tmp_path / "one.txt") == (["one.txt"], [])


def test_a_root_that_is_not_there_is_reported(tmp_path):
    files, skipped = found(tmp_path / "none")
    assert files == []
    assert "is not there" in skipped[0][1]


def test_ignore_patterns_count_from_their_folder(tmp_path):
    lay(tmp_path, "a.bak", "keep.bak", "drafts/x.txt", "sub/drafts/y.txt", "sub/z.tmp", "sub/z.txt")
    (tmp_path / ".docentignore").write_text("# comment\n*.bak\n!keep.bak\n/drafts/\n", encoding="utf-8")
    (tmp_path / "sub" / ".docentignore").write_text("*.tmp\n", encoding="utf-8")
    files, skipped = found(tmp_path)
    assert files == ["keep.bak", "sub/drafts/y.txt", "sub/z.txt"]
    assert {name for name, _ in skipped} == {"a.bak", "drafts", "z.tmp"}


def test_overlapping_roots_give_each_file_once(tmp_path):
    lay(tmp_path, "a.txt", "sub/b.txt")
    assert [found.path.name for found in walk([tmp_path, tmp_path / "sub"])] == ["a.txt", "b.txt"]


def test_names_are_composed(tmp_path):
    lay(tmp_path, "한글.txt")  # decomposed, as macOS writes it
    assert found(tmp_path)[0] == ["한글.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_in_a_circle_or_out_of_the_root_are_not_followed(tmp_path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    lay(root, "a.txt", "sub/b.txt")
    lay(outside, "secret.txt")
    os.symlink(root, root / "sub" / "up")
    os.symlink(outside, root / "away")
    os.symlink(root / "missing", root / "broken")
    os.symlink(root / "a.txt", root / "sub" / "same.txt")
    files, skipped = found(root)
    assert files == ["a.txt", "sub/b.txt"]
    assert {name for name, _ in skipped} == {"up", "away", "broken"}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that bind")
def test_a_folder_that_may_not_be_read_is_reported(tmp_path):
    lay(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    files, skipped = found(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert files == ["a.txt"]
    assert "permissions" in skipped[0][1]
