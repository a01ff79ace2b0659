"""The lines of a PDF page with their places, from pdfium's characters.

A small raised digit becomes a raised digit (²), so that a footnote's mark is told from the number before it.
Coordinates are PDF points, y grows upwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from index.loaders.pdf_chars import Char, Turn, baseline, font_size
from index.loaders.pdf_weave import woven
from index.loaders.tables import Grid

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BREAKS = frozenset((10, 13))
_WORD_GAP = 1.4  # times the gap between two letters of such a line that stands between two words
_SPREAD = 0.2  # of a line's characters that are gaps between letters, where they are set apart to fill the line
_ALIKE = 0.4  # times the gaps that were seen: those between letters of the same line
_NEARLY = 0.94  # of the line's usual space: LibreOffice sets Hangul and digits 0.2 em apart, a space is 0.22 to 0.33
_FAR_BACK = 6.0  # times the height of a letter
_GAP, _WIDE_GAP = 0.6, 1.2  # times the height of a line: what may part columns, and what parts cells
_CLOSING = frozenset(".,;:!?)]}%”’」』》〉。，、")


@dataclass(slots=True)
class Table:
    """A ruled table: where its columns begin and end, and its cells."""

    columns: list[float]
    grid: Grid


@dataclass(slots=True)
class Line:
    """One line of a page.

    Attributes:
        text: as pdfium gives it, a space at the end included.
        size: font size of its first letter, in points.
        gaps: (offset in the text, x where the gap begins, x where it ends) of gaps that may part columns.
        first: index on the page of its first character.
        table: what it stands for, when it is a whole ruled table.
        mapped: False where most letters have no Unicode in the file's fonts.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    gaps: list[tuple[int, float, float]] = field(default_factory=list)
    mapped: bool = True
    first: int = 0
    table: Table | None = None

    @property
    def wide_gaps(self) -> list[tuple[int, float, float]]:
        """The gaps that no two words of a text have between them."""
        return [gap for gap in self.gaps if gap[2] - gap[1] > _WIDE_GAP * (self.top - self.bottom)]

    @property
    def middle(self) -> float:
        """Height of its centre."""
        return (self.bottom + self.top) / 2


def lines_of(page: PdfTextPage, chars_of_page: list[Char], *, spaced: bool, turn: Turn) -> list[Line]:
    """The lines that some characters of a page make, in the order of its content stream.

    `spaced`: the page has its spaces as characters (see `has_spaces`); `turn`: how the page is turned.
    """
    lines: list[Line] = []
    for chars in woven(_groups(iter(chars_of_page))):
        line = _line(page, _without_gaps(chars) if spaced else chars, turn)
        if line is None:
            continue
        if lines and _is_mark(lines[-1], line):
            lines[-1] = _joined(lines[-1], replace(line, text=line.text.translate(_RAISED), top=line.bottom))
        elif lines and _heads_note(lines[-1], line):
            mark = lines[-1].text.strip().translate(_RAISED)
            lines[-1] = replace(line, text=f"{mark} {line.text.lstrip()}", left=lines[-1].left, first=lines[-1].first)
        elif lines and not _is_turned(chars) and _continues(lines[-1], line):
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line)
    return lines


def _is_turned(chars: list[Char]) -> bool:
    """Whether letters run up or down, as in the head of a narrow column: what stands beside such a line is another."""
    boxed = [char for char in chars if char.boxed]
    return abs(boxed[-1].bottom - boxed[0].bottom) > abs(boxed[-1].left - boxed[0].left)


def _continues(line: Line, rest: Line) -> bool:
    """Whether pdfium broke a line in its middle, as it does behind a raised letter."""
    height = line.top - line.bottom
    return abs(line.bottom - rest.bottom) < 0.35 * height and -1.0 <= rest.left - line.right < 0.8 * height


def _is_mark(line: Line, rest: Line) -> bool:
    """Whether the rest is a footnote's mark behind the line, which pdfium takes for a line of its own."""
    mark = rest.text.strip()
    height = line.top - line.bottom
    beside = -1.0 <= rest.left - line.right < 0.5 * height and line.bottom < rest.bottom < line.top
    return mark.isdecimal() and len(mark) <= 3 and rest.size < 0.85 * line.size and beside


def _heads_note(mark: Line, line: Line) -> bool:
    """Whether a small raised number, a line of its own to pdfium, is the mark of the note behind it."""
    number = mark.text.strip()
    height = line.top - line.bottom
    beside = -1.0 <= line.left - mark.right < 2.0 * height and line.bottom < mark.bottom < line.top
    return number.isdecimal() and len(number) <= 3 and mark.size < 0.85 * line.size and beside


def _joined(line: Line, rest: Line) -> Line:
    space = " " if rest.left - line.right > 0.15 * (line.top - line.bottom) and not line.text.endswith(" ") else ""
    shift = len(line.text) + len(space)
    return replace(
        line,
        text=line.text + space + rest.text,
        right=max(line.right, rest.right),
        top=max(line.top, rest.top),
        gaps=line.gaps + [(at + shift, begin, end) for at, begin, end in rest.gaps],
    )


def _without_gaps(chars: list[Char]) -> list[Char]:
    """A line without spaces that pdfium saw where letters of two scripts are set a little apart ("2022 년", "있다 .").

    The line's own spaces are the measure: what is narrower is none, in lines whose letters are spread, too.
    """
    while chars and chars[-1].added:  # behind the last letter there is no gap to see
        chars = chars[:-1]
    triples = list(zip(chars, chars[1:], chars[2:], strict=False))
    own = [c.left - a.right for a, b, c in triples if b.code == 32 and not b.added and a.boxed and c.boxed]
    narrowest = 0.9 * min(own) if own else 0.0
    seen = [c.left - a.right for a, b, c in triples if b.added and a.boxed and c.boxed]
    spread = len(seen) >= _SPREAD * len(chars) and _is_apart(chars, median(seen))
    if spread and not own:
        narrowest = _WORD_GAP * median(seen)
    told = [c.left - a.right for a, b, c in triples if b.added and a.boxed and c.boxed and not _is_mixed(a, c)]
    usual = _NEARLY * median(own or told) if own or (told and not spread) else math.inf  # words are parted so here
    most = _GAP if math.isfinite(usual) else 0.35  # times the height of a letter
    spurious = set()
    for before, char, after in triples:
        if char.added and before.boxed and after.boxed:
            gap = after.left - before.right
            height = before.top - before.bottom
            closing = chr(after.code) in _CLOSING
            if spread and gap < min(narrowest, _WIDE_GAP * height):
                spurious.add(char.index)
            elif closing and gap < max(0.35 * height, usual if own else narrowest):
                spurious.add(char.index)
            elif _is_mixed(before, after) and chr(after.code).isalnum() and gap < min(usual, most * height):
                spurious.add(char.index)
    return [char for char in chars if char.index not in spurious] if spurious else chars


def _is_apart(chars: list[Char], gap: float) -> bool:
    """Whether the letters of a line stand about as far apart as those that pdfium saw a gap between, or it saw most."""
    pairs = [b.left - a.right for a, b in pairwise(chars) if a.boxed and b.boxed]
    return 2 * len(pairs) <= sum(char.added for char in chars) or median(pairs) > _ALIKE * gap


def _is_mixed(before: Char, after: Char) -> bool:
    return _is_hangul(before.code) != _is_hangul(after.code)


def _is_hangul(code: int) -> bool:
    return 0xAC00 <= code <= 0xD7A3


def _groups(chars: Iterator[Char]) -> Iterator[list[Char]]:
    """Characters line by line: at pdfium's breaks, and where the pen goes back (behind a hyphen, to a first column)."""
    group: list[Char] = []
    last: Char | None = None
    for char in chars:
        back = char.boxed and last is not None and _goes_back(last, char)
        if char.code in _BREAKS or back:
            if group:
                yield group
            group, last = [], None
            if char.code in _BREAKS:
                continue
        group.append(char)
        if char.boxed:
            last = char
    if group:
        yield group


def _goes_back(last: Char, char: Char) -> bool:
    """Whether a character stands to the left of the last one and below it, or so far that it is in another column."""
    height = char.top - char.bottom
    below = (char.top + char.bottom) / 2 < last.bottom and height > 0
    return char.left < last.left and (below or last.left - char.left > _FAR_BACK * height > 0)


def _line(page: PdfTextPage, chars: list[Char], turn: Turn) -> Line | None:
    boxed = [char for char in chars if char.boxed]
    if not boxed:
        return None
    height = median(char.top - char.bottom for char in boxed) or 1.0
    base = median(char.bottom for char in boxed)
    pieces: list[str] = []
    gaps: list[tuple[int, float, float]] = []
    last: Char | None = None
    for char in _paired(chars):
        letter = chr(char.code) if 0 < char.code < 0x110000 else ""
        if char.boxed:
            if last is not None and char.left - last.right > _GAP * height:
                gaps.append((len(pieces), last.right, char.left))
            last = char
            low = char.top - char.bottom < 0.8 * height and char.bottom > base + 0.12 * height
            if letter.isdigit() and low and _is_raised(page, char, boxed, turn):
                letter = letter.translate(_RAISED)
        pieces.append(letter if len(letter) == 1 else " ")
    return Line(
        text="".join(pieces),
        left=min(char.left for char in boxed),
        right=max(char.right for char in boxed),
        bottom=base,
        top=base + height,
        size=font_size(page, boxed[0].index, height),
        first=boxed[0].index,
        gaps=gaps,
        mapped=sum(char.code in (0, 0xFFFD) or 0xE000 <= char.code < 0xF900 for char in boxed) * 2 < len(boxed),
    )


def _is_raised(page: PdfTextPage, char: Char, line: list[Char], turn: Turn) -> bool:
    """Whether a digit is set smaller and higher than the letters of its line: their boxes alone tell fonts apart."""
    others = [other for other in line if not chr(other.code).isdigit()]
    if not others:
        return False
    near = min(others, key=lambda other: abs(other.index - char.index))
    size, usual = font_size(page, char.index, 0.0), font_size(page, near.index, 0.0)
    higher = baseline(page, char.index, turn) > baseline(page, near.index, turn) + 0.1 * usual
    return size < 0.85 * usual and higher


def _paired(chars: list[Char]) -> Iterator[Char]:
    """The two halves of a character outside the basic plane, which pdfium may give one by one, as one."""
    high: Char | None = None
    for char in chars:
        if 0xD800 <= char.code < 0xDC00:
            high = char
        elif 0xDC00 <= char.code < 0xE000 and high is not None:
            high.code = 0x10000 + (high.code - 0xD800 << 10) + char.code - 0xDC00
            yield high
            high = None
        else:
            yield char
