"""Numbers of HTML lists, which a browser makes and no text of the page holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.loaders.numbering import Form, number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMS: dict[str, Form] = {
    "a": "lower",
    "A": "upper",
    "i": "roman",
    "I": "ROMAN",
    "decimal": "digit",
    "lower-alpha": "lower",
    "lower-latin": "lower",
    "upper-alpha": "upper",
    "upper-latin": "upper",
    "lower-roman": "roman",
    "upper-roman": "ROMAN",
    "hangul": "hangul",
    "korean-hangul-formal": "hangul",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)


class OrderedLists:
    """Counts items as they are met, in the order of the page."""

    def __init__(self) -> None:
        """No list has been met."""
        self._counts: dict[Element, int] = {}

    def label(self, item: Element) -> str:
        """The number of an item of an ordered list, "3."; blank for other lists and where the page hides it."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        step = -1 if parent.get("reversed") is not None else 1
        if parent in self._counts:
            count = self._counts[parent] + step
        elif step < 0 and not parent.get("start"):
            count = len(parent.findall("li"))
        else:
            count = _integer(parent.get("start"), 1)
        count = self._counts[parent] = _integer(item.get("value"), count)
        styles = (_STYLE.search(element.get("style") or "") for element in (item, parent))
        style = next((found[1].lower() for found in styles if found), "")
        if count < 1 or (style and style not in _FORMS):
            return ""
        return f"{number(count, _FORMS.get(style or parent.get('type') or '', 'digit'))}."


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
