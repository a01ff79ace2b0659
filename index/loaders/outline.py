"""An HTML tree as a list of parts in reading order: headings, paragraphs, items, table rows.

Says of each part where it stands in the tree, how much of it is links and whether its surroundings look like
navigation; which parts are the document is not decided here (see `webpage`). Scripts and styles are never
text; what is hidden from a reader is reported apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from index.loaders.draft import squeeze
from index.loaders.html_lists import OrderedLists
from index.loaders.html_notes import bare_note, find_marks
from index.loaders.html_tables import own_rows, place
from index.loaders.numbering import labelled
from index.loaders.tables import Grid, is_layout, table_rows
from index.loaders.unseen import is_unseen
from index.types import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NO_TEXT = frozenset(
    "script style template head iframe object embed canvas svg input textarea select option datalist".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr mi mn mo mrow msub msup mfrac annotation tbody".split()
)
_AROUND = frozenset("nav aside footer form button menu dialog".split())
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alert menu".split())
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|share|sharing|social|sns|cookies?|consent|"
    r"comments?|related|newsletter|subscribe|advert|ads?|banner|promo|rating|votes?|poll|pagination|pager|toolbar|"
    r"skip|login|popup|modal)(?:$|[\s_-])",
    re.I,
)
_HEADING = re.compile(r"h([1-6])$")
_NOTE_TAGS = frozenset("li aside div p section dd".split())
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)", re.I)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Part:
    """One piece of a page.

    Attributes:
        label: the number of an item in a numbered list, "3.", which stands in no text of the file.
        path: the elements it stands in, outermost first.
        linked: share of its characters that are inside links, 0 to 1.
        around: its surroundings look like navigation, by tag, role or class.
    """

    text: str
    kind: BlockKind
    level: int = 0
    context: str = ""
    marker: str = ""
    path: tuple[Element, ...] = ()
    linked: float = 0.0
    around: bool = False
    label: str = ""

    @property
    def shown(self) -> str:
        """The text as a reader sees it, its number included."""
        return labelled(self.label, self.text)


@dataclass(slots=True)
class Outline:
    """The parts, and the texts that the page hides."""

    parts: list[Part] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    images: int = 0  # that have no alternative text


def outline(root: Element, marks: dict[str, str] | None = None) -> Outline:
    """Walk an lxml HTML tree.

    Args:
        root: the tree.
        marks: id of a footnote -> its mark in the text; filled here, given again for the next file of a book.
    """
    marks = {} if marks is None else marks
    find_marks(root, marks)
    walker = _Walker(sum(len(text) for text in root.itertext()), marks)
    walker.walk(root)
    walker.flush()
    return walker.found


class _Walker:
    """Depth first; `buffer` is the paragraph being collected, flushed at every block boundary."""

    def __init__(self, size: int = 0, marks: dict[str, str] | None = None) -> None:
        self.size = size  # characters on the page
        self.marks = marks or {}
        self.found = Outline()
        self.buffer: list[tuple[str, bool]] = []  # (text, inside a link)
        self.after: list[str] = []  # alternative texts of pictures, told after the paragraph
        self.path: list[Element] = []
        self.around = 0
        self.links = 0
        self.depth = 0
        self.kind: BlockKind = "text"
        self.level = 0
        self.label = ""
        self.lists = OrderedLists()

    def walk(self, element: Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in NO_TEXT:
            return
        if is_unseen(element):
            self.found.hidden.append(squeeze(" ".join(element.itertext())))
            return
        if tag in _NOTE_TAGS and element.get("id") in self.marks:
            self.note(element)
            return
        step = getattr(self, f"_{tag}", None)
        if step:
            step(element)
        elif tag in _INLINE:
            self.inside(element)
        else:
            self.block(element)

    def inside(self, element: Element) -> None:
        """The element's text and children, in order."""
        self.text(element.text)
        for child in element:
            self.walk(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        if text:
            self.buffer.append((text, self.links > 0))

    def block(self, element: Element) -> None:
        self.flush()
        around = self.is_around(element)
        self.around += around
        self.path.append(element)
        self.inside(element)
        self.flush()
        self.path.pop()
        self.around -= around

    def is_around(self, element: Element) -> bool:
        """By tag and role, or by name unless it holds a good part of the page ("social-policy" is a subject)."""
        if element.tag in _AROUND or (element.get("role") or "") in _ROLES:
            return True
        if element.tag in ("body", "main", "article", "html"):
            return False
        if not _NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return False
        return sum(len(text) for text in element.itertext()) * 5 < self.size

    def flush(self) -> None:
        """End the paragraph."""
        text = squeeze("".join(piece for piece, _ in self.buffer))
        if text:
            linked = sum(len(piece.strip()) for piece, link in self.buffer if link)
            total = sum(len(piece.strip()) for piece, _ in self.buffer)
            self.add(text, self.kind, self.level, linked=linked / max(total, 1))
            if self.kind == "item":
                self.kind, self.level, self.label = "text", 0, ""  # further paragraphs of the item
        self.buffer = []
        for alternative in self.after:
            self.add(alternative, "text", 0, linked=float(self.links > 0))
        self.after = []

    def add(self, text: str, kind: BlockKind, level: int, *, linked: float = 0.0, context: str = "") -> None:
        label = self.label if kind == "item" else ""
        around = self.around > 0
        self.found.parts.append(Part(text, kind, level, context, "", tuple(self.path), linked, around, label))

    def _styled(self, element: Element, kind: BlockKind, level: int) -> None:
        self.flush()
        before = self.kind, self.level
        self.kind, self.level = kind, level
        self.block(element)
        self.kind, self.level = before

    def _h1(self, element: Element) -> None:
        found = _HEADING.match(element.tag)
        self._styled(element, "heading", int(found[1]) if found else 1)

    _h2 = _h3 = _h4 = _h5 = _h6 = _h1

    def _li(self, element: Element) -> None:
        self.label = self.lists.label(element)
        self._styled(element, "item", max(self.depth - 1, 0))
        self.label = ""

    def _dd(self, element: Element) -> None:
        self._styled(element, "item", self.depth)

    def _ul(self, element: Element) -> None:
        self.flush()
        self.depth += 1
        before = self.kind, self.level
        self.kind, self.level = "text", 0
        self.block(element)
        self.kind, self.level = before
        self.depth -= 1

    _ol = _menu = _dir = _ul

    def _a(self, element: Element) -> None:
        if (element.get("href") or "").partition("#")[2] in self.marks and element.find("sup") is None:
            self._sup(element)
            return
        self.links += 1
        self.inside(element)
        self.links -= 1

    def note(self, element: Element) -> None:
        """A footnote: its text without its own mark and the way back."""
        self.flush()
        mark = self.marks[element.get("id", "")]
        text = bare_note(_cell_text(element, hidden=self.found.hidden), mark)
        self.found.parts.append(Part(text, "note", marker=mark, path=tuple(self.path), around=False))

    def _sup(self, element: Element) -> None:
        """A footnote's mark is set apart from the word before it, "word[1]"; other digits are raised, "m²"."""
        text = squeeze("".join(element.itertext()))
        link = element if element.tag == "a" else element.find(".//a[@href]")
        if link is None and element.getparent() is not None and element.getparent().tag == "a":
            link = element.getparent()
        target = (link.get("href") or "").partition("#")[2] if link is not None else ""
        if target in self.marks:
            self.text(self.marks[target])
        elif text.isascii() and text.isdigit() and not len(element):
            self.text(text.translate(RAISED))
        else:
            self.inside(element)

    def _br(self, element: Element) -> None:
        previous = element.getprevious()
        if previous is not None and previous.tag == "br" and not (previous.tail or "").strip():
            self.flush()  # two breaks in a row end a paragraph
        else:
            self.text("\n")

    def _img(self, element: Element) -> None:
        alternative = squeeze(element.get("alt") or "")
        if len(alternative) > 2 and not _FILE_NAME.fullmatch(alternative):
            self.after.append(alternative)
        else:
            self.found.images += 1

    def _math(self, element: Element) -> None:
        self.text(element.get("alttext") or "".join(element.itertext()))

    def _table(self, element: Element) -> None:
        self.flush()
        grid, hidden = Grid(), self.found.hidden
        told = len(hidden)
        nested = element.find(".//table") is not None  # asked first: each level would read all levels below it twice
        own = own_rows(element) if not nested else []
        for number, row in enumerate(own):
            place(grid, number, row, partial(_cell_text, hidden=hidden), left=len(own) - number)
        rows = grid.rows()
        if nested or is_layout(rows):
            del hidden[told:]  # they are met again
            self.block(element)
            return
        for caption in element.findall("caption"):
            self.block(caption)
        self.path.append(element)
        texts, context = table_rows(rows, grid.heads)
        linked = sum(len("".join(a.itertext())) for a in element.iter("a")) / max(len("".join(element.itertext())), 1)
        for text in texts:
            self.add(text, "row", 0, linked=linked, context=context)
        self.path.pop()


def _cell_text(cell: Element, *, hidden: list[str]) -> str:
    """Text of a cell, a space at every inner block boundary; what it hides is added to `hidden`."""
    walker = _Walker()
    walker.found.hidden = hidden
    if any(map(is_unseen, (cell, cell.getparent()))):
        hidden.append(squeeze(" ".join(cell.itertext())))
    else:
        walker.inside(cell)
    walker.flush()
    return " ".join(part.shown for part in walker.found.parts)
