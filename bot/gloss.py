"""A word gloss: what a reader of another language can be told of a quote for sure. Not a translation.

Shows the words that answer to a word of the question or that the user's glossary knows, figures and dates as the
reader's language writes them, and the names that answer, in Latin letters. What nothing confirms is left out: a word
has senses, and a wrong one misleads where a missing one does not. The label that says so is the page's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from os.path import commonprefix
from typing import NamedTuple

from bot.amounts import amounts
from bot.evidence.aliases import is_land
from bot.evidence.korean import stem
from bot.evidence.names import names
from bot.evidence.translit import alike
from index.analyzer import terms
from index.embedder import embedded
from index.text import language_of
from index.words.function_words import is_light
from index.words.glossary import Glossary
from index.words.name_spelling import spellings
from index.words.translation import Word, shipped

SEPARATOR = " · "
MOST = 40  # entries
SURE = 0.2  # probability of a question's word as the translation of the quote's
PLAIN = 0.5  # the same for one that may have another sense: Commission is no fee, and "working days" do not work
NEAR = 0.25  # cosine of the two: the table's stems join words of other senses («существ», «существующий»)
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_BEFORE = re.compile(r"[A-Z][a-z]+\s(?:of |and )?$")
_CAPITAL_BEHIND = re.compile(r"\s(?:of |and )?[A-Z][a-z]")
_RUSSIAN = re.compile(  # a name of two words and more that ends as Russian family names do
    r"[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)* [А-ЯЁ][а-яё-]*(?:[оеё]в|[иы]н|[цс]кий|[цс]кая|[оеё]ва|[иы]на|енко|чук|юк)"
)

Ways = tuple[tuple[str, ...], ...]


class Entry(NamedTuple):
    """`text[start:end]` of the quote with the reader's word for it."""

    start: int
    end: int
    word: str
    meaning: str

    def __str__(self) -> str:
        """Side by side."""
        return f"{self.word} {self.meaning}"


def word_gloss(
    text: str,
    *,
    source: str,
    reader: str,
    question: str = "",
    said: Mapping[str, Ways] | None = None,
    glossary: Glossary | None = None,
    marks: Sequence[tuple[int, int]] = (),
) -> str:
    """What is sure of a quote, in its order, each once: "병원 hospital · 83억 원 8.3 billion won".

    Args:
        text: the quote.
        source: its language.
        reader: the reader's language.
        question: in the reader's language.
        said: how the quote's language says the question's words: `Hit.said`.
        glossary: the user's own words, which come first.
        marks: spans of the quote that answer.

    Returns:
        One line; empty when the languages are the same or not among those known, or nothing is sure.
    """
    if source == reader or not {source, reader} <= {"ko", "en", "ru"}:
        return ""
    found = _of_glossary(text, glossary or Glossary(), reader)
    found += [Entry(a, b, text[a:b], meaning) for a, b, meaning in amounts(text, source=source, reader=reader)]
    found += _answering(text, marks, reader)
    if language_of(question) == reader:
        found += _of_question(text, question, said or {}, reader)
    kept: list[Entry] = []
    for entry in found:
        if entry.word.casefold() == entry.meaning.casefold():
            continue
        free = all(entry.end <= other.start or other.end <= entry.start for other in kept)
        if free and entry.word.casefold() not in {other.word.casefold() for other in kept}:
            kept.append(entry)
    return SEPARATOR.join(map(str, sorted(kept)[:MOST]))


def _of_glossary(text: str, glossary: Glossary, reader: str) -> list[Entry]:
    return [
        Entry(match.start, match.end, text[match.start : match.end], glossary.said(match.concept, reader)[0])
        for match in glossary.matches(text)
        if glossary.said(match.concept, reader)
    ]


def _answering(text: str, marks: Sequence[tuple[int, int]], reader: str) -> list[Entry]:
    """The Russian names among what answers, in Latin letters, which every reader knows.

    Foreign names in Cyrillic, and Korean ones, are left: how they are spelt is a guess.
    """
    found = []
    for start, end in marks if reader != "ru" else ():
        words = text[start:end].split()
        while words and not words[0][0].isupper():
            del words[0]
        spelt = [next(iter(spellings(word, "en")), "") for word in words]
        if all(spelt) and words and _RUSSIAN.fullmatch(" ".join(words)):
            found.append(Entry(start, end, text[start:end], " ".join(word.capitalize() for word in spelt)))
    return found


def _of_question(text: str, question: str, said: Mapping[str, Ways], reader: str) -> list[Entry]:
    """The words of a quote that answer to a word of the question, with that word as the question writes it."""
    asked = {match.group().casefold(): match.group() for match in _WORD.finditer(question)}
    known = {word: _bare(asked.get(word, word)) for word in said if not is_light(word) and len(word) > 1}
    named = [stem(question[name.start : name.end]) for name in names(question)]
    table, found = shipped(), []
    for word in table.words(text):
        own = text[word.start : word.end]
        counted = text[max(0, word.start - 1) : word.start].isdigit()  # "156대가": a counter, and no "price"
        if word.language in ("", reader) or is_light(own) or len(own) < 2 or counted:
            continue
        held = set(terms(own))
        for term, shown in known.items():
            least = PLAIN if _is_unclear(text, word.start, word.end) else SURE
            if any(map(held.issuperset, said[term])) and _means(own, word, term, shown, reader, least=least):
                found.append(Entry(word.start, word.end, own, shown))
                break
        else:
            name = next((name for name in named if own[0].isupper() and alike(own, name, strict=True)), "")
            if name:
                found.append(Entry(word.start, word.end, own, name))
    return found


def _bare(word: str) -> str:
    """A word of the question without its particle; one that the table knows as it stands has none: 카메라."""
    found = shipped().words(word)
    whole = len(found) == 1 and found[0].unit >= 0 and shipped().shown(found[0].language, found[0].unit) == word
    return word if whole else stem(word)


def _is_unclear(text: str, start: int, end: int) -> bool:
    """Whether an English word may have another sense here: part of a name in capitals, or one in "-ing"."""
    own = text[start:end]
    beside = _CAPITAL_BEFORE.search(text, 0, start) or _CAPITAL_BEHIND.match(text, end)
    named = own[0].isupper() and beside and not is_land(own)
    return own.isascii() and (own.endswith("ing") or bool(named))


def _means(own: str, word: Word, asked: str, shown: str, reader: str, *, least: float) -> bool:
    """Whether the table says a word of a quote as the question does; what it does not know is a name, and alike."""
    table = shipped()
    if own.casefold() == shown.casefold():
        return False
    if word.unit < 0:
        return alike(own, asked)
    wanted = {one.unit for one in table.words(asked) if one.unit >= 0}
    roots = [table.shown(reader, unit) for unit in wanted]
    meant = table.translations(word.language, word.unit, reader)
    alone = any(chance >= least for unit, chance in meant if unit in wanted)
    if not alone and any(unit in wanted for unit, _ in meant):  # a noun and its adjective are one
        alone = sum(chance for unit, chance in meant if _is_of_root(table.shown(reader, unit), roots)) >= least
    return alone and _is_near(own, shown)


def _is_of_root(word: str, others: Sequence[str]) -> bool:
    """Whether a word begins as another does, with all but three letters of the shorter and no less than six."""
    return any(len(commonprefix([word, other])) >= max(6, min(len(word), len(other)) - 3) for other in others)


@lru_cache(maxsize=20_000)
def _is_near(one: str, other: str) -> bool:
    embedder = embedded()
    return float(embedder.embed_queries([one])[0] @ embedder.embed_passages([other])[0]) >= NEAR
