"""The files of a hostile folder, each with what is wrong with it. Writes nothing that harms the machine it is on.

Sparse files stand for large ones, a link to a device for a file without an end.
"""

from __future__ import annotations

import io
import os
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.test_loaders_hangul import compound, hwp, hwpml, hwpx
from tests.test_loaders_pdf import lines, pdf

_WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
_PARAGRAPH = "<w:p><w:r><w:t>Sound text of a paragraph.</w:t></w:r></w:p>"
_OPEN_DOCUMENT = (
    '<o:document-content xmlns:o="o" xmlns:text="t" xmlns:table="b"><o:body><o:text>{}</o:text></o:body>'
    "</o:document-content>"
)
SOUND = 20  # files that must come through whatever stands beside them


def write_sound(folder: Path) -> None:
    """Sound files, sorted before, between and behind the others."""
    for number in range(SOUND):
        text = f"Sound file number {number} says that its bridge was opened in 19{number:02}."
        (folder / f"{'amsz'[number % 4]}-sound{number:02}.txt").write_text(text, encoding="utf-8")


def write_hostile(folder: Path) -> None:
    """All the others."""
    for write in (_texts, _bombs, _nested, _locked, _cut, _tables, _large, _links):
        write(folder)


def _word(path: Path, body: str, **others: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", body)
        for entry, content in others.items():
            file.writestr(entry, content)
    return path


def _texts(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "zero-bytes-only.txt").write_bytes(b"\0" * 5000)
    (folder / "noise.txt").write_bytes(random.Random(1).randbytes(50_000))
    (folder / "one-word-of-3-mb.txt").write_text("x" * 3_000_000, encoding="utf-8")
    (folder / "one-line-of-5-mb.txt").write_text("word " * 1_000_000, encoding="utf-8")
    (folder / "two-encodings.txt").write_bytes("한글이다. ".encode("cp949") * 200 + "Текст. ".encode("cp1251") * 50)
    (folder / "brackets.md").write_text("[" * 150_000, encoding="utf-8")
    (folder / "quotes.md").write_text(">" * 100_000 + " x", encoding="utf-8")
    (folder / "line\nbreak-in-name.txt").write_text("A name with a line break holds this text.", encoding="utf-8")
    if sys.platform == "linux":
        (folder / os.fsdecode(b"no\xffunicode.txt")).write_text("A name that is no Unicode holds this.", "utf-8")


def _bombs(folder: Path) -> None:
    _word(folder / "zip-bomb.docx", _WORD.format(_PARAGRAPH), media=b"\0" * (300 << 20))
    inner = b"\0" * (50 << 20)
    for _ in range(4):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("a.zip", inner)
        inner = packed.getvalue()
    (folder / "zip-in-zip.docx").write_bytes(inner)
    _word(folder / "many-entries.docx", _WORD.format(_PARAGRAPH), **{f"f{n}": b"" for n in range(30_000)})
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaa"}">' for n in range(9))
    _word(
        folder / "entities.docx", f"<!DOCTYPE w [{entities}]>" + _WORD.format("<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>")
    )
    (folder / "entities.html").write_text(f"<!DOCTYPE r [{entities}]><p>&a8;</p><p>Text of a page.</p>", "utf-8")
    (folder / "outside-entity.xml").write_text('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>')
    _word(folder / "climbs-out.docx", _WORD.format(_PARAGRAPH), **{"../../climbed.txt": "x", "/etc/climbed": "x"})
    hwp(folder / "swells.hwp", section=b"\0" * (45 << 20))
    spans = "<tr>" + "<td rowspan=9999 colspan=9999>cell</td>" * 3 + "</tr>"
    (folder / "spans.html").write_text(f"<table>{spans * 20}</table>", encoding="utf-8")


def _nested(folder: Path) -> None:
    body = "<w:sdt><w:sdtContent>" * 9000 + _PARAGRAPH + "</w:sdtContent></w:sdt>" * 9000
    _word(folder / "deep.docx", _WORD.format(body))
    with zipfile.ZipFile(folder / "deep.odt", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", _OPEN_DOCUMENT.format("<text:section>" * 9000 + "deep"))
    (folder / "deep.html").write_text("<div>" * 200_000 + "deep text", encoding="utf-8")
    (folder / "deep-table.html").write_text("<table><tr><td>" * 3000 + "deep text", encoding="utf-8")
    cell = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    _word(folder / "deep-table.docx", _WORD.format(cell[0] * 80 + _PARAGRAPH + cell[1] * 80))
    cell = "<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"
    with zipfile.ZipFile(folder / "deep-table.odt", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        deep = cell[0] * 80 + "<text:p>Deep text.</text:p>" + cell[1] * 80
        file.writestr("content.xml", _OPEN_DOCUMENT.format(deep))
    (folder / "deep.rtf").write_text("{\\rtf1 " + "{" * 100_000 + "text" + "}" * 100_000, encoding="utf-8")
    (folder / "deep.md").write_text("".join("  " * n + f"- item {n}\n" for n in range(1500)), encoding="utf-8")
    (folder / "list.html").write_text("<ol>" + "<li>an item of the list" * 50_000, encoding="utf-8")


def _locked(folder: Path) -> None:
    import pypdf

    hwp(folder / "locked.hwp", flags=3)
    compound(folder / "locked.docx", {"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 5000})
    head = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"  # of a Word file; the last two bytes say that it is encrypted
    compound(folder / "locked.doc", {"WordDocument": head + b"x" * 5000})
    with zipfile.ZipFile(folder / "locked.odt", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        file.writestr("content.xml", b"\x80\x81")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(folder / "no-text.pdf")
    writer.encrypt("secret")
    writer.write(folder / "locked.pdf")


def _cut(folder: Path) -> None:
    makers: dict[str, Callable[[Path], Path]] = {
        "docx": lambda path: _word(path, _WORD.format(_PARAGRAPH * 50)),
        "hwp": hwp,
        "hwpx": hwpx,
        "hwpml": hwpml,
        "pdf": lambda path: pdf(path, lines(40), lines(40)),
    }
    for form, make in makers.items():
        path = make(folder / f"truncated.{form}")
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
        (folder / f"zero-bytes.{form}").write_bytes(b"")
    (folder / "noise.docx").write_bytes(b"PK\x03\x04" + random.Random(2).randbytes(9000))
    (folder / "noise.hwp").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(20_000))
    (folder / "noise.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(4).randbytes(50_000))


def _tables(folder: Path) -> None:
    from openpyxl import Workbook

    rows = "".join(f"name {n},{n},Seoul\n" for n in range(1_000_000))
    (folder / "million-rows.csv").write_text("name,value,city\n" + rows, encoding="utf-8")
    (folder / "open-quote.csv").write_text('a,b\n"never closed,' + "x," * 500_000, encoding="utf-8")
    book = Workbook()
    book.active["A1"], book.active["XFD900000"] = "near", "far"
    book.save(folder / "far-cell.xlsx")


def _large(folder: Path) -> None:
    with (folder / "two-gigabytes.txt").open("wb") as file:
        file.truncate(2 << 30)
    with (folder / "two-gigabytes.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 << 30)
    pdf(folder / "five-thousand-pages.pdf", *[lines(12) for _ in range(5000)])
    _word(folder / "100000-paragraphs.docx", _WORD.format(_PARAGRAPH * 100_000))


def _links(folder: Path) -> None:
    if sys.platform == "win32":
        return
    (folder / "circle").symlink_to(folder)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
