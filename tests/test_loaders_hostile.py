"""Broken and hostile files: one line each, nothing else lost, nothing left running."""

import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.loaders import Limits, load, load_many, parse
from index.loaders.encodings import decode
from index.loaders.pool import Child, is_plain
from index.types import RawDocument

BODY = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Text of the body.</w:t></w:r></w:p></w:body></w:document>'


def docx(path, **others):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", others.pop("body", BODY))
        for name, content in others.items():
            file.writestr(name, content)
    return path


def one_line(read, path):
    """The file reads, or the reason why not is one line; nothing else is raised."""
    reason = ""
    try:
        assert read(path).blocks
    except LoadError as error:
        reason = error.reason
    assert "\n" not in reason


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = docx(tmp_path / "a.docx", bomb=b"\0" * (64 << 20))
    with pytest.raises(LoadError, match="for safety"):
        parse(path, Limits())


def test_too_many_entries_are_refused(tmp_path):
    path = docx(tmp_path / "a.docx", **{f"f{n}": b"" for n in range(50)})
    with pytest.raises(LoadError, match="raise DOCENT_MAX_ENTRIES"):
        parse(path, Limits(entries=20))


def test_entities_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + BODY.replace("Text", "&b;")
    with pytest.raises(LoadError, match="XML entities"):
        parse(docx(tmp_path / "a.docx", body=bomb), Limits())


def test_names_that_climb_out_are_not_followed(tmp_path):
    path = docx(tmp_path / "a.docx", **{"../../evil.txt": "evil"})
    assert parse(path, Limits()).text == "Text of the body."
    assert not (tmp_path.parent / "evil.txt").exists()


def test_outside_references_are_not_fetched(tmp_path):
    page = (
        '<html><body><p>Text that is long enough to count as a text.</p><img src="http://127.0.0.1:9/x"></body></html>'
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    links = '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">' + BODY
    assert parse(tmp_path / "a.html", Limits()).blocks
    assert parse(docx(tmp_path / "a.docx", body=links), Limits()).text == "Text of the body."


def test_deep_nesting_is_an_error_not_a_crash(tmp_path):
    deep = BODY.replace("<w:p>", "<w:sdt><w:sdtContent>" * 3000 + "<w:p>").replace(
        "</w:p>", "</w:p>" + "</w:sdtContent></w:sdt>" * 3000
    )
    one_line(load, docx(tmp_path / "a.docx", body=deep))
    (tmp_path / "a.html").write_text("<div>" * 50_000 + "text", encoding="utf-8")
    one_line(load, tmp_path / "a.html")


def test_a_parser_over_its_time_is_ended(tmp_path):
    path = docx(tmp_path / "a.docx")
    start = time.monotonic()
    with pytest.raises(LoadError, match="raise DOCENT_MAX_SECONDS"):
        load(path, limits=Limits(seconds=0.01))
    assert time.monotonic() - start < 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_parser_over_its_memory_is_ended(tmp_path):
    rows = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 600_000
    path = docx(tmp_path / "a.docx", body=BODY.replace("<w:body>", "<w:body>" + rows))
    with pytest.raises(LoadError, match="memory|crash"):
        load(path, limits=Limits(memory_bytes=200 << 20, ratio=10_000))


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_crash_costs_one_file_and_the_child_is_replaced(tmp_path):
    path = docx(tmp_path / "a.docx")
    child = Child(Limits())
    assert isinstance(child.read(path), RawDocument)
    process = child._process
    os.kill(process.pid, 19)  # stopped: it cannot answer
    threading.Timer(0.3, os.kill, (process.pid, 9)).start()
    result = child.read(path)
    assert isinstance(result, LoadError)
    assert "crash" in result.reason
    assert isinstance(child.read(path), RawDocument)
    child.end()


def test_many_files_come_in_order_each_with_its_document_or_reason(tmp_path):
    paths = []
    for number in range(30):
        path = tmp_path / f"{number}.{('txt', 'docx', 'pdf')[number % 3]}"
        docx(path) if number % 3 == 1 else path.write_text(f"text {number}", encoding="utf-8")
        paths.append(path)
    paths[4].write_bytes(paths[4].read_bytes()[:50])
    paths[5].write_bytes(b"%PDF-1.4 cut")
    results = list(load_many(paths, workers=2))
    assert [path for path, _ in results] == paths
    assert [path.name for path, result in results if isinstance(result, LoadError)] == ["4.docx", "5.pdf"]


def test_leaving_early_ends_the_children(tmp_path):
    paths = [docx(tmp_path / f"{number}.docx") for number in range(20)]
    reading = load_many(paths, workers=2)
    next(reading)
    reading.close()
    listed = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=False).stdout
    ours = [
        line for line in listed.splitlines() if line.split()[:1] == [str(os.getpid())] and "index.loaders.child" in line
    ]
    assert ours == []


def test_a_file_that_vanishes_is_reported(tmp_path):
    paths = [docx(tmp_path / f"{number}.docx") for number in range(3)]
    paths[1].unlink()
    reasons = [result.reason for _, result in load_many(paths) if isinstance(result, LoadError)]
    assert reasons == ["is not there any more"]


def test_what_a_parser_prints_disturbs_nothing(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>Text of a page.</p>" * 20, encoding="utf-8")
    assert [type(result) for _, result in load_many([path] * 3)] == [RawDocument] * 3


def test_importing_the_loaders_is_cheap():
    heavy = ("lxml", "chardet", "yaml", "trafilatura", "pypdfium2", "openpyxl", "markdown_it")
    code = f"import sys, index.loaders; print([name for name in {heavy} if name in sys.modules])"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_decode_without_replacement_characters(data):
    found = decode(data)
    if found is not None and b"\xef\xbf\xbd" not in data and b"\x00" not in data:
        assert "\ufffd" not in found.text or found.encoding.startswith("utf-16")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_markdown_and_html_reads_or_says_why(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.md", "a.html", "a.csv", "a.txt"):
        (folder / name).write_text(content, encoding="utf-8")
        one_line(lambda path: parse(path, Limits()), folder / name)


def test_damaged_files_of_every_kind_read_or_say_why(tmp_path):
    from tests.test_loaders_hangul import hwp, hwpml, hwpx
    from tests.test_loaders_office import workbook
    from tests.test_loaders_pdf import lines, pdf

    whole = [
        docx(tmp_path / "a.docx"),
        workbook(tmp_path / "a.xlsx"),
        hwp(tmp_path / "a.hwp"),
        hwpx(tmp_path / "a.hwpx"),
        hwpml(tmp_path / "b.hwp"),
        pdf(tmp_path / "a.pdf", lines(5)),
    ]
    source = random.Random(5)
    for path in whole:
        data = path.read_bytes()
        for _ in range(25):
            body = bytearray(data[: source.randrange(1, len(data))] if source.random() < 0.3 else data)
            for _ in range(source.randint(1, 8)):
                body[source.randrange(len(body))] = source.randrange(256)
            variant = tmp_path / f"variant{path.suffix}"
            variant.write_bytes(bytes(body))
            one_line(lambda path: parse(path, Limits()), variant)


def test_a_damaged_table_of_contents_is_one_line(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "spreadsheetml")
    path.write_bytes(path.read_bytes().replace(b"spreadsheetml", b"spreadsheetmm"))
    with pytest.raises(LoadError, match="damaged"):
        load(path)


def test_a_file_over_the_size_limit_is_refused_unread_with_the_setting_that_raises_it(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(3 << 30)  # sparse: it takes no room on the disk
    started = time.monotonic()
    with pytest.raises(LoadError, match="larger than 256 MiB: split it or raise DOCENT_MAX_FILE_MB"):
        parse(path, Limits())
    assert time.monotonic() - started < 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_file_that_fills_the_memory_takes_no_other_with_it(tmp_path):
    rows = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 600_000
    greedy = docx(tmp_path / "a.docx", body=BODY.replace("<w:body>", "<w:body>" + rows))
    paths = [docx(tmp_path / "0.docx"), greedy, *(docx(tmp_path / f"{n}.docx") for n in range(1, 4))]
    results = dict(load_many(paths, limits=Limits(memory_bytes=300 << 20, ratio=10_000), workers=1))
    assert [path.name for path, result in results.items() if isinstance(result, LoadError)] == ["a.docx"]


def test_a_cell_at_the_end_of_a_sheet_costs_no_more_than_any_other(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"], book.active["XFD900000"] = "near", "far"
    book.save(tmp_path / "a.xlsx")
    assert [block.text for block in load(tmp_path / "a.xlsx", limits=Limits(seconds=20)).blocks] == ["near", "far"]


def test_what_is_saved_of_a_damaged_part_says_so(tmp_path):
    cut = docx(tmp_path / "a.docx", body=BODY.replace("</w:p></w:body></w:document>", "</w:p><w:p><w:r>"))
    document = parse(cut, Limits())
    assert document.text == "Text of the body."
    assert "is damaged at word/document.xml" in document.warnings[0]


def test_tables_in_tables_are_read_once_each(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<table><tr><td>" * 60 + "A cell far inside." + "</td></tr></table>" * 60, encoding="utf-8")
    assert load(path, limits=Limits(seconds=20)).text == "A cell far inside."


def test_cells_that_claim_thousands_of_rows_take_only_those_there_are(tmp_path):
    spans = "<tr>" + "<td rowspan=9999 colspan=9999>cell</td>" * 3 + "</tr>"
    (tmp_path / "a.html").write_text(f"<table>{spans * 20}</table>", encoding="utf-8")
    started = time.monotonic()
    one_line(load, tmp_path / "a.html")
    assert time.monotonic() - started < 10


def test_a_page_nested_beyond_reading_says_so(tmp_path):
    (tmp_path / "a.html").write_text("<div>" * 50_000 + "text", encoding="utf-8")
    with pytest.raises(LoadError, match="nested too deep"):
        parse(tmp_path / "a.html", Limits())


def test_markdown_that_could_hold_up_its_parser_is_read_by_a_child(tmp_path):
    for name, size in (("a.md", 1000), ("b.md", 100_000), ("c.txt", 100_000)):
        (tmp_path / name).write_text("[" * size, encoding="utf-8")
    assert [is_plain(tmp_path / name) for name in ("a.md", "b.md", "c.txt")] == [True, False, True]


def test_old_office_files_behind_a_password_say_so(tmp_path):
    from tests.test_loaders_hangul import compound

    file_pass = b"\x09\x08\x02\x00ab" + b"\x2f\x00\x02\x00cd"
    word = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"
    for name, streams in {
        "a.xls": {"Workbook": file_pass},
        "a.doc": {"WordDocument": word},
        "a.ppt": {"PowerPoint Document": b"x", "Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"},
    }.items():
        with pytest.raises(LoadError, match="is encrypted"):
            parse(compound(tmp_path / name, streams), Limits())


def test_the_row_of_names_does_not_count_against_the_limit(tmp_path):
    (tmp_path / "a.csv").write_text("name,value\n" + "Seoul,1\n" * 5, encoding="utf-8")
    document = parse(tmp_path / "a.csv", Limits(rows=5))
    assert (len(document.blocks), document.warnings) == (5, ())


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(LoadError, match="not a regular file"):
        load(tmp_path / "a.txt")
