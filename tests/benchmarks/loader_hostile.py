"""A folder of hostile and broken files among sound ones, built into an index: nothing else is lost, each says why.

Among them a file of 2 GB, a PDF of 5,000 pages, a table of a million rows, bombs, links in circles, locked files,
names that are no Unicode. Printed are what became of each, the time and the peak memory.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

_WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
_PARAGRAPH = "<w:p><w:r><w:t>Sound text of a paragraph.</w:t></w:r></w:p>"
_SOUND = 20


def hostile() -> None:
    """Make the folder, build it, print the table."""
    from index import build

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        for number in range(_SOUND):
            text = f"Sound file number {number} says that its bridge was opened in 19{number:02}."
            (folder / f"sound{number:02}.txt").write_text(text, encoding="utf-8")
        for write in (_text, _archives, _markup, _tables, _pdfs, _links):
            write(folder)
        made = len(list(folder.iterdir()))
        start = time.perf_counter()
        report = build([folder], index_dir=Path(temporary) / "index")
        seconds = time.perf_counter() - start
        peak = [resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        sound = sum(name.startswith("sound") for name in report.added)
        print(f"\n## Hostile folder: {made} entries in {seconds:.0f} s, peak {peak[0]} MiB, a reader's {peak[1]} MiB")
        print(f"sound files read: {sound} of {_SOUND}; others read: {len(report.added) - sound}")
        print("| file | what is said of it |\n|---|---|")
        for name, reason in [*report.failed, *((Path(name).name, reason) for name, reason in report.skipped)]:
            print(f"| {name} | {reason} |" + ("" if "\n" not in reason else " NOT ONE LINE"))


def _text(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "nothing.txt").write_bytes(b"\0" * 5000)
    (folder / "noise.txt").write_bytes(random.Random(1).randbytes(50_000))
    (folder / "one-word.txt").write_text("x" * 3_000_000, encoding="utf-8")
    (folder / "one-line.txt").write_text("word " * 1_000_000, encoding="utf-8")
    (folder / "mixed.txt").write_bytes("한글이다. ".encode("cp949") * 200 + "Текст. ".encode("cp1251") * 50)
    (folder / "brackets.md").write_text("[" * 200_000, encoding="utf-8")
    (folder / "quotes.md").write_text(">" * 100_000 + " x", encoding="utf-8")
    with (folder / "two-gigabytes.txt").open("wb") as file:
        file.truncate(2 << 30)
    (folder / "line\nbreak.txt").write_text("A name with a line break holds this text.", encoding="utf-8")
    if sys.platform == "linux":
        (folder / os.fsdecode(b"no\xffunicode.txt")).write_text("A name that is no Unicode holds this.", "utf-8")


def _archives(folder: Path) -> None:
    def word(name: str, body: str, **others: bytes | str) -> None:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", body)
            for entry, content in others.items():
                file.writestr(entry, content)

    word("bomb.docx", _WORD.format(_PARAGRAPH), media=b"\0" * (300 << 20))
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaa"}">' for n in range(9))
    word("entities.docx", f"<!DOCTYPE w [{entities}]>" + _WORD.format("<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>"))
    word("deep.docx", _WORD.format("<w:sdt><w:sdtContent>" * 9000 + _PARAGRAPH + "</w:sdtContent></w:sdt>" * 9000))
    word("climbs.docx", _WORD.format(_PARAGRAPH), **{"../../climbed.txt": "x"})
    word("long.docx", _WORD.format(_PARAGRAPH * 200_000))
    data = (folder / "climbs.docx").read_bytes()
    (folder / "cut.docx").write_bytes(data[: len(data) // 2])
    (folder / "noise.docx").write_bytes(b"PK\x03\x04" + random.Random(2).randbytes(9000))
    (folder / "noise.hwp").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(20_000))
    (folder / "archive.zip").write_bytes(data)


def _markup(folder: Path) -> None:
    (folder / "deep.html").write_text("<div>" * 200_000 + "deep text", encoding="utf-8")
    (folder / "list.html").write_text("<ol>" + "<li>an item of the list" * 50_000, encoding="utf-8")
    spans = "<tr>" + "<td rowspan=9999 colspan=9999>cell</td>" * 3 + "</tr>"
    (folder / "spans.html").write_text(f"<table>{spans * 20}</table>", encoding="utf-8")
    (folder / "entity.xml").write_text('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "utf-8")
    (folder / "deep.rtf").write_text("{\\rtf1 " + "{" * 100_000 + "text" + "}" * 100_000, encoding="utf-8")


def _tables(folder: Path) -> None:
    from openpyxl import Workbook

    rows = "".join(f"name {n},{n},Seoul\n" for n in range(1_000_000))
    (folder / "million.csv").write_text("name,value,city\n" + rows, encoding="utf-8")
    (folder / "quote.csv").write_text('a,b\n"never closed,' + "x," * 500_000, encoding="utf-8")
    book = Workbook()
    book.active["A1"], book.active["XFD900000"] = "near", "far"
    book.save(folder / "far.xlsx")


def _pdfs(folder: Path) -> None:
    import pypdf
    from pypdf.generic import RectangleObject

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from test_loaders_pdf import lines, pdf

    pdf(folder / "five-thousand.pdf", *[lines(40) for _ in range(5000)])
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200).mediabox = RectangleObject((0, 0, 200, 200))
    writer.write(folder / "no-text.pdf")
    writer.encrypt("secret")
    writer.write(folder / "locked.pdf")
    (folder / "noise.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(4).randbytes(50_000))


def _links(folder: Path) -> None:
    if sys.platform == "win32":
        return
    (folder / "circle").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
