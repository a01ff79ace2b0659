"""What a file is, by its content. The suffix only chooses between kinds of plain text.

Owns the names of the formats. Opens archives to look at their table of contents, never to unpack them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.loaders.draft import Source
from index.loaders.encodings import decode

if TYPE_CHECKING:
    from olefile import OleFileIO

    from index.loaders.archive import Archive

_FILE_PASS = 0x2F  # the record that says how a workbook is encrypted
_OLD_SHEET = re.compile(rb"\t[\x00\x02\x04\x08][\x04\x06\x08]\x00..[\x10\x20\x40]\x00", re.S)  # Excel 2 to 4
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (  # what is recognised and not read
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x1f\x8b", "a gzip archive: unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it"),
    (b"Rar!", "a RAR archive: unpack it"),
    (b"BZh", "a bzip2 archive: unpack it"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%!PS", "a PostScript file: convert it to PDF"),
    (b"HWP Document File V", "a Hangul Word Processor 3 file: save it as .hwp 5 or .hwpx"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
    b"application/hwp+zip": "hwpx",
}
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr|td|span|a|body|meta|title|article|section)\b[^>]*>", re.I
)
_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:", re.I)
_TEXT_SUFFIX = {".md": "md", ".markdown": "md", ".mdown": "md", ".csv": "csv", ".tsv": "csv", ".tab": "csv"}


def sniff(source: Source) -> str:
    """The format's name: a key of the table in `index.loaders`. Raises LoadError for what is none of them."""
    data = source.data
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise source.error("is empty" if not data else "holds nothing but blanks")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(source)
    if is_compound(data):
        return _compound(source)
    if _OLD_SHEET.match(data):
        return "xls"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    return _text(source)


def _archive(source: Source) -> str:
    from index.loaders.archive import Archive

    archive = Archive(source)
    names, kind = archive.names, archive.read("mimetype")[:80].strip()
    for start, form in _OPEN_DOCUMENT.items():
        if kind.startswith(start):
            return form
    for marker, form in (
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.xml", "xlsx"),
        ("Contents/content.hpf", "hwpx"),
        ("Contents/section0.xml", "hwpx"),
        ("META-INF/container.xml", "epub"),
    ):
        if marker in names:
            return form
    if "[Content_Types].xml" in names:
        return _office_by_content(archive)
    if "xl/workbook.bin" in names:
        raise source.error("is a binary workbook (.xlsb): save it as .xlsx")
    raise source.error("is an archive of files: unpack it, its files are read one by one")


def _office_by_content(archive: Archive) -> str:
    """Office packages may name their main part as they like; the content types say which it is."""
    types = archive.read("[Content_Types].xml")[:200_000]
    for marker, form in ((b"wordprocessingml", "docx"), (b"presentationml", "pptx"), (b"spreadsheetml", "xlsx")):
        if marker in types:
            return form
    raise archive.source.error("is an Office package of an unknown kind: save it as .docx, .pptx or .xlsx")


def _compound(source: Source) -> str:
    """OLE compound files: hwp 5, the old Office formats, and encrypted new ones."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
            names = {"/".join(entry).lower() for entry in ole.listdir(streams=True, storages=False)}
            locked = _is_locked(ole, names)
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError) as error:
        raise source.error("is a damaged compound file: get the file again") from error
    if locked:
        raise source.error("is encrypted: save it without a password")
    for marker, form in (
        ("fileheader", "hwp"),
        ("worddocument", "doc"),
        ("workbook", "xls"),
        ("book", "xls"),
        ("powerpoint document", "ppt"),
    ):
        if marker in names:
            return form
    if any(name.startswith("__substg1.0_") for name in names):
        raise source.error("is an Outlook message: save it as text or HTML")
    raise source.error("is a compound file of an unknown kind: save it as PDF or .docx")


def _is_locked(ole: OleFileIO, names: set[str]) -> bool:
    """Whether an Office file needs a password, as [MS-OFFCRYPTO], [MS-DOC], [MS-XLS] and [MS-PPT] say it."""
    if "encryptedpackage" in names or "encryptioninfo" in names:
        return True
    if "worddocument" in names:  # FibBase: fEncrypted
        return bool(int.from_bytes(ole.openstream("WordDocument").read(12)[10:12], "little") & 0x0100)
    book = next((name for name in ("workbook", "book") if name in names), "")
    if book:
        return _FILE_PASS in _first_records(ole.openstream(book).read(4096))
    return "current user" in names and bool(ole.openstream("Current User").read(16)[12:16] == b"\xdf\xc4\xd1\xf3")


def _first_records(head: bytes) -> Iterator[int]:
    """The kinds of a workbook's first records."""
    place = 0
    while place + 4 <= len(head):
        yield int.from_bytes(head[place : place + 2], "little")
        place += 4 + int.from_bytes(head[place + 2 : place + 4], "little")


def _text(source: Source) -> str:
    data = source.data
    for magic, what in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:4096]):
            hint = ": if it shows text, save it as PDF" if what.endswith("picture") else ""
            raise source.error(f"is {what}" if ":" in what else f"is {what}, not a document{hint}")
    if b"ftyp" in data[4:12]:
        raise source.error("is a film or sound file, not a document")
    if _MAIL_HEAD.match(data[:20_000]) and b"multipart/related" in data[:20_000].lower():
        return "mht"
    sample = decode(data[:20_000])
    if sample is None or not is_text(sample.text):
        raise source.error("is a binary file of an unknown kind, not a document")
    head = sample.text
    if _HTML_START.match(head):
        return "html"
    if re.match(r"\s*<\?xml|\s*<[\w:]+[^<>]*xmlns", head):
        return "hwpml" if re.search(r"<HWPML\b", head) else ("html" if "<html" in head.lower() else "xml")
    if re.match(r"\s*<HWPML\b", head):
        return "hwpml"
    return _plain(source, head)


def _plain(source: Source, head: str) -> str:
    form = _TEXT_SUFFIX.get(source.path.suffix.lower(), "txt")
    tags = sum(len(tag) for tag in _HTML_TAG.findall(head))
    if form == "txt" and (source.path.suffix.lower() in (".htm", ".html", ".xhtml") or tags * 4 > len(head)):
        return "html" if tags else "txt"
    if form == "csv" and not re.search(r"[,;\t|]", head):
        return "txt"
    if form == "txt":
        lines = [line for line in head.split("\n")[:-1] if line.strip()][:30]
        tabs = {line.count("\t") for line in lines}
        return "csv" if len(lines) >= 3 and len(tabs) == 1 and min(tabs) >= 2 else "txt"
    return form


def is_text(text: str) -> bool:
    """Fewer than one control character in fifty."""
    odd = sum(1 for char in text if (char < " " and char not in "\t\n\r\f\x0b\x1a\x1b") or "\x7f" <= char < "\xa0")
    return odd * 50 < len(text)


def is_compound(data: bytes) -> bool:
    """Whether a file is an OLE compound file."""
    return data.startswith(_OLE)
