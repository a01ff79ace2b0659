"""The line at the top: name, state of the index, language and theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from bot.phrases import LANGUAGES
from bot.web.desk import Desk
from bot.web.markup import Html, tag
from bot.web.request import QUICK, language_of_request
from bot.web.texts import texts

_OWN_NAMES = {"ko": "한국어", "en": "English", "ru": "Русский"}


def header(page: gr.Blocks, desk: Desk) -> Callable[[Any], None]:
    """Put the header on the page; it is written when a reader opens it, and on each event given to what this gives."""
    top = gr.HTML("", apply_default_css=False, elem_id="top", js_on_load="docent.wire(element, trigger)")

    def show(request: gr.Request) -> str:
        language = language_of_request(request)
        user = "" if desk.accounts.header else request.username or ""  # a proxy has a way out of its own
        return header_html(desk.shelf.state_line(language), language, user=user)

    page.load(show, None, top, **QUICK)
    return lambda event: event(show, None, top, **QUICK)


def header_html(state: str, language: str, *, user: str = "") -> Html:
    """The header in a language; someone who has logged in can log out."""
    words = texts(language)
    options = [tag("option", _OWN_NAMES[name], value=name, selected=name == language) for name in LANGUAGES]
    return tag(
        "header",
        tag("div", tag("h1", words["app_title"]), tag("p", state, class_="state"), class_="brand"),
        tag(
            "div",
            tag("select", *options, data_do="language", aria_label=words["language_switch"]),
            tag("button", "◐", type="button", data_do="theme", aria_label=words["theme_switch"], class_="quiet"),
            tag("a", words["logout"], href="/logout", title=user, class_="quiet") if user else None,
            class_="switches",
        ),
        class_="top",
    )
