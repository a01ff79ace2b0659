"""Plain text: blocks of lines, as they stand; normalisation decides what their breaks mean. Tables set with tabs apart.

A table has tabs in every line, as many in each; numbered paragraphs and tables of contents are none.
"""

from __future__ import annotations

import re
from itertools import groupby

from index.loaders.draft import Draft, Source, clean
from index.loaders.encodings import decode
from index.loaders.sidecars import front_matter
from index.loaders.tables import Grid, add_table, is_layout

_FEWEST_CELLS, _LONGEST_CELL = 6, 300  # of a table, and letters of a cell
_NUMBERING = re.compile(r"\W*(?:\w{1,2}|\d{1,4})?(?:\.\d{1,3})*\W*")


def decoded(source: Source, draft: Draft, declared: str = "") -> str:
    """The file's text; notes the encoding, and the bytes that could not be read, in the draft."""
    found = decode(source.data, declared)
    if found is None:
        raise source.error("is in an encoding that cannot be told: save it as UTF-8")
    draft.encoding = found.encoding
    if found.dropped:
        draft.warn(f"{found.dropped} bytes are not {found.encoding} and were left out: the file may be damaged")
    return clean(found.text)


def take_front(draft: Draft, text: str) -> str:
    """Put what the front matter says into the draft; gives the rest of the text."""
    draft.metadata, front, body, warnings = front_matter(text)
    draft.remove(front, "front matter")
    for warning in warnings:
        draft.warn(warning)
    return body


def read(source: Source) -> Draft:
    """Read a plain text file."""
    draft = Draft("txt")
    body = take_front(draft, decoded(source, draft))
    plain: list[str] = []
    for width, run in groupby(body.split("\n"), key=lambda line: line.strip().count("\t")):
        lines = list(run)
        if width and _is_table(rows := [[cell.strip() for cell in line.strip().split("\t")] for line in lines]):
            _flush(draft, plain)
            add_table(draft, _grid(rows))
        else:
            plain += lines
    _flush(draft, plain)
    return draft


def _flush(draft: Draft, lines: list[str]) -> None:
    draft.add("\n".join(lines), "lines")
    lines.clear()


def _is_table(rows: list[list[str]]) -> bool:
    """Enough cells, none of them a paragraph, and the first or the last of each row no number of a part or page."""
    if len(rows) < 2 or len(rows) * len(rows[0]) < _FEWEST_CELLS:
        return False
    if is_layout(rows) or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return False
    edges = (0, 1) if len(rows[0]) == 2 else (0,)
    return not any(2 * sum(bool(_NUMBERING.fullmatch(row[edge])) for row in rows) > len(rows) for edge in edges)


def _grid(rows: list[list[str]]) -> Grid:
    grid = Grid()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            grid.put(number, column, cell)
    return grid
