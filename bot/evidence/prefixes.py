"""Words that a prefix turns into their opposite: likely and unlikely, достаточный and недостаточный, 충분 and 불충분.

Both must be words of the translation table; across languages it says which of the two is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.words.translation import shipped

LEAST = 0.05  # probability with which two words must be each other's translation
TOGETHER = 0.2  # the same in both directions together
_PREFIX = re.compile(
    r"^(?:un(?!i[a-z]|der|til|load|lock|veil|earth|less)|dis(?![tcp])|(?:in|im|ir|il)(?=\w+(?:[ai]ble|[aei]nt|ate|al|ive"
    r"|ous|ic|ity|[ae]nce|[ae]ncy|acy|[aeil]ly|plete|lid|pure|per|rect|ture|act)$))(?=[a-z]{4})"
    r"|^не(?!сколь|котор|обход|дел|смотр|давн|завис|посред|фт|бес|много|мало)(?=[а-яё]{5})|^бе[сз](?=[а-яё]{5})"
    r"|^[비불무](?=[가-힣]{2})"
)
_KOREAN = re.compile("(?<![가-힣])[비불무미]$")


class Turned(NamedTuple):
    """`text[start:end]` is a word of a language; `unit` and `others`, it without a prefix, are the table's."""

    start: int
    end: int
    language: str
    unit: int
    others: tuple[int, ...]


@lru_cache(maxsize=2_000)
def turning(text: str) -> tuple[Turned, ...]:
    """The words of a text, each with what it is in the table without its prefix."""
    lowered, found = text.lower(), []
    for word in shipped().words(text):
        if word.language == "ko" and word.unit >= 0 and _KOREAN.search(text, max(0, word.start - 2), word.start):
            found.append(Turned(word.start - 1, word.end, "ko", -1, (word.unit,)))  # 불충분
            continue
        joined = re.match("-" if word.language != "ko" else "[-가-힣]", text[word.start - 1 : word.start])
        found.append(Turned(*word, () if joined else _others(lowered[word.start : word.end], word.unit)))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _others(word: str, unit: int) -> tuple[int, ...]:
    bare = _PREFIX.sub("", word, count=1)
    known = shipped().words(bare)[:1] if bare != word else ()
    if word[0] >= "가":
        known = () if unit >= 0 and shipped().shown("ko", unit) != word else known
        length = 2 if unit < 0 else len(bare)  # 불충분하다
    else:
        length = len(bare) if unit >= 0 else len(bare) + 1
    return tuple(one.unit for one in known if one.start == 0 and one.end >= length and one.unit not in (-1, unit))


def prefixed(claim: str, source: str) -> Iterator[tuple[int, int]]:
    """Spans of the words of a claim whose opposite its source says, and not the word itself."""
    mine, theirs = turning(claim), turning(source)
    for word in mine:
        for other in theirs:
            if (word.others or other.others) and _against(word, other):
                if not any(_may_say(word, one) for one in theirs) and not any(_may_say(one, other) for one in mine):
                    yield word.start, word.end


def _against(word: Turned, other: Turned) -> bool:
    """Whether one of two words is what a prefix turns the other into."""
    turned = [word._replace(unit=unit) for unit in word.others]
    back = [other._replace(unit=unit) for unit in other.others]
    return any(_chance(one, other) >= TOGETHER for one in turned) or any(_chance(word, one) >= TOGETHER for one in back)


def _may_say(word: Turned, other: Turned) -> bool:
    return max(_ways(word, other)) >= LEAST


def _chance(word: Turned, other: Turned) -> float:
    """How probable it is that two words are each other's translation, 0 to 2."""
    ways = _ways(word, other)
    return sum(ways) if min(ways) >= LEAST else 0.0


def _ways(word: Turned, other: Turned) -> tuple[float, float]:
    if min(word.unit, other.unit) < 0:
        return 0.0, 0.0
    if word.language == other.language:
        same = float(word.unit == other.unit)
        return same, same
    there = _said(word.language, word.unit, other.language).get(other.unit, 0.0)
    return there, _said(other.language, other.unit, word.language).get(word.unit, 0.0)


@lru_cache(maxsize=50_000)
def _said(language: str, unit: int, target: str) -> dict[int, float]:
    return dict(shipped().translations(language, unit, target))
