"""Whether an element of a page is there for no reader: hidden, or set too small, too far away or too faint to see.

Reads what the element itself says; style sheets are not followed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBER = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|vw|vh|cm|mm|in|pc|%)?")
_FAR = -500  # pixels out of sight; nearer ones shift a heading or an image
_FADES = re.compile(r"transform|transition|animation|will-change")
_PAINTED = re.compile(r"background-clip|text-shadow|text-fill|text-stroke")  # letters made of something else
_TAKEN_OVER = ("", "inherit", "initial", "unset", "revert", "currentcolor")
_SPACED = re.compile(r"\s+")


def is_unseen(element: Element) -> bool:
    """Whether a reader of the page does not see the element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = declarations(element.get("style") or "")
    if not style:
        return False
    return _is_off(style) or _is_clipped(style) or _is_away(style) or _is_tiny(style, element)


def declarations(style: str) -> dict[str, str]:
    """A style attribute as properties and values, in small letters."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def _is_off(style: dict[str, str]) -> bool:
    """Switched off, or without a colour of its own; what fades in as the page is scrolled is seen."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if _size(style.get("opacity", "")) == 0 and not any(map(_FADES.match, style)):
        return True
    colour, ground = style.get("color", ""), style.get("background-color") or style.get("background", "")
    if any(map(_PAINTED.search, style)) or colour in _TAKEN_OVER:
        return False
    return colour == "transparent" or bool(colour) and _colour(colour) == _colour(ground)


def _is_clipped(style: dict[str, str]) -> bool:
    """Cut down to nothing."""
    if "rect(0" in _SPACED.sub("", style.get("clip", "")) and style.get("position") in ("absolute", "fixed"):
        return True
    if not style.get("overflow", "").startswith(("hidden", "clip")) or any(
        name.startswith("padding") for name in style
    ):
        return False
    return any(_is_least(style.get(name, ""), "px") for name in ("width", "height", "max-height"))


def _is_away(style: dict[str, str]) -> bool:
    """Put far outside the page."""
    names = ["text-indent"]
    if style.get("position") in ("absolute", "fixed"):
        names += ["left", "top", "right", "bottom", "margin-left", "margin-top"]
    sizes = (_size(style.get(name, "")) for name in names)
    return any(size is not None and size <= _FAR for size in sizes)


def _is_tiny(style: dict[str, str], element: Element) -> bool:
    """Letters of no size; a box of no size whose own boxes set theirs, to close the gaps between them, is seen."""
    return _is_least(style.get("font-size", ""), "px", "pt") and not any(
        child.get("class") or "font" in (child.get("style") or "").lower()
        for child in element.iterdescendants()
        if isinstance(child.tag, str)
    )


def _is_least(value: str, *units: str) -> bool:
    """Whether a length is nothing, or no more than one of the units."""
    size = _size(value)
    return size is not None and (size <= 0 or (size <= 1 and value.endswith(units)))


def _size(value: str) -> float | None:
    """The number of a length, in pixels where it is one of letters; None when it is none."""
    found = _NUMBER.fullmatch(value)
    if not found:
        return None
    return float(found[1]) * (16 if found[2] in ("em", "rem") and abs(float(found[1])) >= 1 else 1)


def _colour(value: str) -> str:
    """A colour in one spelling."""
    value = {"white": "#ffffff", "black": "#000000"}.get(value, _SPACED.sub("", value))
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", value)
    return "#" + "".join(digit * 2 for digit in short.groups()) if short else value
