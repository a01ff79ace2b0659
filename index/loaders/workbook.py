"""Workbooks (xlsx), by openpyxl: every row that reads on its own, with its column names and its cells' address."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from index.loaders.archive import Archive
from index.loaders.draft import Draft, Source
from index.loaders.limits import MIB
from index.loaders.numbers import shown
from index.loaders.properties import office_properties
from index.loaders.sheet import Sheet

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Worksheet = Any  # openpyxl has two classes of it, without a base
_SMALL = 24 * MIB  # unpacked; a bigger workbook is streamed, which loses merged cells and comments


def read(source: Source) -> Draft:
    """Read a workbook."""
    import warnings

    from openpyxl import load_workbook

    archive = Archive(source)
    draft = Draft("xlsx")
    sizes = sum(len(archive.read(name)) for name in archive.names if name.startswith("xl/worksheets/"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions and styles that openpyxl does not keep; only values matter here
        book = load_workbook(io.BytesIO(source.data), read_only=sizes > _SMALL, data_only=True)
        try:
            for sheet in book.worksheets[: source.limits.pages]:
                _read_sheet(sheet, draft, source.limits.rows)
            draft.pages = len(book.worksheets)
        finally:
            book.close()
    if b"<f>" in b"".join(archive.read(name)[:MIB] for name in archive.names if name.startswith("xl/worksheets/sheet")):
        _missing_values(archive, draft)
    office_properties(archive, draft)
    return draft


def _read_sheet(sheet: Worksheet, draft: Draft, limit: int) -> None:
    lines = Sheet(draft, sheet.title)
    merged = _merged(sheet)
    comments: list[tuple[str, str]] = []
    for row in sheet.iter_rows():
        cells: dict[int, str] = {}
        number = 0
        for cell in row:
            text = _shown(cell)
            if getattr(cell, "row", None) is None:
                continue
            number = cell.row
            text = merged.get((cell.row, cell.column), text)
            if text:
                cells[cell.column] = text
            comment = getattr(cell, "comment", None)
            if comment is not None:
                comments.append((f"{sheet.title}!{cell.coordinate}", comment.text))
        if number > limit:
            draft.warn(f"rows after {limit} of sheet {sheet.title!r} were not read: raise the limit on rows")
            break
        lines.row(number, cells)
    lines.finish()
    for locator, text in comments:
        draft.add(text, locator=locator)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """What the cells of merged ranges show: the text of the first."""
    texts: dict[tuple[int, int], str] = {}
    for area in getattr(sheet, "merged_cells", None) and sheet.merged_cells.ranges or ():
        if area.size["rows"] * area.size["columns"] > 2000:
            continue
        text = _shown(sheet.cell(area.min_row, area.min_col))
        texts |= {place: text for place in area.cells if place != (area.min_row, area.min_col)}
    return texts


def _shown(cell: Cell) -> str:
    value = cell.value
    return "" if value is None else shown(value, getattr(cell, "number_format", "") or "")


def _missing_values(archive: Archive, draft: Draft) -> None:
    """A formula that no program has computed yet shows nothing."""
    count = sum(
        len(re.findall(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>", archive.read(name)))
        for name in archive.names
        if name.startswith("xl/worksheets/sheet")
    )
    if count:
        draft.warn(f"{count} formulas have no stored value: open the file in a spreadsheet and save it")
