"""Documents and passages as the bytes of a row, and back. Knows no database.

The text of a document stands as it is behind the rest, which is compressed: a hit opens its document, and to unpack a
book would take longer than to find it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict, fields, replace
from struct import Struct
from typing import Any

from index.errors import REBUILD, IndexDamaged
from index.types import Chunk, Heading, Item, Metadata, Note, Place, Removed, Segment, SourceDocument

TEXTS = 16  # bytes of the hash of a passage's texts
_FRONT = Struct("<II")  # bytes of what is compressed, and the check sum of the text behind it
_APART = b"\0"  # begins a document whose text stands apart; one that was written before begins with zlib's mark


def pack_document(document: SourceDocument) -> bytes:
    """A document as bytes."""
    head, text = _pack(replace(document, text="")), document.text.encode()
    return _APART + _FRONT.pack(len(head), zlib.crc32(text)) + head + text


def unpack_document(data: bytes) -> SourceDocument:
    """The document that bytes stand for.

    Raises:
        IndexDamaged: they do not.
    """
    value = _unpack_apart(data) if data.startswith(_APART) else _unpack(data)
    metadata = value["metadata"]
    return SourceDocument(
        **{
            **value,
            "segments": tuple(map(Segment._make, value["segments"])),
            "headings": tuple(map(Heading._make, value["headings"])),
            "items": tuple(map(Item._make, value["items"])),
            "places": tuple(map(Place._make, value["places"])),
            "removed": tuple(map(Removed._make, value["removed"])),
            "dropped": tuple((text, reason) for text, reason in value["dropped"]),
            "notes": tuple(
                Note(n["marker"], n["text"], n["anchor"], tuple(Segment(*s) for s in n["segments"]))
                for n in value["notes"]
            ),
            "metadata": Metadata(**{**metadata, "authors": tuple(metadata["authors"])}),
            "warnings": tuple(value["warnings"]),
        }
    )


def pack_chunk(chunk: Chunk) -> bytes:
    """A passage as bytes."""
    return _pack(chunk)


def unpack_chunk(data: bytes) -> Chunk:
    """The passage that bytes stand for.

    Raises:
        IndexDamaged: they do not.
    """
    value = _unpack(data)
    return Chunk(
        **{
            **value,
            "sentences": tuple((a, b) for a, b in value["sentences"]),
            "headings": tuple(value["headings"]),
            "notes": tuple(value["notes"]),
        }
    )


def pack_text(text: str) -> bytes:
    """Raw text as bytes."""
    return zlib.compress(text.encode(), 1)


def unpack_text(data: bytes) -> str:
    """The text that bytes stand for.

    Raises:
        IndexDamaged: they do not.
    """
    return _decoded(_decompressed(data))


def texts_of(chunk: Chunk) -> list[str]:
    """What is embedded of a passage: its search text, then its sentences."""
    return [chunk.search_text, *(chunk.text[a - chunk.start : b - chunk.start] for a, b in chunk.sentences)]


def texts_key(chunk: Chunk) -> bytes:
    """Hash of what is embedded of a passage, whatever the model."""
    return hashlib.blake2b("\0".join(texts_of(chunk)).encode(), digest_size=TEXTS).digest()


def _pack(value: SourceDocument | Chunk) -> bytes:
    whole = {field.name: getattr(value, field.name) for field in fields(value)}  # `asdict` copies all that is inside
    return zlib.compress(json.dumps(whole, ensure_ascii=False, default=asdict).encode(), 1)


def _unpack(data: bytes) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(_decompressed(data))
    except ValueError as error:
        raise _unreadable() from error
    return value


def _unpack_apart(data: bytes) -> dict[str, Any]:
    begin = len(_APART) + _FRONT.size
    if len(data) < begin:
        raise _unreadable()
    size, check = _FRONT.unpack(data[len(_APART) : begin])
    text = data[begin + size :]
    if zlib.crc32(text) != check:
        raise _unreadable()
    return {**_unpack(data[begin : begin + size]), "text": _decoded(text)}


def _decompressed(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise _unreadable() from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except ValueError as error:
        raise _unreadable() from error


def _unreadable() -> IndexDamaged:
    return IndexDamaged(f"a row of the store cannot be read; {REBUILD}")
