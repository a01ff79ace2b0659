"""Running headers, running footers and page numbers of a paged text.

Takes lines away before paragraphs are made, so that a sentence goes on behind them. Covers files whose pages are
known, and page numbers of files whose pages are not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.normalize.pieces import Line
from index.types import Removed

_NUMBER = re.compile(
    r"(?P<dash>[-–—]\s*(?P<a>\d{1,4})\s*[-–—])|(?P<bare>(?P<b>\d{1,4}))"
    r"|(?P<word>(?:page|стр\.?|страница|페이지)\s*(?P<c>\d{1,4})(?:\s*(?:of|/|из)\s*\d{1,4})?)|(?P<of>(?P<d>\d{1,4})\s*/\s*\d{1,4})",
    re.IGNORECASE,
)
_EDGE = 2  # lines at the top and at the foot of a page that may be furniture
_FEWEST_PAGES = 3
_LEADER = re.compile(r"(?:[.·…‥・]\s?){4,}\s*(\d{1,4}|[ivxl]{1,6})$", re.I)
_LONGEST_ENTRY, _ENTRY_LINES, _FEWEST_ENTRIES = 240, 3, 4
_UNCOUNTED = 20  # pages that a book may number beyond those that the file has
_DIGITS = re.compile(r"\d+")


def strip(lines: Sequence[Line], *, headers: bool) -> tuple[list[Line], list[Removed]]:
    """Take running headers and page numbers away; the line behind one remembers that something stood there.

    Args:
        lines: of one run of plain text.
        headers: look for running headers; not where the loader has seen whole pages and done so.
    """
    reasons = _on_pages(lines) if headers else {}
    reasons.update(_numbers(lines, reasons))
    reasons.update(_contents(lines))
    kept: list[Line] = []
    lifted = False
    for i, line in enumerate(lines):
        if i in reasons:
            lifted = True
            continue
        kept.append(replace(line, lifted=True, page_top=line.page_top or _new_page(kept, line)) if lifted else line)
        lifted = False
    return kept, [Removed(lines[i].start, lines[i].end, reason) for i, reason in sorted(reasons.items())]


def _contents(lines: Sequence[Line]) -> dict[int, str]:
    """Lines of a table of contents: dots that lead to a page, and pages that never count down.

    A list of figures may lead to them by dots, too; figures go up and down.
    """
    found: dict[int, str] = {}
    row: list[tuple[int, int]] = []  # (line, page)
    last = max((line.page or 0 for line in lines), default=0)
    for i, line in enumerate(lines):
        match = _LEADER.search(line.text) if len(line.text) < _LONGEST_ENTRY else None
        if match is None:
            continue
        page = int(match[1]) if match[1].isdecimal() else 0
        if row and (i - row[-1][0] > _ENTRY_LINES or page < row[-1][1]):
            row = []
        row.append((i, page))
        if len(row) >= _FEWEST_ENTRIES and (not last or page <= last + _UNCOUNTED):
            found.update((at, "table of contents") for at, _ in row)
    return found


def _new_page(kept: Sequence[Line], line: Line) -> bool:
    return bool(kept) and kept[-1].page != line.page


def _on_pages(lines: Sequence[Line]) -> dict[int, str]:
    """Lines that stand at the top or foot of most pages, numbers aside."""
    pages: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.page is not None:
            pages[line.page].append(i)
    if len(pages) < _FEWEST_PAGES:
        return {}
    edges = [i for own in pages.values() for i in _edges(own)]
    shapes = Counter(_shape(lines[i]) for i in edges)
    usual = max(_FEWEST_PAGES, len(pages) // 2)
    return {
        i: "page number" if _NUMBER.fullmatch(lines[i].text) else "running header"
        for i in edges
        if shapes[_shape(lines[i])] >= usual and len(lines[i].text) < 120
    }


def _edges(own: Sequence[int]) -> Iterable[int]:
    edge = _EDGE if len(own) > 2 * _EDGE else 1
    return dict.fromkeys([*own[:edge], *own[-edge:]])


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", " ".join(line.text.split())).casefold()


def _numbers(lines: Sequence[Line], known: dict[int, str]) -> dict[int, str]:
    """Lines that hold only a number and count up by one: pages of a file that does not say where they begin."""
    by_style: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(lines):
        match = _NUMBER.fullmatch(line.text) if i not in known else None
        if match:
            style = match.lastgroup if match.lastgroup not in ("a", "b", "c", "d") else ""
            style = next((name for name in ("dash", "word", "of", "bare") if match[name]), style or "")
            by_style[style].append((i, int(next(match[name] for name in "abcd" if match[name]))))
    found: dict[int, str] = {}
    for style, numbers in by_style.items():
        fewest, apart = (3, 4) if style == "bare" else (2, 3) if style == "of" else (1, 1)
        for row in _rows(numbers, apart):
            if len(row) >= fewest:
                found.update(dict.fromkeys(row, "page number"))
    return found


def _rows(numbers: Sequence[tuple[int, int]], apart: int) -> list[list[int]]:
    """Rows of line indices whose numbers count up by one with at least `apart` lines between them."""
    rows: list[list[int]] = []
    last = -1
    for i, number in numbers:
        if rows and number == last + 1 and i - rows[-1][-1] >= apart:
            rows[-1].append(i)
        else:
            rows.append([i])
        last = number
    return rows
