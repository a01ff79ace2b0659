"""The best independent reader of each format that is at hand, to measure our loaders against.

Each gives the words of a file as a reader sees them, as one text. None is used by Docent.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import posixpath
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60  # that a reference may take for a file
_BATCH = 20  # files that LibreOffice converts at a time


@dataclass(frozen=True, slots=True)
class Reference:
    """A reader: for one file (`read`), or LibreOffice's filter for many (`office`).

    Attributes:
        wanted: the share of its words that we should find.
        tidy: what is done to our own text before it is compared.
    """

    name: str
    wanted: float
    read: Callable[[Path], str] | None = None
    office: str = ""
    tidy: Callable[[str], str] = str
    both: bool = False  # the reference's text is tidied, too


def references(form: str, paths: Sequence[Path]) -> dict[Path, str]:
    """Texts by the reference reader; files that it cannot read are left out."""
    reference = REFERENCES[form]
    if reference.office:
        return _by_office(paths, reference.office)
    texts: dict[Path, str] = {}
    context = multiprocessing.get_context("spawn")
    pool = context.Pool(1)
    for path in paths:
        try:
            text = pool.apply_async(_read, ((form, path),)).get(_SECONDS)
        except multiprocessing.TimeoutError:
            pool.terminate()
            pool = context.Pool(1)
            continue
        except Exception:  # whatever the reference raises, there is nothing to compare with
            continue
        if text:
            texts[path] = text
    pool.terminate()
    return texts


def _read(job: tuple[str, Path]) -> str:
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    read = REFERENCES[job[0]].read
    return read(job[1]) if read else ""


def _by_office(paths: Sequence[Path], target: str) -> dict[Path, str]:
    """LibreOffice's own export, many files at a time; sheets of one file one after another."""
    program = shutil.which("soffice")
    texts: dict[Path, str] = {}
    if program is None:
        print("- LibreOffice is not installed: no reference")
    for first in range(0, len(paths) if program else 0, _BATCH):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for number, path in enumerate(paths[first : first + _BATCH]):
                shutil.copy(path, folder / f"f{number}{path.suffix.lower()}")
            copies = [str(path) for path in sorted(folder.iterdir())]
            command = [program or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
            command += ["--convert-to", target, "--outdir", str(folder / "out"), *copies]
            try:
                subprocess.run(command, capture_output=True, timeout=5 * _SECONDS, check=False)
            except subprocess.TimeoutExpired:
                continue
            for number, path in enumerate(paths[first : first + _BATCH]):
                made = [*(folder / "out").glob(f"f{number}.*"), *(folder / "out").glob(f"f{number}-*")]
                made.sort(key=lambda each: each.stat().st_mtime_ns)  # sheets are written in their order
                if made:
                    texts[path] = "\n".join(_office_text(each) for each in made)
    return texts


def _office_text(path: Path) -> str:
    text = path.read_text("utf-8-sig", errors="ignore")
    if path.suffix != ".csv":
        return text
    csv.field_size_limit(1 << 24)
    return "\n".join(" ".join(row) for row in csv.reader(io.StringIO(text)))


def _marks_joined(text: str) -> str:
    """Footnote marks right behind their word, as LibreOffice's plain text has them: "word[1]" is "word1"."""
    return re.sub(r"(?<=\w)\[(\w{1,4})\]", r"\1", text)


def _alike(text: str) -> str:
    """Numbers without thousands marks, dates and times in one form: how a program writes them is a matter of locale."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"\b\d+\.\d{5,}\b", lambda number: f"{float(number[0]):.8g}", text)  # the width of a cell
    text = re.sub(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b", lambda d: f"{d[3]}-{int(d[1]):02}-{int(d[2]):02}", text)
    return re.sub(r"\b(\d{1,2}:\d\d):00\b", r"\1", text)


def hwpx(path: Path) -> str:
    """python-hwpx, which reads hwp 5 and hwpx."""
    from hwpx import HwpxDocument

    with HwpxDocument.open(str(path)) as document:
        return str(document.text.plain())


def pdf(path: Path) -> str:
    """pypdf: another parser than ours, in pure Python. With fontTools it reads the fonts of TeX, too."""
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


def markdown(path: Path) -> str:
    """What is left of the rendered page when its tags are taken away."""
    from markdown_it import MarkdownIt

    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8", errors="replace"), flags=re.S)
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return visible(page) if page.strip() else ""


def visible(page: str | bytes) -> str:
    """Text nodes of a page outside scripts and styles."""
    from lxml import html

    tree = html.document_fromstring(page)
    unseen = " or ".join(f"ancestor::{tag}" for tag in ("script", "style", "head", "select", "template", "textarea"))
    return "\n".join(tree.xpath(f"//text()[not({unseen})]"))


def web_page(path: Path) -> str:
    """Text nodes of a page, as lxml decodes it; as chardet does where the page does not say."""
    import chardet

    data = path.read_bytes()
    declared = b"charset" in data[:4096].lower() or b"encoding=" in data[:200]
    return visible(data if declared else data.decode(chardet.detect(data)["encoding"] or "utf-8", "ignore"))


def book(path: Path) -> str:
    """Text nodes of every page of an e-book, in the order of its spine."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".opf"))
        package = etree.fromstring(archive.read(name))
        places = {item.get("id"): item for item in package.iter("{*}item")}
        pages = [places[link.get("idref")] for link in package.iter("{*}itemref") if link.get("idref") in places]
        names = [item.get("href") for item in pages if "nav" not in (item.get("properties") or "")]
        whole = [archive.read(posixpath.normpath(posixpath.join(posixpath.dirname(name), href))) for href in names]
        return "\n".join(visible(re.sub(rb"^\s*<\?xml[^>]*>", b"", page).decode("utf-8", "ignore")) for page in whole)


def plain(path: Path) -> str:
    """The bytes as chardet reads them."""
    import chardet

    data = path.read_bytes()
    return data.decode(chardet.detect(data)["encoding"] or "utf-8", "ignore")


def delimited(path: Path) -> str:
    """The bytes as chardet reads them, quotes and delimiters taken for white space."""
    return re.sub(r"[\",;\t|]", " ", plain(path))


_CALC = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
_WRITER = "txt:Text (encoded):UTF8"
REFERENCES: dict[str, Reference] = {
    "hwp": Reference("python-hwpx", 0.98, hwpx),
    "hwpx": Reference("python-hwpx", 0.99, hwpx),
    "pdf": Reference("pypdf", 0.95, pdf),
    "docx": Reference("python-docx", 0.99, docx),
    "pptx": Reference("runs of python-pptx", 0.98, pptx),
    "xlsx": Reference("LibreOffice, cells as shown", 0.98, office=_CALC, tidy=_alike, both=True),
    "ods": Reference("LibreOffice, cells as shown", 0.98, office=_CALC, tidy=_alike, both=True),
    "xls": Reference("LibreOffice, cells as shown", 0.98, office=_CALC, tidy=_alike, both=True),
    "doc": Reference("LibreOffice", 0.98, office=_WRITER, tidy=_marks_joined),
    "odt": Reference("LibreOffice", 0.99, office=_WRITER, tidy=_marks_joined),
    "rtf": Reference("LibreOffice", 0.98, office=_WRITER, tidy=_marks_joined),
    "epub": Reference("text nodes in spine order", 0.98, book),
    "html": Reference("text nodes, all of the page", 0.95, web_page),
    "md": Reference("markdown-it, tags off", 0.99, markdown),
    "txt": Reference("chardet", 0.99, plain),
    "csv": Reference("chardet, without delimiters", 0.98, delimited),
}
