"""Numbers of lists and headings as their reader sees them: "3.", "c)", "iii.", "다.", "③", "2.1.".

Office formats keep a number as a form and a count; here the two become a label. Knows nothing of any file format:
forms go by the names below, patterns hold "%1" to "%9" for the count of each level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["digit", "lower", "upper", "roman", "ROMAN", "hangul", "jamo", "circled", "russian", "RUSSIAN", "none"]

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROWS = {
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "hangul": "가나다라마바사아자차카타파하",
    "jamo": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "russian": "абвгдежзиклмнопрстуфхцчшщэюя",
}
_PLACE = re.compile(r"%([1-9])")
_MOST = 10_000  # a count that a file claims; more is damage


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: its form, its pattern ("%1.%2)") and where it begins."""

    form: Form = "digit"
    pattern: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Counts:
    """The counts of one list, level by level, 0 the outermost."""

    now: dict[int, int] = field(default_factory=dict)

    def step(self, level: int, levels: Mapping[int, Level], *, start: int | None = None) -> str:
        """Count one item and give its label; blank for bullets. `start` begins the level anew at that number."""
        own = levels.get(level)
        if own is None:
            return ""
        if start is not None:
            self.now[level] = start
        else:
            self.now[level] = self.now[level] + 1 if level in self.now else own.start
        for deeper in [deep for deep in self.now if deep > level]:
            del self.now[deeper]
        return self._label(level, levels) if own.form != "none" else ""

    def _label(self, level: int, levels: Mapping[int, Level]) -> str:
        def count(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            here = levels.get(at, Level())
            return number(self.now.get(at, here.start), here.form) if at <= level else ""

        return _PLACE.sub(count, levels[level].pattern).strip()


def number(count: int, form: Form = "digit") -> str:
    """A count in a form: 3 is "3", "c", "iii", "다" or "③"."""
    count = max(0, min(count, _MOST))
    name = form.lower() if form != "upper" else "lower"
    if form == "none" or count == 0:
        return "" if form == "none" else "0"
    if name == "roman":
        text = roman(count)
    elif form == "circled":
        text = chr(0x2460 + count - 1) if count <= 20 else str(count)
    elif name in _ROWS:
        row = _ROWS[name]
        text = row[(count - 1) % len(row)] * min((count - 1) // len(row) + 1, 4)
    else:
        text = str(count)
    return text.upper() if form.isupper() or form == "upper" else text


def roman(count: int) -> str:
    """3 -> "iii"."""
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text


def labelled(label: str, text: str) -> str:
    """A paragraph behind its number; a blank one has none, and one that begins with it already gets no second."""
    text = text.strip()
    said = text.startswith(label) and not text[len(label) : len(label) + 1].isalnum()
    return text if not label or not text or said else f"{label} {text}"
