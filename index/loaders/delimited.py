"""Tables as text (csv, tsv): the delimiter is found by counting, the first row names the columns if it holds words."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from index.loaders.draft import Draft, Source, clean, squeeze
from index.loaders.limits import beyond
from index.loaders.tables import column_names, row_text
from index.loaders.text import decoded

_DELIMITERS = ",;\t|"
_SAMPLE = 64_000


def read(source: Source) -> Draft:
    """Read a delimited table."""
    draft = Draft("csv")
    text = decoded(source, draft)
    if text.startswith("sep=") and "\n" in text[:8]:  # a line that spreadsheets write and obey
        delimiter, text = text[4], text.partition("\n")[2]
    else:
        delimiter = _delimiter(text[:_SAMPLE])
    rows = _rows(text, delimiter, source)
    head: list[list[str]] = []
    for row in rows:
        head.append(row)
        if len(head) == 20:
            break
    width = max((len(row) for row in head), default=0)
    padded = [row + [""] * (width - len(row)) for row in head]
    count, names = _names(padded)
    context = " | ".join(name for name in names if name)
    used: set[int] = set()
    for number, row in enumerate(_chain(head, rows), 1):
        if number > source.limits.rows + count:
            draft.warn(beyond(f"rows after {source.limits.rows}", "rows"))
            break
        if number > count:
            used |= {column for column, cell in enumerate(row) if cell}
            draft.add(
                row_text([*names, *[""] * (len(row) - len(names))], row),
                "row",
                locator=f"row {number}",
                context=context,
            )
    if count and any(name and column not in used for column, name in enumerate(names)):
        draft.add(context, "row", locator="row 1")  # a name over a blank column would be lost
    return draft


def _names(rows: list[list[str]]) -> tuple[int, list[str]]:
    """A first row of different words, none of them a number, names the columns, even of two."""
    if len(rows) > 1 and all(rows[0]) and len(set(rows[0])) == len(rows[0]) > 1:
        words = all(
            len(cell) <= 80 and not cell.lstrip("-+").replace(".", "").replace(",", "").isdigit() for cell in rows[0]
        )
        if words:
            return 1, rows[0]
    return column_names(rows)


def _rows(text: str, delimiter: str, source: Source) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 24)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells = [squeeze(clean(cell)) for cell in row]
            if any(cells):
                yield cells
    except csv.Error as error:
        raise source.error(f"is not a table that can be read ({error}): save it again as UTF-8 csv") from error


def _chain(head: list[list[str]], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from head
    yield from rest


def _delimiter(sample: str) -> str:
    """The one that cuts most rows into the same number of cells, more than one."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        rows = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row][:-1] or [
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row
        ]
        if not rows:
            continue
        width, times = Counter(rows).most_common(1)[0]
        score = times / len(rows) * (1 + 0.1 * min(width, 10)) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best
