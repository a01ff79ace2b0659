"""The numbers that Word sets before paragraphs: they stand in no text, only in what `numbering.xml` says of lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.loaders.archive import attribute
from index.loaders.numbering import Counts, Form, Level

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMS: dict[str, Form] = {
    "lowerLetter": "lower",
    "upperLetter": "upper",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
    "ganada": "hangul",
    "chosung": "jamo",
    "decimalEnclosedCircle": "circled",
    "russianLower": "russian",
    "russianUpper": "RUSSIAN",
    "bullet": "none",
    "none": "none",
}


class Numbers:
    """Lists by id. Lists that share their abstract list go on counting where the last one ended, as Word does."""

    def __init__(self, tree: Element | None) -> None:
        """Read the levels of every list; works without any."""
        self._abstract: dict[str, str] = {}  # list -> abstract list
        self._levels: dict[str, dict[int, Level]] = {}  # list -> levels
        self._begins: dict[tuple[str, int], int] = {}  # (list, level) -> count that the list begins at
        self._styles: dict[tuple[str, str], int] = {}  # (list, style id) -> level
        self._counts: dict[str, Counts] = {}
        if tree is None:
            return
        models = {attribute(model, "abstractNumId"): model for model in tree.iterfind("{*}abstractNum")}
        by_style = {_value(model, "styleLink"): model for model in models.values() if _value(model, "styleLink")}
        for entry in tree.iterfind("{*}num"):
            self._read(attribute(entry, "numId"), entry, models, by_style)

    def _read(self, name: str, entry: Element, models: dict[str, Element], by_style: dict[str, Element]) -> None:
        abstract = _value(entry, "abstractNumId")
        model = models.get(abstract)
        if model is None:
            return
        model = by_style.get(_value(model, "numStyleLink"), model)
        self._abstract[name] = abstract
        levels = self._levels[name] = {}
        overrides = [level for level in entry.iterfind("{*}lvlOverride/{*}lvl")]
        for element in [*model.iterfind("{*}lvl"), *overrides]:
            depth = _integer(attribute(element, "ilvl"), 0)
            levels[depth] = _level(element)
            if style := _value(element, "pStyle"):
                self._styles[name, style] = depth
        for override in entry.iterfind("{*}lvlOverride"):
            if begin := _value(override, "startOverride"):
                depth = _integer(attribute(override, "ilvl"), 0)
                self._begins[name, depth] = _integer(begin, 1)
                if depth in levels:
                    levels[depth] = replace(levels[depth], start=_integer(begin, 1))

    def level_of(self, name: str, styles: list[str], default: int = 0) -> int:
        """The level of a list that a paragraph of some style stands on when it does not say."""
        return next((self._styles[name, style] for style in styles if (name, style) in self._styles), default)

    def label(self, name: str, level: int) -> str:
        """Count one paragraph of a list; gives its number, blank for bullets and unknown lists."""
        levels = self._levels.get(name)
        if levels is None:
            return ""
        counts = self._counts.setdefault(self._abstract[name], Counts())
        return counts.step(level, levels, start=self._begins.pop((name, level), None))

    def copy(self) -> dict[str, dict[int, int]]:
        """The counts as they are, to come back to when paragraphs are read twice."""
        return {name: dict(counts.now) for name, counts in self._counts.items()}

    def restore(self, counts: dict[str, dict[int, int]]) -> None:
        """Go back to counts that `copy` gave."""
        self._counts = {name: Counts(dict(now)) for name, now in counts.items()}


def _level(element: Element) -> Level:
    form = _FORMS.get(_value(element, "numFmt"), "digit")
    return Level(form, _value(element, "lvlText"), _integer(_value(element, "start"), 1))


def _value(parent: Element, name: str) -> str:
    found = parent.find("{*}" + name)
    return attribute(found, "val") if found is not None else ""


def _integer(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
