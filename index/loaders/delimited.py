"""Tables as text (csv, tsv): the delimiter is found by counting, the first row names the columns if it holds words."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from index.loaders.draft import Draft, Source
from index.loaders.limits import beyond
from index.loaders.sheet import Sheet
from index.loaders.tables import column_names
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
    lines = Sheet(draft, lambda row, _: f"row {row}", first_names=_names, later=_later_names)
    told = 0
    for number, row in enumerate(_rows(text, delimiter, source), 1):
        told += any(row)
        if told > source.limits.rows + 1:  # the row of names is none of them
            draft.warn(beyond(f"rows after {source.limits.rows}", "rows"))
            break
        lines.row(number, {column: cell for column, cell in enumerate(row, 1) if cell})
    lines.finish()
    return draft


def _names(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """A first row of different words, none of them a number, names the columns, even of two."""
    first = list(rows[0])
    if len(rows) > 1 and all(first) and len(set(first)) == len(first) > 1:
        words = all(
            len(cell) <= 80 and not cell.lstrip("-+").replace(".", "").replace(",", "").isdigit() for cell in first
        )
        if words:
            return 1, first
    return column_names(rows)


def _later_names(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Below the first table: words over figures, for words over words are more likely its next rows."""
    return column_names(rows, strict=True)


def _rows(text: str, delimiter: str, source: Source) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 24)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise source.error(f"is not a table that can be read ({error}): save it again as UTF-8 csv") from error


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
