"""OpenDocument files, of any program: text (odt), sheets (ods), slides (odp).

Headings, lists, tables, text boxes, footnotes and endnotes, titles and descriptions of pictures. Tracked deletions are
left out; comments, running headers and the table of contents are listed as removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.loaders.archive import Archive, attribute, local
from index.loaders.draft import Draft, Source, squeeze
from index.loaders.limits import beyond
from index.loaders.numbering import labelled
from index.loaders.opendocument_lists import Lists
from index.loaders.properties import open_document_properties
from index.loaders.sheet import Sheet, cell_places
from index.loaders.sniff import sniff
from index.loaders.tables import Grid, Spanned, add_table, is_layout

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SKIP = frozenset(
    "tracked-changes sequence-decls variable-decls user-field-decls forms bookmark annotation-end settings "
    "scripts event-listeners dde-connection-decls change change-start change-end".split()
)
_CONTENTS = frozenset(
    "table-of-content illustration-index table-index object-index user-index alphabetical-index".split()
)
_BREAKS = {"tab": "\t", "line-break": "\n"}
_MOST = 1000  # repetitions of a cell that are believed; sheets are padded to their full width with blank ones


def read(source: Source) -> Draft:
    """Read an OpenDocument file."""
    archive = Archive(source)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise source.error("is encrypted: save it without a password")
    tree = archive.xml("content.xml")
    body = tree.find("{*}body") if tree is not None else None
    if body is None or not len(body):
        raise source.error("has no body: the file may be damaged, save it again")
    form = sniff(source)
    draft = Draft(form)
    styles = archive.xml("styles.xml")
    reader = _Reader(draft, Lists([part for part in (styles, tree) if part is not None]))
    if form == "ods":
        tables = body[0].findall("{*}table")
        draft.pages = len(tables)
        for table in tables[: source.limits.pages]:
            reader.sheet(table, source.limits.rows)
    elif form == "odp":
        slides = body[0].findall("{*}page")
        draft.pages = len(slides)
        for number, slide in enumerate(slides[: source.limits.pages], 1):
            reader.slide(slide, number)
    else:
        reader.blocks(body[0])
    if draft.pages and draft.pages > source.limits.pages:
        draft.warn(beyond(f"sheets or slides after {source.limits.pages}", "pages"))
    reader.finish(styles)
    open_document_properties(archive, draft)
    return draft


class _Reader:
    """Walks the content; notes are collected where their marks stand and told at the end."""

    def __init__(self, draft: Draft, lists: Lists) -> None:
        self.draft = draft
        self.lists = lists
        self.notes: list[tuple[str, str]] = []
        self.aside: list[Element] = []  # frames and shapes, told after their paragraph
        self.locator = ""
        self.depth = -1  # of the list being read
        self.first = False  # the next paragraph begins an item
        self.label = ""  # the number of that item

    def blocks(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            step = getattr(self, "_" + name.replace("-", "_"), None)
            if name in _CONTENTS:
                self.draft.remove(" ".join(element.itertext()), "table of contents")
            elif step:
                step(element)
            elif name not in _SKIP and name:
                self.blocks(element)

    def _h(self, element: Element) -> None:
        number = attribute(element, "outline-level", "1")
        level = int(number) if number.isdigit() else 1
        label = self.label or self.lists.heading(element, level)
        self.first, self.label = False, ""
        self.draft.add(labelled(label, self.text(element)), "heading", level=level, locator=self.locator)
        self.tell_aside()

    def _p(self, element: Element) -> None:
        text = self.text(element)
        if self.first and text.strip():
            self.draft.add(labelled(self.label, text), "item", level=self.depth, locator=self.locator)
            self.first, self.label = False, ""
        else:
            self.draft.add(text, locator=self.locator)
        self.tell_aside()

    def _list(self, element: Element) -> None:
        self.depth += 1
        self.lists.enter(element)
        for item in element:
            self.first, self.label = True, self.lists.item(item)
            self.blocks(item)
        self.first, self.label = False, ""
        self.lists.leave()
        self.depth -= 1

    def _table(self, element: Element) -> None:
        grid = Grid()
        cells = self._fill(grid, element)
        nested = element.find(".//{*}table") is not None
        if nested or is_layout(grid.rows()):
            for cell in cells:
                self.blocks(cell)
        else:
            add_table(self.draft, grid, locator=self.locator)
            self.tell_aside()

    def _fill(self, grid: Grid, table: Element) -> list[Element]:
        """Place a text table's cells; gives them in order."""
        cells = []
        row = 0
        for line in table.iter("{*}table-row"):
            if next(line.iterancestors("{*}table"), None) is not table:
                continue
            if line.getparent() is not None and local(line.getparent()) == "table-header-rows":
                grid.heads.add(row)
            column = 0
            for cell in line:
                times = min(_number(cell, "number-columns-repeated"), _MOST)
                if local(cell) == "table-cell":
                    cells.append(cell)
                    text = " ".join(self.text(paragraph) for paragraph in cell.iter("{*}p", "{*}h"))
                    for across in range(times if text else 0):
                        spans = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
                        grid.put(row, column + across, text, rows=spans[0], columns=spans[1])
                column += times
            row += min(_number(line, "number-rows-repeated"), _MOST)
        return cells

    def _frame(self, element: Element) -> None:
        for child in element:
            if local(child) in ("text-box", "table"):
                self.blocks(child) if local(child) == "text-box" else self._table(child)
        told = [squeeze("".join(child.itertext())) for child in element if local(child) in ("title", "desc")]
        for text in dict.fromkeys(told):
            self.draft.add(text, locator=self.locator)
        bare = element.find("{*}image") is not None and element.find("{*}table") is None
        self.draft.pictures += bare and not any(told)

    def _annotation(self, element: Element) -> None:
        self.draft.remove(" ".join(element.itertext()), "comment")

    def _notes(self, element: Element) -> None:
        """What the speaker of a slide reads."""
        before, self.locator = self.locator, f"{self.locator}, notes"
        self.blocks(element)
        self.locator = before

    def tell_aside(self) -> None:
        aside, self.aside = self.aside, []
        for element in aside:
            if local(element) == "frame":
                self._frame(element)
            else:
                self.blocks(element)

    def text(self, parent: Element) -> str:
        parts: list[str] = [parent.text or ""]
        for element in parent:
            name = local(element)
            if name == "note":
                parts.append(self.note(element))
            elif name == "s":
                parts.append(" ")
            elif name in _BREAKS:
                parts.append(_BREAKS[name])
            elif name == "annotation":
                self._annotation(element)
            elif element.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing") if name else False:
                self.aside.append(element)
            elif name not in _SKIP:
                parts.append(self.text(element))
            parts.append(element.tail or "")
        return "".join(parts)

    def note(self, element: Element) -> str:
        """The mark that a note leaves in the text."""
        citation = element.find("{*}note-citation")
        label = squeeze("".join(citation.itertext())) if citation is not None else ""
        mark = f"[{label or len(self.notes) + 1}]"
        body = element.find("{*}note-body")
        paragraphs = body.iter("{*}p", "{*}h") if body is not None else ()
        self.notes.append((mark, " ".join(self.text(paragraph) for paragraph in paragraphs)))
        return mark

    def sheet(self, table: Element, limit: int) -> None:
        name = attribute(table, "name", "Sheet")
        lines, number = Sheet(self.draft, cell_places(name)), 1
        for row in table.iter("{*}table-row"):
            repeated = _number(row, "number-rows-repeated")
            cells: dict[int, str] = {}
            column = 1
            for cell in row:
                times = _number(cell, "number-columns-repeated")
                text = " ".join(squeeze(self.text(paragraph)) for paragraph in cell.iterfind("{*}p"))
                if text:
                    spans = _number(cell, "number-columns-spanned")
                    cells |= dict.fromkeys(range(column, column + min(times, _MOST)), text)
                    cells |= dict.fromkeys(range(column + 1, column + min(spans, _MOST)), Spanned(text))
                column += times
            for _ in range(min(repeated, _MOST) if cells else 1):
                lines.row(number, cells)
                number += 1
            number += repeated - min(repeated, _MOST) if cells else repeated - 1
            if cells and number > limit:
                self.draft.warn(beyond(f"rows after {limit} of sheet {name!r}", "rows"))
                break
        lines.finish()

    def slide(self, page: Element, number: int) -> None:
        self.locator = f"slide {number}"
        for frame in page.iterfind("{*}frame"):
            if attribute(frame, "class") in ("title", "subtitle"):
                level = 1 if attribute(frame, "class") == "title" else 2
                text = " ".join(self.text(paragraph) for paragraph in frame.iter("{*}p"))
                self.draft.add(text, "heading", level=level, locator=self.locator)
                page.remove(frame)
        self.blocks(page)

    def finish(self, styles: Element | None) -> None:
        for mark, text in self.notes:
            self.draft.add(text, "note", marker=mark)
        for element in styles.iter("{*}header", "{*}footer") if styles is not None else ():
            self.draft.remove(" ".join(element.itertext()), f"running {local(element)}")


def _number(element: Element, name: str) -> int:
    value = attribute(element, name, "1")
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
