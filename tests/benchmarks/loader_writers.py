"""A folder of documents, written out in every format and encoding that can be written here.

The documents are read and normalised first; what they hold (headings, paragraphs, items, tables, footnotes) is then
written by LibreOffice, by the libraries of a format, or by hand. What cannot be written here is said and left out.
"""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

from tests.benchmarks.loader_parts import Part, parts_of

_NUMBERED = re.compile(r"(\d{1,3})[.)] ")
_OFFICE = ("docx", "odt", "rtf", "doc", "pdf")
_ENCODINGS = {"ko": ("cp949", "euc-kr"), "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5"), "en": ("cp1252",)}
_ANY = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32")


def as_text(parts: Sequence[Part]) -> str:
    """Paragraphs with blank lines between them; rows of tables with tabs."""
    return "\n\n".join("\n".join("\t".join(row) for row in part.rows) or _typed(part) for part in parts) + "\n"


def as_html(parts: Sequence[Part], *, title: str = "") -> str:
    """A page; footnotes as LibreOffice writes them, so that it reads them as such."""
    body = [_html_part(part) for part in parts if part.kind != "note"]
    for number, part in enumerate([part for part in parts if part.kind == "note"], 1):
        mark = f'<a class="sdfootnotesym" name="sdfootnote{number}sym" href="#sdfootnote{number}anc">{number}</a>'
        text = html.escape(part.text.partition(" ")[2])
        body.append(f'<div id="sdfootnote{number}"><p class="sdfootnote">{mark} {text}</p></div>')
    head = f"<head><meta charset='utf-8'><title>{html.escape(title)}</title></head>"
    return f"<html>{head}<body>{''.join(body)}</body></html>".replace("</ul><ul>", "")


def _html_part(part: Part) -> str:
    if part.kind == "table":
        rows = [
            "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>"
            for tag, row in zip(["th", *["td"] * len(part.rows)], part.rows, strict=False)
        ]
        return f"<table border=1>{''.join(rows)}</table>"
    text, at = "", 0
    for begin, end, number in part.notes:
        text += html.escape(part.text[at:begin])
        name = f'name="sdfootnote{number}anc" href="#sdfootnote{number}sym"'
        text, at = text + f'<a class="sdfootnoteanc" {name}><sup>{number}</sup></a>', end
    text += html.escape(part.text[at:])
    if part.kind == "heading":
        level = min(max(part.level, 1), 6)
        return f"<h{level}>{text}</h{level}>"
    if part.kind != "item":
        return f"<p>{text}</p>"
    found = _NUMBERED.match(text)
    bare = re.sub(r"^[•○◦\-*]\s+", "", text)
    return f"<ol start={found[1]}><li>{text[found.end() :]}</li></ol>" if found else f"<ul><li>{bare}</li></ul>"


def write_all(sources: Sequence[Path], out: Path) -> Iterator[tuple[str, Path]]:
    """Yield (format, the folder that holds all documents in it), one after another; a note where one is missing."""
    documents = {path.stem: parts_of(path) for path in sources}
    yield from _encoded(documents, out)
    for form, suffix, write in _WRITERS:
        folder = out / form
        folder.mkdir()
        for stem, parts in documents.items():
            write(parts, folder / f"{stem}{suffix}")
        if any(folder.iterdir()):
            yield form, folder
        else:
            print(f"- {form}: its writing library is not installed")
    program = shutil.which("soffice")
    if program is None:
        print("- LibreOffice is not installed: its formats are left out")
    for form in _OFFICE if program else ():
        yield form, _converted(program or "", out / "html", out / form, form)


def _encoded(documents: dict[str, list[Part]], out: Path) -> Iterator[tuple[str, Path]]:
    """Plain text in every encoding; a document stays in UTF-8 where an encoding is not of its language."""
    for encoding in (*_ANY, *(name for names in _ENCODINGS.values() for name in names)):
        folder = out / f"txt {encoding}"
        folder.mkdir()
        for stem, parts in documents.items():
            own = encoding in _ANY or encoding in _ENCODINGS.get(stem[:2], ())
            text = as_text(parts)
            (folder / f"{stem}.txt").write_bytes(text.encode(encoding, "ignore") if own else text.encode())
        yield folder.name, folder


def _converted(program: str, pages: Path, folder: Path, form: str) -> Path:
    folder.mkdir()
    command = [program, f"-env:UserInstallation={(pages.parent / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=HTML (StarWriter)", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(pages.iterdir()))], capture_output=True, check=False, timeout=300)
    return folder


def _html(parts: Sequence[Part], path: Path) -> None:
    title = next((part.text for part in parts if part.kind == "heading"), "")
    path.write_text(as_html(parts, title=title), encoding="utf-8")


def _saved_page(parts: Sequence[Part], path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = path.stem
    message.set_content("An HTML page.")
    message.make_related()
    message.add_related(as_html(parts), subtype="html", charset="utf-8", cte="quoted-printable")
    path.write_bytes(b"MIME-Version: 1.0\r\n" + bytes(message))


def _book(parts: Sequence[Part], path: Path) -> None:
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", container)
        file.writestr("book.opf", package)
        file.writestr("a.xhtml", as_html(parts))


def _markdown(parts: Sequence[Part], path: Path) -> None:
    lines = []
    notes = 0
    for part in parts:
        if part.kind == "note":
            notes += 1
            lines.append(f"[^{notes}]: {part.text.partition(' ')[2]}")
        elif part.kind == "table":
            rows = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in part.rows]
            lines.append("\n".join([rows[0], "|" + "---|" * len(part.rows[0]), *rows[1:]]))
        elif part.kind == "heading":
            lines.append("#" * min(max(part.level, 1), 6) + " " + _marked(part))
        elif part.kind == "item" and not _NUMBERED.match(part.text):
            lines.append(f"- {re.sub(r'^[•○◦*-] +', '', _marked(part))}")
        else:
            lines.append(_marked(part))
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def _marked(part: Part) -> str:
    """Its text with the marks of its footnotes as Markdown has them."""
    text = part.text
    for begin, end, number in reversed(part.notes):
        text = f"{text[:begin]}[^{number}]{text[end:]}"
    return text


def _hwpx(parts: Sequence[Part], path: Path) -> None:
    try:
        from hwpx import HwpxDocument
    except ModuleNotFoundError:
        return
    target = HwpxDocument.new()
    for part in parts:
        if part.kind == "table":
            table = target.add_table(len(part.rows), len(part.rows[0]))
            for row, cells in enumerate(part.rows):
                for column, cell in enumerate(cells):
                    table.set_cell_text(row, column, cell)
        elif part.kind == "heading":
            target.add_heading(part.text, level=min(max(part.level, 1), 6))
        else:
            target.add_paragraph(_typed(part), inherit_style=False)
    target.save_to_path(str(path))


def _typed(part: Part) -> str:
    """A paragraph as it is typed where a format has no lists: with a bullet."""
    bare = part.kind == "item" and not _NUMBERED.match(part.text) and part.text[:1].isalnum()
    return f"• {part.text}" if bare else part.text


def _hwpml(parts: Sequence[Part], path: Path) -> None:
    def paragraph(inner: str, level: int = 0) -> str:
        return f'<P ParaShape="{level}"><TEXT>{inner}</TEXT></P>'

    def letters(text: str) -> str:
        return f"<CHAR>{html.escape(text)}</CHAR>"

    body = []
    for part in parts:
        rows = []
        for row, cells in enumerate(part.rows):
            made = [
                f'<CELL RowAddr="{row}" ColAddr="{column}"><PARALIST>{paragraph(letters(cell))}</PARALIST></CELL>'
                for column, cell in enumerate(cells)
            ]
            rows.append(f"<ROW>{''.join(made)}</ROW>")
        level = min(max(part.level, 1), 6) if part.kind == "heading" else 0
        body.append(paragraph(f"<TABLE>{''.join(rows)}</TABLE>" if rows else letters(_typed(part)), level))
    shapes = "".join(f'<PARASHAPE Id="{n}" HeadingType="Outline" Level="{n - 1}"/>' for n in range(1, 7))
    head = f"<HEAD><MAPPINGTABLE><PARASHAPELIST>{shapes}</PARASHAPELIST></MAPPINGTABLE></HEAD>"
    section = f"<BODY><SECTION>{''.join(body)}</SECTION></BODY>"
    page = f'<?xml version="1.0" encoding="UTF-8"?><HWPML>{head}{section}</HWPML>'
    path.write_text(page, encoding="utf-8")


def _hwp(parts: Sequence[Part], path: Path) -> None:
    from tests import test_loaders_hangul as made

    section = []
    for part in parts:
        if part.kind == "table":
            cells = b"".join(made.cell(2, r, c, text) for r, row in enumerate(part.rows) for c, text in enumerate(row))
            size = made.record(77, 2, made.struct.pack("<IHH", 0, len(part.rows), len(part.rows[0])))
            section.append(made.paragraph(0, made.wide(11), below=made.control(1, b"tbl ", bytes(42), size + cells)))
        else:
            section.append(made.paragraph(0, made.text(_typed(part)), shape=int(part.kind == "heading")))
    made.hwp(path, section=b"".join(section))


def _slides(parts: Sequence[Part], path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Emu

    target = Presentation()
    slide = None
    for part in parts:
        if slide is None or part.kind == "heading":
            slide = target.slides.add_slide(target.slide_layouts[5])
            slide.shapes.title.text = part.text if part.kind == "heading" else ""
            if part.kind == "heading":
                continue
        width = Emu(5_000_000)
        if part.kind == "table":
            shape = slide.shapes.add_table(len(part.rows), len(part.rows[0]), width, width, width, width)
            for row, cells in enumerate(part.rows):
                for column, cell in enumerate(cells):
                    shape.table.cell(row, column).text = cell
        else:
            slide.shapes.add_textbox(width, width, width, width).text_frame.text = part.text
    target.save(str(path))


def _workbook(parts: Sequence[Part], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for part in parts:
        sheet.append([])
        for row in part.rows or [[_typed(part)]]:
            sheet.append([re.sub(r"[\x00-\x08]", "", cell) for cell in row])
    book.save(path)


def _delimited(parts: Sequence[Part], path: Path) -> None:
    out = io.StringIO()
    for part in parts:
        csv.writer(out).writerows([*(part.rows or [[_typed(part)]]), []])
    path.write_text(out.getvalue(), encoding="utf-8")


_WRITERS: tuple[tuple[str, str, Callable[[Sequence[Part], Path], None]], ...] = (
    ("md", ".md", _markdown),
    ("html", ".html", _html),
    ("mht", ".mht", _saved_page),
    ("epub", ".epub", _book),
    ("hwpx", ".hwpx", _hwpx),
    ("hwpml", ".hml", _hwpml),
    ("hwp", ".hwp", _hwp),
    ("pptx", ".pptx", _slides),
    ("xlsx", ".xlsx", _workbook),
    ("csv", ".csv", _delimited),
)
