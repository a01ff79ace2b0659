"""The documents of the index as the page shows them: a citation or a document opened, a file, a page of a PDF.

Only what the index holds is reachable, by id and never by a path. What a browser sends is not trusted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.reopen import Reopened, reopen
from bot.web import answers
from bot.web.markup import Html
from bot.web.pdf_pages import draw, page_svg
from bot.web.problems import problem_html, problem_line
from bot.web.reading import View, document_html
from bot.web.sources import documents
from bot.web.texts import show_number, texts
from index.errors import DocentError, QuestionError
from index.manifest import FileEntry
from index.reader import IndexReader
from index.types import SourceDocument

_CHUNK = re.compile(r"[0-9a-f]{8,64}")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


class Shelf:
    """The documents of one index."""

    def __init__(self, reader: IndexReader) -> None:
        """Nothing is opened until it is needed."""
        self._reader = reader

    @property
    def generation(self) -> str:
        """The name of the generation that answers; empty without an index."""
        try:
            return self._reader.current().manifest.generation
        except DocentError:
            return ""

    def passage(self, chunk_id: str, around: int) -> dict[str, Any]:
        """A passage as data, with the text on each side of it.

        Raises:
            QuestionError: no passage has this id.
        """
        found = self._reopened(chunk_id)
        if found.document is None or found.chunk is None:
            raise QuestionError("no passage has this id; search again, the documents may have changed")
        document, start, end = found.document, found.chunk.start, found.chunk.end
        return {
            "id": chunk_id,
            "source": document.source,
            "title": document.metadata.title,
            "text": document.text[start:end],
            "before": document.text[max(0, start - around) : start],
            "after": document.text[end : end + around],
            "start": start,
            "end": end,
            "notes": [f"{note.marker} {note.text}" for note in document.notes if start < note.anchor <= end],
        }

    def open_citation(self, place: Mapping[str, Any], language: str, *, whole: bool = False) -> Html:
        """The document of a citation, opened at the quote.

        Args:
            place: `chunk`, `at` and `marks`, as `answers.place_of` writes them into the page. Not trusted.
            language: of the page.
            whole: show the whole document, however long.
        """
        try:
            found = self._reopened(str(place.get("chunk", "")))
        except DocentError as error:
            return problem_html(error, language)
        if found.document is None or found.chunk is None:
            return answers.problem(texts(language)["passage_gone"])
        document, passage = found.document, (found.chunk.start, found.chunk.end)
        quote = _span(str(place.get("at", "")), len(document.text))
        marks = [_span(part, quote[1] - quote[0]) for part in str(place.get("marks", "")).split(",")[:20]]
        shifted = tuple((quote[0] + start, quote[0] + end) for start, end in marks if end)
        return document_html(document, View(passage, quote, shifted, whole, found.state), language)

    def _reopened(self, chunk_id: str) -> Reopened:
        generation = self._reader.current()
        return reopen(generation, chunk_id) if _CHUNK.fullmatch(chunk_id) else Reopened("unknown")

    def open_document(self, document_id: str, language: str, *, removed: bool = False) -> Html:
        """A document from its beginning; with `removed`, followed by what was left out of it and why."""
        entry = self._entry(document_id)
        if entry is None:
            return answers.problem(texts(language)["passage_gone"])
        generation = self._reader.current()
        document = generation.document(entry.key)
        left_out = removed_from(document, generation.raw_text(entry)) if removed else []
        return document_html(document, View(left_out=tuple(left_out)), language)

    def original(self, document_id: str) -> Path | None:
        """The file behind a document of the index; None when there is none, or it has become a link."""
        try:
            files = self._reader.current().manifest.files
        except DocentError:
            return None
        entry = next((e for e in files if e.id == document_id), None)
        if entry is None:
            return None
        root = Path(entry.root)
        path = root if root.is_file() else root / entry.source
        inside = path.is_file() and (path == root or path.resolve().is_relative_to(root.resolve()))
        return path if inside else None

    def page_picture(self, document_id: str, number: int, at: str) -> str | None:
        """A page of a PDF as a drawing with the quote marked on it; None when there is no such page."""
        path = self.original(document_id)
        document = self._document(document_id)
        if path is None or document is None or document.format != "pdf" or not 0 < number <= (document.pages or 0):
            return None
        start, end = _span(at, len(document.text))
        inside = [p for p in document.places if p.page == number]
        start = max(start, min((p.start for p in inside), default=0))
        end = min(end, max((p.end for p in inside), default=0))
        return page_svg(draw(path, number, document.text[start:end] if start < end else ""))

    def _entry(self, document_id: str) -> FileEntry | None:
        try:
            files = self._reader.current().manifest.files
        except DocentError:
            return None
        return next((entry for entry in files if entry.id == document_id and entry.key), None)

    def _document(self, document_id: str) -> SourceDocument | None:
        entry = self._entry(document_id)
        return self._reader.current().document(entry.key) if entry else None

    def state_line(self, language: str) -> str:
        """How many documents and passages answer, or what to do when there is no index."""
        try:
            manifest = self._reader.current().manifest
        except DocentError as error:
            return problem_line(error, language)
        documents = sum(bool(entry.key) for entry in manifest.files)
        numbers = {
            "documents": show_number(documents, language),
            "passages": show_number(manifest.passages, language),
        }
        return texts(language)["documents_count"].format(**numbers)

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What a question can be narrowed to: (shown, value) by field, of what the index holds."""
        try:
            files = [entry for entry in self._reader.current().manifest.files if entry.key]
        except DocentError:
            files = []
        sources = sorted((entry.title or entry.source, entry.source) for entry in files)
        years = sorted({entry.date[:4] for entry in files if entry.date}, reverse=True)
        folders = sorted(
            {"/".join(parts[:n]) for e in files for parts in [e.source.split("/")] for n in range(1, len(parts))}
        )
        languages = sorted({entry.language for entry in files if entry.language})
        flat = {"language": languages, "year": years, "folder": folders}
        return {"source": sources, **{name: [(value, value) for value in values] for name, values in flat.items()}}

    def listed(self, language: str) -> Html:
        """The documents that can be read, for a pane that shows no answer yet."""
        try:
            files = self._reader.current().manifest.files
        except DocentError:
            files = []
        return documents([entry for entry in files if entry.key], language)


def removed_from(document: SourceDocument, raw: str) -> list[tuple[str, str]]:
    """(reason, text) of each piece that is in the file and not in the document's text, in order."""
    return [(reason, raw[start:end]) for start, end, reason in document.removed] + [
        (reason, text) for text, reason in document.dropped
    ]


def _span(text: str, limit: int) -> tuple[int, int]:
    """`"12-40"` as a span inside [0, limit); (0, 0) for anything else."""
    match = _SPAN.fullmatch(text)
    if not match:
        return 0, 0
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= limit else (0, 0)
