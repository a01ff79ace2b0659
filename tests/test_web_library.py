"""Files that readers send and remove, and what the library says of them."""

from __future__ import annotations

import time
import unicodedata

import pytest

from bot.settings import load_settings
from bot.web.accounts import User
from bot.web.building import Builder, BuildState
from bot.web.library import Library
from bot.web.library_table import show_size, state_html
from bot.web.uploads import remove, safe_name, save
from index.builder import build


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/olute.txt", "olute.txt"),
        ("a:b*c?.txt", "a b c .txt"),
        ("tab\tline\n.txt", "tab line .txt"),
        ("right\u202etxt.exe", "right txt.exe"),
        (unicodedata.normalize("NFD", "보고서.txt"), "보고서.txt"),
        ("trailing. . ", "trailing"),
        (".hidden", None),
        ("~$lock.docx", None),
        ("", None),
        ("..", None),
        ("///", None),
        ("CON.txt", None),
        ("glossary.tsv", None),
        ("a.txt.meta.yaml", None),
        ("한" * 90 + ".txt", None),
    ],
)
def test_a_name_is_made_safe_or_refused(name, stored):
    assert safe_name(name) == stored


def sent(tmp_path, text="x"):
    path = tmp_path / "sent"
    path.write_text(text)
    return path


def test_a_file_is_saved_and_never_over_another_without_asking(tmp_path):
    docs = tmp_path / "docs"
    assert save(sent(tmp_path, "1"), "a.txt", docs, replace=False, limit=10).outcome == "saved"
    assert save(sent(tmp_path, "2"), "A.TXT", docs, replace=False, limit=10).outcome == "exists"
    assert (docs / "a.txt").read_text() == "1"
    assert save(sent(tmp_path, "3"), "A.TXT", docs, replace=True, limit=10).outcome == "saved"
    assert [path.name for path in docs.iterdir()] == ["a.txt"]
    assert (docs / "a.txt").read_text() == "3"


def test_a_link_is_never_written_through(tmp_path):
    docs, outside = tmp_path / "docs", tmp_path / "outside.txt"
    docs.mkdir()
    outside.write_text("mine")
    (docs / "a.txt").symlink_to(outside)
    assert save(sent(tmp_path), "a.txt", docs, replace=True, limit=10).outcome == "exists"
    assert not remove("a.txt", str(docs), docs)
    assert outside.read_text() == "mine"


def test_a_file_that_is_too_big_is_refused(tmp_path):
    assert save(sent(tmp_path, "x" * 11), "a.txt", tmp_path / "docs", replace=False, limit=10).outcome == "too_big"


@pytest.mark.parametrize(
    "source", ["../outside.txt", "/etc/passwd", "sub/../../outside.txt", "missing.txt", "linked/b.txt"]
)
def test_nothing_outside_the_folder_is_removed(tmp_path, source):
    docs, other = tmp_path / "docs", tmp_path / "other"
    docs.mkdir()
    other.mkdir()
    (other / "b.txt").write_text("x")
    (docs / "linked").symlink_to(other)
    (tmp_path / "outside.txt").write_text("x")
    assert not remove(source, str(docs), docs)
    assert not remove("b.txt", str(other), docs)
    assert (tmp_path / "outside.txt").exists()
    assert (other / "b.txt").exists()


def test_a_file_is_removed_with_what_is_known_beside_it_whatever_its_letters_are_composed_of(tmp_path):
    name = unicodedata.normalize("NFD", "보고서.txt")
    (tmp_path / name).write_text("x")
    (tmp_path / (name + ".meta.yaml")).write_text("title: x")
    assert remove("보고서.txt", str(tmp_path), tmp_path)
    assert list(tmp_path.iterdir()) == []


def settings(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir(exist_ok=True)
    return load_settings(docs_dir=docs, index_dir=tmp_path / "index")


def finished(builder: Builder) -> None:
    deadline = time.monotonic() + 60
    while builder.state.running:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_editor_adds_and_removes_and_a_reader_does_not(tmp_path):
    library = Library(settings(tmp_path))
    path = tmp_path / "mill.txt"
    path.write_text("The mill at Sund was opened in 1861 by Greta Holm, who ran it for forty years.")
    reader, editor = User("r", False), User("e", True)
    assert "Only editors" in library.upload([str(path)], reader, "en").shown
    assert library.upload([str(path)], editor, "en").taken == ("mill.txt",)
    assert "received (1\u00a0KB)" in library.progress(["mill.txt"], "en")
    finished(library.builder)
    assert "indexed, 1 passages" in library.progress(["mill.txt"], "en")
    assert library.builder.state.counts["added"] == 1
    assert "1 added" in state_html(library.builder.state, "en")
    [row] = library.documents()
    assert "mill.txt" in library.table("MILL", reader, "en")
    assert 'data-do="remove"' not in library.table("", reader, "en")
    assert "Only editors" in library.remove(str(row["id"]), reader, "en")
    assert "mill.txt: removed" in library.remove(str(row["id"]), editor, "en")
    finished(library.builder)
    assert library.builder.state.problem  # nothing is left to index: the old index still answers, and the page says why


def test_a_build_names_the_file_that_is_waited_for_and_says_how_far_each_is(tmp_path):
    library = Library(settings(tmp_path))
    names = ("a.txt", "b.txt", "c.txt")
    for name in names:
        (tmp_path / "docs" / name).write_text(f"The mill {name} at Sund was opened in 1861.")
    steps = []
    build(index_dir=tmp_path / "other", docs_dir=tmp_path / "docs", progress=lambda *step: steps.append(step))
    assert [step[:4] for step in steps if step[0] == "reading"] == [
        ("reading", 0, 3, "a.txt"), ("reading", 1, 3, "b.txt"), ("reading", 2, 3, "c.txt"), ("reading", 3, 3, ""),
    ]  # fmt: skip
    library.builder.state = BuildState(True, "reading", 1, 3, "b.txt", {"a.txt", "b.txt"})
    assert "reading files 2 of 3: b.txt" in state_html(library.builder.state, "en")
    assert "чтение файлов 2 из 3: b.txt" in state_html(library.builder.state, "ru")
    said = library.progress(names, "en").split("</li>")
    assert "being indexed" in said[0]
    assert "being read" in said[1]
    assert "received (1\u00a0KB)" in said[2]


def test_a_file_of_a_name_that_is_there_waits_until_the_reader_says_so(tmp_path):
    library, editor = Library(settings(tmp_path)), User("e", True)
    there = tmp_path / "docs" / "mill.txt"
    there.write_text("The mill at Sund was opened in 1861 by Greta Holm, who ran it for forty years.")
    path = tmp_path / "mill.txt"
    path.write_text("The mill at Sund burned down in 1903 and was rebuilt in brick by Nils Brandt.")
    found = library.upload([str(path)], editor, "en")
    assert (found.taken, found.waiting) == ((), (("mill.txt", str(path)),))
    assert 'data-do="replace" data-name="mill.txt"' in found.shown
    assert "1861" in there.read_text()
    assert library.upload([str(path)], editor, "en", replace=True).taken == ("mill.txt",)
    finished(library.builder)
    assert "1903" in there.read_text()


def test_what_changes_while_a_build_runs_is_built_after_it(tmp_path):
    library, editor = Library(settings(tmp_path)), User("e", True)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} mill at Sund was opened in 1861 by Greta Holm and her son.")
        library.upload([str(tmp_path / f"{name}.txt")], editor, "en")
    finished(library.builder)
    assert {row["source"] for row in library.documents()} == {"one.txt", "two.txt"}


def test_an_editor_goes_back_to_the_index_before(tmp_path):
    library, editor = Library(settings(tmp_path)), User("e", True)
    assert "no index before" in library.roll_back(editor, "en")
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} mill at Sund was opened in 1861 by Greta Holm and her son.")
        library.upload([str(tmp_path / f"{name}.txt")], editor, "en")
        finished(library.builder)
    assert "Only editors" in library.roll_back(User("r", False), "en")
    assert "live again" in library.roll_back(editor, "en")
    assert [row["source"] for row in library.documents()] == ["one.txt"]


def test_a_file_that_fails_says_why_in_the_language_of_the_page(tmp_path):
    library, editor = Library(settings(tmp_path)), User("e", True)
    (tmp_path / "docs" / "mill.txt").write_text("The mill at Sund was opened in 1861 by Greta Holm and her son.")
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    library.upload([str(tmp_path / "torn.pdf")], editor, "ko")
    finished(library.builder)
    for shown in (library.progress(["torn.pdf"], "ko"), library.table("torn", editor, "ko")):
        assert "파일이 손상되었습니다." in shown
        assert "손상된 PDF임" in shown


def test_a_file_that_failed_stays_settled_while_another_is_built_and_can_be_removed_where_it_is_told(tmp_path):
    library, editor = Library(settings(tmp_path)), User("e", True)
    for name, data in (
        ("mill.txt", b"The mill at Sund was opened in 1861 by Greta Holm."),
        ("torn.pdf", b"%PDF-1.4 torn"),
    ):
        (tmp_path / name).write_bytes(data)
    library.upload([str(tmp_path / "mill.txt"), str(tmp_path / "torn.pdf")], editor, "en")
    finished(library.builder)
    (tmp_path / "docs" / "new.txt").write_text("The mill at Sund burned down in 1903.")
    library.builder.state = BuildState(True, "reading", 0, 1, "new.txt", {"new.txt"})
    done, failed, new, _ = library.progress(["mill.txt", "torn.pdf", "new.txt"], "en").split("</li>")
    assert "indexed, 1 passages" in done
    assert 'class="failed"' in failed
    assert "being read" in new
    torn = next(str(row["id"]) for row in library.documents() if row["source"] == "torn.pdf")
    assert f'data-do="remove" data-document="{torn}"' in failed
    library.builder.state = BuildState()
    assert "torn.pdf: removed" in library.remove(torn, editor, "en")
    finished(library.builder)
    assert "torn.pdf" not in library.progress(["torn.pdf"], "en")


def test_lines_of_the_glossary_that_cannot_be_used_are_shown_without_their_folder(tmp_path):
    library = Library(settings(tmp_path))
    (tmp_path / "docs" / "mill.txt").write_text("The mill at Sund was opened in 1861 by Greta Holm and her son.")
    (tmp_path / "docs" / "glossary.tsv").write_text("only one column\n")
    library.builder.start()
    finished(library.builder)
    shown = library.table("", User("", True), "en")
    assert "needs words in two of the columns" in shown
    assert str(tmp_path) not in shown


def test_sizes_read_as_in_the_language_of_the_page():
    assert [show_size(n, "en") for n in (0, 12_400, 3_240_000)] == ["1\u00a0KB", "12\u00a0KB", "3.2\u00a0MB"]
    assert show_size(3_240_000, "ru") == "3,2\u00a0МБ"


def test_a_library_without_an_index_says_what_to_type(tmp_path):
    assert "python -m bot build" in Library(settings(tmp_path)).table("", User("", True), "en")


def test_whoever_comes_over_the_network_without_a_login_may_only_read(tmp_path):
    from bot.web.desk import Desk

    assert Desk(settings(tmp_path)).user(None).editor
    assert not Desk(settings(tmp_path).model_copy(update={"host": "0.0.0.0"})).user(None).editor
