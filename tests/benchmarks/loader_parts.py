"""What a document holds, as parts that can be written again: headings, paragraphs, items, tables, footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.loaders import Limits, parse
from index.normalize import normalize
from index.types import SourceDocument


@dataclass(slots=True)
class Part:
    """One piece of a document: "heading", "text", "item", "table" or "note"; `notes` are (offset in text, number)."""

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    notes: list[tuple[int, int, int]] = field(default_factory=list)  # (begin, end, number) of a mark


def parts_of(path: Path) -> list[Part]:
    """What a document holds, in order, its notes last."""
    raw = parse(path, Limits())
    document = normalize(raw, source=path.name, document_id=path.stem)
    headings = {heading.start: heading.level for heading in document.headings}
    items = {item.start for item in document.items}
    parts: list[Part] = []
    position = 0
    for line in document.text.split("\n"):
        names = _names_at(document, position)
        cells = _cells(line, names) if names else []
        if cells and parts and parts[-1].kind == "table" and parts[-1].rows[0] == names:
            parts[-1].rows.append(cells)
        elif cells:
            parts.append(Part("table", rows=[names, cells]))
        else:
            kind = "heading" if position in headings else "item" if position in items else "text"
            notes = _marks(document, position, position + len(line))
            parts.append(Part(kind, line, headings.get(position, 0), notes=notes))
        position += len(line) + 1
    return parts + [Part("note", f"{note.marker} {note.text}") for note in document.notes]


def _names_at(document: SourceDocument, position: int) -> list[str]:
    place = next((place for place in document.places if place.start <= position < place.end), None)
    return place.context.split(" | ") if place and place.context else []


def _cells(line: str, names: Sequence[str]) -> list[str]:
    """The cells of "name: value; name: value"; nothing where a name is missing."""
    starts = [line.find(f"{name}: ") for name in names]
    if -1 in starts or starts != sorted(starts):
        return []
    ends = [*(start - 2 for start in starts[1:]), len(line)]
    return [line[start + len(name) + 2 : end] for name, start, end in zip(names, starts, ends, strict=True)]


def _marks(document: SourceDocument, start: int, end: int) -> list[tuple[int, int, int]]:
    return [
        (note.anchor - len(note.marker) - start, note.anchor - start, number)
        for number, note in enumerate(document.notes, 1)
        if start < note.anchor <= end and document.text[: note.anchor].endswith(note.marker)
    ]
