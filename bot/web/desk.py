"""What the page can do with questions and passages: the methods that its callbacks call.

One desk serves every reader; what differs between readers (their turns, filter, language) comes as arguments.
"""

from __future__ import annotations

import copy
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.chatbot import ChatBot
from bot.phrases import DEFAULT_LANGUAGE
from bot.settings import Settings
from bot.web import answers
from bot.web.accounts import Accounts, User
from bot.web.feedback import save_feedback
from bot.web.growing import Growing
from bot.web.guard import LOOPBACK
from bot.web.library import Library
from bot.web.markup import Html
from bot.web.pdf_pages import draw, page_svg
from bot.web.rates import Rates
from bot.web.reading import View, document_html
from bot.web.searching import results_html
from bot.web.texts import show_number, texts
from bot.web.turns import Turn, history
from index.errors import DocentError, QuestionError
from index.reader import Generation
from index.retriever import search
from index.types import Hit, SourceDocument

_CHUNK = re.compile(r"[0-9a-f]{8,64}")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
STEP_SECONDS = 0.1  # a growing answer is not sent more often
VERDICTS = ("useful", "useless")
_WARM_UP = ("문서", "What is this?", "Что это?")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is narrowed to.

    Attributes:
        where: field to values, as for `index.retrieve`; empty is everything.
        passages: how many are given to the answer; 0 is what the settings say.
    """

    where: dict[str, list[str]]
    passages: int = 0


class Desk:
    """Questions, passages and documents for the page."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened until it is needed.

        Raises:
            ChatModelError: the chat model of the settings cannot be made.
        """
        self.settings = settings
        self.bot = ChatBot(settings)
        self.library = Library(settings)
        self.accounts = Accounts(settings.auth, local_editor=settings.host in LOOPBACK)
        self._rates = Rates(settings.per_minute)

    def user(self, name: str | None) -> User:
        """Who a request comes from; someone unknown may only read."""
        return self.accounts.user(name) or User("", False)

    def warm_up(self) -> None:
        """Open the index and import what the first question needs; without an index nothing happens."""
        for question in _WARM_UP:
            try:
                self.bot.ask(question)
            except DocentError:
                return

    def ask(
        self, question: str, turns: Sequence[Turn], scope: Scope, language: str, *, reader: str = ""
    ) -> Iterator[tuple[list[Turn], bool]]:
        """The conversation with one more turn, again and again as its answer grows, and whether it still does."""
        before = list(turns)
        turn = Turn(question.strip(), where=scope.where)
        if not turn.question:
            yield before, False
            return
        yield [*before, turn], True
        growing = Growing(language)
        try:
            self._rates.take(reader, language)
            stream = self._bot(scope).stream(
                turn.question, history=history(before), where=scope.where or None, language=language
            )
            shown = time.monotonic()
            for event in stream:
                if growing.take(event) and (growing.complete or time.monotonic() - shown > STEP_SECONDS):
                    shown = time.monotonic()
                    yield [*before, replace(turn, answer=growing.answer)], not growing.complete
        except DocentError as error:
            yield [*before, replace(turn, problem=str(error))], False

    def stopped(self, turns: Sequence[Turn], language: str) -> list[Turn]:
        """The conversation after its last answer was stopped: what was written stays."""
        if not turns or turns[-1].complete:
            return list(turns)
        return [*turns[:-1], replace(turns[-1], problem=texts(language)["stopped"])]

    def _bot(self, scope: Scope) -> ChatBot:
        if scope.passages in (0, self.settings.top_k):
            return self.bot
        bot = copy.copy(self.bot)  # shares the open index and the chat model
        bot.settings = self.settings.model_copy(update={"top_k": scope.passages})
        return bot

    def search(self, question: str, scope: Scope, language: str, *, reader: str = "") -> Html:
        """The passages found for a question, or one line that says what is wrong."""
        try:
            self._rates.take(reader, language)
            name, hits = self.find(question, k=scope.passages or self.settings.top_k, where=scope.where or None)
        except DocentError as error:
            return answers.problem(str(error))
        return results_html(question, hits, name, language)

    def find(self, question: str, *, k: int, where: dict[str, list[str]] | None) -> tuple[str, list[Hit]]:
        """The name of the generation that was searched, and its k best passages.

        Raises:
            DocentError: no index, or a question that cannot be searched.
        """
        generation = self.bot.reader.current()
        return generation.manifest.generation, search(generation, question, k=k, where=where)

    def count(self, reader: str) -> None:
        """Count one question of a reader.

        Raises:
            QuestionError: the reader has sent too many.
        """
        self._rates.take(reader, DEFAULT_LANGUAGE)

    def passage(self, chunk_id: str, around: int) -> dict[str, Any]:
        """A passage as data, with the text on each side of it.

        Raises:
            QuestionError: no passage has this id.
        """
        found = self._find(self.bot.reader.current(), chunk_id)
        if found is None:
            raise QuestionError("no passage has this id; search again, the documents may have changed")
        document, (start, end) = found
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

    def feedback(self, turn: Turn, verdict: str, note: str, user: str) -> bool:
        """Keep a reader's opinion of an answer; False when it could not be kept."""
        if verdict not in VERDICTS or not turn.answer:
            return False
        try:
            save_feedback(self.settings.index_dir, turn, verdict, note, user=user)
        except (sqlite3.Error, OSError):
            return False
        return True

    def open_citation(self, place: Mapping[str, Any], language: str, *, whole: bool = False) -> Html:
        """The document of a citation, opened at the quote.

        Args:
            place: `chunk`, `at` and `marks`, as `answers.place_of` writes them into the page. Not trusted.
            language: of the page.
            whole: show the whole document, however long.
        """
        try:
            generation = self.bot.reader.current()
            found = self._find(generation, str(place.get("chunk", "")))
        except DocentError as error:
            return answers.problem(str(error))
        if found is None:
            return answers.problem(texts(language)["passage_gone"])
        document, passage = found
        quote = _span(str(place.get("at", "")), len(document.text))
        marks = [_span(part, quote[1] - quote[0]) for part in str(place.get("marks", "")).split(",")[:20]]
        shifted = tuple((quote[0] + start, quote[0] + end) for start, end in marks if end)
        return document_html(document, View(passage, quote, shifted, whole), language)

    def _find(self, generation: Generation, chunk_id: str) -> tuple[SourceDocument, tuple[int, int]] | None:
        found = generation.find(chunk_id) if _CHUNK.fullmatch(chunk_id) else None
        return (found[0], (found[1].start, found[1].end)) if found else None

    def open_document(self, document_id: str, language: str) -> Html:
        """A document from its beginning."""
        document = self._document(document_id)
        if document is None:
            return answers.problem(texts(language)["passage_gone"])
        return document_html(document, View(), language)

    def original(self, document_id: str) -> Path | None:
        """The file behind a document of the index; None when there is none, or it has become a link."""
        try:
            files = self.bot.reader.current().manifest.files
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

    def _document(self, document_id: str) -> SourceDocument | None:
        try:
            generation = self.bot.reader.current()
        except DocentError:
            return None
        entry = next((e for e in generation.manifest.files if e.id == document_id and e.key), None)
        return generation.document(entry.key) if entry else None

    def state_line(self, language: str) -> str:
        """How many documents and passages answer, or what to do when there is no index."""
        try:
            manifest = self.bot.reader.current().manifest
        except DocentError as error:
            return str(error)
        documents = sum(bool(entry.key) for entry in manifest.files)
        numbers = {
            "documents": show_number(documents, language),
            "passages": show_number(manifest.passages, language),
        }
        return texts(language)["documents_count"].format(**numbers)

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What a question can be narrowed to: (shown, value) by field, of what the index holds."""
        try:
            files = [entry for entry in self.bot.reader.current().manifest.files if entry.key]
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

    def examples(self, language: str) -> list[str]:
        """Questions that the documents of the reader's language suggest; none without an index."""
        try:
            files = self.bot.reader.current().manifest.files
        except DocentError:
            return []
        titled = [entry for entry in files if entry.key and entry.title]
        titled.sort(key=lambda entry: entry.language != language)
        pattern = texts(language)["example_about"]
        return [pattern.format(title=answers.shorten(entry.title, 60)) for entry in titled[:3]]


def _span(text: str, limit: int) -> tuple[int, int]:
    """`"12-40"` as a span inside [0, limit); (0, 0) for anything else."""
    match = _SPAN.fullmatch(text)
    if not match:
        return 0, 0
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= limit else (0, 0)
