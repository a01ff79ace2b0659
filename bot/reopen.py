"""A citation's id to its passage, now or as it was: the way back from an exported or remembered citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.reader import Generation
from index.types import Chunk, SourceDocument


@dataclass(frozen=True, slots=True)
class Reopened:
    """What an id points to.

    Attributes:
        state: `same`: the index holds the passage as it was cited. `changed`: its file is there, but holds the passage
            no more; this is the old text. `gone`: so is the file. `unknown`: no index that is kept ever had it.
    """

    state: Literal["same", "changed", "gone", "unknown"]
    document: SourceDocument | None = None
    chunk: Chunk | None = None


def reopen(generation: Generation, citation_id: str) -> Reopened:
    """The passage that a citation's id names."""
    found = generation.find(citation_id)
    if found is None:
        return Reopened("unknown")
    document, chunk = found
    live = generation.document_of_source(document.source)
    if live is None:
        return Reopened("gone", document, chunk)
    same = chunk.text in live.text
    return Reopened("same" if same else "changed", document, chunk)
