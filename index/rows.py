"""Documents and passages as the bytes of a row, and back. Knows no database."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict, fields
from typing import Any

from index.errors import REBUILD, IndexDamaged
from index.types import Chunk, Heading, Item, Metadata, Note, Place, Removed, Segment, SourceDocument

TEXTS = 16  # bytes of the hash of a passage's texts


def pack_document(document: SourceDocument) -> bytes:
    """A document as bytes."""
    return _pack(document)


def unpack_document(data: bytes) -> SourceDocument:
    """The document that bytes stand for.

    Raises:
        IndexDamaged: they do not.
    """
    value = _unpack(data)
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
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, ValueError) as error:
        raise IndexDamaged(f"a row of the store cannot be read; {REBUILD}") from error


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
        value: dict[str, Any] = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        raise IndexDamaged(f"a row of the store cannot be read; {REBUILD}") from error
    return value
