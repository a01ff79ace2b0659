"""What stands beside a conversation: sources of an answer, a document, the documents, earlier conversations."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bot.web.desk import Desk
from bot.web.history import forgotten, history_html
from bot.web.request import QUICK, data_of, language_of_request, turn_number
from bot.web.sources import sources
from bot.web.turns import Turn


class Pane:
    """The pane and the events that change what it shows."""

    def __init__(self, desk: Desk, part: gr.HTML) -> None:
        """Nothing is shown yet."""
        self.desk = desk
        self.part = part
        self.place = gr.State({})  # the citation that the pane shows
        self.shown = gr.State(-1)  # the turn whose sources the pane lists; -1 is the last

    def connect(self, conversation: gr.HTML, tools: gr.HTML, turns: gr.State, kept: gr.Textbox) -> None:
        """Connect what is clicked in the conversation, the tools and the pane itself."""
        for part in (conversation, self.part):
            part.open(self._open, None, [self.part, self.place], **QUICK)
        conversation.sources(self._sources, turns, [self.part, self.shown], **QUICK)
        tools.history(self._history, kept, self.part, js="docent.listed", **QUICK)
        self.part.listed(self._history, kept, self.part, js="docent.listed", **QUICK)
        self.part.back(self._back, [turns, self.shown], self.part, **QUICK)
        self.part.whole(self._whole, self.place, self.part, **QUICK)
        self.part.read(self._read, None, self.part, **QUICK)

    def renew_on(self, place: gr.Tab, kept: gr.Textbox) -> None:
        """List the documents anew when a reader comes to the tab and no answer stands there."""
        place.select(self._renewed, kept, self.part, js="docent.listing", **QUICK)

    def beside(self, turns: list[Turn], language: str) -> str:
        """The sources of the last answer, or the documents before there is one."""
        return sources(turns[-1], language) if turns else self.desk.shelf.listed(language)

    def _renewed(self, listing: str, request: gr.Request) -> Any:  # noqa: ANN401 - a value or gradio's skip
        return self.beside([], language_of_request(request)) if listing else gr.skip()

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[str, dict[str, Any]]:
        place = dict(data_of(event))
        return self.desk.shelf.open_citation(place, language_of_request(request)), place

    def _whole(self, place: dict[str, Any], request: gr.Request) -> str:
        return self.desk.shelf.open_citation(place, language_of_request(request), whole=True)

    def _read(self, event: gr.EventData, request: gr.Request) -> str:
        return self.desk.shelf.open_document(str(data_of(event).get("document", "")), language_of_request(request))

    def _sources(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> tuple[str, int]:
        number = turn_number(event, len(turns))
        return sources(turns[number] if turns else None, language_of_request(request)), number

    def _back(self, turns: list[Turn], shown: int, request: gr.Request) -> str:
        language = language_of_request(request)
        return sources(turns[shown], language) if -1 <= shown < len(turns) and turns else self.beside(turns, language)

    def _history(self, listed: str, request: gr.Request) -> str:
        user, gone = request.username, forgotten(listed)
        if user and gone:
            self.desk.conversations.drop(user, "" if gone == "all" else gone)
        elsewhere = self.desk.conversations.listed(user) if user else []
        return history_html(listed, language_of_request(request), elsewhere)
