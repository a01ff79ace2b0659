"""The XML formats of Hangul Word Processor: hwpx (OWPML in a zip archive) and hwpml (one XML file).

Both describe the same document with other names; the names of hwpml are brought to those of hwpx.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.loaders.archive import Archive, attribute, local, parse_xml, resolve
from index.loaders.draft import Draft, Source, squeeze
from index.loaders.hangul import Cell, Looks, Paragraph, Shape, Thing, numbering_level, write
from index.loaders.metadata import iso_language
from index.loaders.numbering import Level
from index.loaders.properties import know_properties

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMES = {  # hwpml, lower case -> hwpx, lower case
    "table": "tbl",
    "row": "tr",
    "cell": "tc",
    "paralist": "sublist",
    "char": "t",
    "picture": "pic",
    "text": "run",
    "titlemark": "titlemark",
    "rectangle": "rect",
    "autonum": "autonum",
}
_MARKS = {"linebreak": "\n", "tab": "\t", "nbspace": "\u00a0", "fwspace": " ", "hyphen": "-"}
_NOTES = {"footnote": "footnote", "endnote": "endnote"}
_MARGINS = {"header": "header", "footer": "footer", "hiddencomment": "hidden"}
_UNSEEN = ("PAGE", "FOOTNOTE", "ENDNOTE", "TOTAL_PAGE")  # numbers that are no part of the text
_BOXES = frozenset("rect ellipse arc polygon curve line connectline container ole textart chart video".split())


def read(source: Source) -> Draft:
    """Read a hwpx or a hwpml file."""
    return _read_archive(source) if source.data.startswith(b"PK") else _read_single(source)


def _read_archive(source: Source) -> Draft:
    archive = Archive(source)
    manifest = archive.read("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise source.error("is encrypted: save it without a password")
    draft = Draft("hwpx")
    header = archive.xml("Contents/header.xml")
    reader = _Reader(_looks(header.iter() if header is not None else ()))
    paragraphs: list[Paragraph] = []
    for name in _sections(archive):
        tree = archive.xml(name)
        paragraphs += reader.paragraphs(tree) if tree is not None else []
    write(draft, paragraphs)
    if not paragraphs:
        draft.add(archive.read("Preview/PrvText.txt").decode("utf-8", "ignore"), "lines")
        draft.warn("the body could not be read: only the preview text is kept")
    _package_properties(archive, draft)
    return draft


def _read_single(source: Source) -> Draft:
    tree = parse_xml(source, source.data)
    draft = Draft("hwpml")
    reader = _Reader(_looks(tree.iter()))
    paragraphs: list[Paragraph] = []
    for section in tree.iter("{*}SECTION"):
        paragraphs += reader.paragraphs(section)
    write(draft, paragraphs)
    fields = {local(element).lower(): squeeze(_text(element)) for element in tree.iterfind(".//{*}DOCSUMMARY/*")}
    know_properties(draft, title=fields.get("title", ""), author=fields.get("author", ""), date=fields.get("date", ""))
    return draft


def _sections(archive: Archive) -> list[str]:
    """The sections in the order of the package's spine, else by number."""
    names = [name for name in archive.names if re.fullmatch(r"Contents/section\d+\.xml", name, re.I)]
    names.sort(key=lambda name: int(re.sub(r"\D", "", name.rpartition("/")[2])))
    package = archive.xml("Contents/content.hpf")
    if package is None:
        return names
    places = {attribute(item, "id"): attribute(item, "href") for item in package.iter("{*}item")}
    spine = [places.get(attribute(link, "idref"), "") for link in package.iter("{*}itemref")]
    ordered = [name for href in spine for name in (href, resolve("Contents", href)) if href and name in names]
    return list(dict.fromkeys([*ordered, *names]))


def _looks(elements: Iterable[Element]) -> Looks:
    looks = Looks()
    for element in elements:
        name = local(element).lower()
        if name == "parapr":
            heading = element.find("{*}heading")
            if heading is not None:
                kind = heading.get("type", "NONE").upper()
                looks.shapes[element.get("id", "")] = Shape(kind, _int(heading, "level"), heading.get("idRef", ""))
        elif name == "parashape" and element.get("HeadingType"):
            kind = element.get("HeadingType", "").upper()
            looks.shapes[element.get("Id", "")] = Shape(kind, _int(element, "Level"), element.get("Heading", ""))
        elif name == "style":
            names = (_either(element, "name", "Name"), _either(element, "engName", "EngName"))
            looks.styles[_either(element, "id", "Id")] = names
        elif name == "numbering":
            looks.numberings[_either(element, "id", "Id")] = _levels(element)
    return looks


def _levels(numbering: Element) -> dict[int, Level]:
    return {
        _int(head, "level", "Level", default=1) - 1: numbering_level(
            _either(head, "numFormat", "NumFormat"), _text(head), _int(head, "start", "Start", default=1)
        )
        for head in numbering
        if local(head).lower() == "parahead"
    }


def _either(element: Element, *names: str) -> str:
    return next((element.get(name, "") for name in names if element.get(name)), "")


def _int(element: Element | None, *names: str, default: int = 0) -> int:
    value = _either(element, *names) if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default


def _name(element: Element) -> str:
    name = local(element).lower()
    return _NAMES.get(name, name)


class _Reader:
    """Elements to paragraphs."""

    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self.deleting = False  # inside a tracked deletion

    def paragraphs(self, parent: Element) -> list[Paragraph]:
        """The paragraphs directly in a section or list."""
        found: list[Paragraph] = []
        for element in parent:
            name = _name(element)
            if name == "p":
                found.append(self.paragraph(element))
            elif name == "sublist":
                found += self.paragraphs(element)
        return found

    def paragraph(self, element: Element) -> Paragraph:
        paragraph = Paragraph()
        self._collect(element, paragraph.parts)
        shape, style = _either(element, "paraPrIDRef", "ParaShape"), _either(element, "styleIDRef", "Style")
        self.looks.apply(paragraph, shape, style)
        return paragraph

    def _collect(self, parent: Element, parts: list[str | Thing]) -> None:
        for element in parent:
            name = _name(element)
            if name == "t":
                self._letters(element, parts)
            elif name in ("run", "ctrl"):
                self._collect(element, parts)
            elif name in ("secpr", "secdef"):
                self.looks.outline = _either(element, "outlineShapeIDRef", "OutlineShape")
            else:
                parts += self.thing(name, element)

    def _letters(self, element: Element, parts: list[str | Thing]) -> None:
        """Text with marks in it; what a tracked deletion holds is left out."""
        self._keep(element.text, parts)
        for child in element:
            name = _name(child)
            if name in ("deletebegin", "deleteend"):
                self.deleting = name == "deletebegin"
            else:
                self._keep(_MARKS.get(name, ""), parts)
                if name not in _MARKS and len(child):
                    self._letters(child, parts)
            self._keep(child.tail, parts)

    def _keep(self, text: str | None, parts: list[str | Thing]) -> None:
        if text and not self.deleting:
            parts.append(text)

    def thing(self, name: str, element: Element) -> list[str | Thing]:
        if name == "tbl":
            return [self.table(element)]
        if name in _NOTES:
            return [Thing(_NOTES[name], self.inner(element))]  # type: ignore[arg-type]
        if name in _MARGINS:
            return [Thing(_MARGINS[name], self.inner(element))]  # type: ignore[arg-type]
        if name == "equation":
            return [Thing("equation", text="".join(_text(child) for child in element if _name(child) == "script"))]
        if name == "pic" or name in _BOXES:
            text = element.get("text", "") if name == "textart" else _comment(element)
            return [Thing("picture" if name == "pic" else "box", self.inner(element), text=text)]
        if name == "autonum" and _either(element, "numType", "NumberType").upper() not in _UNSEEN:
            return [_either(element, "num", "Number")]
        if name == "compose":
            return [_either(element, "composeText", "ComposeText")]
        if name == "dutmal":
            word, gloss = (
                next((_text(c) for c in element if _name(c) == name), "") for name in ("maintext", "subtext")
            )
            return [f"{word}({gloss})" if gloss else word]
        return []

    def inner(self, element: Element) -> list[Paragraph]:
        """Paragraphs below an object: of its text box, its caption, the objects it groups."""
        found: list[Paragraph] = []
        for child in element:
            name = _name(child)
            if name == "p":
                found.append(self.paragraph(child))
            elif name in _BOXES or name in ("pic", "tbl", "equation"):
                found.append(Paragraph(self.thing(name, child)))
            else:
                found += self.inner(child)
        return found

    def table(self, element: Element) -> Thing:
        table = Thing("table")
        for child in element:
            name = _name(child)
            if name == "caption":
                table.paragraphs += self.inner(child)
            elif name == "tr":
                table.cells += [self.cell(cell) for cell in child if _name(cell) == "tc"]
        return table

    def cell(self, element: Element) -> Cell:
        place = element.find("{*}cellAddr")
        span = element.find("{*}cellSpan")
        return Cell(
            row=_int(element if place is None else place, "rowAddr", "RowAddr"),
            column=_int(element if place is None else place, "colAddr", "ColAddr"),
            rows=_int(element if span is None else span, "rowSpan", "RowSpan", default=1),
            columns=_int(element if span is None else span, "colSpan", "ColSpan", default=1),
            paragraphs=self.paragraphs(element),
            header=_either(element, "header", "Header") in ("1", "true"),
        )


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _comment(element: Element) -> str:
    """The description that an author gave a picture or shape."""
    found = next((child for child in element.iter() if _name(child) == "shapecomment"), None)
    return _text(found) if found is not None else ""


def _package_properties(archive: Archive, draft: Draft) -> None:
    tree = archive.xml("Contents/content.hpf")
    if tree is None:
        return
    entries = tree.iterfind(".//{*}metadata/*")
    fields = {element.get("name") or local(element): squeeze(_text(element)) for element in entries}
    know_properties(
        draft,
        title=fields.get("title", ""),
        author=fields.get("creator", ""),
        date=fields.get("CreatedDate") or fields.get("date", ""),
        language=iso_language(fields.get("language", "")),
    )
