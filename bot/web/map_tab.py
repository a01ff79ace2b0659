"""The tab with pictures: the corpus as a map, and bars of the evidence for a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from bot.web.corpus_map import evidence, map_html, points, sizes
from bot.web.desk import Desk
from bot.web.markup import Html, join, tag
from bot.web.problems import problem_html
from bot.web.request import QUICK, QUIET, data_of, language_of_request, reader_of
from bot.web.searching import bar
from bot.web.texts import show_number, texts
from index.errors import DocentError
from index.manifest import FileEntry
from index.types import Hit

HITS = 20
DRAWN = QUIET | {"show_progress": "minimal"}  # the first drawing takes seconds


class MapTab:
    """The parts of the tab and the events between them."""

    def __init__(self, desk: Desk, i18n: gr.I18n) -> None:
        """Put the parts on the page; nothing is drawn until the tab is opened."""
        self.desk = desk
        with gr.Row(elem_classes="workbench"):
            with gr.Column(elem_classes="chat picture", scale=7, min_width=320):
                with gr.Row(elem_classes="asker-row"):
                    self.box = gr.Textbox(
                        label=i18n("tab_map"),
                        placeholder=i18n("search_hint"),
                        container=False,
                        scale=8,
                        elem_id="map-question",
                        elem_classes="question",
                    )
                    self.go = gr.Button(i18n("search_go"), variant="primary", scale=0, min_width=84)
                choices = [(i18n("map_by_language"), "language"), (i18n("map_by_document"), "document")]
                self.by = gr.Radio(choices, value="language", show_label=False, container=False)
                wire = "docent.wire(element, trigger, ['open', 'back', 'whole', 'only'])"
                self.map = gr.HTML("", elem_id="map", apply_default_css=False, js_on_load=wire)
            with gr.Column(elem_classes="side", scale=4, min_width=320):
                self.pane = gr.HTML(
                    "", elem_id="evidence", elem_classes="pane", apply_default_css=False, js_on_load=wire
                )
        self.bars = gr.State("")
        self.place = gr.State({})

    def connect(self, page: gr.Blocks) -> None:
        """Connect every event to its method."""
        gr.on(
            [self.box.submit, self.go.click, self.by.change],
            self.draw,
            [self.box, self.by],
            [self.map, self.pane, self.bars],
            concurrency_limit=2,
            **DRAWN,
        )

        self.map.open(self._open, None, [self.pane, self.place], **QUICK)
        self.pane.back(lambda bars: bars, self.bars, self.pane, **QUICK)
        self.pane.whole(self._whole, self.place, self.pane, **QUICK)

    def draw_on(self, place: gr.Tab) -> None:
        """Draw when a reader comes to the tab."""
        place.select(self.draw, [self.box, self.by], [self.map, self.pane, self.bars], **DRAWN)

    def draw(self, question: str, by: str, request: gr.Request) -> tuple[str, str, str]:
        """The map with what a question finds lit up, and the bars beside it."""
        language = language_of_request(request)
        try:
            hits = self._hits(question, reader_of(request))
            generation = self.desk.bot.reader.current()
            drawn = map_html(points(generation), hits, by, language)
        except DocentError as error:
            return problem_html(error, language), "", ""
        bars = _bars(hits, generation.manifest.files, language)
        return drawn, bars, bars

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[str, dict[str, Any]]:
        place = dict(data_of(event))
        return self.desk.shelf.open_citation(place, language_of_request(request)), place

    def _whole(self, place: dict[str, Any], request: gr.Request) -> str:
        return self.desk.shelf.open_citation(place, language_of_request(request), whole=True)

    def _hits(self, question: str, reader: str) -> list[Hit]:
        if not question.strip():
            return []
        self.desk.count(reader)
        return self.desk.find(question, k=HITS, where=None)[1]


def _bars(hits: list[Hit], files: Sequence[FileEntry], language: str) -> Html:
    """Where the evidence for a question lies; without a question, what the corpus is made of."""
    words = texts(language)
    parts: list[Html] = [tag("p", words["map_about"], class_="about")]
    for by in ("document", "year") if hits else ():
        rows = [bar(name or words["undated"], share, "fused", f"{share:.0%}") for name, share in evidence(hits, by)]
        parts += [tag("h2", words[f"evidence_{by}"], class_="pane-title"), tag("dl", *rows, class_="bars wide")]
    for by in () if hits else ("language", "document"):
        counts = sizes(files, by)
        most = max((count for _, count in counts), default=1)
        rows = [
            bar(words.get(f"lang_{name}", name), count / most, "fused", show_number(count, language))
            for name, count in counts
        ]
        parts += [tag("h2", words[f"corpus_{by}s"], class_="pane-title"), tag("dl", *rows, class_="bars wide")]
    return join(*parts)
