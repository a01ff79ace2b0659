"""The characters of a PDF page with their boxes, from pdfium, as a reader sees them: turned when the text is.

Pages are stored turned (a wide table on a high sheet) with or without a mark that says so; what counts is which way
most letters run. Coordinates are PDF points, y grows upwards.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_HYPHENS = frozenset((0x02, 0xFFFE, 0xAD))  # how pdfium gives a hyphen at the end of a line
_NARROW = 0.6  # of its own width that a space may be pressed to where a line is filled
_SPACES = 0.08  # of a page's letters that are spaces, where words are parted by them
_STRAYED = 5  # own spaces in their place to one astray, at most, where a writer draws them apart
_ASKED, _MOST = 200, 0.6  # letters that are asked which way they run, and how many of them must agree

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(slots=True)
class Char:
    """One character: its code and its box."""

    code: int
    index: int
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    boxed: bool = False
    added: bool = False  # a space that is not in the file, or not here: pdfium or we saw a gap
    strayed: bool = False  # a space stood behind it that is drawn elsewhere

    def astray(self, before: Char | None, after: Char | None) -> bool:
        """Whether it is a space of the file that is drawn before the letter in front of it, or behind the next one."""
        if self.code != 32 or self.added or self.right <= self.left or before is None or not before.boxed:
            return False
        middle = (self.left + self.right) / 2
        if after is None or not after.boxed:
            return middle < before.left
        return before.left < after.left and not before.left <= middle <= after.right


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned so that its text stands upright.

    Attributes:
        quarters: of a turn that its lines make, counterclockwise.
        width: where the stored page ends on the right.
        height: where it ends at the top.
        tall: how high the page is as it is seen.
    """

    quarters: int = 0
    width: float = 0.0
    height: float = 0.0
    tall: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the stored page is seen."""
        if self.quarters == 1:
            return y, self.width - x
        if self.quarters == 2:
            return self.width - x, self.height - y
        return (self.height - y, x) if self.quarters else (x, y)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a box of the stored page is seen."""
        if not self.quarters:
            return left, bottom, right, top
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def turn_of(page: PdfPage, text: PdfTextPage) -> Turn:
    """The turn of most letters; where they run in many ways, that of the page."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    runs: Counter[int] = Counter()
    count = text.count_chars()
    for index in range(0, count, max(count // _ASKED, 1)):
        letter = raw.FPDFText_GetUnicode(text.raw, index) > 32
        if letter and raw.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix)):
            mirrored = matrix.a * matrix.d < matrix.b * matrix.c
            runs[0 if mirrored else round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
    shown = page.get_rotation() // 90 % 4
    quarters, times = runs.most_common(1)[0] if runs else (0, 0)
    if times < _MOST * runs.total():
        quarters = shown
    _, _, right, top = page.get_mediabox()
    return Turn(quarters, right, top, page.get_width() if (quarters - shown) % 2 else page.get_height())


def read_chars(page: PdfTextPage, turn: Turn) -> list[Char]:
    """Characters with their boxes; spaces and breaks that pdfium adds have none."""
    return _with_spaces_in_place(list(_chars(page, turn)))


def _with_spaces_in_place(chars: list[Char]) -> list[Char]:
    """Without the spaces that are drawn elsewhere on the line; where they leave a gap, it is one that was seen.

    LibreOffice draws all spaces of a stretch first where another font has them (Hangul without a space of its own);
    of those pdfium keeps one, in the order of drawing: before the stop or behind the line.
    """
    kept: list[Char] = []
    for before, char, after in zip([None, *chars], chars, [*chars[1:], None], strict=False):
        if not char.astray(before, after):
            kept.append(char)
            continue
        if before:
            before.strayed = True
            if after and after.boxed and after.left - before.right >= _NARROW * (char.right - char.left):
                kept.append(replace(char, added=True))
    return kept


def _chars(page: PdfTextPage, turn: Turn) -> Iterator[Char]:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    handle = page.raw
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(page.count_chars()):
        code = unicode_of(handle, index)
        char = Char(0x2D if code in _HYPHENS else code, index)
        if code > 32 and box_of(handle, index, place):
            char.left, char.bottom, char.right, char.top = turn.box(box.left, box.bottom, box.right, box.top)
            char.boxed = True
        elif code == 32:
            char.added = raw.FPDFText_IsGenerated(handle, index) == 1
            if not char.added and box_of(handle, index, place):
                char.left, char.bottom, char.right, char.top = turn.box(box.left, box.bottom, box.right, box.top)
        yield char


def has_spaces(chars: list[Char]) -> bool:
    """Whether the page has its spaces as characters; a file that makes them by gaps alone keeps every one seen."""
    added = sum(char.added for char in chars)
    own = sum(char.code == 32 and not char.added for char in chars)
    strayed = sum(char.strayed for char in chars)  # of many that are drawn elsewhere, pdfium keeps one
    many = own >= added or own >= _SPACES * sum(char.boxed for char in chars) or strayed * _STRAYED >= own > 0
    return added > 0 and many


def font_size(page: PdfTextPage, index: int, height: float) -> float:
    """Font size in points as it is shown: the size of the font times the scale of its matrix."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(page.raw, index))
    if raw.FPDFText_GetMatrix(page.raw, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return size if size > 0 else height


def baseline(page: PdfTextPage, index: int, turn: Turn) -> float:
    """Height of the line that a character stands on."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page.raw, index, ctypes.byref(x), ctypes.byref(y))
    return turn.point(x.value, y.value)[1]
