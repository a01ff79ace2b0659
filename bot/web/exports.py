"""A conversation as a file to keep: Markdown whose references can be checked. What documents say stays text in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.web.answers import reference
from bot.web.texts import texts
from bot.web.turns import Turn

_MEANINGFUL = re.compile(r"([\\`*_\[\]<>~|$&])")
_AT_THE_START = re.compile(r"^([#+-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def conversation_markdown(turns: Sequence[Turn], language: str) -> str:
    """Every question with its answer and its references; empty when nothing has been answered."""
    return "\n\n".join(_turn(turn, language) for turn in turns if turn.answer)


def _turn(turn: Turn, language: str) -> str:
    lines = [f"## {plain(turn.question)}", ""]
    cited = {citation["n"]: citation for citation in turn.citations}
    for segment in turn.answer["segments"]:
        numbers = "".join(f" [{n}]" for n in segment["citations"] if n in cited)
        mark = "> " if segment["status"] == "quote" else ""
        lines += [f"{mark}{plain(segment['text'])}{numbers}", ""]
    lines += [f"**{texts(language)['references']}**", ""]
    for number, citation in cited.items():
        lines.append(f"- [{number}] {plain(reference(citation, language))}: {plain(citation['quote'])}")
        lines += [f"  - {plain(note)}" for note in citation.get("notes", [])]
        if citation.get("summary"):
            lines.append(f"  - {plain(citation['summary'])}")
    return "\n".join(lines)


def plain(text: str) -> str:
    """Text that Markdown shows as it is: one line, nothing in it has a meaning."""
    escaped = _MEANINGFUL.sub(r"\\\1", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", _AT_THE_START.sub(r"\\\1", escaped))
