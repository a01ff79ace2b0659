"""Rows of tables in a document, so that they are shown as a table: "name: value; name: value" taken apart again.

A row that cannot be taken apart for sure stays a line of text. Offsets are the document's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.locators import shown_locator
from bot.web.markup import Html, tag
from index.places import place_at, where
from index.types import SourceDocument

_BETWEEN = "; "  # cells of a row, as the loaders write it
_WIDE, _MANY = 160, 6  # characters of a row, columns, from which a row is shown as a card

Span = tuple[int, int]


class Cell(NamedTuple):
    """One value of a row, `document.text[start:end]`, and the name of its column; empty when it has none."""

    name: str
    start: int
    end: int


class Line(NamedTuple):
    """A line of a document.

    Attributes:
        place: its locator.
        names: all column names of its table.
        cells: of a row of a table; empty for any other line.
    """

    start: int
    end: int
    place: str
    names: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether its locator is that of a row: "row 9", "Sheet1!A9:D9"."""
        return self.place.startswith("row ") or "!" in self.place


def blocks(document: SourceDocument, spans: Iterable[Span]) -> Iterator[list[Line]]:
    """The rows of a table together, every other line alone."""
    block: list[Line] = []
    for start, end in spans:
        line = _line(document, start, end)
        if block and not _goes_on(block[-1], line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _line(document: SourceDocument, start: int, end: int) -> Line:
    _, locator = where(document, start, end)
    names = tuple(place_at(document, start).context.split(" | "))
    cells = tuple(cells_of(document.text, (start, end), names))
    return Line(start, end, locator, names, cells) if len(cells) > 1 else Line(start, end, locator)


def _goes_on(above: Line, line: Line) -> bool:
    together = above.place == line.place or (above.is_numbered and line.is_numbered)
    return bool(above.cells and line.cells) and above.names == line.names and together


def cells_of(text: str, line: Span, names: Sequence[str]) -> list[Cell]:
    """The cells of a row whose columns have these names, in their order; a blank one is left out of a row.

    Only a first cell may be without a name. Empty when no part of the line begins with a name.
    """
    cells: list[Cell] = []
    left, at = list(names), line[0]
    while at < line[1]:
        end = text.find(_BETWEEN, at, line[1])
        end = line[1] if end < 0 else end
        name = next((name for name in left if name and text.startswith(f"{name}: ", at, end)), "")
        if name:
            del left[: left.index(name) + 1]
            cells.append(Cell(name, at + len(name) + 2, end))
        elif cells:  # a value may hold what parts cells
            cells[-1] = cells[-1]._replace(end=end)
        else:
            cells.append(Cell("", at, end))
        at = end + len(_BETWEEN)
    return cells if any(cell.name for cell in cells) else []


def table_html(rows: Sequence[Line], passage: Span, content: Callable[[Span], Iterable[str]], language: str) -> Html:
    """A table of the columns that are used; long rows become cards, each value beside its column's name.

    Args:
        rows: with cells, of one table.
        passage: the passage that is marked.
        content: of a span of the document, what is shown.
        language: of the page.
    """
    used = {cell.name for row in rows for cell in row.cells}
    names = [*([""] if "" in used else []), *(name for name in dict.fromkeys(rows[0].names) if name in used)]
    numbered = rows[0].is_numbered
    head = [tag("th", name, scope="col") for name in names]
    body = [_row(row, names, passage, content, language) for row in rows]
    cards = len(names) > _MANY or max(row.end - row.start for row in rows) > _WIDE
    table = tag(
        "table",
        tag("thead", tag("tr", tag("td", "") if numbered else None, *head)),
        tag("tbody", *body),
        class_="rows cards" if cards else "rows",
    )
    return tag("div", table, class_="table")


def _row(
    row: Line, names: Sequence[str], passage: Span, content: Callable[[Span], Iterable[str]], language: str
) -> Html:
    inside = row.start < passage[1] and row.end > passage[0]
    held = {cell.name: cell for cell in row.cells}
    number = tag("th", shown_locator(row.place, language), scope="row", class_="place") if row.is_numbered else None
    shown = {name: tag("div", *content((cell.start, cell.end))) for name, cell in held.items()}
    cells = [tag("td", shown.get(name), data_name=name or None) for name in names]
    return tag("tr", number, *cells, class_="passage" if inside else None)
