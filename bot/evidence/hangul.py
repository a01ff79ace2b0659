"""Korean words that are names, as a list or the translation table knows them; any other may be a common word."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.evidence.korean import stems
from bot.evidence.translit import alike
from bot.evidence.usual import composed, is_usual, usual
from index.words.translation import shipped

LIKELY = 0.5  # probability of English words with a capital that makes a Korean one a name
COMMON = 0.38  # probability of English words without one that makes a listed name a common word, too: 인도
_WORDS = re.compile("[가-힣]{2,}")


@lru_cache(maxsize=20_000)
def known_name(word: str) -> str:
    """The name that a Korean word is, without its particle; empty for others.

    Listed or longer than two syllables, and one that English writes with a capital.
    """
    table = shipped()
    for form in [cut for whole in reversed(stems(word)) for cut in (whole, re.sub("(?<=..)[시도군구항]$", "", whole))]:
        found = table.words(form)
        if len(found) != 1 or found[0].unit < 0 or found[0].end - found[0].start != len(form):
            continue
        meanings = table.translations("ko", found[0].unit, "en")
        shown = [(table.shown("en", unit), chance) for unit, chance in meanings]
        named = [(word, chance) for word, chance in shown if word[:1].isupper() and not is_usual(word)]
        small = sum(chance for word, chance in shown if word[:1].islower())
        listed = form in usual()["ko-names"] and not composed(form) and small < COMMON
        spelt = len(form) > 2 and any(alike(form, word) for word, _ in named)
        if sum(chance for _, chance in named) >= LIKELY and (listed or spelt):
            return form
    return ""


def known_names(text: str) -> list[tuple[int, int]]:
    """Spans of the Korean words of a text that are known to be names."""
    return [
        (match.start(), match.start() + len(name))
        for match in _WORDS.finditer(text)
        if (name := known_name(match.group()))
    ]
