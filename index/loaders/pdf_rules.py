"""Ruled tables on a PDF page: the lines that are drawn, and the grids that they make.

Only what is drawn counts: a grid needs lines that meet, and a cell whose sides are missing is one with its neighbour.
Knows pdfium's paths, no text. Coordinates are PDF points, y grows upwards.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.loaders.pdf_chars import Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_NEAR = 3.0  # points; lines this close are one, and meet
_SHORTEST = 6.0
_MOST_LINES = 1500  # more is a drawing
_MOST_CELLS = 4000

Span = tuple[float, float, float]  # (where, from, to): of a horizontal line y, x0, x1; of a vertical one x, y0, y1


@dataclass(slots=True)
class Ruled:
    """A grid: `columns` from left to right and `rows` from top to bottom are the places of its lines.

    Attributes:
        owner: for each (row, column) of the grid, the first (row, column) of the cell that covers it.
    """

    columns: list[float]
    rows: list[float]
    owner: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that a point lies in."""
        if not (self.columns[0] <= x <= self.columns[-1] and self.rows[-1] <= y <= self.rows[0]):
            return None
        column = min(bisect_right(self.columns, x), len(self.columns) - 1) - 1
        row = next((n for n in range(len(self.rows) - 1) if y >= self.rows[n + 1]), len(self.rows) - 2)
        return self.owner[row, column]

    def span(self, cell: tuple[int, int]) -> tuple[int, int]:
        """How many rows and columns a cell covers."""
        own = [place for place, owner in self.owner.items() if owner == cell]
        return max(r for r, _ in own) - cell[0] + 1, max(c for _, c in own) - cell[1] + 1


def ruled_tables(page: PdfPage, turn: Turn) -> list[Ruled]:
    """The grids of a page with two columns and two rows at least."""
    flat, upright = _drawn(page, turn)
    if not flat or not upright or len(flat) + len(upright) > _MOST_LINES:
        return []
    flat, upright = _joined(flat), _joined(upright)
    found = (_grid(*group) for group in _groups(flat, upright))
    return [grid for grid in found if grid is not None]


def _drawn(page: PdfPage, turn: Turn) -> tuple[list[Span], list[Span]]:
    """Horizontal and vertical lines: strokes, sides of stroked boxes, and filled boxes too thin for anything else."""
    import pypdfium2.raw as raw

    flat: list[Span] = []
    upright: list[Span] = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing.raw, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            continue
        for piece in _pieces(thing.raw, bool(stroke.value)):
            x0, y0, x1, y1 = turn.box(*piece)
            if y1 - y0 < _NEAR and x1 - x0 > _SHORTEST:
                flat.append(((y0 + y1) / 2, x0, x1))
            elif x1 - x0 < _NEAR and y1 - y0 > _SHORTEST:
                upright.append(((x0 + x1) / 2, y0, y1))
        if len(flat) + len(upright) > 4 * _MOST_LINES:
            return [], []
    return flat, upright


def _pieces(path: object, stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of a path's straight segments when it is stroked, else the box of the whole path."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    points: list[tuple[float, float]] = []
    pieces: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(path), 400)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            points = [point]
            pieces.append(points)
        elif kind == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        else:
            return  # curves: a drawing
    for own in pieces:
        box = _box(own)
        if not stroked or box[2] - box[0] < _NEAR or box[3] - box[1] < _NEAR:
            yield box
        else:
            yield from (_box(pair) for pair in zip(own, own[1:], strict=False))


def _box(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _joined(spans: list[Span]) -> list[Span]:
    """Lines that go on where another ended are one: tables are often drawn cell by cell."""
    joined: list[Span] = []
    places = _places(where for where, _, _ in spans)
    near = {where: min(places, key=lambda place: abs(place - where)) for where, _, _ in spans}
    for where, begin, end in sorted((near[where], begin, end) for where, begin, end in spans):
        last = joined[-1] if joined else None
        if last and last[0] == where and begin <= last[2] + _NEAR:
            joined[-1] = (where, last[1], max(last[2], end))
        else:
            joined.append((where, begin, end))
    return joined


def _places(values: Iterable[float]) -> list[float]:
    """Values that are near each other made one, sorted."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _groups(flat: list[Span], upright: list[Span]) -> Iterator[tuple[list[Span], list[Span]]]:
    """Lines that meet, directly or through others."""
    left_flat, left_upright = list(flat), list(upright)
    while left_flat:
        rows: list[Span] = []
        columns: list[Span] = []
        new = [left_flat.pop()]
        while new:
            rows += new
            more = {v for v in left_upright if any(_meet(h, v) for h in new)}
            left_upright = [v for v in left_upright if v not in more]
            columns += more
            met = {h for h in left_flat if any(_meet(h, v) for v in more)}
            left_flat = [h for h in left_flat if h not in met]
            new = list(met)
        yield rows, columns


def _meet(h: Span, v: Span) -> bool:
    return h[1] - _NEAR <= v[0] <= h[2] + _NEAR and v[1] - _NEAR <= h[0] <= v[2] + _NEAR


def _grid(flat: list[Span], upright: list[Span]) -> Ruled | None:
    """The grid of some lines that meet; None when they make no table of two columns and two rows."""
    if len(flat) < 2 or not upright:
        return None
    ends = [end for _, *both in flat for end in both]
    columns = _places([*(x for x, _, _ in upright), min(ends), max(ends)])
    tops = [end for _, *both in upright for end in both]
    rows = _places([*(y for y, _, _ in flat), min(tops), max(tops)])[::-1]
    if len(columns) < 3 or len(rows) < 3 or (len(columns) - 1) * (len(rows) - 1) > _MOST_CELLS:
        return None
    grid = Ruled(columns, rows)
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            grid.owner[row, column] = _owner(grid, flat, upright, row, column)
    return grid if _rectangular(grid) else None


def _owner(grid: Ruled, flat: list[Span], upright: list[Span], row: int, column: int) -> tuple[int, int]:
    """The cell that a place belongs to: its own, or that of the neighbour from which no line parts it."""
    middle_x = (grid.columns[column] + grid.columns[column + 1]) / 2
    middle_y = (grid.rows[row] + grid.rows[row + 1]) / 2
    if row and not any(abs(y - grid.rows[row]) <= _NEAR and a <= middle_x <= b for y, a, b in flat):
        return grid.owner[row - 1, column]
    if column and not any(abs(x - grid.columns[column]) <= _NEAR and a <= middle_y <= b for x, a, b in upright):
        return grid.owner[row, column - 1]
    return row, column


def _rectangular(grid: Ruled) -> bool:
    """Whether every cell is a rectangle; a grid where one is not is no table, or drawn in a way not understood."""
    areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, owner in grid.owner.items():
        areas.setdefault(owner, []).append(place)
    for owner, places in areas.items():
        height = max(row for row, _ in places) - owner[0] + 1
        width = max(column for _, column in places) - owner[1] + 1
        if height * width != len(places) or min(column for _, column in places) < owner[1]:
            return False
    return len(areas) >= 4
