"""PDF, by pdfium: one block of lines a page, in reading order, headings apart.

Running headers, footers and page numbers are listed as removed. Pages that are pictures are counted, and read when
the `ocr` extra is installed. Footnotes stay where they stand: normalisation attaches them to their marks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

from index.loaders import ocr
from index.loaders.draft import Draft, Source
from index.loaders.limits import SETTINGS, beyond
from index.loaders.pdf_layout import body_size, heading_levels, is_heading, running_lines, spaced
from index.loaders.pdf_lines import Line, Table
from index.loaders.pdf_order import reading_order
from index.loaders.pdf_tables import read_page, tell_table
from index.loaders.properties import know_properties

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_FEW = 12  # letters; a page with fewer and a picture on it is a scan
_PATHS = 60  # drawn on a page without letters
_SAMPLE = 400  # letters of a scan that show which languages the others are in
_A_DAY = 86_400.0
_OCR_SHARE = 0.8  # of the time limit that reading pictures may take


def read(source: Source) -> Draft:
    """Read a PDF file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise source.error("is encrypted: save it without a password") from error
        raise source.error(f"is a damaged PDF ({error}): get the file again") from error
    try:
        return _read(source, document)
    finally:
        document.close()


def _read(source: Source, document: PdfDocument) -> Draft:
    import pypdfium2

    draft = Draft("pdf", pages=len(document))
    pages: list[list[Line]] = []
    heights: list[float] = []
    scans: list[int] = []
    broken = 0
    for number in range(min(len(document), source.limits.pages)):
        try:
            page = document[number]
            lines, height = read_page(page)
            if sum(len(line.text.strip()) for line in lines if line.mapped) < _FEW and _has_picture(page, lines):
                scans.append(number)
        except pypdfium2.PdfiumError:
            lines, height, broken = [], 0.0, broken + 1
        pages.append([line for line in lines if line.mapped])
        heights.append(height)
    if broken:
        draft.warn(f"{broken} of {len(document)} pages are damaged and were not read")
    if len(document) > source.limits.pages:
        draft.warn(beyond(f"pages after {source.limits.pages}", "pages"))
    pictured = _read_pictures(source, document, scans, draft)
    _write(draft, pages, heights, pictured)
    _metadata(document, draft)
    return draft


def _has_picture(page: PdfPage, lines: list[Line]) -> bool:
    """A picture on it, letters that the file's fonts give no meaning, or so many paths that letters may be drawn."""
    import pypdfium2.raw as raw

    if any(not line.mapped for line in lines):
        return True
    if any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        return True
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(1 for _ in islice(paths, _PATHS)) == _PATHS


def _read_pictures(source: Source, document: PdfDocument, scans: list[int], draft: Draft) -> dict[int, str]:
    """Texts of scanned pages, by page from 0; says in a warning what could not be read and why."""
    if not scans:
        return {}
    share = f"{len(scans)} of {len(document)} pages are images"
    missing = ocr.missing()
    if missing:
        draft.warn(f"{share}: {missing}")
        return {}
    texts: dict[int, str] = {}
    languages = ocr.installed()
    end = time.monotonic() + _OCR_SHARE * (source.limits.seconds or _A_DAY)
    for number in scans:
        left = end - time.monotonic()
        text = ocr.read_page(document[number], languages, left) if left > 0 else None
        if text is None:
            break
        texts[number] = text
        languages = ocr.spoken(text, languages) if len(text) > _SAMPLE else languages
    late = len(scans) - len(texts)
    draft.warn(
        f"{share}, read by OCR"
        + (f"; {late} of them not, for lack of time: raise {SETTINGS['seconds']}" if late else "")
    )
    return texts


def _write(draft: Draft, pages: list[list[Line]], heights: list[float], pictured: dict[int, str]) -> None:
    running = running_lines(pages, heights)
    kept = [
        [line for index, line in enumerate(lines) if (number, index) not in running]
        for number, lines in enumerate(pages)
    ]
    for number, lines in enumerate(pages):  # a page of nothing but such lines keeps them
        if lines and not kept[number]:
            kept[number] = list(lines)
            running -= {(number, index) for index in range(len(lines))}
    for number, index in sorted(running):
        draft.remove(pages[number][index].text, "running header, footer or page number")
    levels = heading_levels(kept, body_size(kept))
    before: Table | None = None
    for number, lines in enumerate(kept):
        for place, (level, group) in enumerate(_groups(reading_order(lines), levels)):
            table = group[0].table
            if table is not None:
                before = tell_table(draft, table, number + 1, before if place == 0 else None)
                continue
            before = None
            if level:
                text = "\n".join(line.text for line in group).strip()
                draft.add(text, "heading", level=level, page=number + 1, broken=True)
            else:
                draft.add(spaced(group), "lines", page=number + 1)
        if number in pictured:
            draft.add(pictured[number], "lines", page=number + 1)


def _groups(lines: list[Line], levels: dict[float, int]) -> Iterator[tuple[int, list[Line]]]:
    """(heading level or 0, lines): headings and tables (-1) apart, everything between them together."""
    plain: list[Line] = []
    for _, group in groupby(lines, key=lambda line: id(line) if line.table else round(line.size * 2) / 2):
        same = list(group)
        level = -1 if same[0].table else is_heading(same, levels)
        if not level:
            plain += same
            continue
        if plain:
            yield 0, plain
            plain = []
        yield level, same
    if plain:
        yield 0, plain


def _metadata(document: PdfDocument, draft: Draft) -> None:
    fields = document.get_metadata_dict(skip_empty=True)
    know_properties(
        draft,
        title=fields.get("Title", ""),
        author=fields.get("Author", ""),
        date=fields.get("CreationDate", "") or fields.get("ModDate", ""),
    )
