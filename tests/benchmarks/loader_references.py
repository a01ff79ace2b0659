"""The best independent reader of each format that is at hand, to measure our loaders against.

Each gives the file's words as one text; None when its package or program is not installed. None is used by Docent.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path


def hwpx(path: Path) -> str:
    """python-hwpx, which reads hwp 5 and hwpx."""
    import warnings

    from hwpx import HwpxDocument

    warnings.simplefilter("ignore")
    with HwpxDocument.open(str(path)) as document:
        return str(document.text.plain())


def pdf(path: Path) -> str:
    """pypdf: another parser than ours, in pure Python."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(str(path)).pages)


def docx(path: Path) -> str:
    """python-docx: paragraphs and tables of the body, in order."""
    import docx as library

    def walk(holder: object) -> list[str]:
        pieces = []
        for item in holder.iter_inner_content():  # type: ignore[attr-defined]
            if hasattr(item, "rows"):
                for row in item.rows:
                    seen = set()
                    for cell in row.cells:
                        if id(cell._tc) not in seen:
                            seen.add(id(cell._tc))
                            pieces += walk(cell)
            else:
                pieces.append(item.text)
        return pieces

    return "\n".join(walk(library.Document(str(path))))


def pptx(path: Path) -> str:
    """Every run of every slide, in file order."""
    from pptx import Presentation

    pieces = []
    for slide in Presentation(str(path)).slides:
        pieces += ["".join(p.itertext("{*}t")) for p in slide._element.iter("{*}p")]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            pieces.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(pieces)


def workbook(path: Path) -> str:
    """Calamine: another parser than openpyxl."""
    import python_calamine

    book = python_calamine.load_workbook(str(path))
    pieces = []
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            pieces += [
                str(int(v)) if isinstance(v, float) and v.is_integer() else str(v)
                for v in row
                if isinstance(v, (str, float)) and v != ""
            ]
    return "\n".join(pieces)


def libreoffice(path: Path) -> str | None:
    """LibreOffice's own text export."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"in{path.suffix.lower()}"
        copy.write_bytes(path.read_bytes())
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'p').as_uri()}",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
        ]
        subprocess.run([*command, "--outdir", folder, str(copy)], capture_output=True, timeout=120, check=False)
        result = Path(folder) / "in.txt"
        return result.read_text("utf-8-sig") if result.is_file() else None


def markdown(path: Path) -> str:
    """What is left of the rendered page when its tags are taken away."""
    from markdown_it import MarkdownIt

    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8", errors="replace"), flags=re.S)
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return visible(page) if page.strip() else ""


def visible(page: str) -> str:
    """Text nodes of a page outside scripts and styles."""
    from lxml import html

    tree = html.document_fromstring(page)
    return "\n".join(tree.xpath("//text()[not(ancestor::script or ancestor::style or ancestor::head)]"))


def book(path: Path) -> str:
    """Text nodes of every page of an e-book, in the order of the archive."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        names = [
            name
            for name in archive.namelist()
            if re.search(r"\.x?html?$", name) and "nav" not in name and "toc" not in name
        ]
        return "\n".join(
            visible(re.sub(r"^\s*<\?xml[^>]*>", "", archive.read(name).decode("utf-8", "ignore"))) for name in names
        )


def plain(path: Path) -> str:
    """The bytes as chardet reads them."""
    import chardet

    data = path.read_bytes()
    return data.decode(chardet.detect(data)["encoding"] or "utf-8", "ignore")


# format -> (name of the reference, reader, share of its words that we should find)
REFERENCES: dict[str, tuple[str, Callable[[Path], str | None], float]] = {
    "hwp": ("python-hwpx", hwpx, 0.98),
    "hwpx": ("python-hwpx", hwpx, 0.99),
    "pdf": ("pypdf", pdf, 0.95),
    "docx": ("python-docx", docx, 0.99),
    "pptx": ("runs of python-pptx", pptx, 0.98),
    "xlsx": ("calamine", workbook, 0.98),
    "odt": ("LibreOffice", libreoffice, 0.99),
    "rtf": ("LibreOffice", libreoffice, 0.98),
    "epub": ("text nodes", book, 0.98),
    "md": ("markdown-it, tags off", markdown, 0.99),
    "txt": ("chardet", plain, 0.99),
}
