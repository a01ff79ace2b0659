"""The tab for looking without an answer."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bot.web import answers
from bot.web.desk import Desk
from bot.web.filters import Filters
from bot.web.request import QUICK, QUIET, data_of, language_of_request, reader_of


class SearchTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page."""
        self.desk = desk
        self.place = gr.State({})
        wire = "docent.wire(element, trigger, ['open', 'back', 'whole', 'only'])"
        with gr.Row(elem_classes="workbench"):
            with gr.Column(elem_classes="chat", scale=6, min_width=320):
                with gr.Column(elem_classes="asker"):
                    with gr.Row(elem_classes="asker-row"):
                        self.box = gr.Textbox(
                            label=i18n("tab_search"),
                            placeholder=i18n("search_hint"),
                            container=False,
                            scale=8,
                            elem_id="search-question",
                            elem_classes="question",
                        )
                        self.go = gr.Button(i18n("search_go"), variant="primary", scale=0, min_width=84)
                    self.filters = Filters(i18n)
                self.results = gr.HTML("", elem_id="results", apply_default_css=False, js_on_load=wire)
            with gr.Column(elem_classes="side", scale=5, min_width=320):
                self.pane = gr.HTML(
                    "", elem_id="search-pane", elem_classes="pane", apply_default_css=False, js_on_load=wire
                )

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        page.load(self._offer, None, self.filters.parts, **QUICK)
        page.load(self._begin, None, [self.results, self.pane], **QUICK)
        inputs = [self.box, *self.filters.parts]
        gr.on([self.box.submit, self.go.click], self._search, inputs, self.results, concurrency_limit=4, **QUIET)
        self.results.open(self._open, None, [self.pane, self.place], **QUICK)
        self.pane.back(self._back, None, self.pane, **QUICK)
        self.pane.whole(self._whole, self.place, self.pane, **QUICK)

    def renew_on(self, place: gr.Tab) -> None:
        """Keep what can be chosen up to date."""
        self.filters.renew_on(place, self.desk)

    def _search(self, request: gr.Request, question: str, *chosen: Any) -> str:  # noqa: ANN401 - values of the filters
        return self.desk.search(
            question, Filters.scope(chosen), language_of_request(request), reader=reader_of(request)
        )

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[str, dict[str, Any]]:
        place = dict(data_of(event))
        return self.desk.shelf.open_citation(place, language_of_request(request)), place

    def _whole(self, place: dict[str, Any], request: gr.Request) -> str:
        return self.desk.shelf.open_citation(place, language_of_request(request), whole=True)

    def _begin(self, request: gr.Request) -> tuple[str, str]:
        language = language_of_request(request)
        return answers.empty("search_empty", language), answers.empty("reading_empty", language)

    def _back(self, request: gr.Request) -> str:
        return answers.empty("reading_empty", language_of_request(request))

    def _offer(self, request: gr.Request) -> list[Any]:
        return self.filters.offer(self.desk.shelf.choices(), 10, language_of_request(request))
