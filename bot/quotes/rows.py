"""A row of a table that is one long line of named fields: its fields, and the one that names it.

Only what is too long to be read whole; a short row is quoted as it stands. Does not score.
"""

from __future__ import annotations

import re

LONG = 200  # characters of a row that is worth taking apart
MANY = 4  # fields
_NAME = r"[^\W\d_][^:;.!?\n]{0,60}:\s\S"
_FIRST, _FIELD = re.compile(_NAME), re.compile(rf";\s(?={_NAME})")
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


def naming_field(text: str, at: int) -> Span | None:
    """The field that names the long row in which a place of a text stands: the first with a word; None elsewhere."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    found = fields(text, begin, end if end >= 0 else len(text))
    return next((field for field in found if _NAMES.search(text, *field)), None)
