"""The tab for asking: the conversation, the question box, and the sources beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from bot.web import answers
from bot.web.desk import Desk
from bot.web.examples import examples
from bot.web.exports import export_file
from bot.web.filters import Filters, narrowed_html
from bot.web.history import editing_html, tools_html
from bot.web.opening import read_opening
from bot.web.pane import Pane
from bot.web.request import QUICK, QUIET, data_of, language_of_request, reader_of, session_of, turn_number
from bot.web.texts import texts
from bot.web.turns import Turn, restore, store
from index.question import MAX_QUESTION

_EVENTS = "open sources retry edit example feedback back whole listed export read only map".split()
_TOOLS = ["history", "export", "new", "awake"]
_CONCURRENT = 8  # questions answered at the same time; the others wait in the queue


class AskTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page."""
        self.desk = desk
        self.wire = f"docent.wire(element, trigger, {_EVENTS})"
        self.turns = gr.State([])
        self.asked = gr.State("")
        self.known = gr.State(False)  # whether this session opened the page; False when the server has forgotten it
        self.edited = gr.State(-1)  # the turn that the next question takes the place of; -1 is none
        self.kept_filters = gr.BrowserState([], storage_key="docent-filters", secret="kept by the reader's own browser")
        self.kept = gr.Textbox(visible="hidden", elem_id="kept", show_label=False)
        self.file = gr.Textbox(visible="hidden", elem_id="file", show_label=False)
        with gr.Row(elem_classes="workbench"):
            with gr.Column(elem_classes="chat", scale=6, min_width=320):
                self.conversation = self._html("conversation")
                with gr.Column(elem_classes="asker"):
                    self._asker(i18n)
            with gr.Column(elem_classes="side", scale=5, min_width=320):
                self.pane = Pane(desk, self._html("pane", elem_classes="pane"))

    def _html(self, name: str, *, wire: str = "", **more: Any) -> gr.HTML:  # noqa: ANN401 - gradio's arguments
        return gr.HTML("", apply_default_css=False, elem_id=name, js_on_load=wire or self.wire, **more)

    def _asker(self, i18n: gr.I18n) -> None:
        self.narrowed = self._html("narrowed", wire="docent.wire(element, trigger, ['unfilter'])")
        self.editing = self._html("editing", wire="docent.wire(element, trigger, ['unedit'])")
        with gr.Row(elem_classes="asker-row"):
            self.box = gr.Textbox(
                label=i18n("question"),
                placeholder=i18n("question_hint"),
                lines=1,
                max_lines=8,
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
            self.filters = Filters(i18n, models=self.desk.models)
            self.tools = self._html(
                "tools", wire="docent.wire(element, trigger, ['history', 'export', 'new', 'awake'])"
            )

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        self._connect_asking()
        self.pane.connect(self.conversation, self.tools, self.turns, self.kept)
        everything = [self.turns, self.conversation, self.pane.part, self.pane.place, self.box, self.tools]
        page.load(self._open_page, self.kept, everything, js="() => docent.opening()", **QUICK)
        parts = self.filters.parts
        page.load(self._offer, self.kept_filters, [self.known, *parts], **QUICK)
        gr.on([part.change for part in parts], self._narrow, parts, [self.kept_filters, self.narrowed], **QUICK)
        self.narrowed.unfilter(lambda: [[], [], [], []], None, parts[:4], **QUICK)
        self.tools.new(list, None, parts[0], **QUICK)  # a document that was asked alone belongs to its conversation
        self.narrow_from(self.pane.part)

    def narrow_from(self, pane: gr.HTML) -> None:
        """Let a document that is open in a pane be the only one that is asked."""
        pane.only(self._only, None, self.filters.parts[:4], **QUICK).then(js="docent.focus")

    def renew_on(self, place: gr.Tab) -> None:
        """Keep what can be chosen up to date, and the documents that stand where no answer does yet."""
        self.filters.renew_on(place, self.desk)
        self.pane.renew_on(place, self.kept)

    def show_on(self, box: gr.Textbox) -> None:
        """Let the question of an answer be looked at on the map; coming to the tab draws what is in its box."""
        self.pane.part.map(_asked, None, box, **QUICK).then(js="docent.map")

    def _connect_asking(self) -> None:
        growing = [self.turns, self.conversation, self.pane.part, self.pane.shown, self.send, self.stop]
        found = [self.known, *self.filters.parts]
        taken = [self.asked, self.box, self.conversation, self.turns, self.edited, self.editing, *found]
        typed = [self.box, self.turns, self.edited, self.kept, self.known, self.kept_filters]
        starts = [
            gr.on([self.box.submit, self.send.click], self._take, typed, taken, js="docent.asking", **QUICK),
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
        edits = [self.box, self.edited, self.editing]
        self.conversation.edit(self._edit, self.turns, edits, **QUICK).then(js="docent.focus")
        for leave in (self.editing.unedit, self.tools.new):
            leave(lambda: ("", -1, ""), None, edits, **QUICK)
        self.conversation.example(_example, None, self.box, **QUICK).then(js="docent.focus")
        asleep = [self.turns, self.kept, self.known, self.kept_filters]
        self.tools.awake(self._awake, asleep, [self.turns, *found], js="docent.awake", **QUICK)
        self.tools.new(self._clear, None, growing, js="docent.begin", **QUICK).then(js="docent.focus")
        self.conversation.feedback(self._feedback, self.turns, None, **QUICK)
        for part in (self.conversation, self.tools):
            part.export(self._export, self.turns, self.file, **QUICK).then(None, self.file, js="docent.download")

    def _keep(self, event: Any) -> Any:  # noqa: ANN401 - gradio's dependency
        """Give the conversation to the browser to keep, and keep it for a user."""
        kept = event.then(self._kept, [self.turns, self.kept], self.kept, js="docent.naming", **QUICK)
        return kept.then(None, self.kept, js="docent.keep")

    def _ask(self, request: gr.Request, question: str, turns: list[Turn], *chosen: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - values of the filters
        scope, language = Filters.scope(chosen), language_of_request(request)
        who = {"reader": reader_of(request), "session": session_of(request)}
        for grown, busy in self.desk.ask(question, turns, scope, language, **who):
            yield self._growing(grown, language, busy=busy)

    def _take(
        self, text: str, turns: list[Turn], edited: int, shown: str, known: bool, kept: list[Any], request: gr.Request
    ) -> tuple[Any, ...]:
        """What was typed goes to be asked and is shown at once; the box is empty again."""
        turns, *found = self._awake(turns, shown, known, kept, request)
        if not text.strip():
            return "", "", gr.skip(), turns, gr.skip(), gr.skip(), *found
        before = turns[:edited] if 0 <= edited < len(turns) else turns
        shown = answers.conversation([*before, Turn(text.strip())], language_of_request(request))
        return text, "", shown, before, -1, "", *found

    def _awake(
        self, turns: list[Turn], shown: str, known: bool, kept: list[Any] | None, request: gr.Request
    ) -> tuple[Any, ...]:
        """The conversation and the filters that the page shows, where the server has forgotten them."""
        if known:
            return turns, *[gr.skip()] * (1 + len(self.filters.parts))
        return turns or read_opening(shown).turns, *self._offer(kept, request)

    def _growing(self, turns: list[Turn], language: str, *, busy: bool) -> tuple[Any, ...]:
        """Values of the parts that change while an answer grows."""
        shown = answers.conversation(turns, language) if turns else self._welcome(language)
        return turns, shown, self.pane.beside(turns, language), -1, gr.update(visible=not busy), gr.update(visible=busy)

    def _welcome(self, language: str) -> str:
        return answers.welcome(examples(self.desk.quoting, language), language)

    def _stopped(self, turns: list[Turn], request: gr.Request) -> tuple[Any, ...]:
        self.desk.stop(session_of(request))
        language = language_of_request(request)
        return self._growing(self.desk.stopped(turns, language), language, busy=False)

    def _clear(self, request: gr.Request) -> tuple[Any, ...]:
        return self._growing([], language_of_request(request), busy=False)

    def _retry(self, turns: list[Turn], event: gr.EventData) -> tuple[str, list[Turn]]:
        """Ask a question again: in its place when it is the last, else behind the others."""
        number = turn_number(event, len(turns))
        return turns[number].question if number >= 0 else "", turns[:-1] if number == len(turns) - 1 else turns

    def _edit(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """The question goes back into the box; what is made of it takes its place, and what came after it goes."""
        number = turn_number(event, len(turns))
        if number < 0:
            return gr.skip(), -1, ""
        kept = bool(data_of(event).get("kept"))
        line = editing_html(language_of_request(request), later=number < len(turns) - 1, kept=kept)
        return turns[number].question, number, line

    def _kept(self, turns: list[Turn], name: str, request: gr.Request) -> str:
        said = store(turns)
        if request.username and turns:
            self.desk.conversations.keep(request.username, name, turns[0].question, said)
        return said

    def _feedback(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> None:
        data, number = data_of(event), turn_number(event, len(turns))
        note, verdict = str(data.get("note", "")), str(data.get("verdict", ""))
        saved = number >= 0 and self.desk.feedback(turns[number], verdict, note, request.username or "")
        gr.Info(texts(language_of_request(request))["feedback_thanks" if saved else "feedback_failed"], duration=4)

    def _export(self, turns: list[Turn], event: gr.EventData) -> str:
        """One answer, or the conversation when the event names no turn."""
        number = turn_number(event, len(turns))
        return export_file([turns[number]] if number >= 0 else turns, str(data_of(event).get("suffix", "")))

    def _open_page(self, opening: str, request: gr.Request) -> tuple[Any, ...]:
        language, found = language_of_request(request), read_opening(opening)
        if request.username:  # it may have gone on in another browser
            there = restore(self.desk.conversations.read(request.username, found.name))
            found = replace(found, turns=max(found.turns, there, key=len))
        shown = answers.conversation(found.turns, language) if found.turns else self._welcome(language)
        cited = self.desk.shelf.open_citation(found.place, language) if found.place else ""
        pane = cited or self.pane.beside(found.turns, language)
        return found.turns, shown, pane, found.place, found.question, tools_html(language)

    def _offer(self, kept: list[Any] | None, request: gr.Request) -> list[Any]:
        language = language_of_request(request)
        return [True, *self.filters.offer(self.desk.shelf.choices(), self.desk.settings.top_k, language, kept or [])]

    def _narrow(self, request: gr.Request, *chosen: Any) -> tuple[list[Any], str]:  # noqa: ANN401 - values of the filters
        titles = {value: shown for shown, value in self.desk.shelf.choices()["source"]}
        return list(chosen), narrowed_html(Filters.scope(chosen), titles, language_of_request(request))

    def _only(self, event: gr.EventData) -> list[list[str]]:
        return [[str(data_of(event).get("source", ""))], [], [], []]


def _asked(event: gr.EventData) -> str:
    return str(data_of(event).get("question", ""))[:MAX_QUESTION]


def _example(event: gr.EventData) -> str:
    return str(data_of(event).get("text", ""))
