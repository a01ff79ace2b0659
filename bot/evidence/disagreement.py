"""On what two sentences about one thing disagree: a figure of one unit or of one counted thing, or their only dates.

Does not know whether they are about one thing, nor who is right.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from bot.evidence.dates import dates, holds
from bot.evidence.figures import Figure, figures
from bot.evidence.korean import stem
from index.analyzer import terms
from index.text import language_of
from index.words.translation import shipped

LIKELY = 0.1  # probability of a translation by which two counted things may be one
_WORD = re.compile(r"[^\W\d_]+")
_COUNTERS = "명 개 곳 대 건 점 마리 권 장 채 척 가지 가구 개국 개사 여".split()
_COUNTER = re.compile(r"\s?여?\s?(?:" + "|".join(sorted(_COUNTERS, key=len, reverse=True)) + ")(?![가-힣]{3})")


def disagree(one: str, other: str) -> str:
    """On what two sentences about one thing disagree: a unit, "count", "date", or nothing (empty).

    Figures of different years do not disagree, and neither do sentences that share a figure of the unit.
    """
    here, there = _measured(one), _measured(other)
    years = [{parts[0] for parts in found.pop("date", set())} for found in (here, there)]
    if not (all(years) and not years[0] & years[1]):
        for unit in here.keys() & there.keys():
            if not here[unit] & there[unit]:
                return unit
        if _counts_differ(one, other):
            return "count"
    mine, yours = dates(one), dates(other)
    if len(mine) == len(yours) == 1 and not (holds(yours, mine[0]) or holds(mine, yours[0])):
        return "date"
    return ""


def _measured(text: str) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for figure in figures(text):
        if figure.unit and not figure.word:
            found.setdefault(figure.unit, set()).update(figure.values)
    for date in dates(text):
        found.setdefault("date", set()).add((date.year, date.month, date.day))
    return found


def _counts_differ(one: str, other: str) -> bool:
    """Whether both count the same thing, once each, and not alike: "12 members", "회원 14명"."""
    mine, yours = _counted(one), _counted(other)
    for values, things in mine:
        same = [theirs for theirs, counted in yours if things & counted]
        if len(same) == 1 and not values & same[0]:
            return not any(values & theirs for theirs, _ in yours)
    return False


def _counted(text: str) -> list[tuple[frozenset[Fraction], frozenset[str]]]:
    """Values of figures without a unit, each with the English stems of what it counts."""
    found = []
    for figure in figures(text):
        if not figure.unit and not figure.code and (things := _things(_noun(text, figure))):
            found.append((figure.values, things))
    return found


def _noun(text: str, figure: Figure) -> str:
    """What a figure counts: the word behind it; in Korean, behind a counter, the word before it."""
    behind = text[figure.end :]
    counter = _COUNTER.match(behind)
    if counter or not behind.strip():
        before = _WORD.findall(text[max(0, figure.start - 30) : figure.start])
        return stem(before[-1]) if before else ""
    word = re.match(r"\s?([^\W\d_]+)", behind)
    return (stem(word[1]) if re.match("[가-힣]", word[1]) else word[1]) if word else ""


@lru_cache(maxsize=4_000)
def _things(word: str) -> frozenset[str]:
    language = language_of(word)
    if not word or language == "en" or word.isascii():
        return frozenset(terms(word))
    ways = [way for expansion in shipped().expand(word, "en") for way in expansion.translations]
    return frozenset(term for way in ways if way.probability >= LIKELY for term in way.terms)
