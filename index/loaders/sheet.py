"""The rows of a sheet become blocks: tables are found between blank rows, what stands over them are their titles.

A row of one cell is text. It is a heading where it looks like a title and a table or a paragraph follows, so that a
figure is found by the name of its table, too. A blank row inside a table does not cost the rest its column names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from index.loaders.draft import Draft, squeeze
from index.loaders.tables import Spanned, column_names, row_text
from index.types import BlockKind

_LOOKAHEAD = 12  # rows that are seen before the column names are settled
_MOST_TITLES = 3  # rows of one cell, one below the other, that may be titles
_TITLE, _PARAGRAPH = 100, 100  # characters of a title at most, of a paragraph at least
_LOWEST_TITLE = 4  # level of the title right over a table; those above it stand higher
_NO_TITLE = re.compile(r"[(\[※*\d\s]*$|[(\[※*<].*|.*[.!?。…:;,]|.*[가-힣](?:다|요|함|음|됨)", re.S)
_SENTENCE = re.compile(r"[.!?。]$|[가-힣]다$")

Line = tuple[int, Mapping[int, str]]  # row number, column number -> text; both from 1
Place = Callable[[int, Sequence[int]], str]  # row and columns -> where a reader finds them
Names = Callable[[Sequence[Sequence[str]]], tuple[int, list[str]]]  # as tables.column_names


def column_letters(number: int) -> str:
    """1 -> "A", 27 -> "AA"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_places(sheet: str) -> Place:
    """Addresses of a sheet's cells: "Sheet1!B7", "Sheet1!B7:D7"."""

    def place(row: int, columns: Sequence[int]) -> str:
        first, last = (f"{column_letters(column)}{row}" for column in (columns[0], columns[-1]))
        return f"{sheet}!{first}" if first == last else f"{sheet}!{first}:{last}"

    return place


class Sheet:
    """Takes rows in order and adds blocks as soon as a table's column names are known; holds a dozen rows at most."""

    def __init__(
        self, draft: Draft, place: Place, *, first_names: Names = column_names, later: Names = column_names
    ) -> None:
        """`first_names` finds the column names of the first table, `later` those of the others."""
        self.draft = draft
        self.place = place
        self.find_names, self.later = first_names, later
        self.waiting: list[Line] = []
        self.titles: list[Line] = []  # rows of one cell, until it is known what they stand over
        self.names: dict[int, str] | None = None  # column -> name, once settled for the table being read
        self.before: dict[int, str] = {}  # the names of the table above
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
            self._break()
        elif self.names is not None:
            self._add((number, cells), self.names)
        else:
            self.waiting.append((number, cells))
            if len(self.waiting) >= _LOOKAHEAD:
                self._settle()

    def finish(self) -> None:
        """End the sheet."""
        self._break()
        self._tell_titles(over=False)

    def _break(self) -> None:
        """End the table being read."""
        self._settle()
        if self.names and any(name and column not in self.used for column, name in self.names.items()):
            for line in self.heads:  # a name over a blank column would be lost
                self._add(line, {})
        self.before = self.names or self.before
        self.names, self.heads, self.used = None, [], set()

    def _settle(self) -> None:
        """Tell titles above the table from its column names, and add what was waiting."""
        lines, self.waiting = self.waiting, []
        while lines and _is_single(lines[0][1]):
            self._add(lines.pop(0), {})
        if not lines:
            return
        columns = sorted({column for _, cells in lines for column in cells})
        table = [[cells.get(column, "") for column in columns] for _, cells in lines]
        count, names = self.find_names(table) if len(columns) > 1 else (0, [])
        self.find_names = self.later
        self.names = dict(zip(columns, names, strict=False)) if count else {}
        if not count and len(columns) > 1 and set(columns) <= self.before.keys():
            self.names = dict(self.before)  # the table above goes on
        self.heads = lines[:count]
        for line in lines[count:]:
            self._add(line, self.names)

    def _add(self, line: Line, names: Mapping[int, str]) -> None:
        if _is_single(line[1]) and not names:
            text = next(iter(line[1].values()))
            if len(text) >= _PARAGRAPH or _SENTENCE.search(text):
                self._tell_titles(over=True)
                self._tell(line, names, "text")
            else:
                self.titles.append(line)
                if len(self.titles) > _MOST_TITLES:
                    self._tell(self.titles.pop(0), {}, "text")
            return
        self._tell_titles(over=True)
        self.used |= set(line[1]) if names else set()
        self._tell(line, names, "text" if _is_single(line[1]) else "row")

    def _tell_titles(self, *, over: bool) -> None:
        """Add the rows of one cell that were held back; `over`: over a table or a paragraph."""
        lines, self.titles = self.titles, []
        heads = [line for line in lines if over and not _NO_TITLE.fullmatch(next(iter(line[1].values())))]
        for line in lines:
            level = _LOWEST_TITLE - (len(heads) - 1 - heads.index(line)) if line in heads else 0
            self._tell(line, {}, "heading" if level else "text", level=level)

    def _tell(self, line: Line, names: Mapping[int, str], kind: BlockKind, *, level: int = 0) -> None:
        number, cells = line
        columns: Sequence[int] = sorted(cells)
        text = row_text([names.get(column, "") for column in columns], [cells[column] for column in columns])
        context = " | ".join(name for name in names.values() if name)
        self.draft.add(text, kind, level=level, locator=self.place(number, columns), context=context)


def _is_single(cells: Mapping[int, str]) -> bool:
    """One cell, or one merged over the columns."""
    return sum(not isinstance(cell, Spanned) for cell in cells.values()) == 1
