"""What the index holds and what it left out: rows for the command line, JSON and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.settings import Settings
from index.errors import IndexDamaged
from index.finding import beside
from index.generation import segments_dir, segments_of
from index.manifest import STORE, generation_dir, read_manifest
from index.reader import IndexReader
from index.segment import read_about
from index.vectors.chroma import ChromaFolder
from index.vectors.local import CHROMA, CHROMA_MOST

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


def beside_lines(settings: Settings) -> Iterator[str]:
    """One line for each line of a glossary, or file, that could not be used, and each sidecar that nobody reads."""
    manifest = read_manifest(settings.index_dir)
    for warning in beside(manifest.files, [root.path for root in manifest.roots]):
        yield f"warning: {warning}"


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
    return {
        "index": str(settings.index_dir),
        "generation": manifest.generation,
        "created": manifest.created,
        "documents": sum(bool(entry.key) for entry in manifest.files),
        "failed": sum(bool(entry.error) for entry in manifest.files),
        "passages": manifest.passages,
        "model": f"{manifest.model['name']} ({manifest.model['dim']} dimensions)",
        "llm": settings.llm,
        "health": health(settings.index_dir, manifest.generation),
        "chroma": chroma(settings.index_dir, manifest.generation),
        **_sizes(settings.index_dir),
        "seconds": manifest.seconds,
        "roots": [root.path for root in manifest.roots],
    }


def health(index_dir: Path, generation: str) -> str:
    """Say "whole", or name the first file of the live generation that is missing or cut off; `check` looks deeper."""
    folder = generation_dir(index_dir, generation)
    try:
        for name in segments_of(folder):
            read_about(segments_dir(folder) / name)
    except IndexDamaged as error:
        return str(error)
    return "whole"


def chroma(index_dir: Path, generation: str) -> str:
    """Say "asked" when questions ask the Chroma folder of the live generation, or why they do not."""
    folder = generation_dir(index_dir, generation)
    try:
        base = segments_dir(folder) / segments_of(folder)[0]
        files = read_about(base).get("chroma")
    except IndexDamaged as error:
        return str(error)
    if not files:
        return f"not asked: over {CHROMA_MOST:,} passages our own comparison is faster"
    copy = ChromaFolder(base / CHROMA, files)
    fault = copy.damage() or copy.closed()
    return f"not asked, our own comparison answers: {fault}" if fault else "asked"


def _sizes(index_dir: Path) -> dict[str, int]:
    """Bytes of the whole index and of its parts, all kept generations together."""
    sizes = dict.fromkeys(("bytes", "bytes_store", "bytes_vectors", "bytes_chroma", "bytes_lexical"), 0)
    for path in index_dir.rglob("*"):
        try:
            size = path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # a build is cleaning up
            continue
        sizes["bytes"] += size
        parts = path.relative_to(index_dir).parts
        if path.name.startswith(STORE):
            sizes["bytes_store"] += size
        elif parts[0] == "segments":
            kind = next((name for name in ("chroma", "lexical") if name in parts), "vectors")
            sizes[f"bytes_{kind}"] += size
    return sizes
