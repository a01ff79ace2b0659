"""Tables: a grid of cells becomes rows that read on their own.

A row's text is "Region: Seoul; Budget (mln): 12" when the table has column names and "Seoul | 12" when it has
none (two cells, the first short: "Seoul: 12"), so that a figure is quoted with its column. The column names
alone are the block's `context`. Merged cells are repeated in every row they cover. A table that only lays out
a page (one column, or cells as long as paragraphs) becomes ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.loaders.draft import Draft, squeeze

_NUMBER = re.compile(
    r"[\s\d.,:%+\-–—()/~$€₩₽원억만천조년월일명개건점위Q×*≈<>]*\d[\s\d.,:%+\-–—()/~$€₩₽원억만천조년월일명개건점위Q×*≈<>]*"
)
_YEAR = re.compile(r"(?:19|20)\d\d\D{0,4}")
_NAME_LENGTH = 80  # a longer cell is no column name
_LARGEST = 4000  # places that a merged cell covers
_FEWEST_ROWS, _FEW = 4, 0.1  # rows of a table, and share of its cells, where one may be that long
_PROSE_LENGTH = 400  # a cell this long makes the table a layout


class Spanned(str):
    """Text of a merged cell in a column that it covers and does not begin in."""

    __slots__ = ()


@dataclass(slots=True)
class Grid:
    """A table's cells by (row, column); a merged cell stands in every place it covers."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)  # rows that the file marks as headers

    def put(self, row: int, column: int, text: str, *, rows: int = 1, columns: int = 1) -> None:
        """Place a cell; spans beyond 200, and areas beyond 4,000, are cut (hostile files claim millions)."""
        text = squeeze(text)
        columns = max(1, min(columns, 200))
        for down in range(max(1, min(rows, 200, _LARGEST // columns))):
            for across in range(columns):
                self.cells.setdefault((row + down, column + across), Spanned(text) if across else text)

    def free(self, row: int, column: int) -> int:
        """The first column from `column` on that no earlier cell covers."""
        while (row, column) in self.cells:
            column += 1
        return column

    def rows(self) -> list[list[str]]:
        """All rows, padded to one width; columns that are blank throughout are left out."""
        if not self.cells:
            return []
        height = max(row for row, _ in self.cells) + 1
        width = max(column for _, column in self.cells) + 1
        table = [[self.cells.get((row, column), "") for column in range(width)] for row in range(height)]
        used = [column for column in range(width) if any(line[column] for line in table)]
        return [[line[column] for column in used] for line in table]


def column_names(
    rows: Sequence[Sequence[str]], marked: Iterable[int] = (), *, sure: bool = False, strict: bool = False
) -> tuple[int, list[str]]:
    """How many leading rows are headers, and the name of each column (blank where it has none).

    Args:
        rows: the table.
        marked: rows that the file itself marks as headers.
        sure: the format says that the first row is a header (Markdown).
        strict: take words for names only where figures stand below them.
    """
    count = 1 if sure else 0
    marks = set(marked)
    while count in marks and count < len(rows) - 1:
        count += 1
    if count == 0 and len(rows) > 1 and _looks_like_names(rows, strict=strict):
        count = 1
        # A header cell that spans columns has its parts named in the next row.
        while count < min(3, len(rows) - 1) and _spanned(rows[count - 1]) and _texts_only(rows[count]):
            count += 1
    if count == 0:
        return 0, [""] * (len(rows[0]) if rows else 0)
    return count, [_joined(row[column] for row in rows[:count]) for column in range(len(rows[0]))]


def _joined(parts: Iterable[str]) -> str:
    """Names of one column from top to bottom, repeats left out."""
    kept: list[str] = []
    for part in parts:
        if part and part not in kept:
            kept.append(part)
    return " ".join(kept)


def _spanned(row: Sequence[str]) -> bool:
    return any(cell and isinstance(cell, Spanned) for cell in row)


def is_figure(cell: str) -> bool:
    """A number, a sum, a share, a date in figures."""
    return bool(_NUMBER.fullmatch(cell))


def is_name(cell: str) -> bool:
    """Short and no figure; a year may be a name."""
    return len(cell) <= _NAME_LENGTH and (not is_figure(cell) or bool(_YEAR.fullmatch(cell)))


def _texts_only(row: Sequence[str]) -> bool:
    return all(is_name(cell) for cell in row)


def _looks_like_names(rows: Sequence[Sequence[str]], *, strict: bool) -> bool:
    """Short words on top of a column of figures, or on top of three columns and more."""
    first, rest = rows[0], rows[1:]
    named = [cell for cell in first[1:] if cell]
    if not named or len(named) < len(first) - 1 or not all(len(cell) <= _NAME_LENGTH for cell in first):
        return False
    if not _texts_only(first):
        return False
    figures = any(
        sum(bool(_NUMBER.fullmatch(row[column])) for row in rest) * 2 > len(rest) for column in range(1, len(first))
    )
    return figures or (len(first) >= 3 and not strict)


def row_text(names: Sequence[str], cells: Sequence[str]) -> str:
    """One row, readable on its own; blank cells are left out, a merged cell is said once."""
    pairs: list[tuple[str, str]] = []
    for name, cell in zip(names, cells, strict=False):
        if cell and not (isinstance(cell, Spanned) and pairs and pairs[-1] == (name, cell)):
            pairs.append((name, cell))
    if any(names):
        return "; ".join(f"{name}: {cell}" if name and name != cell else cell for name, cell in pairs)
    values = [cell for _, cell in pairs]
    if len(values) == 2 and is_name(values[0]) and not values[0].endswith((".", ":", "?", "!")):
        return ": ".join(values)
    return " | ".join(values)


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """The table only arranges text: one column, one cell, or cells as long as paragraphs that are not a few of many."""
    if not rows or len(rows[0]) <= 1:
        return True
    cells = [cell for row in rows for cell in row if cell and not isinstance(cell, Spanned)]
    long = sum(len(cell) > _PROSE_LENGTH for cell in cells)
    return long > 0 and (len(rows) < _FEWEST_ROWS or long > _FEW * len(cells))


def holds_a_few(nested: int, *, rows: int, cells: int) -> bool:
    """Whether the tables inside a table are so few that they are part of its cells, and it lays nothing out."""
    return rows >= _FEWEST_ROWS and nested <= _FEW * cells


def table_rows(
    rows: Sequence[Sequence[str]], marked: Iterable[int] = (), *, sure: bool = False, strict: bool = False
) -> tuple[list[str], str]:
    """The texts of a table's rows, and its column names as one context.

    The header comes as a row of its own only when a column name would be lost without it: when no row has a
    cell in that column.
    """
    titles = _titles(rows) if not sure else 0
    above = [text for row in rows[:titles] if (text := row_text([""] * len(row), row))]
    rows = rows[titles:]
    count, names = column_names(rows, [row - titles for row in marked], sure=sure, strict=strict)
    context = " | ".join(name for name in names if name)
    body = rows[count:]
    texts = [text for row in body if (text := row_text(names, row))]
    used = {column for row in body for column, cell in enumerate(row) if cell}
    if any(name and column not in used for column, name in enumerate(names)):
        texts.insert(0, context)
    return above + texts, context


def _titles(rows: Sequence[Sequence[str]]) -> int:
    """How many rows on top are one cell over all columns: a caption, which names no column."""
    count = 0
    while (
        count < len(rows) - 1
        and len(rows[count]) > 1
        and rows[count][0]
        and all(isinstance(cell, Spanned) for cell in rows[count][1:])
    ):
        count += 1
    return count


def add_table(
    draft: Draft, grid: Grid, *, page: int | None = None, locator: str = "", sure: bool = False, strict: bool = False
) -> None:
    """Append a grid as rows, or as text when it is a layout."""
    rows = grid.rows()
    if is_layout(rows):
        for row in rows:
            for cell in dict.fromkeys(row):
                draft.add(cell, page=page, locator=locator)
        return
    texts, context = table_rows(rows, grid.heads, sure=sure, strict=strict)
    for text in texts:
        draft.add(text, "row", page=page, locator=locator, context=context)
