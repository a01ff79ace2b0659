"""Columns of a PDF page: running text that is set side by side, read one column after the other.

Works on `pdf_lines.Line` alone. What is no running text (cells of a table, a form) stays as its content stream has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.loaders.pdf_lines import Line

_FEWEST = 10  # lines of two columns
_FROM, _TO = 20, 80  # percent of the width where a gutter may be
_CROSSING = 0.3  # of the lines that may cross it: headings, pictures' captions
_SHORT, _WORDS = 12, 0.5  # letters of a line of a column, and how many lines of one must be words
_RUN = 8  # lines of a column together, on the average, in a stream that follows the columns
_FURTHEST = 6.0  # sizes of the letters, from one line to the next of a run
_FULL, _EDGE = 0.55, 0.2  # of a column's lines reach its right edge, and how near that is, in widths


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A place between two columns, and those inside them."""

    x: float
    left: _Gutter | None
    right: _Gutter | None


def reading_order(lines: list[Line]) -> list[Line]:
    """Lines of columns set side by side, the left one first; any other page as its content stream has it."""
    gutter = _gutters(lines)
    if gutter is None:
        return lines
    places = [_place(line, gutter) for line in lines]
    cut = any(_is_cut(line, gutter) for line in lines)
    turns = sum(a != b for a, b in pairwise(place for place in places if "S" not in place))
    bands = sum("S" in place for place in places) + 1
    if not cut and turns <= max(bands * (len(set(places)) - 1), len(lines) // _RUN):
        return lines  # the stream has the columns one after the other already, or their footnotes last
    return _by_columns(lines, gutter)


def _gutters(lines: Sequence[Line]) -> _Gutter | None:
    """The gutter of some lines with those on its sides; None unless every column is running text."""
    x = _gutter(lines)
    if x is None:
        return None
    split = list(_cut(lines, x))
    sides = [[line for line in split if _side(line, x) == side] for side in "LR"]
    if min(map(len, sides)) < _FEWEST // 2:
        return None
    inner = [_gutters(own) for own in sides]
    if all(within or _is_prose(own) for within, own in zip(inner, sides, strict=True)):
        return _Gutter(x, *inner)
    return None


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x that the fewest lines cross, if few do: the end of the free strip around it."""
    if len(lines) < _FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best, best_crossing = None, len(lines) * _CROSSING
    for step in range(_FROM, _TO + 1):
        x = left + (right - left) * step / 100
        crossing = sum(1 for line in lines if line.left < x < line.right and _gap_at(line, x) is None)
        if crossing < best_crossing:
            best, best_crossing = x, crossing
    if best is None:
        return None
    starts = [line.left for line in lines if line.left >= best]
    starts += [gap[2] for line in lines if (gap := _gap_at(line, best))]
    return min(starts) - 1.0 if starts else None


def _gap_at(line: Line, x: float) -> tuple[int, float, float] | None:
    """The gap of a line at some place; none in a row of figures, but where text stands on its left."""
    gap = next((gap for gap in line.gaps if gap[1] <= x <= gap[2]), None)
    return None if gap and _is_row(line) and not _is_words(_left_of(line, gap)) else gap


def _left_of(line: Line, gap: tuple[int, float, float]) -> Line:
    return replace(line, text=line.text[: gap[0]], right=gap[1], gaps=[each for each in line.gaps if each < gap])


def _is_row(line: Line) -> bool:
    """Whether a line is cells, figures most of them."""
    ends = [at for at, _, _ in line.wide_gaps]
    cells = [line.text[a:b] for a, b in pairwise([0, *ends, len(line.text)])]
    return len(cells) > 2 and 2 * sum(not any(map(str.isalpha, cell)) for cell in cells) >= len(cells)


def _is_cut(line: Line, gutter: _Gutter | None) -> bool:
    """Whether pdfium made one line of several columns."""
    if gutter is None:
        return False
    inner = {"L": gutter.left, "R": gutter.right}.get(_side(line, gutter.x))
    return _gap_at(line, gutter.x) is not None or _is_cut(line, inner)


def _cut(lines: Sequence[Line], x: float) -> Iterator[Line]:
    for line in lines:
        gap = _gap_at(line, x)
        if gap is None:
            yield line
            continue
        offset, _, end = gap
        rest = line.text[offset:].lstrip()
        cut = len(line.text) - len(rest)
        yield _left_of(line, gap)
        yield replace(line, text=rest, left=end, gaps=[(at - cut, a, b) for at, a, b in line.gaps if at > offset])


def _side(line: Line, x: float) -> str:
    return "L" if line.right <= x else "R" if line.left >= x - 2 else "S"


def _place(line: Line, gutter: _Gutter) -> str:
    """The column of a line, as the sides that lead to it; an S at the end for a line that spans some."""
    side = _side(line, gutter.x)
    inner = {"L": gutter.left, "R": gutter.right}.get(side)
    return side + (_place(line, inner) if inner else "")


def _is_prose(lines: Sequence[Line]) -> bool:
    """Most lines are words and reach the edge of their column, as running text does and cells of a table do not."""
    if len(lines) < _FEWEST // 2:
        return False
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    full = sum(
        1
        for line in lines
        if line.right > right - _EDGE * (right - left) and len(line.text) > _SHORT and _is_words(line)
    )
    return full >= _FULL * len(lines)


def _is_words(line: Line) -> bool:
    """Whether a line is running text: mostly letters, and no wide gap that parts cells."""
    letters = sum(char.isalpha() for char in line.text)
    return not line.wide_gaps and letters > 0.5 * len("".join(line.text.split()))


def _by_columns(lines: Sequence[Line], gutter: _Gutter | None) -> list[Line]:
    """Between lines that span the columns: the left one, then the right one.

    What is no text between two such lines (a table above the columns) stays as it is.
    """
    if gutter is None:
        return _downwards(lines)
    spans = sorted((line for line in lines if _spans(line, gutter.x)), key=lambda line: -line.middle)
    bounds = [float("inf"), *(line.middle for line in spans), float("-inf")]
    ordered: list[Line] = []
    for band, (top, bottom) in enumerate(pairwise(bounds)):
        if band:
            ordered.append(spans[band - 1])
        whole = [line for line in lines if bottom < line.middle <= top and not _spans(line, gutter.x)]
        split = list(_cut(whole, gutter.x))
        left, right = ([line for line in split if _side(line, gutter.x) == side] for side in "LR")
        if sum(map(_is_words, split)) < _WORDS * len(split):
            ordered += whole
        else:
            ordered += [*_by_columns(left, gutter.left), *_by_columns(right, gutter.right)]
    return ordered


def _downwards(lines: Sequence[Line]) -> list[Line]:
    """The lines of a column as the stream has them, but runs that stand wholly above others before these."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _is_next(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    ordered: list[list[Line]] = []
    for run in runs:
        at = len(ordered)
        while at and run[-1].middle > ordered[at - 1][0].middle:
            at -= 1
        ordered.insert(at, run)
    return [line for run in ordered for line in run]


def _is_next(above: Line, line: Line) -> bool:
    """Whether a line stands a little below another, and not beside it."""
    fall = above.middle - line.middle
    return 0 < fall < _FURTHEST * above.size and line.left < above.right and above.left < line.right


def _spans(line: Line, x: float) -> bool:
    return _side(line, x) == "S" and _gap_at(line, x) is None
