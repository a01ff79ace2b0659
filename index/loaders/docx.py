"""Word documents (docx): body, tables, text boxes, footnotes and endnotes, alternative texts, equations.

The parts are read from the package directly: the usual library gives neither notes, text boxes, content controls nor
revisions. Inserted text counts, deleted and hidden text does not. Running headers, comments and the table of
contents are listed as removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.loaders.archive import Archive, attribute, local
from index.loaders.docx_numbers import Numbers
from index.loaders.docx_styles import Style, Styles
from index.loaders.draft import Draft, Source
from index.loaders.drawings import add_drawn, described
from index.loaders.numbering import labelled, roman
from index.loaders.properties import office_properties
from index.loaders.tables import Grid, add_table, holds_a_few, is_layout

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PASS = frozenset(
    "sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple r dir bdo rubyBase ruby oMathPara".split()
)
_BLOCKS = frozenset("sdt sdtContent customXml ins moveTo".split())
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read(source: Source) -> Draft:
    """Read a Word document."""
    archive = Archive(source)
    main = _main_part(archive)
    tree = archive.xml(main)
    body = tree.find("{*}body") if tree is not None else None
    if body is None:
        raise source.error("has no body: the file may be damaged, save it again")
    draft = Draft("docx")
    reader = _Reader(draft, archive, main)
    reader.blocks(body)
    reader.notes()
    reader.margins()
    office_properties(archive, draft)
    return draft


def _main_part(archive: Archive) -> str:
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    targets = archive.related("").values()
    return next((name for name in targets if name.endswith(".xml") and "document" in name), "word/document.xml")


class _Reader:
    """Walks the body; notes are numbered as their marks are met and read at the end."""

    def __init__(self, draft: Draft, archive: Archive, main: str) -> None:
        self.draft = draft
        self.archive = archive
        self.folder = folder = main.rpartition("/")[0]
        self.numbers = Numbers(archive.xml(f"{folder}/numbering.xml"))
        self.styles = Styles(archive.xml(f"{folder}/styles.xml"), self.numbers)
        self.links = archive.related(main)
        self.marks: dict[tuple[str, str], str] = {}  # (part, id) -> mark
        self.aside: list[Element | str] = []  # text boxes and alternative texts, told after their paragraph
        self.deleted: list[str] = []
        self.initial = ""  # a large letter that stands in a frame before its word

    def blocks(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self.paragraph(element)
            elif name == "tbl":
                self.table(element)
            elif name == "AlternateContent":
                self.blocks(_alternative(element))
            elif name in _BLOCKS:
                self.blocks(element)
            elif name == "altChunk":
                self.draft.warn("holds a part of another format that is not read: open it in Word and save it again")

    def paragraph(self, element: Element) -> None:
        style = self.styles.of(element)
        text = self.initial + self.line(element, style)
        frame = element.find("{*}pPr/{*}framePr")
        framed = frame is not None and attribute(frame, "dropCap") in ("drop", "margin") and len(text) <= 3
        self.initial = text if framed else ""
        if framed:
            return
        if style.contents:
            self.draft.remove(text, "table of contents")
        elif style.heading:
            self.draft.add(text, "heading", level=style.heading)
        elif style.item >= 0:
            self.draft.add(text, "item", level=style.item)
        else:
            self.draft.add(text)
        self.tell_aside()

    def tell_aside(self) -> None:
        aside, self.aside = self.aside, []
        for thing in aside:
            if isinstance(thing, str):
                self.draft.add(thing)
            elif local(thing) != "txbxContent":
                self.draft.pictures += not add_drawn(self.draft, self.archive, thing, self.links)
            else:
                self.blocks(thing)

    def text(self, element: Element) -> str:
        parts: list[str] = []
        self._collect(element, parts)
        if self.deleted:
            self.draft.remove("".join(self.deleted), "deleted or hidden in the document")
            self.deleted = []
        return "".join(parts)

    def _collect(self, parent: Element, parts: list[str]) -> None:
        if local(parent) == "r" and self.styles.hidden(parent):
            self.deleted.append("".join(parent.itertext("{*}t")))
            return
        for element in parent:
            name = local(element)
            if name == "t":
                parts.append(element.text or "")
            elif name in _PASS:
                self._collect(element, parts)
            elif name == "AlternateContent":
                self._collect(_alternative(element), parts)
            elif name in ("drawing", "pict", "object"):
                self._drawing(element)
            elif name in ("del", "moveFrom"):
                self.deleted.append("".join(element.itertext("{*}delText", "{*}t")))
            else:
                parts.append(self._sign(name, element))

    def _sign(self, name: str, element: Element) -> str:
        """What stands in a run that is not letters."""
        if name in _NOTES:
            return self._mark(_NOTES[name], attribute(element, "id"))
        return _equation(element) if name == "oMath" else _BREAKS.get(name, "")

    def _mark(self, part: str, number: str) -> str:
        order = sum(1 for kind, _ in self.marks if kind == part) + 1
        mark = f"[{order}]" if part == "footnotes" else f"[{roman(order)}]"
        return self.marks.setdefault((part, number), mark)

    def _drawing(self, element: Element) -> None:
        boxes = [box for box in element.iter("{*}txbxContent") if not _inside_box(box, element)]
        self.aside.extend(boxes)
        told = [attribute(entry, "descr") for entry in element.iter("{*}docPr")]
        told += [attribute(entry, "alt") for entry in element.iter("{*}shape")]
        told = described(told)
        self.aside.extend(told)
        if not boxes and any(True for _ in element.iter("{*}chart", "{*}relIds")):
            self.aside.append(element)
        else:
            self.draft.pictures += not boxes and not told

    def table(self, element: Element) -> None:
        grid, cells = Grid(), []
        rows = [row for row in _through(element, "tr")]
        few = self._holds_few(element, rows)
        above: dict[int, str] = {}
        counts = self.numbers.copy()
        grid.heads |= self.styles.heads(rows)
        for number, row in enumerate(rows):
            if row.find("{*}trPr/{*}tblHeader") is not None:
                grid.heads.add(number)
            column = int(attribute(row.find("{*}trPr/{*}gridBefore"), "val", "0")) if _before(row) else 0
            for cell in _through(row, "tc"):
                width = _span(cell)
                merge = cell.find("{*}tcPr/{*}vMerge")
                if merge is not None and attribute(merge, "val") != "restart":
                    text = above.get(column, "")
                else:
                    cells.append(cell)
                    text = "" if not few and cell.find(".//{*}tbl") is not None else self._cell(cell)
                above[column] = text
                grid.put(number, column, text, columns=width)
                column += width
        if not few or is_layout(grid.rows()):
            self.aside = []
            self.numbers.restore(counts)
            for cell in cells:
                self.blocks(cell)
        else:
            add_table(self.draft, grid)
            self.tell_aside()

    @staticmethod
    def _holds_few(element: Element, rows: list[Element]) -> bool:
        """No tables inside, or a few that are part of its cells."""
        inner = len(element.findall(".//{*}tbl"))
        return not inner or holds_a_few(inner, rows=len(rows), cells=sum(len(_through(row, "tc")) for row in rows))

    def _cell(self, cell: Element) -> str:
        inside = [paragraph for paragraph in cell.iter("{*}p") if not _inside_box(paragraph, cell)]
        return " ".join(self.line(paragraph, self.styles.of(paragraph)) for paragraph in inside)

    def line(self, paragraph: Element, style: Style) -> str:
        """A paragraph's text behind the number that its list gives it."""
        text = self.text(paragraph)
        if not style.number or style.contents:
            return text
        return labelled(self.numbers.label(style.number, style.item), text)

    def notes(self) -> None:
        """Footnotes and endnotes, in the order of their marks; those without a mark last."""
        for part in ("footnotes", "endnotes"):
            tree = self.archive.xml(f"{self.folder}/{part}.xml")
            if tree is None:
                continue
            found = {attribute(note, "id"): note for note in tree if attribute(note, "type") in ("", "normal")}
            marked = [number for kind, number in list(self.marks) if kind == part and number in found]
            for number in [*marked, *(number for number in found if number not in marked)]:
                text = " ".join(self.text(paragraph) for paragraph in found[number].iter("{*}p"))
                self.draft.add(text, "note", marker=self.marks.get((part, number), ""))

    def margins(self) -> None:
        """Headers, footers and comments: not part of the text, but not lost."""
        for name in sorted(self.archive.names):
            found = re.fullmatch(rf"{re.escape(self.folder)}/(header|footer|comments)\d*\.xml", name)
            tree = self.archive.xml(name) if found else None
            if found and tree is not None:
                reason = "comment" if found[1] == "comments" else f"running {found[1]}"
                for paragraph in tree.iter("{*}p"):
                    self.draft.remove(self.text(paragraph), reason)


def _alternative(element: Element) -> Element:
    """The first branch that has text, else the first."""
    branches = [branch for branch in element if local(branch) in ("Choice", "Fallback")]
    return next((branch for branch in branches if any(branch.itertext("{*}t"))), branches[0] if branches else element)


def _through(parent: Element, name: str) -> list[Element]:
    """Children of that name, also those wrapped in content controls and revisions."""
    found: list[Element] = []
    for element in parent:
        if local(element) == name:
            found.append(element)
        elif local(element) in _BLOCKS:
            found.extend(_through(element, name))
    return found


def _before(row: Element) -> bool:
    found = row.find("{*}trPr/{*}gridBefore")
    return found is not None and attribute(found, "val").isdigit()


def _span(cell: Element) -> int:
    found = cell.find("{*}tcPr/{*}gridSpan")
    value = attribute(found, "val") if found is not None else ""
    return int(value) if value.isdigit() and len(value) < 5 else 1


def _inside_box(element: Element, top: Element) -> bool:
    """Whether a text box stands between the element and `top`."""
    for above in element.iterancestors():
        if above is top:
            return False
        if local(above) == "txbxContent":
            return True
    return False


def _equation(element: Element) -> str:
    """An equation's letters in order, a fraction as (a)/(b), powers and indices marked."""
    name = local(element)
    if name == "t":
        return element.text or ""
    parts = {
        local(child): _equation(child) for child in element if local(child) in ("num", "den", "e", "sup", "sub", "deg")
    }
    if name == "f":
        return f"({parts.get('num', '')})/({parts.get('den', '')})"
    if name in ("sSup", "sSub", "sSubSup"):
        below, above = parts.get("sub"), parts.get("sup")
        return parts.get("e", "") + (f"_{below}" if below else "") + (f"^{above}" if above else "")
    return "".join(_equation(child) for child in element)
