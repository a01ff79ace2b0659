from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.documents import DocumentStore
from index.intake import BuildReport, read_files
from index.loaders import Limits
from index.manifest import FileEntry, Manifest


class Intake:
    """Reads a folder again and again, as builds do, and remembers what the last one knew."""

    def __init__(self, folder: Path, database: Path) -> None:
        self.folder, self.store = folder, DocumentStore(database, writable=True)
        self.known: Manifest | None = None

    def read(self, limits: Limits | None = None) -> tuple[dict[str, FileEntry], BuildReport]:
        report = BuildReport()
        entries = read_files([self.folder], self.known, self.store, report, lambda *_: None, limits=limits)
        self.known = Manifest("g", 1, "", "", {}, {}, {}, 0, entries, [])
        return {entry.source: entry for entry in entries}, report


@pytest.fixture
def intake(docs: Path, tmp_path: Path) -> Iterator[Intake]:
    made = Intake(docs, tmp_path / "documents.db")
    yield made
    made.store.close()


def without_reading_rights(path: Path) -> None:
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything, whatever the permissions")


def test_every_file_becomes_an_entry_with_what_is_known_of_it(intake: Intake) -> None:
    entries, report = intake.read()
    assert sorted(report.added) == sorted(entries) == ["museum/lighthouse.md", "zavod.html", "다리.md"]
    museum = entries["museum/lighthouse.md"]
    assert (museum.title, museum.authors, museum.date) == ("The Lighthouse Museum", ["Ada Thornbury"], "2019")
    assert [entries[name].language for name in sorted(entries)] == ["en", "ru", "ko"]
    assert intake.store.document(museum.key).source == "museum/lighthouse.md"


def test_progress_is_told_by_file_and_by_byte(docs: Path, tmp_path: Path) -> None:
    told: list[tuple[object, ...]] = []
    store = DocumentStore(tmp_path / "documents.db", writable=True)
    read_files([docs], None, store, BuildReport(), lambda *row: told.append(row))
    store.close()
    sizes = [path.stat().st_size for path in docs.rglob("*") if path.is_file()]
    assert [row[1:3] for row in told] == [(done, 3) for done in range(4)]
    assert told[0][4] == (0, sum(sizes))
    assert told[-1][3:] == ("", (sum(sizes), sum(sizes)))


def test_a_second_reading_finds_everything_unchanged(intake: Intake) -> None:
    first, _ = intake.read()
    again, report = intake.read()
    assert again == first
    assert (report.unchanged, report.added, report.changed, report.removed) == (3, [], [], [])


def test_a_changed_file_keeps_its_id_and_gets_a_new_key(intake: Intake, docs: Path) -> None:
    before, _ = intake.read()
    with (docs / "museum/lighthouse.md").open("a", encoding="utf-8") as file:
        file.write("\nA new wing opened in 2024.\n")
    after, report = intake.read()
    assert report.changed == ["museum/lighthouse.md"]
    one, other = before["museum/lighthouse.md"], after["museum/lighthouse.md"]
    assert one.id == other.id
    assert one.key != other.key


def test_a_renamed_file_keeps_its_id(intake: Intake, docs: Path) -> None:
    before, _ = intake.read()
    (docs / "zavod.html").rename(docs / "museum/factory.htm")
    after, report = intake.read()
    assert report.renamed == ["zavod.html -> museum/factory.htm"]
    assert (report.added, report.removed) == ([], [])
    assert after["museum/factory.htm"].id == before["zavod.html"].id
    assert intake.store.document(after["museum/factory.htm"].key).source == "museum/factory.htm"


def test_a_copy_is_a_document_of_its_own(intake: Intake, docs: Path) -> None:
    intake.read()
    (docs / "copy.html").write_bytes((docs / "zavod.html").read_bytes())
    after, report = intake.read()
    assert report.added == ["copy.html"]
    assert after["copy.html"].id != after["zavod.html"].id


def test_a_removed_file_is_gone_and_reported(intake: Intake, docs: Path) -> None:
    intake.read()
    (docs / "zavod.html").unlink()
    after, report = intake.read()
    assert report.removed == ["zavod.html"]
    assert "zavod.html" not in after


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(bytes(range(256)) * 40), id="binary"),
        pytest.param(without_reading_rights, id="without permission"),
    ],
)
def test_a_file_that_fails_now_keeps_its_last_good_version(
    intake: Intake, docs: Path, spoil: Callable[[Path], None]
) -> None:
    before, _ = intake.read()
    spoil(docs / "museum/lighthouse.md")
    after, report = intake.read()
    entry = after["museum/lighthouse.md"]
    assert entry.stale
    assert entry.key == before["museum/lighthouse.md"].key
    assert [name for name, _ in report.failed] == ["museum/lighthouse.md"]
    again, report = intake.read()
    assert again["museum/lighthouse.md"].stale
    assert len(report.failed) == 1
    assert report.unchanged == 2


def test_a_file_that_is_good_again_is_not_stale(intake: Intake, docs: Path) -> None:
    intake.read()
    path = docs / "museum/lighthouse.md"
    good = path.read_bytes()
    path.write_bytes(b"")
    intake.read()
    path.write_bytes(good)
    after, report = intake.read()
    assert not after["museum/lighthouse.md"].error
    assert report.failed == []


def test_a_file_that_never_could_be_read_is_reported_and_the_rest_is_kept(intake: Intake, docs: Path) -> None:
    (docs / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (docs / "blank.txt").write_text(" \n\n \n", encoding="utf-8")
    entries, report = intake.read()
    assert sorted(name for name, _ in report.failed) == ["blank.txt", "picture.txt"]
    assert all(reason and "\n" not in reason for _, reason in report.failed)
    assert not entries["picture.txt"].key
    assert not entries["picture.txt"].stale
    assert len(report.added) == 3


def test_a_file_of_punctuation_alone_has_no_text(intake: Intake, docs: Path) -> None:
    (docs / "dots.txt").write_text("... !!! --- ???\n" * 5, encoding="utf-8")
    _, report = intake.read()
    assert [name for name, _ in report.failed] == ["dots.txt"]


def test_a_new_sidecar_makes_the_document_new(intake: Intake, docs: Path) -> None:
    intake.read()
    (docs / "zavod.html.meta.yaml").write_text("publisher: Завод\ndate: 2021-06-01\n", encoding="utf-8")
    after, report = intake.read()
    assert report.changed == ["zavod.html"]
    assert after["zavod.html"].publisher == "Завод"


def test_names_are_composed_however_the_disk_writes_them(intake: Intake, docs: Path) -> None:
    (docs / unicodedata.normalize("NFD", "등대.txt")).write_text("등대는 1987년에 세워졌다.", encoding="utf-8")
    entries, _ = intake.read()
    assert "등대.txt" in entries


def test_a_document_that_a_limit_cut_is_read_again_when_the_limit_is_raised(intake: Intake, docs: Path) -> None:
    (docs / "a.csv").write_text("name,value\n" + "x,1\n" * 20, encoding="utf-8")
    cut, _ = intake.read(Limits(rows=5))
    assert cut["a.csv"].warnings == ["rows after 5 were not read: raise DOCENT_MAX_ROWS"]
    whole, report = intake.read()
    assert whole["a.csv"].warnings == []
    assert "a.csv" in report.changed


def test_a_name_that_is_no_unicode_or_has_a_line_break_is_shown_on_one_line(intake: Intake, docs: Path) -> None:
    (docs / "new\nline.txt").write_text("A name with a line break in it holds this text.", encoding="utf-8")
    try:
        (docs / os.fsdecode(b"bad\xff.txt")).write_text("A name that is no Unicode holds this.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    entries, report = intake.read()
    assert {"new\\x0aline.txt", "bad\\udcff.txt"} <= set(entries)
    assert report.failed == []
    assert intake.read()[1].unchanged == len(entries)
