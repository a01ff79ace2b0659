"""Questions in, cited answers out.

    from bot import ask
    ask("When was Yandex Korea founded?", index_dir=".docent").answer

For more than one question keep a `ChatBot(load_settings(index_dir=".docent"))`: `ask`, `stream`, `aask`, `astream`,
`as_runnable`, `as_tool`. Read in this order: chatbot (the way of a question), answer (what an answer is), extractive
and llm (the two answerers), citations (who owns `[n]`). Names load when they are first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.chatbot import ChatBot
    from bot.settings import Settings, load_settings
    from index.errors import DocentError

__all__ = ["Answer", "ChatBot", "DocentError", "Settings", "ask", "load_settings"]

_HOMES = {
    "Answer": "bot.answer",
    "ChatBot": "bot.chatbot",
    "DocentError": "index.errors",
    "Settings": "bot.settings",
    "load_settings": "bot.settings",
}


def ask(
    question: str,
    *,
    history: Sequence[tuple[str, str]] = (),
    where: dict[str, Any] | None = None,
    k: int | None = None,
    **settings: Any,  # noqa: ANN401 - settings
) -> Answer:
    """Answer one question from an index.

    Args:
        question: in Korean, English or Russian.
        history: earlier turns, oldest first, as pairs of question and answer.
        where: a filter, as for `index.retrieve`.
        k: passages to answer from; None takes the setting `top_k`.
        **settings: any setting by its name in lower case: index_dir, llm, ...

    Raises:
        DocentError: one line that says what is wrong and what to do.
    """
    from bot.chatbot import ChatBot
    from bot.settings import load_settings

    return ChatBot(load_settings(**settings)).ask(question, history=history, where=where, k=k)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - different names
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
