"""From lines to paragraphs: which lines of a plain text belong together.

Owns the question "does a unit begin at this line". What stands at the joints is `joints.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalize.layout import Layout
from index.normalize.pieces import Line, Unit, ends_sentence, starts_lower

# Strong bullets begin an item wherever a line begins with one; weak ones may also be a dash or a dot
# in the middle of a sentence, so they need the line above to be closed.
STRONG_BULLET = re.compile(r"[•◦▪■□●◆◇▶▷►➢➤✓✔⦁‣※☞\uf000-\uf0ff]\s*(?=\S)")
WEAK_BULLET = re.compile(r"(?:[○ㅇoоO]\s+|[-–—*·ㆍ∙▲△◎]\s+|[·ㆍ](?=[가-힣])|-(?=[가-힣A-ZА-Я]))(?=\S)")
NUMBER = re.compile(
    r"(?:\(?(?P<arabic>\d{1,2})[.)]\s*(?![\d])|(?P<multi>\d{1,2}(?:\.\d{1,2})+\.?\s+)|[①-⑳]\s*|[가나다라마바사아자차카타파하][.)]\s+"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}\.\s+|\(?[a-zа-я]\)\s+|제\s?\d{1,3}\s?[조장절항편]\b|\[\d{1,3}\]\s+)(?=\S)"
)
_TABLE_GAP = re.compile(r"\S(?:\s{3,}|\t+)\S")


def group(lines: Sequence[Line], layout: Layout) -> list[Unit]:
    """Group the lines of a plain text into units; joints are still to be decided."""
    units: list[Unit] = []
    for line in lines:
        if units and not _begins(units[-1], line, layout):
            units[-1].lines.append(line)
        else:
            units.append(Unit([line], indent=line.indent, blanks=line.blanks, plain=True))
    return units


def bullet(text: str) -> str:
    """The bullet or number that a line begins with, or an empty string."""
    match = STRONG_BULLET.match(text) or WEAK_BULLET.match(text) or NUMBER.match(text)
    return match.group().strip() if match else ""


def _begins(unit: Unit, line: Line, layout: Layout) -> bool:
    """Tell whether `line` begins a new unit behind `unit`."""
    above = unit.lines[-1]
    if not layout.width or STRONG_BULLET.match(line.text) or _is_table(above) or _is_table(line):
        return True
    final = ends_sentence(above.text)
    full = layout.full(above, line, closed=final)
    if layout.gap(line):
        return True
    if full and not final:
        return _next_number(unit, line)
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
    if above.text[-1] in ":;" or above.width < layout.width / 2:
        return False
    return starts_lower(line.text) and not bullet(line.text)


def _next_number(unit: Unit, line: Line) -> bool:
    """Tell whether the line's number follows the unit's own: "2." behind an item "1." that lacks a full stop."""
    here, before = NUMBER.match(line.text), NUMBER.match(unit.lines[0].text)
    if not here or not before or not here["arabic"] or not before["arabic"]:
        return False
    return int(here["arabic"]) == int(before["arabic"]) + 1


def _is_table(line: Line) -> bool:
    return len(_TABLE_GAP.findall(line.text)) >= 2
