"""Lines of a PDF page that are drawn font by font: the figures first, then the letters between them.

Programs that print Korean documents do so. Puts such pieces of one line together, from left to right; whatever overlaps
(bold letters that are drawn twice) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from index.loaders.pdf_chars import Char

_LEVEL, _ALIKE = 0.3, 0.6  # times the height of a letter: between two baselines, and between two heights
_OVER, _FITTING = 0.35, 0.95  # of a letter that another may cover, and of the letters that must not be covered more
_SPACE = 0.15  # times the height of a letter: a gap between two words
_RIGHT_TO_LEFT = range(0x590, 0x900)

Group = list[Char]


def woven(groups: Iterable[Group]) -> list[Group]:
    """The lines of a page as the stream has them, the pieces of one put in order."""
    lines: list[Group] = []
    for group in groups:
        both = _in_order([*lines[-1], *group]) if lines and _is_woven(lines[-1], group) else None
        if both is not None:
            lines[-1] = both
        else:
            lines.append(_in_order(group) or group)
    return lines


def _is_woven(one: Group, other: Group) -> bool:
    """Whether two pieces stand on one line and reach into each other."""
    first, second = _boxed(one), _boxed(other)
    if not first or not second or first[-1].left <= second[0].left:
        return False
    tall, low = (median(char.top - char.bottom for char in own) for own in (first, second))
    height = max(tall, low)
    level = abs(median(char.bottom for char in first) - median(char.bottom for char in second)) < _LEVEL * height
    reach = max(min(c.left for c in first), min(c.left for c in second)) < min(first[-1].right, second[-1].right)
    return level and reach and min(tall, low) > _ALIKE * height


def _in_order(chars: Group) -> Group | None:
    """The characters from left to right, spaces where there are gaps; None where they are so, or lie on each other."""
    boxed = _boxed(chars)
    if all(a.left <= b.left + _OVER * (b.right - b.left) for a, b in pairwise(boxed)):
        return None
    if any(char.code in _RIGHT_TO_LEFT for char in boxed):
        return None
    ordered = sorted(boxed, key=lambda char: char.left)
    fitting = sum(a.right - b.left <= _OVER * min(a.right - a.left, b.right - b.left) for a, b in pairwise(ordered))
    heights = [char.top - char.bottom for char in ordered]
    level = max(char.bottom for char in ordered) - min(char.bottom for char in ordered) < _LEVEL * max(heights)
    if fitting < _FITTING * (len(ordered) - 1) or not level:
        return None
    out: Group = []
    for char in ordered:
        if out and char.left - out[-1].right > _SPACE * (char.top - char.bottom):
            out.append(Char(32, char.index, added=True))
        out.append(char)
    behind = next(place for place, char in enumerate(chars) if char is out[-1]) + 1
    return out + [char for char in chars[behind : behind + 1] if char.code == 32]  # it tells that a word ends


def _boxed(chars: Group) -> Group:
    return [char for char in chars if char.boxed]
