"""XML of no format we know (FictionBook, DocBook, TEI, Word 2003, data): its text, element by element.

An element that holds text itself is a paragraph; one named like a title is a heading, as deep as its sections.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.loaders.archive import attribute, local, parse_xml
from index.loaders.draft import Draft, Source, squeeze
from index.loaders.properties import know_properties

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SKIP = frozenset("binary script style bindata docsuppdata fonts styles lists docoleddata".split())
_WHOLE = frozenset("p para simpara v li td th text-author".split())
_HEADINGS = frozenset("title head heading subtitle h1 h2 h3 h4 h5 h6".split())
_ITEMS = frozenset("li listitem item".split())
_SECTIONS = re.compile(r"section|chapter|sect\d|div\d*|part|appendix", re.I)
_ABOUT = frozenset("description info header teiheader documentproperties bookinfo articleinfo".split())


def read(source: Source) -> Draft:
    """Read an XML file."""
    tree = parse_xml(source, source.data)
    draft = Draft("xml")
    draft.encoding = (tree.getroottree().docinfo.encoding or "utf-8").lower()
    _walk(tree, draft, 0)
    _about(tree, draft)
    return draft


def _walk(element: Element, draft: Draft, depth: int) -> None:
    name = local(element).lower()
    if not name or name in _SKIP:
        return
    if name in _ABOUT and element.getparent() is not None:
        draft.remove(" ".join(element.itertext()), "description of the file")
        return
    direct = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    if name in _HEADINGS:
        draft.add(" ".join(element.itertext()), "heading", level=min(max(depth, 1), 6))
    elif direct or name in _WHOLE:
        draft.add("".join(element.itertext()), "item" if name in _ITEMS else "text")
    else:
        deeper = depth + bool(_SECTIONS.fullmatch(name))
        for child in element:
            _walk(child, draft, deeper)


def _about(tree: Element, draft: Draft) -> None:
    """Title, authors, language and date where the usual vocabularies put them."""

    def first(*names: str) -> str:
        for name in names:
            found = tree.find(".//{*}" + name)
            if found is not None and squeeze(" ".join(found.itertext())):
                return squeeze(" ".join(found.itertext()))
        return ""

    know_properties(
        draft,
        title=first("book-title", "title", "Title"),
        author=first("author", "Author"),
        date=first("date", "pubdate", "Created"),
        language=first("lang") or attribute(tree, "lang"),
    )
