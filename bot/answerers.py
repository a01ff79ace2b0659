"""The seam between a question with its passages and an answer: one call, chosen by name.

An answerer is called as `answer(question, hits, history=..., language=..., stop=...)` and yields events: what the
question names and no passage does, `Unmentioned`, first; a `Citation` before the first sentence that rests on it; and
what was done to a model's text, `Checks`, last.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot import extractive
from bot.answer import Checks, Citation, Event, Unmentioned
from bot.settings import Settings
from index.types import Hit
from index.words.glossary import Glossary

EXTRACTIVE = "extractive"


class Answerer(Protocol):
    """Turns passages into an answer."""

    def __call__(
        self,
        question: str,
        hits: Sequence[Hit],
        *,
        history: Sequence[tuple[str, str]],
        language: str,
        glossary: Glossary | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event | Citation | Checks | Unmentioned]:
        """Yield the events of one answer; `stop`, once set, ends a slow one."""


def quoting(
    question: str,
    hits: Sequence[Hit],
    *,
    history: Sequence[tuple[str, str]] = (),
    language: str,
    glossary: Glossary | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Event | Citation | Checks | Unmentioned]:
    """The answerer without a model; it is too quick to be stopped."""
    yield from extractive.answer(question, hits, history=history, language=language, glossary=glossary)


def make_answerer(settings: Settings) -> Answerer:
    """The answerer that `DOCENT_LLM` names: "extractive", or "provider:model".

    Raises:
        ChatModelError: the provider is unknown, or its key is missing.
        MissingDependency: its package is not installed.
    """
    if settings.llm == EXTRACTIVE:
        return quoting
    from bot.llm.written import WrittenAnswerer

    return WrittenAnswerer(settings)
