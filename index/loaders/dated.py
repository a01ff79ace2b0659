"""The date that a document gives itself, where its file only knows when it was made or written out.

Looks at short lines of the first page that hold a date and little else: a date line, "Seoul, 15 June 2021", a label;
and for the day of publication on the pages of an imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from index.loaders.draft import Draft
from index.loaders.metadata import iso_date

# Formats whose own date is that of a file: of its template, of its export, of the last save.
_OF_THE_FILE = frozenset("pdf docx pptx xlsx odt ods odp rtf doc xls ppt hwp hwpx hwpml".split())
_LINES = 60  # of the first page, or of a file without pages
_LONGEST = 60  # characters of such a line
_EMBARGO = timedelta(days=10)  # a text may be written out before the day that it bears
_OTHERS = 14  # letters beside the date: a place, a weekday, a label
_DATE_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)\w*|[년월일]|\b(?:г|года?)\b|\b(?:st|nd|rd|th|of)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:date|published|publication date|posted|released?|issued|дата\b|опубликовано|날짜|일\s?시"
    r"|보도\s?(?:시점|일시|일자)?|배포\s?(?:일시|일자)?|(?:발행|작성|등록|게시|발간|제출)\s?일자?)",
    re.IGNORECASE,
)
_CELLS = re.compile(r"; | \| ")
_IMPRINT = re.compile(
    r"\W*(?:발\s?행\s?일|발\s?간\s?일|발\s?행|펴낸\s?날|(?:first )?published|publication date|date of publication"
    r"|дата публикации|подписано в печать)",
    re.IGNORECASE,
)
_BEHIND = 4  # pages
_LATER = re.compile(r"(?:updated|revised|modified|accessed|수정|접속|обновлено|обращения)", re.IGNORECASE)


def date_itself(draft: Draft) -> None:
    """Put the date of the first page in the place of the file's own."""
    if draft.format not in _OF_THE_FILE:
        return
    found = list(_dates(draft))
    labelled = [own for own, label in found if label]
    told = next(iter([*labelled, *_imprints(draft), *(own for own, _ in found)]), "")
    if told and not _is_to_come(told, draft):
        draft.metadata = replace(draft.metadata, date=told)


def _is_to_come(told: str, draft: Draft) -> bool:
    """Later than the file: of an event, a deadline. An Office file may be as old as its template."""
    known = draft.metadata.date
    return draft.format == "pdf" and bool(known) and _first_day(told) - _first_day(known) > _EMBARGO


def _first_day(told: str) -> date:
    year, month, day = (*(int(part) for part in told.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _dates(draft: Draft) -> Iterator[tuple[str, bool]]:
    """The dates of short lines, to the month at least, and whether a label says that they are the document's."""
    for line, in_table in islice(_lines(draft), _LINES):
        own = iso_date(line) if len(line) <= _LONGEST else ""
        if len(own) < 7 or _LATER.search(line):
            continue
        label = bool(_LABEL.match(line))
        others = sum(char.isalpha() for char in _DATE_WORDS.sub("", line))
        if label or (others <= _OTHERS and not in_table):
            yield own, label


def _imprints(draft: Draft) -> Iterator[str]:
    """The days of publication that the pages behind the first and the last ones name."""
    pages = {block.page for block in draft.blocks if block.page}
    where = {*sorted(pages)[1:_BEHIND], *sorted(pages)[-2:]}
    for block in draft.blocks:
        for line in block.text.split("\n") if block.page in where else ():
            own = iso_date(line) if len(line) <= _LONGEST and _IMPRINT.match(line) else ""
            if len(own) >= 7 and not _LATER.search(line):
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
