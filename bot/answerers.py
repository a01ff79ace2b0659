"""The seam between a question with its passages and an answer: one call, chosen by name.

An answerer is called as `answer(question, hits, history=..., language=...)` and yields events; a `Citation` comes
before the first sentence that rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.answer import Citation, Event
from bot.settings import Settings
from index.types import Hit

EXTRACTIVE = "extractive"


class Answerer(Protocol):
    """Turns passages into an answer."""

    def __call__(
        self, question: str, hits: Sequence[Hit], *, history: Sequence[tuple[str, str]], language: str
    ) -> Iterator[Event | Citation]:
        """Yield the events of one answer."""


def make_answerer(settings: Settings) -> Answerer:
    """The answerer that `DOCENT_LLM` names: "extractive", or "provider:model".

    Raises:
        ChatModelError: the provider is unknown, or its package or key is missing.
    """
    if settings.llm == EXTRACTIVE:
        from bot.extractive import answer

        return answer
    from bot.llm import make_llm_answerer

    return make_llm_answerer(settings)
