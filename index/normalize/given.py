"""Notes that a format itself sets apart: taken out of the flow, each with the place of its mark in the text.

Notes that stand unmarked among the lines of a plain text are found by `footnotes.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from index.normalize.assemble import LiftedNote
from index.normalize.pieces import Unit


def lift(units: Sequence[Unit]) -> tuple[list[Unit], list[LiftedNote]]:
    """Part the notes from the text; of two notes with one mark, the second belongs to the second mark."""
    given = [unit for unit in units if unit.kind == "note"]
    kept = [unit for unit in units if unit.kind != "note"]
    if not given:
        return kept, []
    places = _places(kept, {unit.marker for unit in given if unit.marker})
    notes = []
    for unit in given:
        waiting = places.get(unit.marker, [])
        anchor = waiting.pop(0) if waiting else -1
        notes.append(LiftedNote(unit.marker, unit, anchor))
    return kept, notes


def _places(units: Sequence[Unit], markers: set[str]) -> dict[str, list[int]]:
    """Raw offsets just behind each mark in the text; a bare number counts only right behind a word or a stop."""
    found: dict[str, list[int]] = defaultdict(list)
    if not markers:
        return found
    longest_first = sorted(markers, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![\s\d(]){m}(?!\d)" if m.isdecimal() else re.escape(m) for m in longest_first))
    for unit in units:
        for line in unit.lines:
            for match in pattern.finditer(line.text):
                found[match.group()].append(line.start + match.end())
    return found
