"""Sole owner of `[n]`: writes the markers of an answer and reads those of a model.

A source's own brackets ("[7]") are text like any other and never become links, because an answer is data and
only `render` writes markers. Knows neither sources nor documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

_WORD = r"(?:\^|#|№|source|sources|출처|자료|источник|источники)"
_NUMBERS = r"\d{1,3}(?:\s*[,;–-]\s*\[?\d{1,3})*"
_MARKER = re.compile(rf"\s*[\[【]\s*{_WORD}?\s*({_NUMBERS})\s*[\]】]", re.IGNORECASE)
_BEHIND_STOP = re.compile(
    rf"([.!?。…]+)((?:{_MARKER.pattern.replace('(' + _NUMBERS + ')', _NUMBERS)})+)", re.IGNORECASE
)


class Told(Protocol):
    """What can be rendered: a text and the numbers of its citations."""

    @property
    def text(self) -> str:
        """Without markers."""

    @property
    def citations(self) -> tuple[int, ...]:
        """Numbers from 1."""


def render(segments: Iterable[Told]) -> str:
    """An answer as plain text: each segment with its markers, one a line."""
    return "\n".join(segment.text + "".join(f" [{n}]" for n in segment.citations) for segment in segments)


def markers_inside(text: str) -> str:
    """Move markers that follow a full stop before it, so that a sentence and its markers stay together.

    The result is as long as the text, and a position outside the moved pieces keeps its meaning.
    """
    return _BEHIND_STOP.sub(r"\2\1", text)


def without_markers(text: str) -> tuple[str, tuple[int, ...]]:
    """A model's sentence without its markers, and the numbers in them, in order, each once."""
    numbers: list[int] = []
    for group in _MARKER.findall(text):
        for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*\[?(\d+))?", group):
            numbers.extend(range(int(first), min(int(last or first), int(first) + 20) + 1))
    return _MARKER.sub("", text), tuple(dict.fromkeys(numbers))
