"""A word gloss: the words of a quote in another language, each with the reader's word. Machine-made, not a translation.

Words come from the user's glossary and the translation table; names that neither knows are spelt in the reader's
letters; figures stand as they are. The label that says so is the page's. Does not know grammar or the sense that a
word has in its sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.words.function_words import is_function_word
from index.words.glossary import Glossary
from index.words.name_spelling import spellings, without_particle
from index.words.translation import Translations, Word, shipped

SEPARATOR = " · "
MOST = 40  # words
LEAST = 0.2  # probability of a translation worth showing; below it most are wrong or one of many

_VERBAL = re.compile(r"(?:[다고며면서지게던요죠까네나라야자기]|[는은을한된할될인])$")


class Entry(NamedTuple):
    """A word of the quote with the reader's; one of the two may be empty."""

    word: str
    meaning: str

    def __str__(self) -> str:
        """Side by side."""
        return " ".join(filter(None, self))


def word_gloss(text: str, *, source: str, reader: str, glossary: Glossary | None = None) -> str:
    """The content words of a quote in order, each once, with the reader's word: "병원 hospital · 열다 open".

    Args:
        text: the quote.
        source: its language.
        reader: the reader's language.
        glossary: the user's own words, which come first.

    Returns:
        One line; empty when the languages are the same, not among those known, or no word is known.
    """
    if source == reader or not {source, reader} <= {"ko", "en", "ru"}:
        return ""
    table = shipped()
    entries: dict[str, Entry] = {}
    known = False
    for word, phrase in _phrases(text, table, glossary or Glossary(), reader):
        entry = phrase or _entry(table, text, word, reader)
        if entry is None or len(entries) == MOST:
            continue
        entries.setdefault(entry.word.lower() or entry.meaning, entry)
        known = known or bool(entry.meaning and entry.word)
    return SEPARATOR.join(map(str, entries.values())) if known else ""


def _phrases(text: str, table: Translations, glossary: Glossary, reader: str) -> list[tuple[Word, Entry | None]]:
    """The words of a text; those that the glossary knows give one entry for the whole phrase."""
    found: list[tuple[Word, Entry | None]] = []
    matches = [match for match in glossary.matches(text) if glossary.said(match.concept, reader)]
    for word in table.words(text):
        match = next((match for match in matches if match.start < word.end and word.start < match.end), None)
        entry = Entry(text[match.start : match.end], glossary.said(match.concept, reader)[0]) if match else None
        found.append((word, entry))
    return found


def _entry(table: Translations, text: str, word: Word, reader: str) -> Entry | None:
    """A word's entry; None for words of grammar and for what nothing is known of."""
    own = text[word.start : word.end]
    if not word.language:
        return Entry(own, "")
    if is_function_word(own):
        return None
    if own.isascii() and own.isupper() and len(own) > 1:
        return Entry(own, "")
    meanings = (
        table.translations(word.language, word.unit, reader) if word.unit >= 0 and word.language != reader else ()
    )
    if meanings and meanings[0][1] >= LEAST:
        shown = table.shown("ko", word.unit) if word.language == "ko" else own
        return Entry(shown, table.shown(reader, meanings[0][0]))
    return None if meanings else _name(own, word.language, reader)


def _name(own: str, language: str, reader: str) -> Entry | None:
    """A name in the reader's letters; Latin letters are read everywhere."""
    word = without_particle(own) if language == "ko" else own
    if (len(word) < 3 or _VERBAL.search(word)) if language == "ko" else not word[0].isupper():
        return None
    guesses = spellings(word, reader) if language != "en" else ()
    return Entry(word, guesses[0].capitalize() if guesses else "")
