"""Presentations (pptx), by python-pptx: slides in order, tables, charts, groups, notes, alternative texts."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from index.loaders.archive import Archive, local
from index.loaders.draft import Draft, Source
from index.loaders.drawings import add_chart, add_drawn, described
from index.loaders.limits import beyond
from index.loaders.properties import office_properties
from index.loaders.tables import Grid, add_table
from index.types import BlockKind

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape as Shape
    from pptx.slide import Slide

Thing = Any  # the library's classes have no base with what is asked of them here


def read(source: Source) -> Draft:
    """Read a presentation."""
    from pptx import Presentation

    archive = Archive(source)  # checks sizes before the library unpacks anything
    slides = Presentation(io.BytesIO(source.data)).slides
    draft = Draft("pptx", pages=len(slides))
    for number, slide in enumerate(slides, 1):
        if number > source.limits.pages:
            draft.warn(beyond(f"slides after {source.limits.pages}", "pages"))
            break
        _Reader(draft, archive, f"slide {number}").slide(slide)
    office_properties(archive, draft)
    return draft


class _Reader:
    """One slide."""

    def __init__(self, draft: Draft, archive: Archive, locator: str) -> None:
        self.archive = archive
        self.draft = draft
        self.locator = locator

    def slide(self, slide: Slide) -> None:
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            self.draft.add(title.text_frame.text, "heading", level=1, locator=self.locator)
        named = title.shape_id if title is not None else None
        self.shapes(shape for shape in slide.shapes if shape.shape_id != named)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                self.draft.add(_text(paragraph), locator=f"{self.locator}, notes")

    def shapes(self, shapes: Iterable[Shape]) -> None:
        """In the order of the file, which is the order that a screen reader follows."""
        for shape in shapes:
            self.shape(shape)

    def shape(self, shape: Thing) -> None:
        if hasattr(shape, "shapes"):
            self.shapes(shape.shapes)
        elif getattr(shape, "has_table", False):
            self.table(shape.table)
        elif getattr(shape, "has_chart", False):
            add_chart(self.draft, shape.chart._chartSpace, locator=self.locator)
        elif shape.has_text_frame:
            self.frame(shape)
        elif local(shape._element) in ("pic", "graphicFrame"):
            self.picture(shape)

    def frame(self, shape: Thing) -> None:
        listed = shape.is_placeholder and len(shape.text_frame.paragraphs) > 1
        for paragraph in shape.text_frame.paragraphs:
            bulleted = listed or paragraph._p.find("{*}pPr/{*}buChar") is not None
            kind: BlockKind = "item" if bulleted or paragraph.level else "text"
            self.draft.add(_text(paragraph), kind, level=paragraph.level, locator=self.locator)

    def picture(self, shape: Thing) -> None:
        links = {
            key: str(link.target_part.partname)[1:] for key, link in shape.part.rels.items() if not link.is_external
        }
        if add_drawn(self.draft, self.archive, shape._element, links, locator=self.locator):
            return
        told = [entry.get("descr") or "" for entry in shape._element.iter("{*}cNvPr")]
        told += ["".join(part.itertext()) for part in shape._element.iter("{*}t")]
        told = described(told)
        self.draft.pictures += not told
        for text in told:
            self.draft.add(text, locator=self.locator)

    def table(self, table: Thing) -> None:
        grid = Grid()
        for row, line in enumerate(table.rows):
            for column, cell in enumerate(line.cells):
                if not cell.is_spanned:
                    grid.put(row, column, cell.text, rows=cell.span_height, columns=cell.span_width)
        add_table(self.draft, grid, locator=self.locator, sure=table.first_row and len(table.rows) > 1)


def _text(paragraph: Thing) -> str:
    """Runs, fields, breaks and equations of a paragraph."""
    pieces = []
    for element in paragraph._p.iter():
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) in ("br", "tab"):
            pieces.append("\n")
    return "".join(pieces)
