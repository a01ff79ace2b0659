"""Questions in, cited answers out.

    from bot import ask
    ask("When was Yandex Korea founded?", index_dir=".docent").answer

Read in this order: chatbot (the way of a question), answer (what an answer is), extractive and llm (the two
answerers), citations (who owns `[n]`). Names load when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answer import Answer

__all__ = ["ask"]


def ask(question: str, *, where: dict[str, Any] | None = None, **settings: Any) -> Answer:  # noqa: ANN401 - settings
    """Answer one question from an index.

    Args:
        question: in Korean, English or Russian.
        where: a filter, as for `index.retrieve`.
        **settings: any setting by its name in lower case: index_dir, top_k, llm, ...

    Raises:
        DocentError: one line that says what is wrong and what to do.
    """
    from bot.chatbot import ChatBot
    from bot.settings import load_settings

    return ChatBot(load_settings(**settings)).ask(question, where=where)
