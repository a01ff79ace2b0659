"""A PDF page as lines and ruled tables: which characters stand in which cell, and which rows name the columns.

A table is believed only when every word lies in one cell. Column names are believed only when their font is another
than that of the last row, or when figures stand below words: a figure under a wrong name is worse than one without.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from index.loaders.draft import Draft, squeeze
from index.loaders.pdf_chars import Char, Turn, has_spaces, read_chars, turn_of
from index.loaders.pdf_columns import with_tables
from index.loaders.pdf_lines import Line, Table, lines_of
from index.loaders.pdf_rules import Ruled, ruled_tables
from index.loaders.tables import Grid, add_table, is_figure, is_layout

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

Cell = tuple[int, int]

_SAME_COLUMNS = 4.0  # points
_FEWEST_CELLS, _FILLED = 4, 0.5  # of a table's cells; a drawing has fewer with letters in them
_MANY_LINES, _SIDE_BY_SIDE = 5, 3  # lines of a cell, and cells with as many
_MOST_HEADS = 3
_HANGUL = re.compile(r"[가-힣]")


@dataclass(slots=True)
class _Parted:
    """The characters of a page: those in a table by cell, and the others."""

    inside: dict[Cell, list[Char]] = field(default_factory=dict)
    outside: list[Char] = field(default_factory=list)


def read_page(page: PdfPage) -> tuple[list[Line], float]:
    """The lines of a page in the order of its content stream, a ruled table one of them, and the page's height."""
    text = page.get_textpage()
    try:
        turn = turn_of(page, text)
        chars = read_chars(text, turn)
        spaced = has_spaces(chars)
        tables: list[Line] = []
        for grid in ruled_tables(page, turn) if chars else ():
            parts = _part(chars, grid)
            table = _table(text, grid, parts, spaced, turn) if parts else None
            if table is not None and parts:
                tables.append(table)
                chars = parts.outside
        lines = with_tables(lines_of(text, chars, spaced=spaced, turn=turn))
    finally:
        text.close()
    return sorted([*lines, *tables], key=lambda line: line.first) if tables else lines, turn.tall


def _part(chars: Sequence[Char], grid: Ruled) -> _Parted | None:
    """Characters by the cell that their centre lies in; None when a word lies in two."""
    parts = _Parted()
    before: tuple[Char, Cell | None] | None = None
    for char in chars:
        if not char.boxed:
            here = before[1] if before else None
            before = None if char.code in (10, 13) or not before else before
        else:
            here = grid.cell_at((char.left + char.right) / 2, (char.bottom + char.top) / 2)
            if before and here != before[1] and _touch(before[0], char):
                return None
            before = (char, here)
        if here is None:
            parts.outside.append(char)
        else:
            parts.inside.setdefault(here, []).append(char)
    filled = sum(any(char.boxed for char in own) for own in parts.inside.values())
    return parts if filled >= max(_FEWEST_CELLS, _FILLED * len(set(grid.owner.values()))) else None


def _touch(left: Char, right: Char) -> bool:
    """Whether two characters that follow each other are of one word."""
    height = left.top - left.bottom
    level = abs(left.bottom - right.bottom) < 0.3 * height
    return level and right.index == left.index + 1 and -0.5 * height < right.left - left.right < 0.1 * height


def _table(page: PdfTextPage, ruled: Ruled, parts: _Parted, spaced: bool, turn: Turn) -> Line | None:
    """The table as one line of its page; None when it only lays out text."""
    lines = {cell: lines_of(page, chars, spaced=spaced, turn=turn) for cell, chars in sorted(parts.inside.items())}
    parts_of = {row: _undrawn_rows(ruled, lines, row) for row, _ in lines}
    if _hides_rows({cell: own for cell, own in lines.items() if parts_of[cell[0]] == 1}):
        return None
    told = sum(line.text.endswith(" ") for own in lines.values() for line in own[:-1]) > 0
    place = [0, *accumulate(parts_of.get(row, 1) for row in range(len(ruled.rows)))]
    grid = Grid()
    for (row, column), own in lines.items():
        rows, columns = ruled.span((row, column))
        if parts_of[row] > 1:
            for number, line in enumerate(own):
                grid.put(place[row] + number, column, squeeze(line.text), columns=columns)
        else:
            height = place[row + rows] - place[row]
            grid.put(place[row], column, _joined(own, told), rows=height, columns=columns)
    if is_layout(grid.rows()) or any(not line.mapped for own in lines.values() for line in own):
        return None
    grid.heads = {place[row] for row in _heads(page, ruled, lines)}
    first = min(line.first for own in lines.values() for line in own)
    text = " ".join(line.text.strip() for own in lines.values() for line in own)
    size = next(line.size for own in lines.values() for line in own)
    edges = ruled.columns[0], ruled.columns[-1], ruled.rows[-1], ruled.rows[0]
    return Line(text, *edges, size, first=first, table=Table(ruled.columns, grid))


def _undrawn_rows(ruled: Ruled, lines: dict[Cell, list[Line]], row: int) -> int:
    """How many rows a drawn one holds: lines at the same heights in every cell, figures in half of them; else 1."""
    own = [(cell, lines[cell]) for cell in lines if cell[0] == row]
    count, first = len(own[0][1]), own[0][1]
    level = all(
        len(each) == count and all(abs(a.middle - b.middle) < 0.5 * b.size for a, b in zip(each, first, strict=True))
        for _, each in own
    )
    covered = any(top < row < top + ruled.span((top, column))[0] for top, column in lines)
    if not level or covered or len(own) < _SIDE_BY_SIDE or any(ruled.span(cell)[0] > 1 for cell, _ in own):
        return 1
    figures = sum(all(is_figure(line.text) for line in each) for _, each in own)
    return count if 2 * figures >= len(own) else 1


def _hides_rows(lines: dict[Cell, list[Line]]) -> bool:
    """Only columns are ruled: several cells side by side have as many lines, which are rows that nobody drew."""
    heights = Counter((row, len(own)) for (row, _), own in lines.items() if len(own) >= _MANY_LINES)
    return any(count >= _SIDE_BY_SIDE for count in heights.values())


def _joined(lines: Sequence[Line], told: bool) -> str:
    """The lines of a cell as one text; `told`: a space at a line's end tells that a word ends there."""
    text = ""
    for line in lines:
        own = line.text.strip()
        if text.endswith("-") and text[-2:-1].isalpha() and own[:1].islower():
            text = text[:-1] + own
        elif (
            told
            and text
            and not text.endswith(" ")
            and _HANGUL.match(own)
            and (text[-1].isdigit() or _HANGUL.match(text[-1]))
        ):
            text += own
        else:
            text = f"{text} {own}" if text else own
        text += " " if line.text.endswith(" ") else ""
    return squeeze(text)


def _heads(page: PdfTextPage, ruled: Ruled, lines: dict[Cell, list[Line]]) -> set[int]:
    """Rows on top whose font is in no cell of the last row: the names of the columns."""
    fonts: dict[int, set[str]] = {}
    for (row, _), own in lines.items():
        for line in own:
            fonts.setdefault(row, set()).add(_font(page, line.first))
    last = max(fonts)
    heads: set[int] = set()
    for row in range(min(_MOST_HEADS, last)):
        if row in fonts and not fonts[row] & fonts[last]:
            heads.add(row)
        elif row in fonts:
            break
    spans = [ruled.span(cell)[0] + cell[0] for cell in lines if cell[0] in heads]
    return heads | set(range(max(spans, default=0))) if max(spans, default=0) <= last else heads


def _font(page: PdfTextPage, index: int) -> str:
    import pypdfium2.raw as raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page.raw, index, name, 128, ctypes.byref(flags))
    return f"{name.value.decode('utf-8', 'replace')} {raw.FPDFText_GetFontWeight(page.raw, index)}"


def tell_table(draft: Draft, table: Table, page: int, before: Table | None) -> Table:
    """Append a table's rows; one that goes on from the page before takes its column names along.

    Gives the table to go on from.
    """
    grid = table.grid
    if before and not grid.heads and before.grid.heads and _same_columns(table, before):
        names = {(row, column): text for (row, column), text in before.grid.cells.items() if row in before.grid.heads}
        height = max(before.grid.heads) + 1
        moved = {(row + height, column): text for (row, column), text in grid.cells.items()}
        grid = Grid(names | moved, set(before.grid.heads))
    add_table(draft, grid, page=page, strict=True)
    return Table(table.columns, grid)


def _same_columns(one: Table, other: Table) -> bool:
    pairs = list(zip(one.columns, other.columns, strict=False))
    return len(one.columns) == len(other.columns) and all(abs(a - b) < _SAME_COLUMNS for a, b in pairs)
