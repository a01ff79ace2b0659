"""A chat model asked for a few words: its text is read no further than it can be of use, so that none runs on."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from bot.llm.chat_model import ChatModel, Message
from bot.llm.plain import Plain


def brief(
    model: ChatModel, messages: Sequence[Message], *, most: int, lines: int = 0, stop: threading.Event | None = None
) -> str:
    """The beginning of a model's text, without thoughts aloud; the call ends there.

    Args:
        model: that is asked.
        messages: what to send.
        most: characters after which it is ended.
        lines: whole lines after which it is ended; 0 for no such limit.
        stop: once set, the call ends.

    Raises:
        ModelFailure: it did not answer.
    """
    plain, text = Plain(question=True), ""
    for piece in model.stream(messages, stop=stop):
        more = plain.feed(piece)
        text = (more if plain.forget else text + more).lstrip()
        plain.forget = False
        if plain.over or len(text) > most or (lines and text.count("\n") >= lines):
            return text
    return (text + plain.finish()).lstrip()
