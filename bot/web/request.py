"""What the page reads from a gradio request and from an event's data: language and user. Trusts neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from bot.web.guard import USER
from bot.web.texts import choose_language

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
QUICK: dict[str, Any] = {**QUIET, "queue": False}  # answered at once, past the queue of questions


def language_of_request(request: gr.Request) -> str:
    """The reader's language of the page."""
    return choose_language(dict(request.cookies), request.headers.get("accept-language", ""))


def reader_of(request: gr.Request) -> str:
    """Whom to count questions for: the user, or without a login the browser's session, or an agent's address."""
    if isinstance(request, gr.Request):
        return request.username or request.session_hash or ""
    return request.scope.get(USER) or (request.client.host if request.client else "")


def session_of(request: gr.Request) -> str:
    """The browser's session: one open page."""
    return request.session_hash or ""


def data_of(event: gr.EventData) -> Mapping[str, Any]:
    """What the browser sent with an event; empty when it is no mapping."""
    data = event._data
    return data if isinstance(data, Mapping) else {}


def turn_number(event: gr.EventData, count: int) -> int:
    """Which turn an event is about; -1 when it is none of `count`."""
    value = str(data_of(event).get("turn", ""))
    return int(value) if value.isascii() and value.isdigit() and int(value) < count else -1
