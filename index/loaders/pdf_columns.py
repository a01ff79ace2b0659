"""Tables of a PDF page that no lines are drawn around: rows of cells set below names, column under column.

A table is believed only when every cell of every row stands under exactly one name, figures stand below words, and no
name is said twice: a figure under a wrong name is worse than one without. Anything else stays the text that it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.loaders.pdf_lines import Line, Table
from index.loaders.tables import Grid, is_figure, is_name

_SAME_EDGE = 3.0  # points
_LEVEL, _FURTHEST = 0.4, 3.0  # times the size of the letters: of one row, and from one row to the next
_FEWEST_ROWS = 2
_FILLED, _FIGURES = 0.6, 0.5  # of a table's cells, of a column's


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    left: float
    right: float


@dataclass(slots=True)
class _Row:
    """Lines at one height, and the cells that wide gaps cut them into."""

    lines: list[Line]
    cells: list[_Cell]

    @property
    def middle(self) -> float:
        return self.lines[0].middle


def with_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those of a table replaced by one that stands for it."""
    rows = _rows(lines)
    out: list[Line] = []
    at = 0
    while at < len(rows):
        found = _table_at(rows, at)
        if found is None:
            out += rows[at].lines
            at += 1
        else:
            out.append(found[0])
            at = found[1]
    return out


def _rows(lines: Sequence[Line]) -> list[_Row]:
    grouped: list[list[Line]] = []
    for line in lines:
        last = grouped[-1][-1] if grouped else None
        beside = last is not None and not last.table and not line.table
        if last is not None and beside and abs(last.middle - line.middle) < _LEVEL * line.size:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [_Row(own, _cells(own)) for own in grouped]


def _cells(lines: Sequence[Line]) -> list[_Cell]:
    cells = []
    for line in lines:
        if line.table or not line.mapped:
            return []
        at, left = 0, line.left
        for offset, begin, end in [*line.wide_gaps, (len(line.text), line.right, 0.0)]:
            cells.append(_Cell(" ".join(line.text[at:offset].split()), left, begin))
            at, left = offset, end
    return sorted((cell for cell in cells if cell.text), key=lambda cell: cell.left)


def _table_at(rows: Sequence[_Row], at: int) -> tuple[Line, int] | None:
    """The table whose names stand in the row at a place, and the place behind it."""
    names = rows[at].cells
    if len(names) < 2 or not _are_names(names) or (at and _goes_on_from(rows[at - 1], rows[at])):
        return None
    placed: list[dict[int, str]] = []
    end = at + 1
    while end < len(rows) and _is_near(rows[end - 1], rows[end]):
        own = _placed(rows[end].cells, names)
        if own is None:
            break
        placed.append(own)
        end += 1
    if not _is_believed(placed, len(names)):
        return None
    return _as_line(rows[at:end], names, placed), end


def _are_names(names: Sequence[_Cell]) -> bool:
    texts = [cell.text for cell in names]
    return len(set(texts)) == len(texts) and all(is_name(text) and text[-1] not in ".:;," for text in texts)


def _goes_on_from(above: _Row, row: _Row) -> bool:
    """Whether the row above may hold the first half of the names: then nothing is certain."""
    return _is_near(above, row) and len(above.cells) > 1


def _is_near(above: _Row, row: _Row) -> bool:
    return 0 < above.middle - row.middle < _FURTHEST * row.lines[0].size


def _placed(cells: Sequence[_Cell], names: Sequence[_Cell]) -> dict[int, str] | None:
    """The cells of a row by their column; None when one has no column of its own, or the first is missing."""
    own: dict[int, str] = {}
    for cell in cells:
        column = _column(cell, names)
        if column is None or column in own:
            return None
        own[column] = cell.text
    return own if 0 in own and len(own) > 1 else None


def _column(cell: _Cell, names: Sequence[_Cell]) -> int | None:
    """The one column that a cell is set in: it reaches under its name and under no other."""
    under = [n for n, name in enumerate(names) if cell.left <= name.right and name.left <= cell.right]
    if len(under) == 1:
        return under[0]
    edge = [
        n
        for n, name in enumerate(names)
        if abs(cell.left - name.left) <= _SAME_EDGE or abs(cell.right - name.right) <= _SAME_EDGE
    ]
    return edge[0] if len(edge) == 1 and not under else None


def _is_believed(placed: Sequence[dict[int, str]], columns: int) -> bool:
    if len(placed) < _FEWEST_ROWS or sum(map(len, placed)) < _FILLED * columns * len(placed):
        return False
    if {column for own in placed for column in own} != set(range(columns)):
        return False
    figures = [sum(is_figure(own.get(column, "")) for own in placed) for column in range(1, columns)]
    return max(figures) > _FIGURES * len(placed)


def _as_line(rows: Sequence[_Row], names: Sequence[_Cell], placed: Sequence[dict[int, str]]) -> Line:
    grid = Grid(heads={0})
    for column, name in enumerate(names):
        grid.put(0, column, name.text)
    for row, own in enumerate(placed, 1):
        for column, text in own.items():
            grid.put(row, column, text)
    lines = [line for row in rows for line in row.lines]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    edges = [left, *((a.right + b.left) / 2 for a, b in pairwise(names)), right]
    text = " ".join(line.text.strip() for line in lines)
    bottom, top = min(line.bottom for line in lines), max(line.top for line in lines)
    return Line(text, left, right, bottom, top, lines[0].size, first=lines[0].first, table=Table(edges, grid))
