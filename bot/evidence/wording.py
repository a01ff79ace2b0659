"""How much of a claim a sentence says, word by word, in its own language or by the translation table.

Also how another language says a name, by the same table. Words of grammar do not count; figures do. Knows no order of
words, and not how a name is spelt.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.analyzer import terms
from index.words.translation import shipped

LIKELY = 0.04  # probability of a translation that counts for a single word
LIKELY_NAME = 0.05  # the same for a name


def share(claim: str, sentence: str, *, language: str) -> float:
    """Share of the claim's words that a sentence in some language holds, 0 to 1; 0 for a claim without any."""
    ways = _ways(claim, language)
    if not ways:
        return 0.0
    held = _held(sentence)
    return sum(any(held.issuperset(way) for way in word) for word in ways) / len(ways)


def says(text: str, words: str, *, language: str, every: bool = False) -> bool:
    """Whether a text in some language says any, or every one, of a few words; figures do not count."""
    held, known = _held(text), _likely(words, language)
    said = [any(held.issuperset(way) for way in word) for word in known]
    return bool(said) and all(said) if every else any(said)


@lru_cache(maxsize=2_000)
def _likely(words: str, language: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each of some words, how a language is likely to say it."""
    known = [one for one in shipped().expand(words, language) if not any(char.isdigit() for char in one.word)]
    return tuple(tuple(way.terms for way in one.translations if way.probability >= LIKELY) for one in known)


@lru_cache(maxsize=256)
def _ways(claim: str, language: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each word of a claim, how a language says it: each way is terms that stand together."""
    return tuple(tuple(way.terms for way in expansion.translations) for expansion in shipped().expand(claim, language))


@lru_cache(maxsize=2_000)
def _held(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence))


@lru_cache(maxsize=20_000)
def said(name: str, target: str) -> tuple[tuple[str, ...], ...]:
    """How a language says one word that the table knows; a compound of several known words is not one."""
    if re.fullmatch("[А-ЯЁ][а-яё]+[еёиоуыюй]", name):  # a name in another case: "Кореи"
        named = [way for end in "яа" for way in said(name[:-1] + end, target)]
    else:
        named = []
    return tuple(dict.fromkeys([*_as_is(name, target), *named]))


@lru_cache(maxsize=20_000)
def _as_is(name: str, target: str) -> tuple[tuple[str, ...], ...]:
    table = shipped()
    words = table.words(name)
    if len(words) != 1 or words[0].unit < 0 or words[0].language in ("", target):
        return ()
    own = {term for term in terms(name)}
    (expansion,) = table.expand(name, target) or (None,)
    if expansion is None:
        return ()
    return tuple(
        way.terms for way in expansion.translations if way.probability >= LIKELY_NAME and not own & set(way.terms)
    )
