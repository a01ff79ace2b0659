"""The tab with the documents: table, upload, removal, rebuild with its progress, the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from bot.web import answers
from bot.web.desk import Desk
from bot.web.library import Sent
from bot.web.library_table import actions_html, state_html
from bot.web.request import QUICK, QUIET, data_of, language_of_request


class LibraryTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page."""
        self.desk = desk
        with gr.Row(elem_classes="workbench wide"):
            with gr.Column(elem_classes="chat library-list", scale=7, min_width=320):
                with gr.Row(elem_classes="library-bar"):
                    self.wanted = gr.Textbox(
                        label=i18n("library_filter"), placeholder=i18n("library_filter"), container=False, scale=6,
                        elem_id="library-filter",
                    )  # fmt: skip
                    self.actions = _html("library-actions", ["rebuild", "rollback"])
                self.files = gr.File(
                    file_count="multiple", label=i18n("library_more"), height=64, elem_id="upload-files",
                    elem_classes="upload", visible=False,
                )  # fmt: skip
                self.outcome = _html("outcome", ["replace"])
                self.progress = gr.HTML("", elem_id="build", apply_default_css=False)
                self.sent = _html("sent", ["remove"])
                self.table = _html("documents", ["read", "remove"])
            with gr.Column(elem_classes="side", scale=5, min_width=320):
                self.pane = _html("library-pane", ["open", "back", "only"], elem_classes="pane")
        self.clock = gr.Timer(0.7, active=False)
        self.seen = gr.State(0)
        self.taken = gr.State([])  # names of the files that this reader has sent
        self.waiting = gr.State([])  # those that would take another's place

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        page.load(self._begin, None, [self.table, self.actions, self.files, self.seen, self.pane], **QUICK)
        self.wanted.input(self._table, self.wanted, self.table, trigger_mode="always_last", **QUICK)
        sent = [self.outcome, self.taken, self.waiting]
        started = [
            self.actions.rebuild(self._rebuild, None, self.outcome, **QUICK),
            self.actions.rollback(self._roll_back, None, self.outcome, **QUICK),
            self.files.upload(self._upload, [self.files, self.taken], [*sent, self.files], **QUIET),
            self.outcome.replace(self._replace, [self.waiting, self.taken], sent, **QUIET),
            self.table.remove(self._remove, None, self.outcome, **QUICK),
            self.sent.remove(self._remove, None, self.outcome, **QUICK),
        ]
        ticking = [self.progress, self.sent, self.table, self.clock, self.seen]
        for event in started:
            event.then(self._tick, [self.wanted, self.seen, self.taken], ticking, **QUICK)
        self.clock.tick(self._tick, [self.wanted, self.seen, self.taken], ticking, **QUICK)
        self.table.read(self._read, None, self.pane, **QUICK)
        self.pane.back(self._back, None, self.pane, **QUICK)

    def _begin(self, request: gr.Request) -> tuple[Any, ...]:
        editor = self.desk.user(request.username).editor
        actions = actions_html(language_of_request(request)) if editor else ""
        seen = self.desk.library.builder.state.number
        return self._table("", request), actions, gr.update(visible=editor), seen, self._back(request)

    def _back(self, request: gr.Request) -> str:
        return answers.empty("reading_empty", language_of_request(request))

    def _table(self, wanted: str, request: gr.Request) -> str:
        return self.desk.library.table(wanted, self.desk.user(request.username), language_of_request(request))

    def _upload(self, files: list[str] | None, taken: list[str], request: gr.Request) -> tuple[Any, ...]:
        user, language = self.desk.user(request.username), language_of_request(request)
        sent = self.desk.library.upload(_received(files or []), user, language)
        return *_sent(sent, taken), None

    def _replace(
        self, waiting: list[tuple[str, str]], taken: list[str], event: gr.EventData, request: gr.Request
    ) -> tuple[Any, ...]:
        """The reader says that the file that was sent may take the place of the one that is there."""
        name = str(data_of(event).get("name", ""))
        paths = [path for there, path in waiting if there == name]
        user, language = self.desk.user(request.username), language_of_request(request)
        return _sent(self.desk.library.upload(paths, user, language, replace=True), taken)

    def _remove(self, event: gr.EventData, request: gr.Request) -> str:
        user, language = self.desk.user(request.username), language_of_request(request)
        return self.desk.library.remove(str(data_of(event).get("document", "")), user, language)

    def _rebuild(self, request: gr.Request) -> str:
        return self.desk.library.rebuild(self.desk.user(request.username), language_of_request(request))

    def _roll_back(self, request: gr.Request) -> str:
        return self.desk.library.roll_back(self.desk.user(request.username), language_of_request(request))

    def _tick(self, wanted: str, seen: int, taken: list[str], request: gr.Request) -> tuple[Any, ...]:
        """Progress while a build runs; the new table once when it has ended."""
        state, language = self.desk.library.builder.state, language_of_request(request)
        table = self._table(wanted, request) if state.number != seen else gr.skip()
        files = self.desk.library.progress(taken, language)
        return state_html(state, language), files, table, gr.Timer(active=state.running), state.number

    def _read(self, event: gr.EventData, request: gr.Request) -> str:
        document = str(data_of(event).get("document", ""))
        return self.desk.shelf.open_document(document, language_of_request(request), removed=True)


def _received(paths: list[str]) -> list[str]:
    """Those that gradio has received; a browser may name any file of this computer."""
    folder = Path(get_upload_folder()).resolve()
    return [path for path in paths if Path(path).resolve().is_relative_to(folder)]


def _html(name: str, events: list[str], **more: Any) -> gr.HTML:  # noqa: ANN401 - gradio's arguments
    return gr.HTML(
        "", elem_id=name, apply_default_css=False, js_on_load=f"docent.wire(element, trigger, {events})", **more
    )


def _sent(sent: Sent, taken: list[str]) -> tuple[Any, ...]:
    names = [*(name for name in taken if name not in sent.taken), *sent.taken]
    return sent.shown, names, list(sent.waiting)
