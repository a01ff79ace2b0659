"""What is drawn in an Office file and holds text: charts as the tables behind them, diagrams as their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.loaders.archive import Archive, attribute, local
from index.loaders.draft import Draft, squeeze
from index.loaders.tables import Grid, add_table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FILE_NAME = re.compile(r"(?:[a-z]:)?[^\n:]*\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg|webp)", re.I)
_MOST = 5000  # points of a series that are read


def described(texts: Iterable[str]) -> list[str]:
    """What pictures are said to show, each once; the name of a file says nothing."""
    return [text for text in dict.fromkeys(texts) if text.strip() and not _FILE_NAME.fullmatch(text.strip())]


def add_drawn(draft: Draft, archive: Archive, drawing: Element, links: dict[str, str], *, locator: str = "") -> bool:
    """Append the charts and diagrams that a drawing refers to; tells whether there was any.

    Args:
        draft: what grows.
        archive: the package.
        drawing: the element that refers to them.
        links: relationship ids of the part the drawing stands in.
        locator: where that is.
    """
    found = False
    for element in drawing.iter("{*}chart", "{*}relIds"):
        part = links.get(attribute(element, "id" if local(element) == "chart" else "dm"), "")
        tree = archive.xml(part)
        if tree is None:
            continue
        found = True
        if local(element) == "chart":
            add_chart(draft, tree, locator=locator)
        else:
            for point in tree.iter("{*}pt"):
                draft.add(" ".join(text for text in point.itertext("{*}t") if text), locator=locator)
    return found


def add_chart(draft: Draft, chart: Element, *, locator: str = "") -> None:
    """A chart as a table: one row for each category, one column for each series, from the values it keeps."""
    title = chart.find(".//{*}chart/{*}title")
    if title is not None:
        draft.add("".join(title.itertext("{*}t")), locator=locator)
    grid = Grid()
    grid.heads.add(0)
    for column, series in enumerate(chart.iter("{*}ser"), 1):
        names = _points(series.find("{*}tx"))
        grid.put(0, column, " ".join(names.values()) or str(column))
        for place, name in (_points(series.find("{*}cat")) or _points(series.find("{*}xVal"))).items():
            grid.put(place + 1, 0, name)
        for place, value in (_points(series.find("{*}val")) or _points(series.find("{*}yVal"))).items():
            grid.put(place + 1, column, value)
    add_table(draft, grid, locator=locator)


def _points(holder: Element | None) -> dict[int, str]:
    """Values that a reference keeps, by their index."""
    if holder is None:
        return {}
    points: dict[int, str] = {}
    levels = list(holder.iter("{*}lvl")) or [holder]
    for level in levels:  # categories of several levels, the innermost first
        for point in list(level.iter("{*}pt"))[:_MOST]:
            index = attribute(point, "idx")
            if index.isdigit():
                text = _tidy("".join(point.itertext("{*}v")))
                points[int(index)] = squeeze(f"{text} {points.get(int(index), '')}")
    if not points:
        text = squeeze("".join(holder.itertext("{*}v", "{*}t")))
        return {0: text} if text else {}
    return {index: points[index] for index in sorted(points) if index < _MOST}


def _tidy(value: str) -> str:
    """A stored number to the 15 digits that are meant; other text as it is."""
    try:
        return f"{float(value):.12g}" if value.strip() and not value.strip().isdigit() else value
    except ValueError:
        return value
