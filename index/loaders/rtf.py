"""Rich Text Format: text in any code page, headings, lists, tables, footnotes; pictures and objects are skipped.

Own code: the packaged readers give one flat text. A file is a stream of words, groups and bytes; bytes are decoded in
the code page of the font they are set in, so a Korean and a Russian font may stand in one line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace

from index.loaders.draft import Draft, Source, squeeze
from index.loaders.metadata import iso_date
from index.loaders.numbering import labelled
from index.loaders.properties import know_properties
from index.loaders.rtf_words import BREAKS, CHARSETS, SIGNS, SKIP, TOKEN, Flow, State, joined
from index.loaders.tables import Grid, add_table

_HEADING = re.compile(r"(?:heading|заголовок|제목|개요)\s*([1-9])$", re.I)


def read(source: Source) -> Draft:
    """Read an RTF file."""
    draft = Draft("rtf")
    _Reader(draft).run(source.data)
    return draft


class _Reader:
    """Runs through the tokens once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.state = State()
        self.stack: list[State] = []
        self.page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.styles: dict[int, str] = {}
        self.number = 0  # of the font or style being defined
        self.bytes = bytearray()
        self.owed = 0  # stand-in bytes behind a Unicode character, still to be skipped
        self.flows = [Flow()]
        self.collected: dict[str, list[str]] = {}
        self.notes: list[tuple[str, str]] = []
        self.grid: Grid | None = None
        self.row = self.column = 0

    def run(self, data: bytes) -> None:
        position = 0
        while token := TOKEN.search(data, position):
            word, number, code, sign, brace, plain = token.groups()
            position = token.end()
            if word == b"bin":
                position += max(int(number or 0), 0)
            elif plain:
                self.raw(plain)
            elif code:
                self.raw(bytes([int(code, 16)]))
            elif word:
                self.word(word.decode("ascii"), int(number) if number else None)
            elif brace == b"{":
                self.open()
            elif brace == b"}":
                self.close()
            elif sign and (sign != b"*" or data[token.start() - 1 : token.start()] == b"{"):
                self.sign(sign)
        self.paragraph()
        self.end_table()
        for mark, text in self.notes:
            self.draft.add(text, "note", marker=mark)
        meta = {name: squeeze(joined(parts)) for name, parts in self.collected.items()}
        know_properties(
            self.draft, title=meta.get("title", ""), author=meta.get("author", ""), publisher=meta.get("company", "")
        )
        self.draft.know(date=iso_date(meta.get("creatim", "")))

    def open(self) -> None:
        self.flush()
        self.stack.append(self.state)
        self.state = replace(self.state)

    def close(self) -> None:
        self.flush()
        left = self.state
        if self.stack:
            self.state = self.stack.pop()
        if left.into != self.state.into and left.into in ("note", "margin"):
            flow = self.flows.pop() if len(self.flows) > 1 else Flow()
            text = squeeze(joined(flow.text))
            if left.into == "note":
                mark = f"[{len(self.notes) + 1}]"
                self.notes.append((mark, text))
                self.put(mark)
            else:
                self.draft.remove(text, "running header or footer")

    def raw(self, data: bytes) -> None:
        """Bytes of text, less those that stand in for a Unicode character."""
        cut = min(self.owed, len(data))
        self.owed -= cut
        if not self.state.skip:
            self.bytes += data[cut:]

    def flush(self) -> None:
        """Decode what was collected, in the code page of its font."""
        if self.bytes:
            encoding = self.fonts.get(self.state.font, self.page)
            self.put(self.bytes.decode(encoding, "ignore"))
            self.bytes.clear()

    def put(self, text: str) -> None:
        """Text to where it belongs: the flow, or a collected destination."""
        state = self.state
        if state.skip:
            return
        if state.into in ("", "note", "margin"):
            if state.hidden:
                self.draft.remove(text, "deleted or hidden in the document")
            else:
                self.flows[-1].text.append(text)
        elif state.into == "listtext":
            self.flows[-1].label.append(text)
        elif state.into == "stylesheet":
            self.styles[self.number] = (self.styles.get(self.number, "") + text).rstrip(";")
        else:
            self.collected.setdefault(state.into, []).append(text)

    def sign(self, sign: bytes) -> None:
        self.flush()
        if sign == b"*":
            self.state.skip = True  # a destination that old readers do not know; a known word turns it on again
        elif sign in (b"\n", b"\r"):
            self.word("par", None)
        else:
            self.put({b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}.get(sign, ""))

    def word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self.flush()
            self.unicode(number)
            return
        self.flush()
        self.owed = 0
        if word in SKIP:
            self.state.skip = True
        elif word in SIGNS:
            self.put(SIGNS[word])
        elif word in BREAKS:
            self.break_(word)
        else:
            step: Callable[[int | None], None] | None = getattr(self, f"_{word}", None)
            if step:
                step(number)

    def unicode(self, number: int) -> None:
        """A character by its UTF-16 unit, given as a signed number."""
        self.put(chr(number & 0xFFFF))
        self.owed = self.state.wide

    def break_(self, word: str) -> None:
        if self.state.skip:
            return
        if len(self.flows) > 1 or self.state.into:
            self.put("\n")
        elif word == "cell":
            self.cell()
        elif word == "row":
            self.row, self.column = self.row + 1, 0
        elif word in ("nestcell", "nestrow"):
            self.put(" ")
        elif self.state.in_table and self.grid is not None:
            self.put("\n")
        else:
            self.paragraph()

    def cell(self) -> None:
        self.grid = self.grid or Grid()
        self.grid.put(self.row, self.column, joined(self.flows[-1].text))
        self.flows[-1] = Flow()
        self.column += 1

    def end_table(self) -> None:
        if self.grid is not None:
            add_table(self.draft, self.grid)
        self.grid, self.row, self.column = None, 0, 0

    def paragraph(self) -> None:
        flow, self.flows[-1] = self.flows[-1], Flow()
        text, state = joined(flow.text), self.state
        if not text.strip():
            return
        self.end_table()
        found = _HEADING.search(self.styles.get(state.style, ""))
        level = int(found[1]) if found else state.outline + 1
        text = labelled(flow.number(), text)
        item = flow.bullet or state.item >= 0
        self.draft.add(text, "heading" if level else "item" if item else "text", level=level or max(state.item, 0))

    # Control words that set something, by name.

    def _ansicpg(self, number: int | None) -> None:
        name = f"cp{number}"
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self.page = name

    def _f(self, number: int | None) -> None:
        self.state.font = self.number = number or 0

    def _fcharset(self, number: int | None) -> None:
        if number in CHARSETS:
            self.fonts[self.number] = CHARSETS[number]

    def _s(self, number: int | None) -> None:
        self.state.style = self.number = number or 0

    def _uc(self, number: int | None) -> None:
        self.state.wide = number or 0

    def _v(self, number: int | None) -> None:
        self.state.hidden = number != 0

    _deleted = _v

    def _plain(self, _number: int | None) -> None:
        self.state.hidden = False

    def _pard(self, _number: int | None) -> None:
        self.state.in_table, self.state.outline, self.state.item, self.state.style = False, -1, -1, 0

    def _intbl(self, _number: int | None) -> None:
        self.state.in_table = True
        self.grid = self.grid or Grid()

    def _trhdr(self, _number: int | None) -> None:
        if self.grid is None:
            self.grid = Grid()
        self.grid.heads.add(self.row)

    def _outlinelevel(self, number: int | None) -> None:
        self.state.outline = number if number is not None and number < 9 else -1

    def _ls(self, number: int | None) -> None:
        self.state.item = max(self.state.item, 0) if number else -1

    def _ilvl(self, number: int | None) -> None:
        self.state.item = number or 0

    def _listtext(self, _number: int | None) -> None:
        self.flows[-1].bullet = True
        self.state.into = "listtext"

    _pntext = _listtext

    def _into(self, name: str) -> None:
        self.state.into, self.state.skip = name, False

    def _stylesheet(self, _number: int | None) -> None:
        self._into("stylesheet")

    def _fonttbl(self, _number: int | None) -> None:
        self._into("fonttbl")

    def _info(self, _number: int | None) -> None:
        self._into("info")

    def _creatim(self, _number: int | None) -> None:
        self._into("creatim")

    def _yr(self, number: int | None) -> None:
        if self.state.into == "creatim" and number:
            self.put(f"{number}-")

    _mo = _dy = _yr

    def _title(self, _number: int | None) -> None:
        self._into("title")

    def _author(self, _number: int | None) -> None:
        self._into("author")

    def _footnote(self, _number: int | None) -> None:
        self._into("note")
        self.flows.append(Flow())

    def _header(self, _number: int | None) -> None:
        self._into("margin")
        self.flows.append(Flow())

    _headerl = _headerr = _headerf = _footer = _footerl = _footerr = _footerf = _header

    def _shptxt(self, _number: int | None) -> None:
        self.state.skip = False

    _ud = _fldrslt = _shptxt
