"""Earlier conversations, which only the reader's browser keeps, and the way to them. What it sends is not trusted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.web.answers import export_menu
from bot.web.markup import Html, join, tag
from bot.web.texts import show_date, texts

_MOST = 200


def tools_html(language: str) -> Html:
    """What can be done with the conversation as a whole: earlier ones, export, a new one."""
    words = texts(language)
    history, new = (
        tag("button", words[name], type="button", data_do=name, id=name, class_="quiet") for name in ("history", "new")
    )
    return tag(
        "div",
        history,
        export_menu(language, turn=""),
        new,
        class_="tools",
        data_queue=words["queue_place"],
        data_all=words["filter_all"],
    )


def editing_html(language: str, *, later: bool, kept: bool) -> Html:
    """That a question is being changed, above the box.

    Args:
        language: of the page.
        later: whether other questions follow it: the conversation goes on from it as a new one.
        kept: whether the browser keeps the one so far.
    """
    words = texts(language)
    said = words["editing_kept" if kept else "editing_dropped"] if later else words["editing"]
    cancel = tag("button", words["cancel"], type="button", data_do="unedit", class_="quiet")
    return tag("p", tag("span", said), cancel, class_="narrowed", role="status", data_fork="1" if later else None)


def history_html(listed: str, language: str, elsewhere: Sequence[dict[str, str]] = ()) -> Html:
    """The conversations that `page.js` listed and those that were kept for a user, newest first, for the pane."""
    words = texts(language)
    kept, rows = _read(listed)
    here = {row["id"] for row in rows}
    rows = sorted(
        [*rows, *(row for row in elsewhere if row["id"] not in here)], key=lambda row: row["at"], reverse=True
    )
    switch = tag("input", type="checkbox", data_do="keeping", id="keeping", checked=kept)
    close = tag("button", "← " + words["back"], type="button", data_do="back", class_="quiet back")
    ask = words["history_clear_ask"]
    clear = tag("button", words["history_clear"], type="button", data_do="forget-all", data_ask=ask, class_="quiet")
    items = [_item(row, language) for row in rows]
    return join(
        tag("div", close, clear if rows else None, class_="bar"),
        tag("h2", words["history"], class_="pane-title"),
        tag("p", switch, tag("label", words["history_keep"], for_="keeping"), class_="keeping"),
        tag("ol", *items, class_="history") if items else tag("p", words["history_none"], class_="about"),
    )


def _item(row: dict[str, str], language: str) -> Html:
    words = texts(language)
    title = tag("button", row["title"], type="button", data_do="recall", data_id=row["id"], class_="quiet recall")
    label = f"{words['history_delete']}: {row['title']}"
    delete = tag("button", "×", type="button", data_do="forget", data_id=row["id"], aria_label=label, class_="quiet")
    return tag("li", title, tag("span", show_date(row["at"], language), class_="about"), delete)


def forgotten(listed: str) -> str:
    """Which conversation a user wants to be forgotten, or "all"; empty for none."""
    try:
        value = json.loads(listed or "{}")
    except (ValueError, RecursionError):
        return ""
    gone = value.get("gone") if isinstance(value, dict) else ""
    return gone if isinstance(gone, str) else ""


def _read(listed: str) -> tuple[bool, list[dict[str, str]]]:
    try:
        value = json.loads(listed or "{}")
    except (ValueError, RecursionError):
        value = {}
    rows = value.get("rows", []) if isinstance(value, dict) else []
    good = [
        row for row in rows if isinstance(row, dict) and all(isinstance(row.get(k), str) for k in ("id", "title", "at"))
    ]
    return not isinstance(value, dict) or value.get("kept") is not False, good[:_MOST]
