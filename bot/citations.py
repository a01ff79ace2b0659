"""Numbers quotes and cites documents: from a place in a text to what a reader is told of it.

Does not know how a number is written: that is `markers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Citation
from bot.phrases import summary_note
from index.places import headings_above, where
from index.retriever import hit_metadata
from index.types import Hit, SourceDocument


class Numbering:
    """Gives each quote of one answer its number, from 1, in the order of their first use."""

    def __init__(self, language: str) -> None:
        """Nothing cited yet; `language` is the reader's."""
        self._language = language
        self._numbers: dict[tuple[str, int, int], int] = {}

    def cite(
        self, hit: Hit, span: tuple[int, int], marks: Sequence[tuple[int, int]] = ()
    ) -> tuple[int, list[Citation]]:
        """The number of a quote, and its citation in a list that is empty when it has been cited before."""
        key = (hit.document.id, *span)
        known = key in self._numbers
        n = self._numbers.setdefault(key, len(self._numbers) + 1)
        return n, [] if known else [cite(n, hit, span, language=self._language, marks=marks)]


def cite(
    n: int,
    hit: Hit,
    span: tuple[int, int],
    *,
    language: str,
    marks: Sequence[tuple[int, int]] = (),
    gloss: str = "",
) -> Citation:
    """The citation of one quote, `document.text[span]`.

    Args:
        n: its number in the answer.
        hit: the passage that holds it.
        span: of the quote in the document's text.
        language: of the reader, for the note that a document is a summary.
        marks: spans inside the quote that answer.
        gloss: a machine-made word gloss.
    """
    start, end = span
    metadata = hit_metadata(hit)
    source = metadata.pop("summary_of")
    metadata["summary"] = summary_note(language, source) if source else ""
    metadata["page"], metadata["locator"] = where(hit.document, start, end)
    metadata["headings"] = headings_above(hit.document, start)  # passages that touch are read as one, over sections
    return Citation(
        n=n,
        quote=hit.document.text[start:end],
        start=start,
        end=end,
        metadata=metadata,
        marks=tuple(marks),
        gloss=gloss,
        notes=notes_of(hit.document, span),
    )


def notes_of(document: SourceDocument, span: tuple[int, int]) -> tuple[str, ...]:
    """The footnotes whose markers stand in a span: the source's own sources."""
    return tuple(f"{n.marker} {n.text}" for n in document.notes if span[0] < n.anchor <= span[1])
