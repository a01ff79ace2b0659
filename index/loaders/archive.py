"""Zip archives of documents, opened with distrust: sizes, counts, names and XML are checked before anything is read.

Nothing is ever written to disk, so a name that climbs out of the archive can do no harm; it is refused all the same.
XML is parsed without entities, DTDs or the network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from index.loaders.draft import Source
from index.loaders.limits import MIB, SETTINGS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_EXEMPT = 16 * MIB  # unpacked; below this no ratio is suspicious
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


class Archive:
    """One archive. Raises LoadError for what is encrypted, damaged or over a limit."""

    def __init__(self, source: Source) -> None:
        """Look at the table of contents and refuse what is absurd."""
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _BROKEN as error:
            raise source.error(f"is a damaged archive ({error}): get the file again") from error
        entries = self._zip.infolist()
        limits = source.limits
        if len(entries) > limits.entries:
            raise source.error(f"holds {len(entries)} files, more than {limits.entries}: raise {SETTINGS['entries']}")
        unpacked = sum(entry.file_size for entry in entries)
        name = "unpacked_bytes" if unpacked > limits.unpacked_bytes else "ratio"
        if name == "unpacked_bytes" or (unpacked > _EXEMPT and unpacked > limits.ratio * len(source.data)):
            sizes = f"{unpacked // MIB} MiB from {len(source.data) // 1024} KiB"
            raise source.error(f"unpacks to {sizes}: not read, for safety; raise {SETTINGS[name]} if you trust it")
        if any(entry.flag_bits & 1 for entry in entries):
            raise source.error("is encrypted: save it without a password")
        self.names = {entry.filename for entry in entries if not _climbs(entry.filename)}

    def read(self, name: str) -> bytes:
        """One entry's bytes, `b""` when there is none of that name."""
        if name not in self.names:
            return b""
        try:
            return self._zip.read(name)
        except _BROKEN as error:
            raise self.source.error(f"is damaged at {name} ({error}): get the file again") from error

    def xml(self, name: str) -> Element | None:
        """One entry as an XML tree; None when it is missing or empty."""
        data = self.read(name)
        return parse_xml(self.source, data, name) if data.strip() else None

    def related(self, part: str) -> dict[str, str]:
        """Relationship ids of an Office part to the entries they point to; foreign targets are left out."""
        folder, base = posixpath.split(part)
        tree = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if tree is None:
            return {}
        return {
            link.get("Id", ""): resolve(folder, link.get("Target", ""))
            for link in tree.iter("{*}Relationship")
            if link.get("TargetMode") != "External"
        }


def parse_xml(source: Source, data: bytes, name: str = "") -> Element:
    """An XML tree, of well-formed text or of as much of it as can be saved. No entity is expanded."""
    from lxml import etree

    if b"<!ENTITY" in data[:65_536]:
        raise source.error(f"defines XML entities{' in ' + name if name else ''}: not read, for safety")
    options = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "remove_comments": True,
        "remove_pis": True,
    }
    try:
        return etree.fromstring(data, etree.XMLParser(**options))
    except etree.XMLSyntaxError as error:
        tree = etree.fromstring(data, etree.XMLParser(recover=True, **options))
        where = f" at {name}" if name else ""
        if "xcessive depth" in str(error):
            raise source.error(f"is nested too deep{where}: save it again, or as PDF") from error
        source.warnings.append(f"is damaged{where} ({error}): what could be saved of it is read; get the file again")
        if tree is None:
            raise source.error(f"is damaged{' at ' + name if name else ''} ({error}): get the file again") from error
        return tree


def resolve(folder: str, target: str) -> str:
    """An entry's name from a reference in a file of `folder`."""
    return posixpath.normpath(posixpath.join(folder, target) if not target.startswith("/") else target[1:])


def local(element: Element) -> str:
    """An element's name without its namespace; blank for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace (strict and transitional files differ)."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")
