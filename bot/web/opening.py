"""What a page is opened with: the conversation that the browser kept, and what the link says. Trusts neither."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from bot.web.turns import Turn, restore
from index.question import MAX_QUESTION


@dataclass(frozen=True, slots=True)
class Opening:
    """How a page begins.

    Attributes:
        turns: of the conversation that goes on.
        name: of it, as the browser calls it.
        question: put into the box, never sent by itself.
        place: the citation to open, or empty.
    """

    turns: list[Turn] = field(default_factory=list)
    name: str = ""
    question: str = ""
    place: dict[str, str] = field(default_factory=dict)


def read_opening(text: str) -> Opening:
    """The opening that `page.js` wrote; what is malformed is left out."""
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return Opening()
    if not isinstance(value, dict):
        return Opening()
    parts = {key: part for key, part in value.items() if isinstance(part, str)}
    place = {"chunk": parts.get("cite", ""), "at": parts.get("at", "")}
    return Opening(
        turns=restore(parts.get("kept", "")),
        name=parts.get("name", ""),
        question=parts.get("q", "")[:MAX_QUESTION],
        place=place if place["chunk"] else {},
    )
