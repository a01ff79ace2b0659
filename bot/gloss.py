"""A word gloss: the words of a quote in another language, each with the reader's word. Machine-made, not a translation.

Words come from the user's glossary and the translation table; names that neither knows are spelt in the reader's
letters; figures stand as they are. The label that says so is the page's. Does not know grammar or the sense that a
word has in its sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.function_words import is_function_word
from index.glossary import Glossary
from index.translation import Translations, Word, shipped

SEPARATOR = " · "
MOST = 40  # words
LEAST = 0.1  # probability of a translation worth showing

_PARTICLE = re.compile(
    r"(?:에서는|으로는|에게서|으로써|으로서|에서의|까지의|이라는|에서|에게|으로|까지|부터|라는|처럼|보다|이나|와의|과의|"
    r"은|는|이|가|을|를|의|에|와|과|로|도|만|나)$"
)
_VERBAL = re.compile(r"(?:[다고며면서지게던요죠까네나라야자]|[는은을한된할될인])$")


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
    if word.unit >= 0 and word.language != reader:
        meanings = table.translations(word.language, word.unit, reader)
        if meanings and meanings[0][1] >= LEAST:
            shown = table.shown("ko", word.unit) if word.language == "ko" else own
            return Entry(shown, table.shown(reader, meanings[0][0]))
    return _name(own, word.language, reader)


def _name(own: str, language: str, reader: str) -> Entry | None:
    """A name in the reader's letters; Latin letters are read everywhere."""
    if language == "ko":
        stem = _PARTICLE.sub("", own)
        if len(stem) < 3 or _VERBAL.search(own if stem == own else stem):
            return None
        spelt = cyrillic_of_hangul(stem) if reader == "ru" else latin_of_hangul(stem)
        return Entry(stem, spelt.capitalize())
    if not own[0].isupper():
        return None
    return Entry(own, latin_of_cyrillic(own)) if language == "ru" and reader != "ru" else Entry(own, "")


_LATIN = (
    "g kk n d tt r m b pp s ss - j jj ch k t p h".split(),
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
    "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(),
)
_CYRILLIC = (
    "к кк н т тт р м п пп с сс - ч чч чх кх тх пх х".split(),
    "а э я йя о е ё йе о ва вэ ве ё у во ве ви ю ы ый и".split(),
    "- к к к н н н т ль к м ль ль ль п ль м п п т т н т т к т п т".split(),
)
_VOICED = {"к": "г", "т": "д", "п": "б", "ч": "дж"}


def latin_of_hangul(word: str) -> str:
    """Revised Romanisation, letter by letter, without the changes of sounds between syllables."""
    return "".join("".join(parts) for parts in _syllables(word, _LATIN))


def cyrillic_of_hangul(word: str) -> str:
    """Kontsevich's spelling: k, t, p, ch are voiced between vowels and after n, m, ng, l."""
    spelt = ""
    for first, vowel, last in _syllables(word, _CYRILLIC):
        voiced = spelt and spelt[-1] in "аэяоеёуюыйинмь"
        spelt += (_VOICED.get(first, first) if voiced else first) + vowel + last
    return spelt


def _syllables(word: str, letters: tuple[list[str], list[str], list[str]]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for char in word:
        code = ord(char) - 0xAC00
        if 0 <= code < 11172:
            numbers = (code // 588, code % 588 // 28, code % 28)
            first, vowel, last = (row[n].replace("-", "") for row, n in zip(letters, numbers, strict=True))
            found.append((first, vowel, last))
    return found


_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)


def latin_of_cyrillic(word: str) -> str:
    """As English newspapers spell Russian names."""
    spelt = "".join(_RUSSIAN.get(char, char).replace("-", "") for char in word.lower())
    return spelt.capitalize() if word[0].isupper() else spelt
