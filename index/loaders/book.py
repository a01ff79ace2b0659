"""E-books (epub): the chapters of the spine in order; the table of contents is listed as removed."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from index.loaders.archive import Archive, attribute, resolve
from index.loaders.draft import Draft, Source, squeeze
from index.loaders.encodings import decode
from index.loaders.outline import outline
from index.loaders.properties import know_properties
from index.loaders.webpage import parse_html

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read(source: Source) -> Draft:
    """Read an e-book."""
    archive = Archive(source)
    if b"EncryptedData" in archive.read("META-INF/encryption.xml") and archive.read("META-INF/rights.xml"):
        raise source.error("is copy-protected: get a copy without protection")
    container = archive.xml("META-INF/container.xml")
    root = container.find(".//{*}rootfile") if container is not None else None
    package_name = attribute(root, "full-path") if root is not None else ""
    package = archive.xml(package_name) if package_name else None
    if package is None:
        raise source.error("has no table of its parts: the file may be damaged, get it again")
    draft = Draft("epub")
    marks: dict[str, str] = {}
    for name, is_contents in _chapters(package, posixpath.dirname(package_name)):
        _chapter(archive, name, draft, is_contents, marks)
    _metadata(package, draft)
    return draft


def _chapters(package: Element, folder: str) -> list[tuple[str, bool]]:
    """(entry, whether it is the table of contents) in reading order."""
    items = {attribute(item, "id"): item for item in package.iter("{*}item")}
    chapters = []
    for link in package.iter("{*}itemref"):
        item = items.get(attribute(link, "idref"))
        if item is not None and "html" in attribute(item, "media-type"):
            name = resolve(folder, unquote(attribute(item, "href")))
            chapters.append((name, "nav" in attribute(item, "properties").split()))
    return chapters


def _chapter(archive: Archive, name: str, draft: Draft, is_contents: bool, marks: dict[str, str]) -> None:
    found = decode(archive.read(name))
    if found is None or not found.text.strip():
        return
    page = outline(parse_html(found.text), marks)
    for part in page.parts:
        if is_contents:
            draft.remove(part.text, "table of contents")
        else:
            draft.add(part.shown, part.kind, level=part.level, context=part.context, marker=part.marker)
    for hidden in page.hidden:
        draft.remove(hidden, "hidden on the page")


def _metadata(package: Element, draft: Draft) -> None:
    def first(name: str) -> str:
        element = package.find(".//{*}metadata//{*}" + name)
        return squeeze("".join(element.itertext())) if element is not None else ""

    authors = [squeeze("".join(element.itertext())) for element in package.iterfind(".//{*}metadata//{*}creator")]
    know_properties(
        draft,
        title=first("title"),
        author=";".join(authors),
        date=first("date"),
        language=first("language"),
        publisher=first("publisher"),
    )
