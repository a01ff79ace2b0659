"""What the styles of a Word document say of a paragraph: heading, item of a list, line of the table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.loaders.archive import attribute, local
from index.loaders.docx_numbers import Numbers

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"(?:heading|заголовок|제목)\s*([1-9])$", re.I)
_TITLE = re.compile(r"(?:title|название|제목)$", re.I)
_TABLE_HEAD = re.compile(r"table\s?(?:head(?:ing|er)?|column)|표\s?(?:머리|제목)|заголовок таблицы", re.I)
_MOST_HEADS = 3
_UNSEEN_SIZE = 2  # half points
_CONTENTS = re.compile(r"(?:toc|оглавление|목차)\s*\d$", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """Of one paragraph. `heading` 0: none; `item` -1: no item, else its depth; `number`: the list it is numbered by."""

    heading: int = 0
    item: int = -1
    contents: bool = False
    number: str = ""


class Styles:
    """The style sheet; works without one."""

    def __init__(self, tree: Element | None, numbers: Numbers) -> None:
        """Index the styles by id."""
        self._numbers = numbers
        self._styles: dict[str, Element] = {}
        for style in tree.iter("{*}style") if tree is not None else ():
            self._styles[attribute(style, "styleId")] = style

    def of(self, paragraph: Element) -> Style:
        """What a paragraph is, by its own properties, then by its style and those it is based on."""
        own = paragraph.find("{*}pPr")
        chain = self._chain(_value(own, "pStyle"))
        names = [_value(style, "name") for style in chain]
        if any(_CONTENTS.match(name) for name in names):
            return Style(contents=True)
        levels = [own, *(style.find("{*}pPr") for style in chain)]
        heading = self._heading(names, [_value(level, "outlineLvl") for level in levels])
        number, depth = self._numbered(levels, [attribute(style, "styleId") for style in chain])
        return Style(heading, depth if number or heading else -1, number=number)

    def hidden(self, run: Element) -> bool:
        """Whether a run is hidden text, or too small to be seen, by itself, by its style or by its paragraph's."""
        own = run.find("{*}rPr")
        paragraph = next(run.iterancestors("{*}p"), None)
        above = paragraph.find("{*}pPr") if paragraph is not None else None
        chain = [*self._chain(_value(own, "rStyle")), *self._chain(_value(above, "pStyle"))]
        levels = [own, *(style.find("{*}rPr") for style in chain)]
        size = next(filter(None, (_value(level, "sz") for level in levels)), "")
        found = (level.find("{*}vanish") for level in levels if level is not None)
        vanish = next((element for element in found if element is not None), None)
        off = vanish is None or attribute(vanish, "val", "1") in ("0", "false", "off")
        letters = all(local(child) in ("rPr", "t", "tab", "br") for child in run)
        return not off or (letters and size.isdecimal() and int(size) <= _UNSEEN_SIZE)

    def heads(self, rows: list[Element]) -> set[int]:
        """The rows on top of a table that stand out from its last one: all bold, or in a style of table heads."""
        if len(rows) < 2 or self._stands_out(rows[-1]):
            return set()
        count = next(n for n, row in enumerate(rows) if not self._stands_out(row))
        return set(range(count)) if count <= _MOST_HEADS else set()

    def _stands_out(self, row: Element) -> bool:
        """Whether all that is written in a row does."""
        written = [run for run in row.iter("{*}r") if any(text.text for text in run.iter("{*}t"))]
        return bool(written) and all(map(self._is_bold, written))

    def _is_bold(self, run: Element) -> bool:
        bold = run.find("{*}rPr/{*}b")
        if bold is not None:
            return attribute(bold, "val", "1") not in ("0", "false", "off")
        paragraph = next(run.iterancestors("{*}p"), None)
        own = paragraph.find("{*}pPr") if paragraph is not None else None
        return any(_TABLE_HEAD.match(_value(style, "name")) for style in self._chain(_value(own, "pStyle")))

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        while name in self._styles and len(chain) < 12:
            chain.append(self._styles[name])
            name = _value(chain[-1], "basedOn")
        return chain

    @staticmethod
    def _heading(names: list[str], outlines: list[str]) -> int:
        for outline in outlines:
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else 0  # 9 is body text
        for name in names:
            if found := _HEADING.match(name):
                return int(found[1])
            if _TITLE.match(name):
                return 1
        return 0

    def _numbered(self, levels: list[Element | None], styles: list[str]) -> tuple[str, int]:
        """The list and the depth of a numbered or bulleted paragraph; list 0 takes it out of its style's list."""
        name = depth = ""
        for level in levels:
            numbering = level.find("{*}numPr") if level is not None else None
            if numbering is not None:
                depth = depth or _value(numbering, "ilvl")
                name = name or _value(numbering, "numId")
        if name in ("", "0"):
            return "", -1
        return name, int(depth) if depth.isdigit() else self._numbers.level_of(name, styles)


def _value(parent: Element | None, name: str) -> str:
    found = parent.find("{*}" + name) if parent is not None else None
    return attribute(found, "val") if found is not None else ""
