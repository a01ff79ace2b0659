"""A word gloss: the words of a quote in another language, each with the reader's word. Machine-made, not a translation.

Words come from the user's glossary and, where they are sure, the translation table; names that neither knows are spelt
in the reader's letters; figures stand as they are. The label that says so is the page's. Does not know grammar or the
sense that a word has in its sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.usual import composed
from index.embedder import EMBEDDED, load_embedder
from index.words.function_words import is_function_word
from index.words.glossary import Glossary
from index.words.name_spelling import spellings, without_particle
from index.words.translation import Translations, Word, shipped

SEPARATOR = " · "
MOST = 40  # words
# A translation worth showing is likely, there and back, and near in meaning to the word: (least probability, least
# probability back, least cosine). The table's stems join words ("cod", "code"), and a word has senses: what is less
# sure is left out, because a wrong word misleads and a missing one does not.
SURE = ((0.5, 0.0, 0.4), (0.9, 0.0, 0.25), (0.25, 0.6, 0.4))
SHORTEST_NAME = 3  # syllables of a Korean word that may be a name

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
    if meanings:
        shown = table.shown("ko", word.unit) if word.language == "ko" else own
        meaning, probability = meanings[0]
        back = dict(table.translations(reader, meaning, word.language)).get(word.unit, 0.0)
        said = table.shown(reader, meaning)
        return Entry(shown, said) if _is_sure(shown, said, probability, back=back) else None
    return _name(own, word.language, reader)


@lru_cache(maxsize=20_000)
def _is_sure(word: str, meaning: str, probability: float, *, back: float) -> bool:
    embedder = load_embedder(EMBEDDED)
    cosine = float(embedder.embed_queries([word])[0] @ embedder.embed_passages([meaning])[0])
    return any(probability >= there and back >= again and cosine >= near for there, again, near in SURE)


def _name(own: str, language: str, reader: str) -> Entry | None:
    """A name in the reader's letters; Latin letters are read everywhere."""
    word = without_particle(own) if language == "ko" else own
    if language == "ko" and (len(word) < SHORTEST_NAME or _VERBAL.search(word) or composed(word)):
        return None
    if language != "ko" and not word[0].isupper():
        return None
    guesses = spellings(word, reader) if language != "en" else ()
    return Entry(word, guesses[0].capitalize() if guesses else "")
