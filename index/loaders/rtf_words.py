"""The Rich Text Format: its tokens, what a group inherits, and what its words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# word and number, byte, sign, brace, text
TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)

# Groups whose content is no text of the document.
SKIP = frozenset(
    "colortbl pict object objdata fldinst themedata colorschememapping datastore latentstyles listtable "
    "listoverridetable rsidtbl generator xmlnstbl filetbl revtbl bkmkstart bkmkend pnseclvl nonshppict falt panose "
    "blipuid picprop sp annotation atnid atnauthor atndate atnref wgrffmtfilter pgdsctbl ftnsep ftnsepc aftnsep "
    "aftnsepc upr tc tcn xe mmathPr userprops docvar template".split()
)

SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "line": "\n",
}

BREAKS = frozenset("par sect page cell row nestcell nestrow column".split())

# \fcharset -> code page; 2 (symbols) is left to the file's own page.
CHARSETS = {
    0: "cp1252",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


@dataclass(slots=True)
class State:
    """What a group inherits and may change."""

    skip: bool = False
    into: str = ""  # a destination whose text is collected: fonttbl, stylesheet, title, ..., note, margin
    font: int = -1
    wide: int = 1  # bytes that stand for a Unicode character in readers that know none
    hidden: bool = False
    style: int = 0
    outline: int = -1
    item: int = -1
    in_table: bool = False


_NUMBER = re.compile(r"\(?(?:[\d.]*\d[.)]*|\w{1,5}[.)]+)")


@dataclass(slots=True)
class Flow:
    """One stream of paragraphs: the body, a note, a header."""

    text: list[str] = field(default_factory=list)
    bullet: bool = False
    label: list[str] = field(default_factory=list)  # what stands before its paragraph: a number, a bullet

    def number(self) -> str:
        """The number of a list or a heading; blank for a bullet, which may be a letter of a font of signs."""
        label = " ".join(joined(self.label).split())
        return label if _NUMBER.fullmatch(label) else ""


def joined(parts: list[str]) -> str:
    """Text in which the two halves of a UTF-16 pair, given one by one, are one character."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
