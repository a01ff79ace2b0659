"""What the index holds and what it left out: rows for the command line, JSON and the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
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

_COLUMNS = ("source", "format", "lang", "date", "pages", "passages", "kept", "removed")
_NUMBERS = frozenset(_COLUMNS[4:])
_LEAST_NAME = 24  # columns of a terminal


def documents(settings: Settings) -> list[dict[str, Any]]:
    """One row a file, failures included: the entries of the manifest, with `stale`."""
    manifest = read_manifest(settings.index_dir)
    return [{**asdict(entry), "stale": entry.stale} for entry in manifest.files]


def document_lines(rows: list[dict[str, Any]], *, width: int | None = None) -> Iterator[str]:
    """The rows as a table for a terminal, warnings below their file; files that are not in the index last.

    Args:
        rows: what `documents` gives.
        width: of the terminal: longer names lose their middle. None keeps them whole.
    """
    held = [row for row in rows if not row["error"] or row["stale"]]
    lost = [row for row in rows if row["error"] and not row["stale"]]
    if held:
        yield from _table(held, width)
    for row in lost:
        if row is lost[0]:
            yield from (
                ("", f"not read, {len(lost)} of {len(rows)} files:") if held else (f"not read, {len(lost)} files:",)
            )
        yield f"  {row['source']}: {row['error']}"


def _table(rows: list[dict[str, Any]], width: int | None) -> Iterator[str]:
    cells = [list(_COLUMNS), *([_cell(row, name) for name in _COLUMNS] for row in rows)]
    widths = [max(_columns_of(line[n]) for line in cells) for n in range(len(_COLUMNS))]
    if width:
        widths[0] = min(widths[0], max(width - sum(widths[1:]) - 2 * len(widths[1:]), _LEAST_NAME))
    yield _line(cells[0], widths)
    for row, line in zip(rows, cells[1:], strict=True):
        yield _line(line, widths)
        for warning in row["warnings"]:
            yield f"    warning: {warning}"
        if row["error"]:
            yield f"    failed: {row['error']} (the last good version answers)"


def _cell(row: dict[str, Any], name: str) -> str:
    if name == "format":
        return f"{row['format']} {row['encoding']}".strip()
    value = row["language" if name == "lang" else name]
    if value == "xx":
        return "other"
    return f"{value:,}" if isinstance(value, int) else value or ""


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Words to the left and numbers to the right, as wide as a terminal shows them."""
    shown = [_shortened(cells[0], widths[0]), *cells[1:]]
    padded = []
    for name, cell, width in zip(_COLUMNS, shown, widths, strict=True):
        blanks = " " * (width - _columns_of(cell))
        padded.append(blanks + cell if name in _NUMBERS else cell + blanks)
    return "  ".join(padded).rstrip()


def _columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Hangul syllable, none for an accent."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _shortened(text: str, width: int) -> str:
    """A name without its middle, so that folder and suffix are seen."""
    if _columns_of(text) <= width:
        return text
    first, last = text[: len(text) // 2], text[len(text) // 2 :]
    while _columns_of(first) + _columns_of(last) >= width:
        if _columns_of(first) > _columns_of(last):
            first = first[:-1]
        else:
            last = last[1:]
    return f"{first}…{last}"


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
