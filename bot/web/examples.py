"""Questions to begin with, drawn from the corpus: about titles and headings that say alone what they are about.

A heading such as "Background" means something in its document only. A topic is taken when enough of its words stand
in no other document's titles and headings, and the question about it only when it gets a sure answer from there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.chatbot import ChatBot
from bot.evidence.names import names
from bot.followup import content_words
from bot.web.texts import texts
from index.analyzer import terms
from index.errors import DocentError
from index.types import SourceDocument
from index.words.function_words import is_light

_MOST = 3
_HEADINGS = 3  # of one document
_TRIES = 18  # questions asked in search of them, once for each generation and language
_OWN_WORDS, _OWN_TITLE = 3, 2  # words of its own that a heading needs, and a title; a name counts two
_SUBJECT = 3  # words that a title without its subtitle needs
_INNER = {"ko": ("“”", "‘’"), "en": ("“”", "‘’"), "ru": ("«»", "„“")}  # quotation marks in a quoted topic
_NUMBER = re.compile(r"^[^\w«“‘(\"']*(?:(?:\d{1,2}(?:\.\d+)*[.)]|[IVXivx]+\.|[가-하]\.|제\d+[장절조])\s+)?")
_SUBTITLE = re.compile(r"(?:: | [–—] | \().*", re.S)
_SHORTEST, _LONGEST = 10, 80  # a syllable of Hangul counts twice


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
    documents = [(entry, current.document(entry.key)) for entry in entries[:_TRIES]]
    held = Counter(term for _, document in documents for term in _terms(_headings(document)))
    ranked = [
        ((entry.language != language, number), (_question(topic, language), entry.source))
        for entry, document in documents
        for number, topic in enumerate(_topics(document, held))
    ]
    return [candidate for _, candidate in sorted(ranked, key=lambda row: row[0])]


def _headings(document: SourceDocument) -> list[str]:
    """The title, then the headings without their numbers."""
    headings = (_NUMBER.sub("", document.text[h.start : h.end]).strip(" .:") for h in document.headings)
    return [document.metadata.title, *headings]


def _terms(headings: Iterable[str]) -> set[str]:
    return {term for heading in headings for term in terms(heading)}


def _topics(document: SourceDocument, held: Counter[str]) -> Iterator[str]:
    """What a document is about: its title without a subtitle, then headings that say so alone; `held`: by how many."""
    title, *headings = _headings(document)
    short = _SUBTITLE.sub("", title)
    name = short if len(_words(short)) >= _SUBJECT else title
    if _reads(name) and _own_words(name, held) >= _OWN_TITLE:
        yield name
    own = (topic for topic in headings if _reads(topic) and topic.casefold() not in title.casefold())
    yield from [topic for topic in own if _own_words(topic, held) >= _OWN_WORDS][:_HEADINGS]


def _own_words(topic: str, held: Counter[str]) -> int:
    """How many words of a topic no other document has in its title and headings; a name counts two."""
    named = {topic[name.start : name.end] for name in names(topic)}
    own = [word for word in _words(topic) if all(held[term] < 2 for term in terms(word))]
    return sum(2 if word in named else 1 for word in own)


def _words(topic: str) -> list[str]:
    return [word for word in content_words(topic) if not is_light(word)]


def _reads(topic: str) -> bool:
    length = len(topic) + sum("가" <= char <= "힣" for char in topic)
    return _SHORTEST <= length <= _LONGEST and "\n" not in topic


def _question(topic: str, language: str) -> str:
    if topic.endswith("?"):
        return topic
    return texts(language)["example_topic"].format(topic=topic.translate(str.maketrans(*_INNER[language])))
