"""Hangul Word Processor 5 files (.hwp): an OLE file whose sections are lists of tagged records.

Follows the format that Hancom publishes ("Hangul Document File Formats 5.0, revision 1.3"). Records form a tree by
their levels; a paragraph's text is UTF-16 with control characters that stand for the objects below it, in order.
Encrypted files and distribution copies (text locked by their author) are refused with a reason.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.loaders.draft import Draft, Source
from index.loaders.hangul import Cell, Looks, Paragraph, Shape, Thing, numbering_level, write
from index.loaders.limits import MIB, SETTINGS
from index.loaders.numbering import Level
from index.loaders.properties import know_properties

if TYPE_CHECKING:
    from olefile import OleFileIO

_PARA_HEADER, _PARA_TEXT, _CTRL_HEADER, _LIST_HEADER, _TABLE, _EQUATION = 66, 67, 71, 72, 77, 88
_NUMBERING, _PARA_SHAPE, _STYLE, _PICTURE = 23, 25, 26, 85
_COMPRESSED, _ENCRYPTED, _DISTRIBUTION = 1, 2, 4  # bits of the header's properties
_SINGLE = {0: "", 10: "\n", 13: "", 24: "-", 30: "\u00a0", 31: " "}  # controls of one code unit; others take eight
_SHAPES = ("NONE", "OUTLINE", "NUMBER", "BULLET")
_FORMS = (
    "digit", "circled_digit", "roman_capital", "roman_small", "latin_capital", "latin_small", "circled_latin_capital",
    "circled_latin_small", "hangul_syllable", "circled_hangul_syllable", "hangul_jamo", "circled_hangul_jamo",
)  # fmt: skip
_NOTES = {b"fn  ": "footnote", b"en  ": "endnote"}
_MARGINS = {b"head": "header", b"foot": "footer", b"tcmt": "hidden"}
_WIDE_STRING = 31  # type of a property
_SMALL = 16 * MIB  # a stream may unpack to, whatever its ratio
_DEEPEST = 60  # levels of records that are followed


@dataclass(slots=True)
class Record:
    """One record and those below it."""

    tag: int
    data: bytes
    below: list[Record] = field(default_factory=list)


def read(source: Source) -> Draft:
    """Read a Hangul Word Processor 5 file."""
    import olefile

    draft = Draft("hwp")
    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        header = ole.openstream("FileHeader").read(256)
        flags = struct.unpack_from("<I", header, 36)[0] if len(header) >= 40 else 0
        if flags & _ENCRYPTED:
            raise source.error("is encrypted: save it without a password")
        if flags & _DISTRIBUTION:
            raise source.error("is a distribution copy whose text its author locked: get the ordinary file or a PDF")
        packed = bool(flags & _COMPRESSED)
        looks = _looks(_tree(_stream(source, ole, "DocInfo", packed)))
        sections = sorted((entry for entry in ole.listdir() if entry[0] == "BodyText"), key=lambda e: _number(e[-1]))
        reader = _Reader(looks)
        paragraphs: list[Paragraph] = []
        for entry in sections:
            paragraphs += reader.paragraphs(_tree(_stream(source, ole, "/".join(entry), packed)))
        write(draft, paragraphs)
        if not paragraphs and ole.exists("PrvText"):
            draft.add(ole.openstream("PrvText").read().decode("utf-16-le", "ignore"), "lines")
            draft.warn("the body could not be read: only the preview text is kept")
        _properties(ole, draft)
    return draft


def _stream(source: Source, ole: OleFileIO, name: str, packed: bool) -> bytes:
    """A stream's bytes, unpacked up to the limit; what is there of a truncated one."""
    data: bytes = ole.openstream(name).read() if ole.exists(name) else b""
    if not packed:
        return data
    try:
        unpacker = zlib.decompressobj(-15)
        out = unpacker.decompress(data, source.limits.unpacked_bytes)
    except zlib.error as error:
        raise source.error(f"is damaged at {name} ({error}): get the file again") from error
    swollen = len(out) > max(_SMALL, source.limits.ratio * len(data))
    if unpacker.unconsumed_tail or swollen:
        raised = SETTINGS["ratio" if swollen else "unpacked_bytes"]
        raise source.error(f"unpacks to too much: not read, for safety; raise {raised} if you trust it")
    if not unpacker.eof:
        source.warnings.append("it is cut off or damaged: get the file again")
    return out


def _number(name: str) -> int:
    digits = name.removeprefix("Section")
    return int(digits) if digits.isdigit() else 1 << 20


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(tag, level, data) of each record; stops where the stream is cut."""
    position = 0
    while position + 4 <= len(data):
        head = struct.unpack_from("<I", data, position)[0]
        position += 4
        tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        if size == 0xFFF:
            if position + 4 > len(data):
                return
            size = struct.unpack_from("<I", data, position)[0]
            position += 4
        yield tag, level, data[position : position + size]
        position += size


def _tree(data: bytes) -> list[Record]:
    """Records nested by their levels."""
    top = Record(0, b"")
    open_records = [(-1, top)]
    for tag, level, content in _records(data):
        level = min(level, _DEEPEST)
        while open_records[-1][0] >= level:
            open_records.pop()
        record = Record(tag, content)
        open_records[-1][1].below.append(record)
        open_records.append((level, record))
    return top.below


def _looks(records: list[Record]) -> Looks:
    looks = Looks()
    for record in _flat(records):
        if record.tag == _PARA_SHAPE and len(record.data) >= 4:
            bits = struct.unpack_from("<I", record.data)[0]
            numbering = struct.unpack_from("<H", record.data, 30)[0] if len(record.data) >= 32 else 0
            looks.shapes[str(len(looks.shapes))] = Shape(_SHAPES[bits >> 23 & 3], bits >> 25 & 7, str(numbering))
        elif record.tag == _NUMBERING:
            looks.numberings[str(len(looks.numberings) + 1)] = _levels(record.data)
        elif record.tag == _STYLE:
            name, rest = _string(record.data, 0)
            looks.styles[str(len(looks.styles))] = (name, _string(record.data, rest)[0])
    return looks


def _levels(data: bytes) -> dict[int, Level]:
    """The seven levels of a numbering: twelve bytes of looks and a pattern each, then where each begins."""
    heads: list[tuple[str, str]] = []
    at = 0
    while len(heads) < 7 and at + 14 <= len(data):
        form = struct.unpack_from("<I", data, at)[0] >> 5 & 15
        pattern, at = _string(data, at + 12)
        heads.append((_FORMS[form] if form < len(_FORMS) else "digit", pattern))
    starts = struct.unpack_from("<7I", data, at + 2) if at + 30 <= len(data) else (1,) * 7
    return {
        level: numbering_level(form, pattern, start if start < 10_000 else 1)
        for level, ((form, pattern), start) in enumerate(zip(heads, starts, strict=False))
    }


def _flat(records: list[Record]) -> Iterator[Record]:
    for record in records:
        yield record
        yield from _flat(record.below)


def _string(data: bytes, at: int) -> tuple[str, int]:
    """A length-prefixed UTF-16 string and the offset behind it."""
    if at + 2 > len(data):
        return "", len(data)
    end = at + 2 + 2 * int(struct.unpack_from("<H", data, at)[0])
    return data[at + 2 : end].decode("utf-16-le", "ignore"), end


class _Reader:
    """Records to paragraphs."""

    def __init__(self, looks: Looks) -> None:
        self.looks = looks

    def paragraphs(self, records: list[Record]) -> list[Paragraph]:
        return [self.paragraph(record) for record in records if record.tag == _PARA_HEADER]

    def paragraph(self, record: Record) -> Paragraph:
        paragraph = Paragraph()
        controls = iter([below for below in record.below if below.tag == _CTRL_HEADER])
        text = b"".join(below.data for below in record.below if below.tag == _PARA_TEXT)
        position, start = 0, 0
        while position + 2 <= len(text):
            unit = text[position] | text[position + 1] << 8
            if unit >= 32:
                position += 2
                continue
            paragraph.parts.append(text[start:position].decode("utf-16-le", "ignore"))
            if unit in _SINGLE or 25 <= unit <= 29:
                paragraph.parts.append(_SINGLE.get(unit, ""))
                position += 2
            else:
                self._control(unit, controls, paragraph)
                position += 16
            start = position
        paragraph.parts.append(text[start : position & ~1].decode("utf-16-le", "ignore"))
        for left in controls:  # a damaged text may have lost the characters that stand for them
            paragraph.parts += self.thing(left)
        if len(record.data) >= 11:
            shape, style = struct.unpack_from("<HB", record.data, 8)
            self.looks.apply(paragraph, str(shape), str(style))
        return paragraph

    def _control(self, unit: int, controls: Iterator[Record], paragraph: Paragraph) -> None:
        """What an eight-unit control stands for."""
        if unit == 9:
            paragraph.parts.append("\t")
        elif unit in (1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23):  # these have a record of their own
            control = next(controls, None)
            paragraph.parts += self.thing(control) if control else []

    def thing(self, record: Record) -> list[str | Thing]:
        kind = record.data[3::-1][:4]
        if kind == b"secd" and len(record.data) >= 20:
            self.looks.outline = str(struct.unpack_from("<H", record.data, 18)[0])
        if kind == b"tbl ":
            return [self.table(record)]
        if kind in _NOTES:
            return [Thing(_NOTES[kind], self.inner(record))]  # type: ignore[arg-type]
        if kind in _MARGINS:
            return [Thing(_MARGINS[kind], self.inner(record))]  # type: ignore[arg-type]
        if kind == b"eqed":
            script = next((below.data for below in record.below if below.tag == _EQUATION), b"")
            return [Thing("equation", text=_string(script, 4)[0])]
        if kind == b"gso ":
            picture = any(below.tag == _PICTURE for below in _flat(record.below))
            text, _ = _string(record.data, 44)
            return [Thing("picture" if picture else "box", self.inner(record), text=text)]
        if kind == b"atno" and len(record.data) >= 10:
            what, number = struct.unpack_from("<IH", record.data, 4)
            return [] if what & 15 in (0, 1, 2) else [str(number)]  # the numbers of notes and pages are not text
        if kind == b"tcps":
            return [_string(record.data, 4)[0]]
        if kind == b"tdut":  # a gloss over a word
            word, rest = _string(record.data, 4)
            return [f"{word}({gloss})" if (gloss := _string(record.data, rest)[0]) else word]
        return []

    def inner(self, record: Record) -> list[Paragraph]:
        """Paragraphs of the text lists below a record, tables and notes inside them kept for themselves."""
        found: list[Paragraph] = []
        for below in record.below:
            if below.tag == _PARA_HEADER:
                found.append(self.paragraph(below))
            elif below.tag != _CTRL_HEADER:
                found += self.inner(below)
        return found

    def table(self, record: Record) -> Thing:
        """Cells by address; the paragraphs of a list follow its header on the same level."""
        table = Thing("table")
        here, repeats = table.paragraphs, False
        for below in record.below:
            if below.tag == _TABLE and len(below.data) >= 4:
                repeats = bool(struct.unpack_from("<I", below.data)[0] & 4)
                here = []
            elif below.tag == _LIST_HEADER and here is not table.paragraphs and len(below.data) >= 16:
                column, row, columns, rows = struct.unpack_from("<HHHH", below.data, 8)
                cell = Cell(row, column, rows, columns, header=repeats and row == 0)
                table.cells.append(cell)
                here = cell.paragraphs
                here += self.inner(below)
            elif below.tag == _PARA_HEADER:
                here.append(self.paragraph(below))
        return table


def _properties(ole: OleFileIO, draft: Draft) -> None:
    """Title, author and date from the summary stream, an OLE property set."""
    name = "\x05HwpSummaryInformation"
    data: bytes = ole.openstream(name).read() if ole.exists(name) else b""
    if len(data) < 56:
        return
    start = struct.unpack_from("<I", data, 44)[0]
    texts: dict[int, str] = {}
    for entry in range(start + 8, min(start + 8 * 40, len(data) - 8), 8):
        key, offset = struct.unpack_from("<II", data, entry)
        at = start + offset
        if at + 8 <= len(data) and struct.unpack_from("<I", data, at)[0] == _WIDE_STRING:
            size = struct.unpack_from("<I", data, at + 4)[0]
            texts.setdefault(key, data[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "ignore").partition("\0")[0])
    know_properties(draft, title=texts.get(2, ""), author=texts.get(4, ""), date=texts.get(20, ""))
