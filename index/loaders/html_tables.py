"""Rows and cells of HTML tables, brought into a grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.loaders.tables import Grid

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def own_rows(table: Element) -> list[Element]:
    """Rows of this table and not of one inside it."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]


def place(grid: Grid, number: int, row: Element, cell_text: Callable[[Element], str], *, left: int) -> None:
    """Put the cells of one row into the grid; `left` rows of the table are left, this one included."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if cells and (all(cell.tag == "th" for cell in cells) or row.getparent().tag == "thead"):
        grid.heads.add(number)
    column = 0
    for cell in cells:
        column = grid.free(number, column)
        rows = min(_span(cell, "rowspan"), left)
        grid.put(number, column, cell_text(cell), rows=rows, columns=_span(cell, "colspan"))


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1
