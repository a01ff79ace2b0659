"""Quotes in another language, translated by the chat model for the reader, and whether their figures came through.

One call for all quotes of an answer. A translation stands beside its quote and never replaces it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Citation
from bot.evidence import figures
from bot.llm.brief import brief
from bot.llm.chat_model import ChatModel
from bot.llm.contain import as_data, contained
from bot.llm.prompts import load_prompt
from bot.phrases import language_name
from index.text import language_of

GROWS = 3  # times as long as a quote that a translation may be
_LINE = re.compile(r"^\s*(\d{1,2})[.)]\s+(.+)$", re.MULTILINE)


def translated(
    model: ChatModel, citations: Sequence[Citation], language: str, *, stop: threading.Event | None = None
) -> list[Citation]:
    """The citations, those in another language with a translation where the model gave one.

    Raises:
        ModelFailure: the model did not answer.
    """
    foreign = [citation for citation in citations if language_of(citation.quote) not in (language, "xx")]
    if not foreign:
        return list(citations)
    quotes = "\n".join(f"{citation.n}. {as_data(' '.join(citation.quote.split()))}" for citation in foreign)
    prompt = load_prompt("translate").fill(language=language_name("en", language), quotes=quotes)
    written = brief(model, prompt, most=GROWS * len(quotes), lines=len(foreign), stop=stop)
    lines = {int(n): contained(text)[0] for n, text in _LINE.findall(written)}
    lines = {n: text for n, text in lines.items() if language_of(text) in (language, "xx")}
    wanted = {citation.n for citation in foreign}
    return [_with(citation, lines.get(citation.n, "") if citation.n in wanted else "") for citation in citations]


def _with(citation: Citation, text: str) -> Citation:
    if not text:
        return citation
    lost, added = figures.missing(citation.quote, text), figures.missing(text, citation.quote)
    return replace(citation, translation=text, translation_checked=not lost and not added)
