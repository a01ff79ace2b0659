"""From lines to paragraphs: which lines of a plain text belong together.

Owns the question "does a unit begin at this line". What stands at the joints is `joints.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalize.layout import Layout
from index.normalize.pieces import Line, Unit, columns, ends_sentence, starts_lower

# Strong bullets begin an item wherever a line begins with one; weak ones may also be a dash or a dot
# in the middle of a sentence, so they need the line above to be closed.
STRONG_BULLET = re.compile(r"[•◦▪■□●◆◇▶▷►➢➤✓✔⦁‣※☞\uf000-\uf0ff]\s*(?=\S)")
WEAK_BULLET = re.compile(r"(?:[○ㅇoоO]\s+|[-–—*·ㆍ∙▲△◎]\s+|[·ㆍ](?=[가-힣])|-(?=[가-힣A-ZА-Я]))(?=\S)")
NUMBER = re.compile(
    r"(?:\(?(?P<arabic>\d{1,2})[.)]\s*(?![\d])|(?P<multi>\d{1,2}(?:\.\d{1,2})+\.?\s+)|[①-⑳]\s*|[가나다라마바사아자차카타파하][.)]\s+"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}\.\s+|\(?[a-zа-я]\)\s+|제\s?\d{1,3}\s?[조장절항편]\b|\[\d{1,3}\]\s+)(?=\S)"
)
_OPEN = "([{“‘«「『《〈"  # nothing ends with one
_BROKEN_WORD = re.compile(r"[^\W\d_][-\u2010\u00ac]$")
_FIGURE = re.compile(r"[-+−]?\d[\d.,]*%?")
_TABLE_GAP = re.compile(r"\S(?:\s{3,}|\t+)\S")


def group(lines: Sequence[Line], layout: Layout) -> list[Unit]:
    """Group the lines of a plain text into units; joints are still to be decided."""
    units: list[Unit] = []
    listed = _listed(lines)
    widest = max((line.width for line in lines), default=0)
    for i, line in enumerate(lines):
        if not units:
            begins = True
        elif layout.width:
            begins = i in listed or _begins(units[-1], line, layout)
        else:
            begins = not _hangs(units[-1], line, widest)
        if begins:
            units.append(Unit([line], indent=line.indent, blanks=line.blanks, plain=True))
        else:
            units[-1].lines.append(line)
    return units


def _listed(lines: Sequence[Line]) -> set[int]:
    """Lines that share their weak bullet and their indent with a line close by: a list, not a dash in a sentence."""
    marks = [(line.indent, match.group()) if (match := WEAK_BULLET.match(line.text)) else None for line in lines]
    found: set[int] = set()
    for i, mark in enumerate(marks):
        if mark and lines[i].indent > 0:
            found.update({i, j} if (j := _next_alike(marks, i)) else ())
    return found


def _next_alike(marks: Sequence[tuple[int, str] | None], i: int) -> int:
    return next((j for j in range(i + 1, min(i + 5, len(marks))) if marks[j] == marks[i]), 0)


def _hangs(unit: Unit, line: Line, widest: int) -> bool:
    """Where lines are not broken otherwise: tell whether a line hangs under the text of a broken item."""
    above = unit.lines[-1]
    mark = bullet(unit.lines[0].text)
    if not mark or line.blanks or bullet(line.text) or above.width + above.indent < 0.6 * widest:
        return False
    if line.page_top or _is_table(line):
        return False
    column = unit.indent + columns(mark) + 1
    return unit.indent < line.indent <= column + 2 and (not ends_sentence(above.text) or abs(line.indent - column) <= 1)


def bullet(text: str) -> str:
    """The bullet or number that a line begins with, or an empty string."""
    match = STRONG_BULLET.match(text) or WEAK_BULLET.match(text) or NUMBER.match(text)
    return match.group().strip() if match else ""


def _begins(unit: Unit, line: Line, layout: Layout) -> bool:
    """Tell whether `line` begins a new unit behind `unit`."""
    above = unit.lines[-1]
    if STRONG_BULLET.match(line.text) or _is_table(above) or _is_table(line) or (_is_row(above) and _is_row(line)):
        return True
    if above.text[-1] in _OPEN and not line.blanks:
        return False
    final = ends_sentence(above.text)
    full = layout.full(above, line, closed=final)
    if layout.gap(line):
        return True
    if full and not final:
        return is_next_number(unit.lines[0].text, line.text)  # an item "1." may lack its full stop
    if bullet(line.text) and (final or not full):
        return True
    if final:
        return not full or _indented(unit, line, layout)
    return not _goes_on(above, line, layout)


def _indented(unit: Unit, line: Line, layout: Layout) -> bool:
    """Tell whether the line stands further in than the lines of this unit."""
    if len(unit.lines) > 1:
        return line.indent > unit.lines[-1].indent
    mark = bullet(unit.lines[0].text)
    if mark:
        hanging = unit.lines[0].indent + len(mark) + 4
        return line.indent > hanging
    return line.indent > layout.indent


def _goes_on(above: Line, line: Line, layout: Layout) -> bool:
    """Tell whether a line goes on with a short, unfinished one: only a small letter says so."""
    if not starts_lower(line.text) or bullet(line.text) or above.text[-1] in ":;":
        return False
    return above.width >= layout.width / 2 or line.lifted or above.soft or bool(_BROKEN_WORD.search(above.text))


def is_next_number(before: str, text: str) -> bool:
    """Tell whether a text's number follows that of another: "2." behind "1."."""
    here, above = NUMBER.match(text), NUMBER.match(before)
    if not here or not above or not here["arabic"] or not above["arabic"]:
        return False
    return int(here["arabic"]) == int(above["arabic"]) + 1


def _is_table(line: Line) -> bool:
    return len(_TABLE_GAP.findall(line.text)) >= 2


def _is_row(line: Line) -> bool:
    """Tell whether a line is mostly figures: a row of a table that lost its columns."""
    tokens = line.text.split()
    figures = sum(bool(_FIGURE.fullmatch(token)) for token in tokens)
    return figures >= 2 and 4 * figures >= len(tokens) and not ends_sentence(line.text)
