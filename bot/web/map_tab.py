"""The tab with pictures: the corpus as a map, and bars of the evidence for a question."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pandas as pd

from bot.web import answers
from bot.web.corpus_map import coloured, evidence, points
from bot.web.desk import Desk
from bot.web.markup import Html, join, tag
from bot.web.request import QUIET, language_of_request, reader_of
from bot.web.searching import bar
from bot.web.texts import texts
from index.retriever import MAX_QUESTION
from index.types import DocentError, Hit

HITS = 20
_COLUMNS = ("x", "y", "colour", "title", "text")


class MapTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page; nothing is drawn until the tab is opened."""
        self.desk = desk
        with gr.Row(elem_classes="workbench"):
            with gr.Column(elem_classes="chat", scale=7, min_width=320):
                with gr.Row(elem_classes="asker-row"):
                    self.box = gr.Textbox(
                        label=i18n("tab_map"),
                        placeholder=i18n("search_hint"),
                        max_length=MAX_QUESTION,
                        container=False,
                        scale=8,
                        elem_id="map-question",
                        elem_classes="question",
                    )
                    self.go = gr.Button(i18n("search_go"), variant="primary", scale=0, min_width=84)
                choices = [(i18n("map_by_language"), "language"), (i18n("map_by_document"), "document")]
                self.by = gr.Radio(choices, value="language", show_label=False, container=False)
                self.plot = gr.ScatterPlot(
                    x="x",
                    y="y",
                    color="colour",
                    color_title=" ",
                    x_title=" ",
                    y_title=" ",
                    x_axis_labels_visible=False,
                    tooltip=["title", "text"],
                    height=480,
                    show_label=False,
                    buttons=[],
                    elem_id="map",
                )
            with gr.Column(elem_classes="side", scale=4, min_width=320):
                self.bars = gr.HTML("", elem_id="evidence", elem_classes="pane", apply_default_css=False)

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        gr.on(
            [self.box.submit, self.go.click, self.by.change],
            self.draw,
            [self.box, self.by],
            [self.plot, self.bars],
            concurrency_limit=2,
            **QUIET,
        )

    def draw_on(self, place: gr.Tab) -> None:
        """Draw when a reader comes to the tab."""
        place.select(self.draw, [self.box, self.by], [self.plot, self.bars], **QUIET)

    def draw(self, question: str, by: str, request: gr.Request) -> tuple[Any, str]:
        """The map with what a question finds lit up, and the bars beside it."""
        language = language_of_request(request)
        try:
            hits = self._hits(question, reader_of(request))
            rows = coloured(points(self.desk.bot.reader.current()), hits, by, language)
        except DocentError as error:
            return gr.skip(), answers.problem(str(error))
        frame = pd.DataFrame([{name: row[name] for name in _COLUMNS} for row in rows], columns=list(_COLUMNS))
        return frame, _bars(hits, language)

    def _hits(self, question: str, reader: str) -> list[Hit]:
        if not question.strip():
            return []
        self.desk.count(reader)
        return self.desk.find(question, k=HITS, where=None)[1]


def _bars(hits: list[Hit], language: str) -> Html:
    words = texts(language)
    about = tag("p", words["map_about"], class_="about")
    parts = []
    for by in ("document", "year"):
        rows = [bar(name, share, "fused", f"{share:.0%}") for name, share in evidence(hits, by)]
        parts += [tag("h2", words[f"evidence_{by}"], class_="pane-title"), tag("dl", *rows, class_="bars wide")]
    return join(about, *(parts if hits else []))
