"""The page's functions for programs and agents: `gradio_client` and, by a setting, an MCP server.

Names and shapes are those of the command line's JSON. Docstrings are what an agent reads.
"""

from __future__ import annotations

import json
from copy import copy
from typing import Any

import gradio as gr
from gradio.events import api

from bot.web.desk import Desk
from bot.web.request import reader_of
from index.errors import DocentError
from index.retriever import hit_metadata


class Api:
    """The four functions."""

    def __init__(self, desk: Desk) -> None:
        """Answer from a desk."""
        self._desk = desk

    def add(self) -> None:
        """Put the functions on the page being made."""
        for function in (self.ask, self.search, self.list_documents, self.read_passage):
            api(function, api_name=function.__name__, concurrency_limit=4)

    def ask(self, question: str, request: gr.Request, language: str = "") -> dict[str, Any]:  # noqa: D417
        """Answer a question from the documents, with a citation for every sentence, or refuse.

        Args:
            question: In Korean, English or Russian.
            language: Narrow the search to documents in "ko", "en" or "ru"; empty searches all.

        Returns:
            question, searched, answer, refused, language, model, generation, segments, citations, nearest.
        """
        try:
            self._desk.count(reader_of(request))
            return self._desk.bot.ask(question, where=_where(language)).as_dict()
        except DocentError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def search(self, question: str, request: gr.Request, k: int = 5, language: str = "") -> list[dict[str, Any]]:  # noqa: D417
        """Find passages for a question, best first, without writing an answer.

        Args:
            question: In Korean, English or Russian.
            k: How many passages, 1 to 50.
            language: Narrow the search to documents in "ko", "en" or "ru"; empty searches all.

        Returns:
            A list of passages: rank, text, id, source, title, publisher, date, language, score and place.
        """
        try:
            self._desk.count(reader_of(request))
            _, hits = self._desk.find(question, k=min(max(int(k), 1), 50), where=_where(language))
        except DocentError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return [{"rank": n, "text": hit.chunk.text, **hit_metadata(hit)} for n, hit in enumerate(hits, start=1)]

    def list_documents(self) -> list[dict[str, Any]]:
        """List the documents that can be asked, with warnings and files that could not be read.

        Returns:
            A list of documents: id, source, title, language, date, format, pages, passages, warnings, error.
        """
        try:
            return self._desk.library.documents()
        except DocentError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def read_passage(self, id: str, around: int = 1000) -> dict[str, Any]:  # noqa: A002 - the name in the JSON
        """Read a passage in its document, with the text before and after it.

        Args:
            id: Of the passage, as search and the citations of ask give it.
            around: How many characters of the document to give on each side, at most 20000.

        Returns:
            id, source, title, text (the passage), before, after, start, end and the document's notes.
        """
        try:
            return self._desk.shelf.passage(id, min(max(int(around), 0), 20_000))
        except DocentError as error:
            raise gr.Error(str(error), print_exception=False) from error


def serve_agents(page: Any) -> None:  # noqa: ANN401 - gradio is untyped
    """Give agents JSON, made in this process.

    gradio would write what a function gives as Python does, and would get it by calling itself at the address that
    the agent named, without the agent's login.
    """
    server = page.mcp_server_obj
    if server is None:
        return
    find, content = server.get_block_fn_from_endpoint_name, server.types.TextContent

    def direct(name: str) -> Any:  # noqa: ANN401 - gradio is untyped
        function = copy(find(name))
        if function is not None:
            function.queue = False
        return function

    server.get_block_fn_from_endpoint_name = direct
    server.postprocess_output_data = lambda values, _: [
        content(type="text", text=json.dumps(value, ensure_ascii=False)) for value in values
    ]


def _where(language: str) -> dict[str, list[str]] | None:
    return {"language": [language]} if language else None
