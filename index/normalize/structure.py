"""Headings, items and the lines that introduce them.

Owns what a unit of plain text is, guessed from its form and its neighbours. Units of structured formats keep the
kind that their file gave them, but for paragraphs that begin with a typed bullet; their leads are found here, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from index.normalize.dates import find_date
from index.normalize.flow import NUMBER, STRONG_BULLET, WEAK_BULLET, bullet, is_next_number
from index.normalize.pieces import Unit, columns, ends_sentence, starts_lower

_LONGEST_HEADING = 110  # columns
_LONGEST_BULLET_HEADING = 130
_MOST_IN_A_ROW = 3  # headings without text between them; more short lines are a list, a poem, an address
_PLAIN_LEVEL = 4  # of a heading without a number; numbered ones: see _number_level
_CLOSED = ".;:,…·。"
_LIST_LIKE = re.compile(r" [-|/·] .* [-|/·] |\d{4,}.*\d{4,}|@|https?://|www\.|:.*,.*,|[a-zа-я가-힣)]\. \S")
_WIDE_GAP = re.compile(r"\S(?:\s{3,}|\t)\S")
_BARE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s+[A-ZА-ЯЁ가-힣]")
_LEAD_WORDS = re.compile(
    r"다음과 같|아래와 같|다음의|following|as follows|below|follow\b|следующ|ниже|таковы|в том числе", re.IGNORECASE
)
_LONGEST_ITEM = 300  # letters of one in a list without bullets
_BOX_BULLET = re.compile(r"[□■◆◇▶▷❏❑]")
_RANK = {mark: rank for rank, marks in enumerate(("□■◆◇▶▷", "○ㅇ●•◦oо", "-–—", "·ㆍ∙*", "※")) for mark in marks}
_CHAPTER = re.compile(
    r"(?:제\s?\d{1,3}\s?[장편부]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,5}[.\s]|chapter\s+\S+|part\s+\S+|глава\s+\S+|часть\s+\S+)", re.I
)
_SECTION = re.compile(r"(?:제\s?\d{1,3}\s?[절조]|section\s+\d|раздел\s+\S+|§\s?\d)", re.I)


def find(units: Sequence[Unit], labels: Set[int]) -> None:
    """Set the kind, the level and the lead of every unit; those at `labels` are no headings."""
    plain = any(unit.plain for unit in units)
    _mark_items(units)
    _mark_enumerations(units)
    typed = _mark_typed_items(units)
    if plain:
        _mark_headings(units, labels)
    if plain or typed:
        _promote_bullets(units)
        _level_headings(units)
        _level_items(units)
    _find_leads(units)


def _mark_items(units: Sequence[Unit]) -> None:
    for i, unit in enumerate(units):
        text = unit.lines[0].text
        if unit.plain and unit.kind == "text" and bullet(text) and not (NUMBER.match(text) and _lone_number(units, i)):
            unit.kind = "item"


def _mark_enumerations(units: Sequence[Unit]) -> None:
    """Short paragraphs behind a colon that end with semicolons, and the one that ends them: a list without bullets."""
    at = 0
    while at < len(units):
        end = at + 1
        if units[at].kind == "text" and units[at].text.endswith(":"):
            while end < len(units) and _is_short(units[end]) and units[end].text.endswith(";"):
                end += 1
            if end > at + 1 and end < len(units) and _is_short(units[end]):
                for unit in units[at + 1 : end + 1]:
                    unit.kind, unit.level = "item", max(unit.level, 0)
        at = end


def _is_short(unit: Unit) -> bool:
    return unit.kind == "text" and len(unit.text) <= _LONGEST_ITEM


def _mark_typed_items(units: Sequence[Unit]) -> bool:
    """Paragraphs of a structured format that begin with a bullet, or with numbers that go on from one to the next.

    A dash counts where one close by has it, too.
    """
    free = [unit.kind == "text" and not unit.plain for unit in units]
    marks = [_typed_bullet(unit.text) if own else "" for unit, own in zip(units, free, strict=True)]
    found = [
        bool(mark)
        and (bool(STRONG_BULLET.match(mark + " x")) or mark in marks[max(i - 4, 0) : i] + marks[i + 1 : i + 5])
        for i, mark in enumerate(marks)
    ]
    for i in range(1, len(units)):
        if free[i] and free[i - 1] and is_next_number(units[i - 1].text, units[i].text):
            found[i - 1] = found[i] = True
    for unit, typed in zip(units, found, strict=True):
        if typed:
            unit.kind, unit.level = "item", -1
    return any(found)


def _typed_bullet(text: str) -> str:
    match = STRONG_BULLET.match(text) or WEAK_BULLET.match(text)
    return match.group().strip() if match else ""


def _lone_number(units: Sequence[Unit], i: int) -> bool:
    """Tell whether no neighbour carries a number of the same form: then it is a heading or a paragraph."""
    form = _number_form(units[i].lines[0].text)
    near = [units[j] for j in (i - 1, i + 1) if 0 <= j < len(units)]
    return not any(form and _number_form(unit.lines[0].text) == form for unit in near)


def _number_form(text: str) -> str:
    match = NUMBER.match(text)
    return re.sub(r"\d+|[^\W\d_]+|[①-⑳]", "0", match.group().strip()) if match else ""


def _mark_headings(units: Sequence[Unit], labels: Set[int]) -> None:
    """From the end to the beginning: a heading is a short line with something under it."""
    under = False  # something that a heading may stand over follows
    row = 0
    for i in range(len(units) - 1, -1, -1):
        unit = units[i]
        if unit.kind == "heading":
            under, row = True, row + 1
        elif i not in labels and under and row < _MOST_IN_A_ROW and _may_be_heading(units, i):
            unit.kind = "heading"
            row += 1
        else:
            row = 0
            under = unit.kind in ("item", "row") or len(unit.text) > 100 or ends_sentence(unit.text)
    _unmark_rows(units, labels)
    first = units[0]
    if len(units) > 2 and 0 not in labels and first.plain and first.kind == "text" and _looks_like_heading(first):
        first.kind = "heading"


def _unmark_rows(units: Sequence[Unit], labels: Set[int]) -> None:
    """Where short lines stand in a long row, none of them is a heading but the numbered ones."""
    row: list[Unit] = []
    for i, unit in enumerate([*units, None]):
        if (
            unit is not None
            and i not in labels
            and unit.plain
            and unit.kind in ("heading", "text")
            and _looks_like_heading(unit)
        ):
            row.append(unit)
            continue
        if len(row) > _MOST_IN_A_ROW:
            for short in row[1:]:
                if not _number_level(short.lines[0].text):
                    short.kind = "text"
        row = []


def _may_be_heading(units: Sequence[Unit], i: int) -> bool:
    unit = units[i]
    if not unit.plain or not _looks_like_heading(unit) or (unit.kind == "item" and not _lone_number(units, i)):
        return False
    above = units[i - 1] if i else unit
    tight = i > 0 and not unit.blanks and above.plain and above.kind == "text"
    return not tight or bool(_number_level(unit.text)) or ends_sentence(above.text) or _looks_like_heading(above)


def _looks_like_heading(unit: Unit) -> bool:
    text = unit.text
    numbered = bool(_number_level(text))
    if unit.kind == "item" and not numbered:
        return False
    if len(unit.lines) > (2 if numbered else 1) or columns(text) > _LONGEST_HEADING:
        return False
    if STRONG_BULLET.match(text) or text[-1] in _CLOSED or (ends_sentence(text) and not text.endswith("?")):
        return False
    if sum(char.isalpha() for char in text) < 2 or _LIST_LIKE.search(text) or text[0] in "<[({":
        return False
    if _WIDE_GAP.search(unit.lines[0].text) or find_date(text):
        return False
    return numbered or not starts_lower(text)


def _number_level(text: str) -> int:
    """The level that a number gives, 0 without one."""
    if _CHAPTER.match(text):
        return 2
    if _SECTION.match(text):
        return 3
    match = NUMBER.match(text)
    if not match:
        return 3 + text.split()[0].count(".") if _BARE_NUMBER.match(text) else 0
    if match["multi"]:
        return min(3 + match["multi"].strip(" .").count("."), 6)
    if match["arabic"]:
        return 3 if match.group().strip().endswith(".") else 5
    return 5 if match.group()[0] in "([①②③④⑤⑥⑦⑧⑨⑩" else 4


def _promote_bullets(units: Sequence[Unit]) -> None:
    """A bullet of the outermost depth over paragraphs or lists of its own is the heading of a section."""
    outermost = min((unit.indent for unit in units if _is_guessed(unit, "item")), default=0)
    for i, unit in enumerate(units[:-1]):
        text = unit.text
        if not _is_guessed(unit, "item") or not STRONG_BULLET.match(text) or NUMBER.match(text):
            continue
        if columns(text) > _LONGEST_BULLET_HEADING or text[-1] in _CLOSED or ends_sentence(text):
            continue
        below = units[i + 1]
        deeper = below.plain and below.indent > unit.indent
        boxed = _BOX_BULLET.match(text) and below.kind == "item" and text[0] != below.text[0] and columns(text) <= 60
        if boxed or (deeper and below.kind != "item" and unit.indent <= outermost):
            unit.kind = "heading"


def _is_guessed(unit: Unit, kind: str) -> bool:
    """Of a kind that the file did not give it."""
    return unit.kind == kind and unit.level < 0


def _level_headings(units: Sequence[Unit]) -> None:
    """Numbers tell the level; of unnumbered headings in a row each stands under the one before."""
    row: list[Unit] = []
    for i, unit in enumerate([*units, None]):
        if unit is not None and _is_guessed(unit, "heading"):
            numbered = _number_level(unit.lines[0].text)
            if i == 0 and not numbered:
                unit.level = 1
            elif numbered:
                unit.level = numbered
            elif bullet(unit.lines[0].text):
                unit.level = _PLAIN_LEVEL - 1
            else:
                row.append(unit)
                continue
        for depth, heading in enumerate(reversed(row)):
            heading.level = max(_PLAIN_LEVEL - depth, 2)
        row = []


def _level_items(units: Sequence[Unit]) -> None:
    """The depth of each item: indent first, then the order in which the kinds of bullets came."""
    stack: list[tuple[int, str]] = []
    for unit in units:
        if unit.kind == "heading":
            stack = []
        if not _is_guessed(unit, "item"):
            continue
        text = unit.lines[0].text
        here = (unit.indent, _number_form(text) or text[0])
        while stack and not _under(stack, here):
            stack.pop()
        stack.append(here)
        unit.level = len(stack) - 1


def _under(stack: Sequence[tuple[int, str]], here: tuple[int, str]) -> bool:
    """Tell whether an item may stand under the last of the stack."""
    indent, mark = stack[-1]
    if here[0] != indent:
        return here[0] > indent
    rank, own = _RANK.get(mark[0], 9), _RANK.get(here[1][0], 9)
    return mark != here[1] and own >= rank and all(other[1] != here[1] for other in stack)


def _find_leads(units: Sequence[Unit]) -> None:
    """An item's lead is the item that it stands under, or the line before its list."""
    parents: list[tuple[int, int]] = []  # (level, index)
    before = -1
    for i, unit in enumerate(units):
        if unit.kind != "item":
            parents = [] if unit.kind == "heading" or unit.indent <= _indent_of(units, parents) else parents
            before = i if _introduces(unit) else -1
            if before >= 0:
                parents = [pair for pair in parents if units[pair[1]].indent < unit.indent]
            continue
        while parents and parents[-1][0] >= unit.level:
            parents.pop()
        unit.lead = before if before >= 0 else parents[-1][1] if parents else -1
        if parents and before >= 0 and parents[-1][1] > before:
            unit.lead = parents[-1][1]
        parents.append((unit.level, i))


def _indent_of(units: Sequence[Unit], parents: Sequence[tuple[int, int]]) -> int:
    return units[parents[-1][1]].indent if parents else -1


def _introduces(unit: Unit) -> bool:
    if unit.kind != "text":
        return False
    text = unit.text
    return text.endswith((":", "：")) or not ends_sentence(text) or bool(_LEAD_WORDS.search(text[-80:]))
