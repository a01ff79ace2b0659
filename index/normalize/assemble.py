"""From units to the document: the text, its map to the raw file, and the account of every character.

Owns offsets. Decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.normalize.pieces import INVISIBLE, INVISIBLE_CHAR, Unit
from index.types import Heading, Item, Note, Place, Removed, Segment

# Runs of white space and invisible characters that are not one plain space.
_ODD = re.compile(rf"[\s{INVISIBLE}]{{2,}}|[^\S ]|[{INVISIBLE}]")

_SENTENCE_END = re.compile(r"[.!?。]\s")
_LONGEST_LEAD = 160


@dataclass(slots=True)
class LiftedNote:
    """A note before its offsets are known.

    Attributes:
        body: its lines and joints; None where the source gives a mark without text.
        anchor: raw offset just behind the mark in the text, or -1.
    """

    marker: str
    body: Unit
    anchor: int = -1


class Copy:
    """A text that is copied from a raw one piece by piece, and remembers where from."""

    def __init__(self, raw: str) -> None:
        """Begin with an empty text."""
        self._raw = raw
        self._parts: list[str] = []
        self._space = False
        self.length = 0
        self.segments: list[Segment] = []

    @property
    def text(self) -> str:
        """What was copied so far."""
        return "".join(self._parts)

    @property
    def next(self) -> int:
        """Where the next visible character will stand."""
        return self.length + (self._space and self.length > 0 and self._parts[-1] != "\n")

    def take(self, start: int, end: int) -> None:
        """Copy `raw[start:end]`, white space collapsed, invisible characters left out."""
        at = start
        for match in _ODD.finditer(self._raw, start, end):
            self._copy(at, match.start())
            self._space |= any(char.isspace() for char in match.group())
            at = match.end()
        self._copy(at, end)

    def space(self) -> None:
        """Put a space before whatever comes next."""
        self._space = True

    def newline(self) -> None:
        """End the line."""
        self._space = False
        self._parts.append("\n")
        self.length += 1

    def _copy(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self.next > self.length:
            self._parts.append(" ")
            self.length += 1
        self._space = False
        last = self.segments[-1] if self.segments else None
        if last and last.start + last.length == self.length and last.raw_start + last.length == start:
            self.segments[-1] = last._replace(length=last.length + end - start)
        else:
            self.segments.append(Segment(self.length, start, end - start))
        self._parts.append(self._raw[start:end])
        self.length += end - start


@dataclass(slots=True)
class Assembly:
    """What the units become."""

    text: str = ""
    segments: tuple[Segment, ...] = ()
    headings: list[Heading] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def assemble(raw: str, units: Sequence[Unit], notes: Sequence[LiftedNote], removed: Iterable[Removed]) -> Assembly:
    """Write the units one a line, map them to the raw text, and account for what is left over."""
    copy = Copy(raw)
    result = Assembly(removed=list(removed))
    spans: list[tuple[int, int]] = []
    for unit in units:
        if copy.length:
            copy.newline()
        start = copy.length
        _copy_unit(copy, unit, result)
        spans.append((start, copy.length))
        _place_structure(units, len(spans) - 1, spans, result)
    result.text, result.segments = copy.text, tuple(copy.segments)
    for note in notes:
        body = Copy(raw)
        _copy_unit(body, note.body, None, result.removed)
        anchor = text_offset(result.segments, note.anchor)
        result.notes.append(Note(note.marker, body.text, anchor, tuple(body.segments)))
    taken = [*result.segments, *(segment for note in result.notes for segment in note.segments)]
    _account(raw, taken, result)
    return result


def text_offset(segments: Sequence[Segment], raw_end: int) -> int:
    """The text offset just behind the character that ends at `raw_end`; -1 where it was not copied."""
    if raw_end < 1:
        return -1
    by_raw = sorted(segments, key=lambda segment: segment.raw_start)
    at = bisect_right(by_raw, raw_end - 1, key=lambda segment: segment.raw_start) - 1
    if at < 0 or raw_end > by_raw[at].raw_start + by_raw[at].length:
        return -1
    return by_raw[at].start + raw_end - by_raw[at].raw_start


def _copy_unit(copy: Copy, unit: Unit, result: Assembly | None, removed: list[Removed] | None = None) -> None:
    gone = result.removed if result is not None else removed
    for i, line in enumerate(unit.lines):
        if i and unit.joints[i - 1] == " ":
            copy.space()
        end = line.end
        if i < len(unit.joints) and unit.joints[i] == "-":
            end -= 1
            if gone is not None and not INVISIBLE_CHAR.match(line.text[-1]):
                gone.append(Removed(end, line.end, "hyphen at a line end"))
        start = copy.next
        copy.take(line.start, end)
        if result is not None and copy.length > start and (line.page is not None or unit.locator or unit.context):
            _place(result.places, Place(start, copy.length, line.page, unit.locator, unit.context))


def _place(places: list[Place], place: Place) -> None:
    last = places[-1] if places else None
    if last and last[2:] == place[2:] and place.start - last.end <= 1:
        places[-1] = last._replace(end=place.end)
    else:
        places.append(place)


def _place_structure(units: Sequence[Unit], i: int, spans: Sequence[tuple[int, int]], result: Assembly) -> None:
    unit, (start, end) = units[i], spans[i]
    if unit.kind == "heading":
        result.headings.append(Heading(start, end, max(unit.level, 1)))
    elif unit.kind == "item":
        lead = _lead(units[unit.lead], spans[unit.lead]) if 0 <= unit.lead < i else (-1, -1)
        result.items.append(Item(start, end, *lead))


def _lead(unit: Unit, span: tuple[int, int]) -> tuple[int, int]:
    """The line that introduces an item; of a long paragraph, its last sentence."""
    start, end = span
    text = unit.text
    if end - start <= _LONGEST_LEAD or len(text) != end - start:
        return span
    sentences = [match.end() for match in _SENTENCE_END.finditer(text[:-1])]
    return (start + sentences[-1], end) if sentences else span


def _account(raw: str, taken: Sequence[Segment], result: Assembly) -> None:
    """List every visible character that is neither copied nor yet listed as removed; join and sort the list."""
    covered = sorted(
        [(segment.raw_start, segment.raw_start + segment.length) for segment in taken]
        + [(gone.raw_start, gone.raw_end) for gone in result.removed]
    )
    at = 0
    for start, end in [*covered, (len(raw), len(raw))]:
        for match in re.finditer(r"\S+", raw[at:start]):
            left = raw[at + match.start() : at + match.end()]
            reason = "invisible character" if not INVISIBLE_CHAR.sub("", left) else "left over"
            result.removed.append(Removed(at + match.start(), at + match.end(), reason))
        at = max(at, end)
    result.removed.sort()
