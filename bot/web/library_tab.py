"""The tab with the documents: table, upload, removal, rebuild with its progress."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bot.web import answers
from bot.web.desk import Desk
from bot.web.library import state_html
from bot.web.request import QUICK, QUIET, data_of, language_of_request


class LibraryTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page."""
        self.desk = desk
        wire = "docent.wire(element, trigger, ['read', 'remove', 'open', 'back'])"
        with gr.Row(elem_classes="workbench"):
            with gr.Column(elem_classes="chat library-list", scale=7, min_width=320):
                with gr.Row(elem_classes="library-bar"):
                    self.wanted = gr.Textbox(
                        label=i18n("library_filter"), placeholder=i18n("library_filter"), container=False, scale=6
                    )
                    self.rebuild = gr.Button(i18n("library_rebuild"), scale=0, min_width=150)
                with gr.Accordion(i18n("library_upload"), open=False, elem_classes="upload") as self.adding:
                    self.files = gr.File(
                        file_count="multiple", label=i18n("library_upload"), height=130, elem_id="upload-files"
                    )
                    with gr.Row():
                        self.replace = gr.Checkbox(label=i18n("library_replace"), container=False)
                        self.add = gr.Button(i18n("library_add"), variant="primary", scale=0, min_width=240)
                self.outcome = gr.HTML("", elem_id="outcome", apply_default_css=False)
                self.progress = gr.HTML("", elem_id="build", apply_default_css=False)
                self.table = gr.HTML("", elem_id="documents", apply_default_css=False, js_on_load=wire)
            with gr.Column(elem_classes="side", scale=5, min_width=320):
                self.pane = gr.HTML(
                    "", elem_id="library-pane", elem_classes="pane", apply_default_css=False, js_on_load=wire
                )
        self.clock = gr.Timer(0.7, active=False)
        self.seen = gr.State(0)

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        page.load(self._begin, None, [self.table, self.rebuild, self.adding, self.seen, self.pane], **QUICK)
        self.wanted.input(self._table, self.wanted, self.table, trigger_mode="always_last", **QUICK)
        started = [
            self.rebuild.click(self._rebuild, None, self.outcome, **QUICK),
            self.add.click(self._upload, [self.files, self.replace], [self.outcome, self.files], **QUIET),
            self.table.remove(self._remove, None, self.outcome, **QUICK),
        ]
        ticking = [self.progress, self.table, self.clock, self.seen]
        for event in started:
            event.then(self._tick, [self.wanted, self.seen], ticking, **QUICK)
        self.clock.tick(self._tick, [self.wanted, self.seen], ticking, **QUICK)
        self.table.read(self._read, None, self.pane, **QUICK)
        self.pane.back(self._back, None, self.pane, **QUICK)

    def _begin(self, request: gr.Request) -> tuple[Any, ...]:
        editor = gr.update(visible=self.desk.user(request.username).editor)
        return self._table("", request), editor, editor, self.desk.library.builder.state.number, self._back(request)

    def _back(self, request: gr.Request) -> str:
        return answers.empty("reading_empty", language_of_request(request))

    def _table(self, wanted: str, request: gr.Request) -> str:
        return self.desk.library.table(wanted, self.desk.user(request.username), language_of_request(request))

    def _upload(self, files: list[str] | None, replace: bool, request: gr.Request) -> tuple[str, None]:
        user, language = self.desk.user(request.username), language_of_request(request)
        return self.desk.library.upload(files or [], user, language, replace=replace), None

    def _remove(self, event: gr.EventData, request: gr.Request) -> str:
        user, language = self.desk.user(request.username), language_of_request(request)
        return self.desk.library.remove(str(data_of(event).get("document", "")), user, language)

    def _rebuild(self, request: gr.Request) -> str:
        return self.desk.library.rebuild(self.desk.user(request.username), language_of_request(request))

    def _tick(self, wanted: str, seen: int, request: gr.Request) -> tuple[Any, ...]:
        """Progress while a build runs; the new table once when it has ended."""
        state = self.desk.library.builder.state
        table = self._table(wanted, request) if state.number != seen else gr.skip()
        line = state_html(state, language_of_request(request))
        return line, table, gr.Timer(active=state.running), state.number

    def _read(self, event: gr.EventData, request: gr.Request) -> str:
        return self.desk.open_document(str(data_of(event).get("document", "")), language_of_request(request))
