"""The rows of a sheet become blocks: tables are found between blank rows, titles and remarks become text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.loaders.draft import Draft, squeeze
from index.loaders.tables import Spanned, column_names, row_text
from index.types import BlockKind

_LOOKAHEAD = 12  # rows that are seen before the column names are settled

Line = tuple[int, Mapping[int, str]]  # row number, column number -> text; both from 1


def column_letters(number: int) -> str:
    """1 -> "A", 27 -> "AA"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Sheet:
    """Takes rows in order and adds blocks as soon as a table's column names are known; holds a dozen rows at most."""

    def __init__(self, draft: Draft, name: str) -> None:
        """`name` goes into the locators."""
        self.draft = draft
        self.name = name
        self.waiting: list[Line] = []
        self.names: dict[int, str] | None = None  # column -> name, once settled for the table being read
        self.heads: list[Line] = []  # the rows that the names stand in
        self.used: set[int] = set()  # columns that have cells

    def row(self, number: int, cells: Mapping[int, str]) -> None:
        """Take the next row; a blank one ends a table."""
        cells = {
            column: Spanned(squeezed) if isinstance(text, Spanned) else squeezed
            for column, text in cells.items()
            if (squeezed := squeeze(text))
        }
        if not cells:
            self.finish()
        elif self.names is not None:
            self._add((number, cells), self.names)
        else:
            self.waiting.append((number, cells))
            if len(self.waiting) >= _LOOKAHEAD:
                self._settle()

    def finish(self) -> None:
        """End the table being read."""
        self._settle()
        if self.names and any(name and column not in self.used for column, name in self.names.items()):
            for line in self.heads:  # a name over a blank column would be lost
                self._add(line, {})
        self.names, self.heads, self.used = None, [], set()

    def _settle(self) -> None:
        """Tell titles above the table from its column names, and add what was waiting."""
        lines, self.waiting = self.waiting, []
        while (
            lines and sum(not isinstance(cell, Spanned) for cell in lines[0][1].values()) == 1
        ):  # one cell, or one merged over the columns
            self._add(lines.pop(0), {})
        if not lines:
            return
        columns = sorted({column for _, cells in lines for column in cells})
        table = [[cells.get(column, "") for column in columns] for _, cells in lines]
        count, names = column_names(table) if len(columns) > 1 else (0, [])
        self.names = dict(zip(columns, names, strict=False)) if count else {}
        self.heads = lines[:count]
        for line in lines[count:]:
            self._add(line, self.names)

    def _add(self, line: Line, names: Mapping[int, str]) -> None:
        number, cells = line
        self.used |= set(cells) if names else set()
        columns: Sequence[int] = sorted(cells)
        text = row_text([names.get(column, "") for column in columns], [cells[column] for column in columns])
        first, last = f"{column_letters(columns[0])}{number}", f"{column_letters(columns[-1])}{number}"
        place = first if first == last else f"{first}:{last}"
        context = " | ".join(name for name in names.values() if name)
        kind: BlockKind = "row" if sum(not isinstance(cell, Spanned) for cell in cells.values()) > 1 else "text"
        self.draft.add(text, kind, locator=f"{self.name}!{place}", context=context)
