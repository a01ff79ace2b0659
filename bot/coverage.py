"""What the index holds and what it left out: rows for the command line, JSON and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.settings import Settings
from index.manifest import read_manifest
from index.reader import IndexReader

_COLUMNS = ("source", "format", "encoding", "language", "date", "pages", "passages", "kept", "removed")


def documents(settings: Settings) -> list[dict[str, Any]]:
    """One row a file, failures included: the entries of the manifest, with `stale`."""
    manifest = read_manifest(settings.index_dir)
    return [{**asdict(entry), "stale": entry.stale} for entry in manifest.files]


def document_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The rows as a table for a terminal, warnings and failures below their file."""
    cells = [[str(row[name] if row[name] is not None else "") for name in _COLUMNS] for row in rows]
    widths = [max(len(name), *(len(line[n]) for line in cells)) for n, name in enumerate(_COLUMNS)]
    yield "  ".join(name.ljust(width) for name, width in zip(_COLUMNS, widths, strict=True)).rstrip()
    for row, line in zip(rows, cells, strict=True):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for warning in row["warnings"]:
            yield f"    warning: {warning}"
        if row["error"]:
            yield f"    failed: {row['error']}" + (" (the last good version answers)" if row["stale"] else "")


def removed(settings: Settings) -> list[dict[str, Any]]:
    """What loading and normalisation left out of each document, with the reason, in order."""
    generation = IndexReader(settings.index_dir).current()
    rows = []
    for entry in generation.manifest.files:
        if not entry.key:
            continue
        document, raw = generation.document(entry.key), generation.raw_text(entry)
        left_out = [(reason, raw[start:end]) for start, end, reason in document.removed]
        left_out += [(reason, text) for text, reason in document.dropped]
        rows += [{"source": entry.source, "reason": reason, "text": text} for reason, text in left_out]
    return rows


def removed_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """One line for each removed piece."""
    for row in rows:
        yield f"{row['source']}  {row['reason']}: {' '.join(row['text'].split())}"


def state(settings: Settings) -> dict[str, Any]:
    """Generation, counts, sizes and model of the index."""
    manifest = read_manifest(settings.index_dir)
    size = sum(path.stat().st_size for path in settings.index_dir.rglob("*") if path.is_file())
    return {
        "index": str(settings.index_dir),
        "generation": manifest.generation,
        "created": manifest.created,
        "documents": sum(bool(entry.key) for entry in manifest.files),
        "failed": sum(bool(entry.error) for entry in manifest.files),
        "passages": manifest.passages,
        "model": f"{manifest.model['name']} ({manifest.model['dim']} dimensions)",
        "llm": settings.llm,
        "bytes": size,
        "roots": [root.path for root in manifest.roots],
    }
