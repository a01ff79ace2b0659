"""SourceDocument to passages of whole sentences.

A passage stays inside one section, prefers to end where a paragraph ends, and takes the headings above it along.
Owns chunk ids and `search_text`. Does not know files, vectors or terms.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.places import place_at, where
from index.sentences import behind_bullet, split_sentences
from index.text import language_of
from index.types import Chunk, IndexConfig, Item, SourceDocument

CHUNK_VERSION = 7

_LEAST_TELLING, _TELLING = 40, 240  # characters of a paragraph that tell its language

Span = tuple[int, int]


class Unit(NamedTuple):
    """A sentence on its way into a passage; `opens` when it begins a paragraph or an item.

    `language` is that of a paragraph's beginning, where there is enough of it to tell; `matter` is true of the
    labels that stand before or behind the text.
    """

    start: int
    end: int
    opens: bool
    language: str = ""
    matter: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The sentences under one heading path; `start` is where its own heading line begins."""

    start: int
    headings: tuple[str, ...]
    units: tuple[Unit, ...]


def chunk(document: SourceDocument, config: IndexConfig) -> list[Chunk]:
    """Cut a document into passages that cover every sentence of it once, in order."""
    equals: Counter[str] = Counter()
    chunks = []
    for section in _sections(document):
        start = section.start
        for group in _pack(section.units, config):
            chunks.append(_make(document, section, (start, group[-1].end), group, equals))
            start = group[-1].end
    return chunks


def _sections(document: SourceDocument) -> Iterator[Section]:
    """Split the lines of the text at its headings; headings without a body join the section that follows."""
    heading_at = {heading.start: heading for heading in document.headings}
    path: list[tuple[int, str]] = []
    start, emitted = 0, False
    units: list[Unit] = []
    position = 0
    for line in document.text.split("\n"):
        heading = heading_at.get(position)
        if heading:
            if units:
                yield Section(start, tuple(text for _, text in path), tuple(units))
                start, units, emitted = position, [], True
            path = [(level, text) for level, text in path if level < heading.level] + [(heading.level, line)]
        else:
            spans = split_sentences(line, offset=position)
            if spans:  # a quote begins with the words, not with the bullet before them
                spans[0] = behind_bullet(document.text, *spans[0]), spans[0][1]
            spoken = language_of(line[:_TELLING]) if len(line) >= _LEAST_TELLING else ""
            matter = place_at(document, position).locator.endswith("matter")
            units.extend(Unit(a, b, number == 0, spoken, matter) for number, (a, b) in enumerate(spans))
        position += len(line) + 1
    if not units and path and start < len(document.text):  # only headings are left: they are the text
        units = [Unit(a, b, True) for a, b in split_sentences(document.text[start:], offset=start)]
    if units or not emitted:
        yield Section(start, tuple(text for _, text in path), tuple(units))


def _pack(units: Iterable[Unit], config: IndexConfig) -> list[list[Unit]]:
    """Group sentences into passages; each but a lone long sentence is at most `chunk_size` characters."""
    groups: list[list[Unit]] = []
    current: list[Unit] = []
    for unit in units:
        if current and unit.opens and _stands_apart(current, unit):
            groups.append(current)
            current = []
        if current and unit.end - current[0].start > config.chunk_size:
            keep = _cut_at(current, config.chunk_size // 2) if not unit.opens else len(current)
            groups.append(current[:keep])
            current = current[keep:]
        current.append(unit)
    if current:
        apart = bool(groups) and _stands_apart(groups[-1], current[0])
        if groups and not apart and _length(current) < config.chunk_size // 4 and _fits(groups[-1], current, config):
            groups[-1].extend(current)
        else:
            groups.append(current)
    return groups


def _stands_apart(current: Sequence[Unit], unit: Unit) -> bool:
    """Whether a paragraph is a passage of its own: in another language than what stands before it, or labels."""
    if unit.matter != current[-1].matter:
        return True
    before = next((one.language for one in reversed(current) if one.language), "")
    return bool(unit.language and before and unit.language != before)


def _cut_at(units: list[Unit], least: int) -> int:
    """How many sentences end the passage: up to the last paragraph break behind `least` characters, else all."""
    for number in range(len(units) - 1, 0, -1):
        if units[number].opens and units[number - 1].end - units[0].start >= least:
            return number
    return len(units)


def _length(units: list[Unit]) -> int:
    return units[-1].end - units[0].start


def _fits(group: list[Unit], tail: list[Unit], config: IndexConfig) -> bool:
    return tail[-1].end - group[0].start <= min(config.chunk_limit, config.chunk_size * 5 // 4)


def _make(document: SourceDocument, section: Section, span: Span, units: list[Unit], equals: Counter[str]) -> Chunk:
    end = span[1]
    start = span[0] + len(document.text[span[0] : end]) - len(document.text[span[0] : end].lstrip())
    body = document.text[units[0].start : end]
    if end - start > 1000:  # a pile of headings above the first sentence: keep the passage within its limit
        start = units[0].start
    text = document.text[start:end]
    ordinal = equals[text]
    equals[text] += 1
    page, locator = where(document, units[0].start, end)
    context = place_at(document, units[0].start).context
    lead = _lead(document, units[0].start, start)
    found = [document.metadata.title, *section.headings, context, lead, body]
    return Chunk(
        id=_hash(document.id, text, str(ordinal)),
        document_id=document.id,
        text=text,
        start=start,
        end=end,
        sentences=tuple((unit.start, unit.end) for unit in units),
        headings=section.headings,
        search_text="\n".join(dict.fromkeys(part for part in found if part)),
        language=language_of(body),
        page=page,
        locator=locator,
        notes=tuple(n for n, note in enumerate(document.notes) if start < note.anchor <= end),
    )


def _lead(document: SourceDocument, position: int, start: int) -> str:
    """The line that introduces the list item at a position, when it stands outside the passage."""
    row = bisect_right(document.items, position, key=lambda item: item.start) - 1
    if row < 0 or position >= document.items[row].end:
        return ""
    item: Item = document.items[row]
    return document.text[item.lead_start : item.lead_end] if 0 <= item.lead_start < start else ""


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()
