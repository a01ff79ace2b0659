"""Workbooks (xlsx), by openpyxl: every row that reads on its own, with its column names and its cells' address."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from index.loaders.archive import Archive
from index.loaders.draft import Draft, Source
from index.loaders.limits import MIB, beyond
from index.loaders.numbers import shown
from index.loaders.properties import office_properties
from index.loaders.sheet import Sheet, cell_places
from index.loaders.tables import Spanned

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Worksheet = Any  # openpyxl has two classes of it, without a base
_DENSE = 5_000_000  # places of a sheet that are walked one by one
_SMALL = 24 * MIB  # unpacked; a bigger workbook is streamed, which loses merged cells and comments


def read(source: Source) -> Draft:
    """Read a workbook."""
    import warnings

    from openpyxl import load_workbook

    archive = Archive(source)
    if b"purl.oclc.org/ooxml" in archive.read("xl/workbook.xml")[:4096]:
        return _with_properties(archive, read_fast(source, "xlsx"))  # the strict dialect, which openpyxl does not read
    draft = Draft("xlsx")
    sizes = sum(len(archive.read(name)) for name in archive.names if name.startswith("xl/worksheets/"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions and styles that openpyxl does not keep; only values matter here
        try:
            book = load_workbook(io.BytesIO(source.data), read_only=sizes > _SMALL, data_only=True)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):  # styles or links that it takes amiss
            return _with_properties(archive, read_fast(source, "xlsx"))
        try:
            for sheet in book.worksheets[: source.limits.pages]:
                _read_sheet(sheet, draft, source.limits.rows)
            draft.pages = len(book.worksheets)
            _warn_of_sheets(draft, source)
        finally:
            book.close()
    if b"<f>" in b"".join(archive.read(name)[:MIB] for name in archive.names if name.startswith("xl/worksheets/sheet")):
        _missing_values(archive, draft)
    return _with_properties(archive, draft)


def _with_properties(archive: Archive, draft: Draft) -> Draft:
    """What stands on drawings over the sheets, and what the file says of itself."""
    for name in sorted(archive.names):
        tree = archive.xml(name) if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name) else None
        for shape in tree.iter("{*}txBody") if tree is not None else ():
            for paragraph in shape.iter("{*}p"):
                draft.add("".join(paragraph.itertext("{*}t")))
    office_properties(archive, draft)
    return draft


def read_fast(source: Source, form: str) -> Draft:
    """Read an xlsx or xls by calamine: values only, without the formats of numbers."""
    import python_calamine

    draft = Draft(form)
    try:
        book = python_calamine.load_workbook(io.BytesIO(source.data))
    except python_calamine.PasswordError as error:
        raise source.error("is encrypted: save it without a password") from error
    names = book.sheet_names[: source.limits.pages]
    draft.pages = len(book.sheet_names)
    _warn_of_sheets(draft, source)
    for name in names:
        sheet = book.get_sheet_by_name(name)
        lines = Sheet(draft, cell_places(name))
        first = sheet.start or (0, 0)
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > source.limits.rows:
                draft.warn(beyond(f"rows after {source.limits.rows} of sheet {name!r}", "rows"))
                break
            lines.row(number, {first[1] + place: shown(value) for place, value in enumerate(row, 1) if value != ""})
        lines.finish()
    return draft


def _warn_of_sheets(draft: Draft, source: Source) -> None:
    if draft.pages and draft.pages > source.limits.pages:
        draft.warn(beyond(f"sheets after {source.limits.pages}", "pages"))


def _read_sheet(sheet: Worksheet, draft: Draft, limit: int) -> None:
    lines = Sheet(draft, cell_places(sheet.title))
    merged = _merged(sheet)
    comments: list[tuple[str, str]] = []
    for row in _rows(sheet):
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
            draft.warn(beyond(f"rows after {limit} of sheet {sheet.title!r}", "rows"))
            break
        lines.row(number, cells)
    lines.finish()
    for locator, text in comments:
        draft.add(text, locator=locator)


def _rows(sheet: Worksheet) -> Iterable[Iterable[Cell]]:
    """The rows of a sheet; of one with a lonely cell far away, only the cells that it has."""
    stored = getattr(sheet, "_cells", None)  # the library has no public way to ask which cells there are
    if stored is None or sheet.max_row * sheet.max_column <= _DENSE:
        return cast(Iterable[Iterable["Cell"]], sheet.iter_rows())
    rows = groupby(sorted(stored), key=lambda place: place[0])
    return [[stored[place] for place in places] for _, places in rows]


def _merged(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """What the cells of merged ranges show: the text of the first."""
    texts: dict[tuple[int, int], str] = {}
    for area in getattr(sheet, "merged_cells", None) and sheet.merged_cells.ranges or ():
        if area.size["rows"] * area.size["columns"] > 2000:
            continue
        text = _shown(sheet.cell(area.min_row, area.min_col))
        for row, column in area.cells:
            texts[row, column] = text if column == area.min_col else Spanned(text)
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
