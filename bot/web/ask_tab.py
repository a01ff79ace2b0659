"""The tab for asking: the conversation, the question box, and the sources beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from bot.web import answers
from bot.web.desk import Desk
from bot.web.exports import conversation_markdown
from bot.web.filters import Filters
from bot.web.history import history_html
from bot.web.opening import read_opening
from bot.web.request import QUICK, QUIET, data_of, language_of_request, reader_of, turn_number
from bot.web.texts import texts
from bot.web.turns import Turn, store
from index.question import MAX_QUESTION

_EVENTS = "['open', 'sources', 'retry', 'edit', 'example', 'feedback', 'back', 'whole', 'listed']"
_CONCURRENT = 8  # questions answered at the same time; the others wait in the queue


class AskTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page."""
        self.desk = desk
        wire = f"docent.wire(element, trigger, {_EVENTS})"
        self.turns = gr.State([])
        self.shown = gr.State(-1)  # the turn whose sources the pane lists; -1 is the last
        self.place = gr.State({})  # the citation that the pane shows
        self.asked = gr.State("")
        self.narrowed = gr.BrowserState([], storage_key="docent-filters", secret="kept by the reader's own browser")
        self.kept = gr.Textbox(visible="hidden", elem_id="kept", show_label=False)
        self.file = gr.Textbox(visible="hidden", elem_id="file", show_label=False)
        with gr.Row(elem_classes="workbench"):
            with gr.Column(elem_classes="chat", scale=6, min_width=320):
                self.conversation = gr.HTML("", apply_default_css=False, elem_id="conversation", js_on_load=wire)
                with gr.Column(elem_classes="asker"):
                    self._asker(i18n)
            with gr.Column(elem_classes="side", scale=5, min_width=320):
                self.pane = gr.HTML("", apply_default_css=False, elem_id="pane", elem_classes="pane", js_on_load=wire)

    def _asker(self, i18n: gr.I18n) -> None:
        with gr.Row(elem_classes="asker-row"):
            self.box = gr.Textbox(
                label=i18n("question"),
                placeholder=i18n("question_hint"),
                lines=1,
                max_lines=8,
                max_length=MAX_QUESTION,
                container=False,
                scale=8,
                elem_id="question",
                elem_classes="question",
                autofocus=True,
            )
            self.send = gr.Button(i18n("send"), variant="primary", scale=0, min_width=84, elem_id="send")
            self.stop = gr.Button(i18n("stop"), scale=0, min_width=84, elem_id="stop", visible=False)
        self.queue = gr.HTML("", elem_id="queue")  # says the place in the queue when many ask
        with gr.Row(elem_id="under-row"):
            self.filters = Filters(i18n)
            self.history, self.export, self.new = (
                gr.Button(i18n(name), size="sm", elem_id=name, elem_classes="plain", scale=0)
                for name in ("history", "export", "new")
            )

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        self._connect_asking()
        self._connect_pane()
        everything = [self.turns, self.conversation, self.pane, self.place, self.box]
        page.load(self._open_page, self.kept, everything, js="() => docent.opening()", **QUICK)
        page.load(self._offer, self.narrowed, self.filters.parts, **QUICK)
        for part in self.filters.parts:
            part.input(lambda *values: list(values), self.filters.parts, self.narrowed, **QUICK)

    def _connect_asking(self) -> None:
        growing = [self.turns, self.conversation, self.pane, self.shown, self.send, self.stop]
        taken = [self.asked, self.box, self.conversation]
        starts = [
            gr.on([self.box.submit, self.send.click], self._take, [self.box, self.turns], taken, **QUICK),
            self.conversation.retry(self._retry, self.turns, [self.asked, self.turns], **QUICK),
        ]
        waiting = QUIET | {"show_progress": "minimal", "show_progress_on": self.queue}
        for start in starts:
            inputs = [self.asked, self.turns, *self.filters.parts]
            asking = start.then(
                self._ask, inputs, growing, concurrency_id="ask", concurrency_limit=_CONCURRENT, **waiting
            )
            self._keep(asking)
            self._keep(self.stop.click(self._stopped, self.turns, growing, cancels=[asking], **QUICK))
        self.conversation.edit(self._question_of, self.turns, self.box, **QUICK).then(js="docent.focus")
        self.conversation.example(_example, None, self.box, **QUICK).then(js="docent.focus")
        self.new.click(self._clear, None, growing, js="docent.begin", **QUICK).then(js="docent.focus")
        self.conversation.feedback(self._feedback, self.turns, None, **QUICK)
        self.export.click(self._exported, self.turns, self.file, **QUICK).then(None, self.file, js="docent.download")

    def _keep(self, event: Any) -> Any:  # noqa: ANN401 - gradio's dependency
        """Give the conversation to the browser to keep."""
        return event.then(store, self.turns, self.kept, **QUICK).then(None, self.kept, js="docent.keep")

    def _connect_pane(self) -> None:
        for part in (self.conversation, self.pane):
            part.open(self._open, None, [self.pane, self.place], **QUICK)
        self.conversation.sources(self._sources, self.turns, [self.pane, self.shown], **QUICK)
        self.history.click(self._history, self.kept, self.pane, js="docent.listed", **QUICK)
        self.pane.listed(self._history, self.kept, self.pane, js="docent.listed", **QUICK)
        self.pane.back(self._back, [self.turns, self.shown], self.pane, **QUICK)
        self.pane.whole(self._whole, self.place, self.pane, **QUICK)

    def _ask(
        self,
        question: str,
        turns: list[Turn],
        documents: list[str],
        languages: list[str],
        years: list[str],
        folders: list[str],
        passages: int,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        scope = Filters.scope(documents, languages, years, folders, passages)
        language = language_of_request(request)
        for grown, busy in self.desk.ask(question, turns, scope, language, reader=reader_of(request)):
            yield self._growing(grown, language, busy=busy)

    def _take(self, text: str, turns: list[Turn], request: gr.Request) -> tuple[str, str, Any]:
        """What was typed goes to be asked and is shown at once; the box is empty again."""
        if not text.strip():
            return "", "", gr.skip()
        return text, "", answers.conversation([*turns, Turn(text.strip())], language_of_request(request))

    def _growing(self, turns: list[Turn], language: str, *, busy: bool) -> tuple[Any, ...]:
        """Values of the parts that change while an answer grows."""
        shown = answers.conversation(turns, language) if turns else self._welcome(language)
        pane = answers.sources(turns[-1] if turns else None, language)
        return turns, shown, pane, -1, gr.update(visible=not busy), gr.update(visible=busy)

    def _welcome(self, language: str) -> str:
        return answers.welcome(self.desk.examples(language), language)

    def _stopped(self, turns: list[Turn], request: gr.Request) -> tuple[Any, ...]:
        language = language_of_request(request)
        return self._growing(self.desk.stopped(turns, language), language, busy=False)

    def _clear(self, request: gr.Request) -> tuple[Any, ...]:
        return self._growing([], language_of_request(request), busy=False)

    def _retry(self, turns: list[Turn], event: gr.EventData) -> tuple[str, list[Turn]]:
        number = turn_number(event, len(turns))
        return turns[number].question if number >= 0 else "", turns[:-1] if number == len(turns) - 1 else turns

    def _question_of(self, turns: list[Turn], event: gr.EventData) -> Any:  # noqa: ANN401 - gr.skip()
        number = turn_number(event, len(turns))
        return turns[number].question if number >= 0 else gr.skip()

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[str, dict[str, Any]]:
        place = dict(data_of(event))
        return self.desk.open_citation(place, language_of_request(request)), place

    def _whole(self, place: dict[str, Any], request: gr.Request) -> str:
        return self.desk.open_citation(place, language_of_request(request), whole=True)

    def _sources(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> tuple[str, int]:
        number = turn_number(event, len(turns))
        return answers.sources(turns[number] if turns else None, language_of_request(request)), number

    def _back(self, turns: list[Turn], shown: int, request: gr.Request) -> str:
        turn = turns[shown] if turns and shown < len(turns) else None
        return answers.sources(turn, language_of_request(request))

    def _history(self, listed: str, request: gr.Request) -> str:
        return history_html(listed, language_of_request(request))

    def _feedback(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> None:
        data, number = data_of(event), turn_number(event, len(turns))
        note, verdict = str(data.get("note", "")), str(data.get("verdict", ""))
        saved = number >= 0 and self.desk.feedback(turns[number], verdict, note, request.username or "")
        gr.Info(texts(language_of_request(request))["feedback_thanks" if saved else "feedback_failed"], duration=4)

    def _exported(self, turns: list[Turn], request: gr.Request) -> str:
        return conversation_markdown(turns, language_of_request(request))

    def _open_page(self, opening: str, request: gr.Request) -> tuple[Any, ...]:
        language, found = language_of_request(request), read_opening(opening)
        shown = answers.conversation(found.turns, language) if found.turns else self._welcome(language)
        sources = answers.sources(found.turns[-1] if found.turns else None, language)
        pane = self.desk.open_citation(found.place, language) if found.place else sources
        return found.turns, shown, pane, found.place, found.question

    def _offer(self, kept: list[Any] | None, request: gr.Request) -> list[Any]:
        language = language_of_request(request)
        return Filters.offer(self.desk.choices(), self.desk.settings.top_k, language, kept or [])


def _example(event: gr.EventData) -> str:
    return str(data_of(event).get("text", ""))
