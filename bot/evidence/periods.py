"""Quarters and halves of a year in words: "the first half of 2023", 상반기, «второе полугодие»; no other dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from bot.evidence.dates import Date
from bot.evidence.units import Figure

_PERIODS = tuple(
    (unit, value, re.compile(pattern, re.IGNORECASE))
    for unit, value, pattern in (
        ("quarter", 1, r"\bfirst (?:three months|quarter)\b|\bперв\w+ (?:три?(?:ёх|ех)? месяц|квартал)\w*"),
        ("quarter", 2, r"\bsecond quarter\b|\bвтор\w+ квартал\w*"),
        ("half", 1, r"\bfirst (?:half|six months) of (?:the year|20\d\d)|\bH1\b|\b1H\b|상반기"),
        ("half", 1, r"\bперв\w+ (?:полуг\w+|половин\w+ (?:20\d\d|года))"),
        ("half", 2, r"\b(?:second half|last six months) of (?:the year|20\d\d)|\bH2\b|\b2H\b|하반기"),
        ("half", 2, r"\bвтор\w+ (?:полуг\w+|половин\w+ (?:20\d\d|года))"),
    )
)
# A half of a year that a source names more loosely.
_LOOSELY = {
    1: r"\bfirst (?:half|six)|전반|1월?\s?[~–-]\s?6월|\bперв\w+ (?:пол|шест)|январ\w+\W+июн|January\W+(?:to )?June",
    2: r"\b(?:second half|last six)|후반|7월?\s?[~–-]\s?12월|\bвтор\w+ пол|июл\w+\W+декабр|July\W+(?:to )?December",
}


def periods(text: str) -> list[Figure]:
    """The quarters and halves of a year that a text names; a half of anything else is none."""
    return [
        Figure(*match.span(), frozenset({Fraction(value)}), unit)
        for unit, value, pattern in _PERIODS
        for match in pattern.finditer(text)
    ]


def of_month(figure: Figure, known: Iterable[Date]) -> bool:
    """Whether some date lies in the quarter or half of a year that a figure is."""
    months = {"quarter": 3, "half": 6}.get(figure.unit)
    return bool(months) and any(date.month and -(-date.month // (months or 1)) in figure.values for date in known)


def half_said(figure: Figure, evidence: str) -> bool:
    """Whether a source names the half of the year that a figure is, in other words."""
    return figure.unit == "half" and any(
        re.search(_LOOSELY[int(value)], evidence, re.IGNORECASE) for value in figure.values
    )
