"""How the lines of PDF pages belong together: running headers and footers, headings, paragraphs' white space.

Works on `pdf_lines.Line` alone; knows nothing of pdfium.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from index.loaders.pdf_lines import Line

_EDGE = 0.14  # share of the page's height, at the top and at the foot, where running lines stand
_SAME_PLACE = 4.0  # points; running lines stand at the same height on every page
_FEWEST = 3  # pages that must carry a running line
_TURNED = 12  # letters of a line that upright ones would make longer than two are high
_HEADING = 1.18  # times the size of the body
_HEADING_LENGTH = 160
_NUMBER_ONLY = re.compile(
    r"[\s\-–—·|<>\[\]()]*(?:p(?:age|\.)?|стр\.?|с\.|페이지|쪽)?\s*(\d{1,4}|[ivxl]{1,6})\s*(?:쪽|페이지|(?:/|of|из)\s*\d{1,4})?"
    r"[\s\-–—·|<>\[\]()]*",
    re.I,
)
_DIGITS = re.compile(r"\d+")


def running_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """(page, line) of running headers, footers and page numbers, counted from 0."""
    places: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for index in _edge_lines(lines, height):
            line = lines[index]
            key = _DIGITS.sub("#", " ".join(line.text.split())).lower()
            if _NUMBER_ONLY.fullmatch(line.text):
                key = "#"
            places[key].append((line.middle, number, index))
    found: set[tuple[int, int]] = set()
    for key, where in places.items():
        steps: dict[int, set[int]] = defaultdict(set)  # height in steps of _SAME_PLACE -> pages
        for place, number, _ in where:
            steps[round(place / _SAME_PLACE)].add(number)
        carried = {
            step: len(steps[step].union(*(steps.get(step + side, ()) for side in (-1, 1)))) for step in list(steps)
        }
        for place, number, index in where:
            often = carried[round(place / _SAME_PLACE)] >= _FEWEST
            if often or (key == "#" and _is_own_number(pages[number][index], number + 1)):
                found.add((number, index))
    return found


def _edge_lines(lines: Sequence[Line], height: float) -> list[int]:
    """Indices of the outermost lines in the margins, three on each side at most, and of those turned on their side."""
    order = sorted(range(len(lines)), key=lambda index: -lines[index].middle)
    top = [index for index in order[:3] if lines[index].middle > height * (1 - _EDGE)]
    foot = [index for index in order[-3:] if lines[index].middle < height * _EDGE and index not in top]
    return [*top, *foot, *(n for n, line in enumerate(lines) if _is_turned(line) and n not in (*top, *foot))]


def _is_turned(line: Line) -> bool:
    """Far narrower than its letters side by side."""
    return len(line.text) > _TURNED and line.right - line.left < 2 * line.size


def _is_own_number(line: Line, page: int) -> bool:
    """A page number that is set off, "- 3 -", and is the page's own."""
    found = _NUMBER_ONLY.fullmatch(line.text)
    return bool(found) and found is not None and found[1] == str(page) and len(line.text.strip()) > len(found[1])


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size of most letters, to half a point."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_levels(pages: Sequence[Sequence[Line]], body: float) -> dict[float, int]:
    """Font sizes of headings to levels, the largest 1; empty when large letters are no exception."""
    letters: Counter[float] = Counter()
    total = 0
    for lines in pages:
        for line in lines:
            total += len(line.text)
            if line.size >= body * _HEADING:
                letters[round(line.size * 2) / 2] += len(line.text)
    if not body or sum(letters.values()) > 0.15 * total:
        return {}
    return {size: min(level, 6) for level, size in enumerate(sorted(letters, reverse=True), 1)}


def is_heading(lines: Sequence[Line], levels: dict[float, int]) -> int:
    """Level of some consecutive lines of one size; 0 when they are none."""
    text = " ".join(line.text.strip() for line in lines)
    level = levels.get(round(lines[0].size * 2) / 2, 0)
    if not level or len(text) > _HEADING_LENGTH or len(lines) > 6 or not any(char.isalpha() for char in text):
        return 0
    return 0 if re.search(r"[.!?。]$|다\.$", text) and len(text) > 60 else level


def spaced(lines: Sequence[Line]) -> str:
    """Lines as text: a blank line for a wide gap, blanks before a line that is set in from its column."""
    pitch = _pitch(lines)
    out: list[str] = []
    last: Line | None = None
    for index, line in enumerate(lines):
        if last is not None and (line.middle > last.middle + pitch or last.middle - line.middle > 1.3 * pitch):
            out.append("")
        inset = line.left - _column_left(lines, index)
        out.append(
            " " * min(round(inset / (0.5 * line.size)), 12) + line.text if inset > 0.7 * line.size else line.text
        )
        last = line
    return "\n".join(out)


def _pitch(lines: Sequence[Line]) -> float:
    """Distance of two lines of one paragraph: a small one of those there are, for paragraphs may be of one line."""
    pairs = zip(lines, lines[1:], strict=False)
    falls = sorted(a.middle - b.middle for a, b in pairs if 0.8 * b.size < a.middle - b.middle < 4 * b.size)
    return falls[len(falls) // 4] if falls else 0.0


def _column_left(lines: Sequence[Line], index: int) -> float:
    """Left edge of the column that a line stands in: the leftmost of the lines around that overlap it."""
    line = lines[index]
    around = lines[max(index - 8, 0) : index + 9]
    return min(other.left for other in around if other.left < line.right and other.right > line.left)
