"""Where a span of a document stands in its file, as a reader looks it up: a page, row, slide, cells, headings above.

A span over several places names the first and the last: "pp. 3–4", "rows 6–8", "Sheet1!A6:F8". Rows are numbered as
a spreadsheet shows them: the row of column names is row 1 where it stands first.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from index.types import Heading, Place, SourceDocument

_PART = re.compile(r"(.*?)(, \w[\w ]*)?")  # "p. 1, front matter", "slide 4, notes"
_NUMBERED = re.compile(r"(p\.|row|slide) (\d+)")
_SEVERAL = {"p.": "pp.", "row": "rows", "slide": "slides"}
_CELLS = re.compile(r"(.+)!([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


def place_at(document: SourceDocument, position: int) -> Place:
    """The place that covers a position; one without page and locator where none does."""
    row = bisect_right(document.places, position, key=lambda place: place.start) - 1
    if row >= 0 and position < document.places[row].end:
        return document.places[row]
    return Place(position, position, None, "", "")


def where(document: SourceDocument, start: int, end: int) -> tuple[int | None, str]:
    """The first page of `document.text[start:end]`, None without pages, and its locator, empty without one."""
    places = document.places
    first = bisect_right(places, start, key=lambda place: place.start) - 1
    if first < 0 or places[first].end <= start:
        first += 1
    last = bisect_right(places, end - 1, key=lambda place: place.start) - 1
    if first > last:
        return None, ""
    return places[first].page, _from_to(_locator(places[first]), _locator(places[last]))


def headings_above(document: SourceDocument, position: int) -> list[str]:
    """The path of headings above a position, outermost first; a heading is above itself, as it is in a passage."""
    path: list[Heading] = []
    for heading in document.headings:
        if heading.start > position:
            break
        path = [above for above in path if above.level < heading.level] + [heading]
    return [document.text[heading.start : heading.end] for heading in path]


def _locator(place: Place) -> str:
    return place.locator or (f"p. {place.page}" if place.page else "")


def _from_to(first: str, last: str) -> str:
    """One locator for a span from one place to another; a part of a page or slide is named where both are in it."""
    (one, part), (other, part_of_other) = _parted(first), _parted(last)
    part = part if part == part_of_other else ""
    if not one or not other:
        return first or last
    if one == other:
        return one + part
    if (begins := _NUMBERED.fullmatch(one)) and (ends := _NUMBERED.fullmatch(other)) and begins[1] == ends[1]:
        return f"{_SEVERAL[begins[1]]} {begins[2]}–{ends[2]}{part}"
    if (begins := _CELLS.fullmatch(one)) and (ends := _CELLS.fullmatch(other)) and begins[1] == ends[1]:
        letters = sorted((cells[n] for cells in (begins, ends) for n in (2, 4) if cells[n]), key=_column)
        return f"{begins[1]}!{letters[0]}{begins[3]}:{letters[-1]}{ends[5] or ends[3]}{part}"
    return f"{first} – {last}"


def _parted(locator: str) -> tuple[str, str]:
    found = _PART.fullmatch(locator)
    return (found[1], found[2] or "") if found else (locator, "")


def _column(letters: str) -> tuple[int, str]:
    """The order of columns: A before Z before AA."""
    return len(letters), letters
