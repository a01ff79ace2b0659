"""The pieces that normalisation works with: lines as the file has them, and units made of them.

Owns the cutting of blocks into lines with raw offsets. Decides nothing about meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from index.types import BLOCK_SEPARATOR, Block, RawDocument

Joint = Literal[" ", "", "-"]
"""What stands between two lines of a unit: a space, nothing, or a hyphen that is dropped."""

UnitKind = Literal["text", "heading", "item", "row", "note"]

# Zero-width and direction marks, soft hyphens and control characters: a reader never sees them.
INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe"
_SOFT_HYPHENS = "\u00ad\x02\ufffe"  # the last two are what PDF libraries give for a hyphen that breaks a word
INVISIBLE_CHAR = re.compile(f"[{INVISIBLE}]")
_EDGE = "".join(
    char for char in map(chr, (*range(0x3001), 0xFEFF, 0xFFFE)) if char.isspace() or INVISIBLE_CHAR.match(char)
)
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|$)")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")


@dataclass(slots=True)
class Line:
    """One line of a file, or the whole text of a structured block.

    Attributes:
        start: raw offset of the first visible character.
        end: raw offset behind the last visible character.
        text: `raw[start:end]`.
        indent: columns of white space before it.
        soft: it ends with a hyphen that only a line break shows.
        spaced: white space stands between it and the line break.
        blanks: blank lines above it on its page.
        page: 1-based page, None where the file has none.
        page_top: it is the first line of a page.
        fresh: a heading or a table stands above it, which the file itself sets apart.
        lifted: a footnote, a running header or a page number stood between it and the line above.
        width: in columns; a Hangul syllable takes two.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    soft: bool = False
    spaced: bool = False
    blanks: int = 0
    page: int | None = None
    page_top: bool = False
    fresh: bool = False
    lifted: bool = False
    width: int = 0


@dataclass(slots=True)
class Unit:
    """A paragraph, heading, item, table row or note: lines and what stands between them.

    Attributes:
        joints: one for each line but the first.
        level: of a heading (1 is the highest) or an item (0 is the outermost); -1 not known yet.
        blanks: blank lines above it.
        plain: it comes from hard-wrapped plain text, so its kind is guessed and not given.
        lead: index of the unit that introduces this item, or -1.
    """

    lines: list[Line]
    joints: list[Joint] = field(default_factory=list)
    kind: UnitKind = "text"
    level: int = -1
    indent: int = 0
    blanks: int = 0
    locator: str = ""
    context: str = ""
    marker: str = ""
    plain: bool = False
    lead: int = -1

    @property
    def text(self) -> str:
        """The text as it will be read, white space collapsed."""
        parts = [self.lines[0].text]
        for joint, line in zip(self.joints, self.lines[1:], strict=True):
            if joint == "-":
                parts[-1] = parts[-1][:-1]
            parts += [" " if joint == " " else "", line.text]
        return " ".join(INVISIBLE_CHAR.sub("", "".join(parts)).split())


def columns(text: str) -> int:
    """Width in columns of a fixed-width screen: wide letters count two."""
    return len(text) + len(_WIDE.findall(text))


def runs(raw: RawDocument) -> Iterator[list[Line] | Unit]:
    """Cut a document: each run of `lines` blocks is one list of lines, any other block one unit."""
    offset = 0
    stream: list[Line] = []
    parted = False
    for block in raw.blocks:
        if block.kind == "lines":
            lines = _lines_of(block, offset)
            if parted and lines:
                lines[0].fresh, parted = True, False
            stream += lines
        else:
            unit = _unit_of(block, offset)
            if unit is not None:
                if stream:
                    yield stream
                    stream = []
                parted = True
                yield unit
        offset += len(block.text) + len(BLOCK_SEPARATOR)
    if stream:
        yield stream


def _unit_of(block: Block, offset: int) -> Unit | None:
    lines = _lines_of(block, offset) if "\n" in block.text else [_trimmed(block.text, offset)]
    own = [line for line in lines if line is not None]
    if not own or block.kind == "lines":
        return None
    for line in own:
        line.page = block.page
    return Unit(
        own,
        [" "] * (len(own) - 1),
        kind=block.kind,
        level=block.level,
        locator=block.locator,
        context=block.context,
        marker=block.marker,
    )


def _trimmed(text: str, offset: int) -> Line | None:
    kept = text.lstrip(_EDGE)
    start = len(text) - len(kept)
    end = start + len(kept.rstrip(_EDGE))
    if start >= end:
        return None
    return Line(offset + start, offset + end, text[start:end])


def _lines_of(block: Block, offset: int) -> list[Line]:
    lines: list[Line] = []
    blanks = 0
    page, page_top = block.page, True
    form_feeds = block.page is None and "\f" in block.text
    if form_feeds:
        page = 1
    for match in _LINE.finditer(block.text):
        whole = match.group()
        line = _trimmed(whole, offset + match.start())
        if line is None:
            blanks += whole.endswith(("\n", "\r"))
        else:
            _describe(line, whole, line.start - offset - match.start())
            line.blanks, line.page, line.page_top = blanks, page, page_top
            lines.append(line)
            blanks, page_top = 0, False
        if form_feeds and whole.endswith("\f"):
            page, page_top, blanks = (page or 0) + 1, True, 0
    return lines


def _describe(line: Line, whole: str, before: int) -> None:
    line.indent = columns(whole[:before].expandtabs(4))
    rest = whole[before + len(line.text) :]
    line.spaced = rest[:1] not in ("", "\n", "\r", "\f", "\v") and bool(rest.strip("\r\n\f\v"))
    line.soft = rest[:1] != "" and rest[0] in _SOFT_HYPHENS
    line.width = columns(line.text)


_CLOSERS = r"[\"'”’»)\]}』」》〉*]*"
_NOTE_MARKS = r"(?:\s?\d{1,3}\)|\s?\[\d{1,3}\]|(?<=[.!?…”»])\d{1,3}|[⁰¹²³⁴-⁹]+)?"
_FINAL = re.compile(rf"[.!?…。？！]{_CLOSERS}{_NOTE_MARKS}{_CLOSERS}$")

_DECIMAL = re.compile(r"(?:^|[^\d.])\d{1,3}\.\d{1,2}$")  # "4.5" is a number; "in 2010.5" a year and a note's mark


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends with sentence-final punctuation, behind any quotes and note marks."""
    return bool(_FINAL.search(text[-40:])) and not _DECIMAL.search(text[-12:])


def starts_lower(text: str) -> bool:
    """Tell whether the first letter or digit is a small letter of a cased script."""
    for char in text[:6]:
        if char.isalnum():
            return unicodedata.category(char) == "Ll"
    return False
