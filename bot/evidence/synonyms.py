"""How surely a text says a word, in its own language or another: by the translation table, forth and back, and vectors.

Two words of one language mean the same where another language says both by one word: «длина» and «протяжённость» are
"length". Squid and crab share no translation, however alike their sentences are. Does not know what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.held import Held
from bot.evidence.wording import says
from index.text import language_of
from index.words.function_words import is_light
from index.words.likeness import likest, meant, salience
from index.words.translation import LANGUAGES, shipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Chance of a translation, of one by way of a third language, and of a way there and back from which two words are one.
DIRECT, THIRD, BACK = 0.1, 0.05, 0.02


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        text: in small letters.
        language: by its script.
        unit: of the table, or -1.
        named: whether it may be a name: the table does not know it, or it has a capital.
    """

    text: str
    language: str
    unit: int
    named: bool


@lru_cache(maxsize=4_000)
def content(text: str) -> tuple[Word, ...]:
    """The words of a text that say what it is about, each once: no figures with their units, dates, or grammar."""
    taken = [(date.start, date.end) for date in dates(text)]
    taken += [(figure.start, figure.end) for figure in figures(text)]
    found = []
    for word in shipped().words(text):
        spelt = text[word.start : word.end]
        said = spelt.lower()
        counted = any(start < word.end and word.start < end for start, end in taken)
        if word.language and len(said) > 1 and not counted and not is_light(said):
            found.append(Word(said, word.language, word.unit, word.unit < 0 or said != spelt))
    return tuple(dict.fromkeys(found))


def weights(words: Sequence[Word]) -> Floats:
    """How much each word tells of what a text is about."""
    return np.array([salience(word.text) for word in words], dtype=np.float32)


def held(words: Sequence[Word], text: str) -> Floats:
    """How surely a text says each of some words, 0 to 1."""
    if not words:
        return np.zeros(0, dtype=np.float32)
    others, language = content(text), language_of(text)
    sure = meant(likest([word.text for word in words], [text]))[:, 0]
    for n, word in enumerate(words):
        alike = max((_alike(word, other) for other in others), default=0.0)
        if alike < 1 and (
            says(text, word.text, language=language, every=True) or (word.named and Held(text).has(word.text))
        ):
            alike = 1.0
        sure[n] = max(sure[n], alike)
    return sure


@lru_cache(maxsize=40_000)
def _alike(one: Word, other: Word) -> float:
    """How surely two words mean the same by the table, 0 to 1."""
    if one.text == other.text:
        return 1.0
    (_, language, unit, _), (_, target, its, _) = one, other
    if unit < 0 or its < 0:
        return 0.0
    if language == target:
        back = max(_back(language, unit).get(its, 0), _back(language, its).get(unit, 0))
        return 1.0 if unit == its else min(1.0, back / BACK)
    direct = max(_said(language, unit, target).get(its, 0), _said(target, its, language).get(unit, 0))
    if direct:
        return float(min(1.0, (direct / DIRECT) ** 0.5))
    (third,) = {*LANGUAGES} - {language, target}
    return min(
        1.0, sum(p * _said(third, way, target).get(its, 0) for way, p in _said(language, unit, third).items()) / THIRD
    )


@lru_cache(maxsize=20_000)
def _said(language: str, unit: int, target: str) -> dict[int, float]:
    return dict(shipped().translations(language, unit, target))


@lru_cache(maxsize=20_000)
def _back(language: str, unit: int) -> dict[int, float]:
    """The words of its own language that a word comes back as from another one, and how likely."""
    found: dict[int, float] = {}
    for target in LANGUAGES:
        if target != language:
            for way, chance in _said(language, unit, target).items():
                for its, again in _said(target, way, language).items():
                    found[its] = found.get(its, 0) + chance * again / 2
    return found
