"""Questions to begin with, drawn from the corpus: about headings of documents, and only those that get an answer."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.chatbot import ChatBot
from bot.web.texts import texts
from index.errors import DocentError
from index.types import SourceDocument

_MOST = 3
_HEADINGS = 3  # of one document
_TRIES = 18  # questions asked in search of them, once for each generation and language
_NUMBER = re.compile(r"^[\W_]*(?:(?:\d{1,2}(?:\.\d+)*[.)]|[IVXivx]+\.|[가-하]\.|제\d+[장절조])\s+)?")
_SHORTEST, _LONGEST = 10, 60  # a syllable of Hangul counts twice


def examples(bot: ChatBot, language: str) -> tuple[str, ...]:
    """Up to three questions that the documents answer, those of the reader's language first; none without an index."""
    try:
        return _found(bot, bot.reader.current().manifest.generation, language)
    except DocentError:
        return ()


@lru_cache(maxsize=12)
def _found(bot: ChatBot, generation: str, language: str) -> tuple[str, ...]:
    found: list[str] = []
    for question, source in _candidates(bot, language)[:_TRIES]:
        answer = bot.ask(question, language=language)
        sure = not (answer.refused or answer.doubtful or answer.unmentioned)
        if sure and answer.citations[0].metadata["source"] == source:
            found.append(question)
        if len(found) == _MOST:
            break
    return tuple(found)


def _candidates(bot: ChatBot, language: str) -> list[tuple[str, str]]:
    """Questions with the document that should answer; the reader's language first, each document before any again."""
    current = bot.reader.current()
    entries = [entry for entry in current.manifest.files if entry.key]
    entries.sort(key=lambda entry: entry.language != language)
    ranked = [
        ((entry.language != language, number), (_question(topic, language), entry.source))
        for entry in entries[:_TRIES]
        for number, topic in enumerate(_topics(current.document(entry.key)))
    ]
    return [candidate for _, candidate in sorted(ranked, key=lambda row: row[0])]


def _topics(document: SourceDocument) -> list[str]:
    """The first headings of a document that read as a topic, then its title."""
    title = document.metadata.title
    headings = (_NUMBER.sub("", document.text[h.start : h.end]).strip(" .:") for h in document.headings)
    topics = [topic for topic in headings if _reads(topic) and topic.casefold() not in title.casefold()]
    return [*topics[:_HEADINGS], *([title] if _reads(title) else [])]


def _reads(topic: str) -> bool:
    length = len(topic) + sum("가" <= char <= "힣" for char in topic)
    return _SHORTEST <= length <= _LONGEST and "\n" not in topic


def _question(topic: str, language: str) -> str:
    return topic if topic.endswith("?") else texts(language)["example_topic"].format(topic=topic)
