"""Normalisation: from what a loader read to one text that can be quoted.

Reading order: `pieces` (lines and units), `furniture` (page numbers), `layout` (how the file is set), `marks`,
`footnotes` and `given` (notes), `flow` (which lines belong together), `joints` and `korean` (what stands at a
break), `phrases` and `boilerplate` (what a web page adds), `structure` (headings and items), `assemble` (offsets,
and the account of every character), `dates`, `people`, `offices` and `fronts`.

Contract: every visible character of the raw text is exactly once in the text, in a note, or in the list of what
was removed, with its reason; nothing is added but spaces and line breaks where lines were broken.
"""

from __future__ import annotations

from bisect import bisect_left

from index.normalize import boilerplate, flow, footnotes, fronts, furniture, given, joints, layout, structure
from index.normalize.assemble import LiftedNote, assemble
from index.normalize.pieces import Line, Unit, runs
from index.types import RawDocument, Removed, SourceDocument

NORMALIZE_VERSION = 9
_MAY_BE_WEB = ("html", "mht", "txt", "md")

__all__ = ["NORMALIZE_VERSION", "normalize"]


def normalize(raw: RawDocument, *, source: str, document_id: str) -> SourceDocument:
    """Make the readable document of a raw one.

    Args:
        raw: what the loader read.
        source: the name that readers see: the path below its root, with forward slashes.
        document_id: the id that survives a rename.
    """
    notes: list[LiftedNote] = []
    removed: list[Removed] = []
    units = _units(raw, notes, removed)
    units, given_notes = given.lift(units)
    notes += given_notes
    units, stripped = boilerplate.strip(units, paged=raw.format not in _MAY_BE_WEB)
    structure.find(units, fronts.label_lines(units))
    fronts.mark_matter(units)
    removed += stripped
    done = assemble(raw.text, units, notes, removed)
    return SourceDocument(
        id=document_id,
        source=source,
        sha256=raw.sha256,
        format=raw.format,
        encoding=raw.encoding,
        text=done.text,
        segments=done.segments,
        headings=tuple(done.headings),
        items=tuple(done.items),
        places=tuple(done.places),
        notes=tuple(done.notes),
        removed=tuple(done.removed),
        dropped=raw.removed,
        metadata=fronts.metadata(raw.metadata, units, done.text),
        warnings=raw.warnings,
        pages=raw.pages,
    )


def _units(raw: RawDocument, notes: list[LiftedNote], removed: list[Removed]) -> list[Unit]:
    """The units of a document in its order: those of the file itself, and the paragraphs of its plain lines."""
    found = list(runs(raw))
    streams = [run for run in found if not isinstance(run, Unit)]
    broken = [run for run in found if isinstance(run, Unit) and run.kind == "heading" and run.joints]
    paragraphs = iter(_paragraphs(streams, broken, notes, removed, paged=raw.format == "pdf"))
    units: list[Unit] = []
    for run in found:
        units += [run] if isinstance(run, Unit) else next(paragraphs)
    return units


def _paragraphs(
    streams: list[list[Line]], broken: list[Unit], notes: list[LiftedNote], removed: list[Removed], *, paged: bool
) -> list[list[Unit]]:
    """The paragraphs of each stream of lines; all are measured together, and a note may explain another's mark.

    The joints of the `broken` units of the file itself (headings of two lines) are decided with them.
    """
    ends = [stream[-1].end for stream in streams]
    lines, stripped = furniture.strip([line for stream in streams for line in stream], headers=not paged)
    measured = layout.measure(lines)
    lifted = footnotes.lift(lines, measured)
    kept: list[list[Line]] = [[] for _ in streams]
    for line in lifted.lines:
        kept[bisect_left(ends, line.end)].append(line)
    grouped = [flow.group(own, measured) for own in kept]
    bodies = [note.body for note in lifted.notes]
    joints.join([*(unit for units in grouped for unit in units), *broken, *bodies], measured, lines)
    notes += lifted.notes
    removed += [*stripped, *lifted.removed]
    return grouped
