"""What the three Hangul Word Processor formats share: paragraphs that hold letters and objects.

The readers (`hwp`, `hangul_xml`) make these; `write` turns them into blocks. Notes are numbered as their marks are
met: [1], [2] for footnotes, [i], [ii] for endnotes. Running headers and hidden comments are listed as removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.loaders.draft import Draft, squeeze
from index.loaders.numbering import Counts, Form, Level, labelled, roman
from index.loaders.tables import Grid, add_table, holds_a_few, is_layout

_HEADING_LENGTH = 100  # outline levels are also used for whole paragraphs; a heading is short and no sentence
_SENTENCE_END = re.compile(r"[.?!。]['\"”’)\]]*$")
_OUTLINE_NAME = re.compile(r"(?:개요|outline|제목|heading)\s*([1-9])$", re.I)
_TITLE_NAME = re.compile(r"(?:제목|title|문서 ?제목)$", re.I)
_CONTENTS_NAME = re.compile(r"(?:차례|목차|toc)", re.I)
_FORMS: dict[str, Form] = {  # names of hwpx and hwpml without underscores, in small letters
    "digit": "digit",
    "circleddigit": "circled",
    "romancapital": "ROMAN",
    "romansmall": "roman",
    "latincapital": "upper",
    "latinsmall": "lower",
    "circledlatincapital": "upper",
    "circledlatinsmall": "lower",
    "hangulsyllable": "hangul",
    "circledhangulsyllable": "hangul",
    "hanguljamo": "jamo",
    "circledhanguljamo": "jamo",
}
# What the word processor itself writes as the description of a picture or shape.
_AUTOMATIC = re.compile(
    r"(?:그림|사각형|타원|직선|선|곡선|다각형|호|묶음 개체|글상자|표|수식|개체|OLE 개체|묶음|글맵시|차트)입니다\.?.*",
    re.S,
)


@dataclass(slots=True)
class Paragraph:
    """Letters and objects in order; `heading` 0: none; `item` -1: no item, else its depth; `label`: its number."""

    parts: list[str | Thing] = field(default_factory=list)
    heading: int = 0
    item: int = -1
    contents: bool = False
    label: str = ""


@dataclass(slots=True)
class Cell:
    """A cell of a table, by address."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Thing:
    """An object in a paragraph: what it is decides which fields it uses."""

    kind: Literal["table", "box", "footnote", "endnote", "equation", "picture", "header", "footer", "hidden"]
    paragraphs: list[Paragraph] = field(default_factory=list)  # of a table: its caption
    cells: list[Cell] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph shape says: OUTLINE, NUMBER, BULLET or NONE, the level from 0, the numbering."""

    kind: str = "NONE"
    level: int = 0
    numbering: str = ""


@dataclass(slots=True)
class Looks:
    """What paragraph shapes and styles of a file say, by id."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)  # (name, English name)
    numberings: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: str = ""  # the numbering of outline paragraphs; the section names it
    counts: dict[str, Counts] = field(default_factory=dict)

    def apply(self, paragraph: Paragraph, shape: str, style: str) -> None:
        """Say what a paragraph is; the text decides whether an outline level is a heading."""
        look = self.shapes.get(shape, Shape())
        for name in self.styles.get(style, ()):
            if _CONTENTS_NAME.search(name):
                paragraph.contents = True
            elif found := _OUTLINE_NAME.match(name):
                paragraph.heading = int(found[1])
            elif _TITLE_NAME.match(name):
                paragraph.heading = 1
        if look.kind == "OUTLINE":
            paragraph.heading = look.level + 1
        elif look.kind in ("NUMBER", "BULLET"):
            paragraph.item = look.level
        name = {"OUTLINE": self.outline, "NUMBER": look.numbering}.get(look.kind, "")
        if name in self.numberings:
            counts = self.counts.setdefault(name, Counts())
            paragraph.label = counts.step(look.level, self.numberings[name])


def numbering_level(form: str, pattern: str, start: int) -> Level:
    """A level of a numbering; its pattern writes "^1" for the count of the first level, "^n" for the path of them."""
    return Level(_FORMS.get(form.replace("_", "").lower(), "digit"), pattern.replace("^", "%"), max(start, 1))


def write(draft: Draft, paragraphs: Iterable[Paragraph]) -> None:
    """Append a document's paragraphs to the draft, its notes last."""
    writer = _Writer(draft)
    for paragraph in paragraphs:
        writer.paragraph(paragraph)
    writer.finish()


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.notes: list[tuple[str, str]] = []
        self.counts = {"footnote": 0, "endnote": 0}

    def paragraph(self, paragraph: Paragraph) -> None:
        aside: list[Thing] = []
        text = labelled(paragraph.label, squeeze(self.text(paragraph, aside)))
        if paragraph.contents and text:
            self.draft.remove(text, "table of contents")
        elif paragraph.heading and len(text) <= _HEADING_LENGTH and not _SENTENCE_END.search(text):
            self.draft.add(text, "heading", level=paragraph.heading)
        elif paragraph.item >= 0:
            self.draft.add(text, "item", level=paragraph.item)
        else:
            self.draft.add(text)
        for thing in aside:
            self.thing(thing)

    def text(self, paragraph: Paragraph, aside: list[Thing]) -> str:
        """The letters; objects that cannot stand in a line are put aside."""
        pieces: list[str] = []
        for part in paragraph.parts:
            if isinstance(part, str):
                pieces.append(part)
            elif part.kind == "equation":
                pieces.append(f" {squeeze(part.text)} ")
            elif part.kind in ("footnote", "endnote"):
                pieces.append(self.note(part))
            else:
                aside.append(part)
        return "".join(pieces)

    def note(self, thing: Thing) -> str:
        self.counts[thing.kind] += 1
        number = self.counts[thing.kind]
        mark = f"[{number}]" if thing.kind == "footnote" else f"[{roman(number)}]"
        self.notes.append((mark, self.flat(thing.paragraphs)))
        return mark

    def flat(self, paragraphs: Sequence[Paragraph]) -> str:
        """Everything in some paragraphs as one text, objects in their place."""
        pieces: list[str] = []
        for paragraph in paragraphs:
            aside: list[Thing] = []
            pieces.append(labelled(paragraph.label, squeeze(self.text(paragraph, aside))))
            for thing in aside:
                inner = [*thing.paragraphs, *(p for cell in thing.cells for p in cell.paragraphs)]
                pieces.append(self.flat(inner) or self.description(thing))
        return " ".join(piece for piece in map(squeeze, pieces) if piece)

    def thing(self, thing: Thing) -> None:
        if thing.kind == "table":
            self.table(thing)
        elif thing.kind in ("header", "footer", "hidden"):
            reason = "hidden comment" if thing.kind == "hidden" else f"running {thing.kind}"
            self.draft.remove(self.flat(thing.paragraphs), reason)
        else:
            for paragraph in thing.paragraphs:
                self.paragraph(paragraph)
            description = self.description(thing)
            self.draft.add(description)
            self.draft.pictures += thing.kind == "picture" and not description

    @staticmethod
    def description(thing: Thing) -> str:
        return "" if thing.kind in ("header", "footer", "hidden") or _AUTOMATIC.match(thing.text) else thing.text

    def table(self, thing: Thing) -> None:
        for paragraph in thing.paragraphs:
            self.paragraph(paragraph)
        inner = sum(holder.kind == "table" for holder in _things(thing.cells))
        height = max((cell.row for cell in thing.cells), default=0) + 1
        if inner and not holds_a_few(inner, rows=height, cells=len(thing.cells)):
            grid = None
        else:
            grid = Grid()
            before = len(self.notes), dict(self.counts), len(self.draft.removed)
            for cell in thing.cells:
                grid.put(cell.row, cell.column, self.flat(cell.paragraphs), rows=cell.rows, columns=cell.columns)
                if cell.header:
                    grid.heads.add(cell.row)
        if grid is not None and not is_layout(grid.rows()):
            add_table(self.draft, grid)
            return
        if grid is not None:  # read the notes again, in paragraphs this time
            del self.notes[before[0] :]
            self.counts = before[1]
        for cell in thing.cells:
            for paragraph in cell.paragraphs:
                self.paragraph(paragraph)

    def finish(self) -> None:
        for mark, text in self.notes:
            self.draft.add(text, "note", marker=mark)


def _things(cells: Iterable[Cell]) -> Iterator[Thing]:
    """Objects directly in some cells."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            for part in paragraph.parts:
                if isinstance(part, Thing):
                    yield part
