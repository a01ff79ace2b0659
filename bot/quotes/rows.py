"""A row of a table that is one long line of named fields: its fields, and the one that names it.

Only what is too long to be read whole; a short row is quoted as it stands. Does not score.
"""

from __future__ import annotations

import re

LONG = 200  # characters of a row that is worth taking apart
MANY = 4  # fields
_NAME = r"[^\W\d_][^:;.!?\n]{0,60}:\s\S"
_FIRST, _FIELD = re.compile(_NAME), re.compile(rf";\s(?={_NAME})")
_LINE = re.compile(r"[^\n]+")
_NAMES = re.compile(r":\s.*[^\W\d_]{3}")

Span = tuple[int, int]


def fields(text: str, start: int, end: int) -> list[Span]:
    """The fields of a long row, `text[start:end]`, in order; empty for what is no long row."""
    opens = start == 0 or text[start - 1] == "\n"
    if end - start < LONG or not opens or not _FIRST.match(text, start, end):
        return []
    begins = [start, *(match.end() for match in _FIELD.finditer(text, start, end))]
    ends = [begin - 2 for begin in begins[1:]] + [end]
    return list(zip(begins, ends, strict=True)) if len(begins) >= MANY else []


def is_row(text: str) -> bool:
    """Whether a text is a row of a table, or a field of one: "Year: 2023; Tonnes: 180"."""
    return bool(_FIRST.match(text) and ";" in text)


def table_around(text: str, at: int) -> list[Span]:
    """The rows of the table in which a place of a text stands, in order: lines beside it that begin with its column."""
    first = _FIRST.match(text, text.rfind("\n", 0, at) + 1)
    column = first[0].partition(":")[0] + ":" if first else ""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    rows = [bool(column) and text.startswith(column, start) and is_row(text[start:end]) for start, end in lines]
    own = next((n for n, (start, end) in enumerate(lines) if start <= at <= end), -1)
    if own < 0 or not rows[own]:
        return []
    begin = next((n + 1 for n in range(own, -1, -1) if not rows[n]), 0)
    stop = next((n for n in range(own, len(rows)) if not rows[n]), len(rows))
    return lines[begin:stop]


def naming_field(text: str, at: int) -> Span | None:
    """The field that names the long row in which a place of a text stands: the first with a word; None elsewhere."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    found = fields(text, begin, end if end >= 0 else len(text))
    return next((field for field in found if _NAMES.search(text, *field)), None)
