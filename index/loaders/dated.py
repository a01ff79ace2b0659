"""The date that a document gives itself, where its file only knows when it was made or written out.

Looks at short lines of the first page that hold a date and little else: a date line, "Seoul, 15 June 2021", a label;
at the imprint below its title; and for the day of publication on the pages of an imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from index.loaders.draft import Draft
from index.loaders.metadata import iso_date
from index.normalize.dates import has_date_label, imprint_date, is_later, is_little_else

# Formats whose own date is that of a file: of its template, of its export, of the last save.
_OF_THE_FILE = frozenset("pdf docx pptx xlsx odt ods odp rtf doc xls ppt hwp hwpx hwpml".split())
_LINES = 60  # of the first page, or of a file without pages
_LONGEST = 60  # characters of such a line
_TO_THE_DAY = len("2019-06-15")
_ZONES = timedelta(days=1)  # a stamp is of another time zone
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![.,]?\d)")
_EMBARGO = timedelta(days=10)  # a text may be written out before the day that it bears
_PARAGRAPHS = re.compile(r"\n\s*\n")
_CELLS = re.compile(r"; | \| ")
_IMPRINT = re.compile(
    r"\W*(?:발\s?행\s?일|발\s?간\s?일|발\s?행|펴낸\s?날|(?:first )?published|publication date|date of publication"
    r"|дата публикации|подписано в печать)",
    re.IGNORECASE,
)
_BEHIND = 4  # pages


def date_itself(draft: Draft, saved: date | None = None) -> None:
    """Put the date of the first page in the place of the file's own; drop one that tells of the file alone.

    Args:
        draft: what was read.
        saved: the day on which the file was last written, where it is known.
    """
    if draft.format not in _OF_THE_FILE:
        return
    found = list(_dates(draft))
    labelled = [own for own, label in found if label]
    told = next(iter([*labelled, *_imprints(draft), *_front_imprints(draft), *(own for own, _ in found)]), "")
    if told and draft.metadata.date.startswith(told):
        return  # the file knows the day as well
    if told and not _is_to_come(told, draft):
        draft.metadata = replace(draft.metadata, date=told)
    elif _is_of_the_export(draft, saved):
        draft.metadata = replace(draft.metadata, date="")


def _is_to_come(told: str, draft: Draft) -> bool:
    """Later than the file: of an event, a deadline. An Office file may be as old as its template."""
    known = draft.metadata.date
    return draft.format == "pdf" and bool(known) and _first_day(told) - _first_day(known) > _EMBARGO


def _is_of_the_export(draft: Draft, saved: date | None) -> bool:
    """The day on which the file was written, or more than a year behind every year that the first page names."""
    known = draft.metadata.date
    if not known:
        return False
    made = _first_day(known)
    if saved is not None and len(known) == _TO_THE_DAY and abs(made - saved) <= _ZONES:
        return True
    pages = (None, draft.blocks[0].page) if draft.blocks else ()
    front = (block.text for block in draft.blocks if block.page in pages and block.kind != "row")
    years = [int(year) for text in front for year in _YEAR.findall(text)]
    return bool(years) and made.year - max(years) > 1


def _first_day(told: str) -> date:
    year, month, day = (*(int(part) for part in told.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _dates(draft: Draft) -> Iterator[tuple[str, bool]]:
    """The dates of short lines, to the month at least, and whether a label says that they are the document's."""
    for line, in_table in islice(_lines(draft), _LINES):
        own = iso_date(line) if len(line) <= _LONGEST else ""
        if len(own) < 7 or is_later(line):
            continue
        label = has_date_label(line)
        if label or (not in_table and is_little_else(line)):
            yield own, label


def _imprints(draft: Draft) -> Iterator[str]:
    """The days of publication that the pages behind the first and the last ones name."""
    pages = {block.page for block in draft.blocks if block.page}
    where = {*sorted(pages)[1:_BEHIND], *sorted(pages)[-2:]}
    for block in draft.blocks:
        for line in block.text.split("\n") if block.page in where else ():
            own = iso_date(line) if len(line) <= _LONGEST and _IMPRINT.match(line) else ""
            if len(own) >= 7 and not is_later(line):
                yield own


def _front_imprints(draft: Draft) -> Iterator[str]:
    """The dates of the paragraphs between the title and the first section or table."""
    begun = False
    for block in draft.blocks:
        ended = begun and block.kind == "heading"
        if ended or block.kind == "row" or block.page not in (None, draft.blocks[0].page):
            return
        begun |= block.kind != "heading"
        for paragraph in _PARAGRAPHS.split(block.text) if block.kind in ("text", "lines") else ():
            own = imprint_date(" ".join(paragraph.split()))
            if own and not is_later(paragraph):
                yield own


def _lines(draft: Draft) -> Iterator[tuple[str, bool]]:
    """The lines of the first page, and the cells of its tables, which say so."""
    for block in draft.blocks:
        if block.page not in (None, draft.blocks[0].page) or block.kind == "note":
            continue
        row = block.kind == "row"
        for line in _CELLS.split(block.text) if row else block.text.split("\n"):
            if line.strip():
                yield line.strip(), row
