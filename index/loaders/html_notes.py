"""Footnotes of HTML: which links are their marks, and the note without its own mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.loaders.draft import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REFERENCE = re.compile(r"^_?(?:sd)?(?:fn|ftn|edn|footnote|endnote|note|cite_note)(?!ref)[-_:.]?\w*", re.I)
_ROMANS = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split())
_WAY_BACK = re.compile(r"\s*(?:[↩↑⏎]\ufe0e?|\[?(?:back|назад|위로)\]?)\s*$", re.I)
_NOTE_HEAD = re.compile(r"^\s*\^\s*")
_ROLES = ("role", "epub:type", "{http://www.idpf.org/2007/ops}type")


_BLOCKS = ("p", "li", "dd")


def find_marks(root: Element, marks: dict[str, str]) -> None:
    """Links whose target is named like a note, or that say they refer to one, and whose text is short.

    Pages that Word and LibreOffice save name a link inside the note: its paragraph gets that name.
    """
    for link in root.iter("a"):
        name = link.get("name") or ""
        if name in marks:
            _name_block(link, name)
            continue
        target = (link.get("href") or "").partition("#")[2]
        text = squeeze("".join(link.itertext()))
        says = any("noteref" in (link.get(name) or "") for name in _ROLES)
        if target and 0 < len(text) <= 6 and (says or _REFERENCE.search(target)) and not _WAY_BACK.fullmatch(text):
            if text.strip("[]()*†‡0123456789") == "" or text.lower().strip("[]().") in _ROMANS:
                marks.setdefault(target, text if text[0] in "[(*†‡" else f"[{text.rstrip(').')}]")


def _name_block(link: Element, name: str) -> None:
    """Give the paragraph of a link, or the part of the page that holds this note alone, the name of the note."""
    block = next(link.iterancestors(*_BLOCKS), None)
    around = block.getparent() if block is not None else None
    if around is not None and around.tag == "div" and len(around.findall(".//a[@name]")) == 1:
        block = around
    if block is not None:
        block.set("id", name)


def bare_note(text: str, mark: str) -> str:
    """A note's text without its mark and the link that leads back."""
    text = _NOTE_HEAD.sub("", _WAY_BACK.sub("", text))
    return text.removeprefix(mark).removeprefix(mark.strip("[]()")).lstrip(". )]")
