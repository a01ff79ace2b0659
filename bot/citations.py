"""Sole owner of `[n]`: numbers sources, renders segments, parses a model's text, and binds quotes to documents.

A source's own brackets ("[7]") are text like any other and never become links, because an answer is data and
only `render` writes markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answer import AnswerSegment, Citation
from bot.phrases import summary_note
from index.retriever import hit_metadata
from index.types import Hit, SourceDocument

_MARKER = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")


def render(segments: Iterable[AnswerSegment]) -> str:
    """An answer as plain text: each segment with its markers, one a line."""
    return "\n".join(segment.text + "".join(f" [{n}]" for n in segment.citations) for segment in segments)


def parse(text: str, *, sources: int) -> tuple[list[AnswerSegment], int]:
    """A model's text as segments, one for each sentence, and how many markers pointed to no source.

    Args:
        text: as the model wrote it.
        sources: how many sources it was given; a marker outside 1..sources is dropped and counted.
    """
    from index.sentences import split_sentences

    invented = 0
    segments: list[AnswerSegment] = []
    for start, end in split_sentences(_markers_inside(text)):
        sentence = _markers_inside(text)[start:end]
        numbers = [int(n) for group in _MARKER.findall(sentence) for n in re.findall(r"\d+", group)]
        good = tuple(dict.fromkeys(n for n in numbers if 1 <= n <= sources))
        invented += len([n for n in numbers if not 1 <= n <= sources])
        words = _MARKER.sub("", sentence).strip()
        if words:
            segments.append(AnswerSegment(words, good, "supported" if good else "unsupported"))
    return segments, invented


def _markers_inside(text: str) -> str:
    """Move markers that follow a full stop before it, so that a sentence and its markers stay together."""
    return re.sub(r"([.!?。]+)((?:\s*\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\])+)", r"\2\1", text)


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
    page = next((p for p in hit.document.places if p.start <= start < p.end), None)
    if page and page.page:
        metadata |= {"page": page.page, "locator": page.locator or f"p. {page.page}"}
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
