"""A document as JSON and back: how a child process hands over what it read."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.types import Block, Metadata, RawDocument


def pack(document: RawDocument) -> bytes:
    """A document as UTF-8 JSON."""
    fields: dict[str, Any] = {
        "sha256": document.sha256,
        "format": document.format,
        "encoding": document.encoding,
        "pages": document.pages,
        "removed": document.removed,
        "warnings": document.warnings,
        "metadata": asdict(document.metadata),
        "blocks": [(b.text, b.kind, b.level, b.page, b.locator, b.context, b.marker) for b in document.blocks],
    }
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpack(path: Path, data: bytes) -> RawDocument:
    """The document again."""
    fields = json.loads(data.decode("utf-8", "surrogatepass"))
    metadata = fields["metadata"]
    return RawDocument(
        path=path,
        sha256=fields["sha256"],
        format=fields["format"],
        blocks=tuple(Block(*block) for block in fields["blocks"]),
        encoding=fields["encoding"],
        metadata=Metadata(**{**metadata, "authors": tuple(metadata["authors"])}),
        removed=tuple((text, reason) for text, reason in fields["removed"]),
        warnings=tuple(fields["warnings"]),
        pages=fields["pages"],
    )
