"""How another language says a name, by the translation table. Does not know how a name is spelt."""

from __future__ import annotations

import re
from functools import lru_cache

from index.analyzer import terms
from index.words.translation import shipped

LIKELY = 0.05  # probability of a translation that is worth looking for


def of_one_stem(one: set[str], other: set[str]) -> bool:
    """Whether of two Korean words, as pairs of syllables, one is the other with "-인", "-어" or the like."""
    return (one <= other or other <= one) and all(pair[-1] in "인어의제식계" for pair in one ^ other)


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
    return tuple(way.terms for way in expansion.translations if way.probability >= LIKELY and not own & set(way.terms))
