"""The numbers of lists and headings in an OpenDocument text: its list styles, and the counts while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.loaders.archive import attribute, local
from index.loaders.numbering import Counts, Form, Level

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMS: dict[str, Form] = {
    "": "none",
    "1": "digit",
    "a": "lower",
    "A": "upper",
    "i": "roman",
    "I": "ROMAN",
    "가": "hangul",
    "ㄱ": "jamo",
    "①": "circled",
    "а": "russian",
    "А": "RUSSIAN",
}
_BLANK = Level("none", "")


class Lists:
    """The lists of one document; `enter` and `leave` follow their nesting."""

    def __init__(self, trees: list[Element]) -> None:
        """Read the list styles of the content and of the style sheet."""
        self._styles: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        self._paragraphs: dict[str, str] = {}  # paragraph style -> its list style
        for tree in trees:
            for style in tree.iter("{*}list-style"):
                self._styles[attribute(style, "name")] = _levels(style)
            for style in tree.iter("{*}outline-style"):
                self._outline = _levels(style)
            for style in tree.iter("{*}style"):
                if name := attribute(style, "list-style-name"):
                    self._paragraphs[attribute(style, "name")] = name
        self._headings = Counts()
        self._open: list[tuple[str, Counts]] = []
        self._by_id: dict[str, Counts] = {}
        self._by_style: dict[str, Counts] = {}

    def enter(self, element: Element) -> None:
        """A list begins: one of its own, one that goes on, or a level inside another."""
        if self._open:
            style, counts = self._open[-1]
            self._open.append((attribute(element, "style-name") or style, counts))
            return
        style, before = attribute(element, "style-name"), attribute(element, "continue-list")
        if not style:
            first = element.find(".//{*}p")
            style = self._paragraphs.get(attribute(first, "style-name"), "") if first is not None else ""
        found = self._by_id.get(before) if before else None
        if found is None and attribute(element, "continue-numbering") == "true":
            found = self._by_style.get(style)
        counts = found or Counts()
        self._by_style[style] = counts
        self._by_id[attribute(element, "id")] = counts
        self._open.append((style, counts))

    def leave(self) -> None:
        """The list ends."""
        self._open.pop()

    def item(self, element: Element) -> str:
        """Count an item of the list that is open; gives its number, blank for bullets and list headers."""
        if local(element) != "list-item" or not self._open:
            return ""
        style, counts = self._open[-1]
        begin = attribute(element, "start-value")
        start = int(begin) if begin.isascii() and begin.isdigit() and len(begin) < 6 else None
        return counts.step(len(self._open) - 1, self._styles.get(style, {}), start=start)

    def heading(self, element: Element, level: int) -> str:
        """The number of a heading in the outline; one that stands in a list is counted there."""
        if self._open or attribute(element, "is-list-header") == "true":
            return ""
        return self._headings.step(level - 1, self._outline)


def _levels(style: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in style:
        number = attribute(element, "level")
        if not number.isdigit() or not 0 < int(number) < 11:
            continue
        at = int(number) - 1
        form = _FORMS.get(attribute(element, "num-format")[:1], "digit")
        if form == "none" or local(element).endswith("bullet"):
            levels[at] = _BLANK
            continue
        shown = attribute(element, "display-levels", "1")
        above = at + 1 - min(int(shown) if shown.isdigit() else 1, at + 1)
        counts = ".".join(f"%{place + 1}" for place in range(above, at + 1) if levels.get(place) != _BLANK)
        pattern = attribute(element, "num-prefix") + counts + attribute(element, "num-suffix")
        begin = attribute(element, "start-value", "1")
        levels[at] = Level(form, pattern, int(begin) if begin.isdigit() and len(begin) < 6 else 1)
    return levels
