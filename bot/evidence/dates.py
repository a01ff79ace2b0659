"""Dates in text, in Korean, English and Russian, as year, month and day; any of them may be missing.

Does not know relative dates ("last year") nor time of day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.evidence.days import days_before, days_behind

_EN = "january february march april may june july august september october november december".split()
_EN_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_RU = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()

_LONG_EN = r"(?P<month>january|february|march|april|(?-i:May|MAY)|june|july|august|september|october|november|december"
_SHORT_EN = r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_MONTH_EN = rf"{_LONG_EN}{_SHORT_EN})"
_LONG_MONTH = (
    _LONG_EN + r"|январ(?:[ьяею]|[её]м)|феврал(?:[ьяею]|[её]м)|март(?:[аеу]|ом)?|апрел(?:[ьяею]|ем)|ма(?:[йяею]|ем)"
    r"|июн(?:[ьяею]|ем)|июл(?:[ьяею]|ем)|август(?:[аеу]|ом)?|сентябр(?:[ьяею]|[её]м)|октябр(?:[ьяею]|[её]м)"
    r"|ноябр(?:[ьяею]|[её]м)|декабр(?:[ьяею]|[её]м))"
)
_MONTH = f"{_LONG_MONTH[:-1]}{_SHORT_EN})"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d{2})"
_MORE = r"(?=(?:\s?[~∼–·,-]\s?\d{1,2})+\s?일)"  # "11월 17~18일"
_SHAPES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.,]){_YEAR}\s?년\s?(?P<month>\d{{1,2}})\s?월(?:\s?(?P<day>\d{{1,2}})(?:\s?일|{_MORE}))?",
        rf"(?<!\d)(?P<month>1[0-2]|[1-9])\s?월(?:\s?(?P<day>\d{{1,2}})(?:\s?일|{_MORE}))?(?![가-힣]?드컵)",
        rf"(?<![\d.,]){_YEAR}(?P<sep>[-./]) ?(?P<month>\d{{1,2}})(?:(?P=sep) ?(?P<day>\d{{1,2}}))?(?!\d|[.,/-]\d)",
        rf"(?<![\d.,])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<![\d.,])(?<![a-z]-)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го|-е)?(?:\s(?:day\s)?(?:of\s)?|-(?=[a-z]{{3}}))"
        rf"\b{_MONTH}\b(?:,?\s{_YEAR})?",
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"\b{_MONTH_EN}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,]\d|\s?(?:%|million|billion))(?:,?\s{_YEAR})?",
        rf"\b{_MONTH}(?:\sof)?,?\s{_YEAR}(?!\d)",
        r"(?<![\d.,·])(?P<month>1[0-2]|[1-9])·(?P<day>[12]\d|3[01]|[1-9])(?![\d·])(?=\s?[가-힣])",
        r"(?<![\d.,·])(?P<month>1[0-2]|[1-9])\.(?P<day>[12]\d|3[01]|[1-9])(?!\d)(?=\s(?:총선|대선|선거|혁명|운동|항쟁))",
        rf"(?<![\w.,-]){_YEAR}(?P<decade>\s?년대|s\b|'s\b|-х\b|-е\b)",
        rf"(?<![\w.,-])(?<!№\s)(?<!No\.\s){_YEAR}(?=\s?(?:년|г\b|г\.|гг|год))",
        rf"(?<![\w.,$€₽₩£-])(?<![№-]\s){_YEAR}(?![\d%])(?![.,]\d)(?!\s?(?:[만억조천개명원쪽]|тыс|млн|млрд|руб|долл|pages|people))",
        rf"(?<=\d{{4}}[–~∼-]){_YEAR}(?!\d)",
        r"(?<=(?<!\d)(?:1[5-9]|20)\d\d[–~∼/-])(?P<short>\d\d)(?!\d|[./-]\d)",
        rf"(?<=\bFY){_YEAR}(?!\d)",
        r"(?<!\w)[’'‘`](?P<late>\d\d)\s?년(?:\s?(?P<month>\d{1,2})\s?월)?",
        rf"\b(?:in|of|since|until|by|from|late|early|mid|в|с|до|к|конце|начале|середине)[\s-]{_LONG_MONTH}\b",
        r"\b(?P<month>january|february|april|june|july|august|september|october|november|december)\b",
        r"(?<=[a-z,] )(?P<month>(?-i:March))\b",
        r"\b(?P<month>январ[ьяею]|феврал[ьяею]|апрел[ьяею]|июн[ьяею]|июл[ьяею]|сентябр[ьяею]|октябр[ьяею])\b",
        r"\b(?P<month>(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)ьск\w+|(?:март|август)овск\w+|майск\w+)",
        r"\b(?P<month>август[аеу]?|ноябр[ьяею]|декабр[ьяею])\b",
    )
]

THIS_CENTURY = 60  # the last year of it that is written "'60"


@dataclass(frozen=True, slots=True)
class Date:
    """`text[start:end]` is a date; a part that is not given is 0."""

    start: int
    end: int
    year: int
    month: int
    day: int


@lru_cache(maxsize=2_000)
def dates(text: str) -> tuple[Date, ...]:
    """The dates of a text, in order; where two shapes fit, the longer one."""
    found: list[Date] = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            taken = any(match.start() < date.end and date.start < match.end() for date in found)
            date = None if taken else _date(match) if "short" not in match.groupdict() else _short(match)
            if date:
                found += _with_others(text, date, match)
    return tuple(sorted(found, key=lambda date: date.start))


def holds(evidence: Iterable[Date], date: Date, *, years: Iterable[int] = ()) -> bool:
    """Whether some date of the evidence has every part that a date gives.

    Args:
        evidence: dates that a source gives.
        date: to be found.
        years: that hold for dates of the evidence which give none themselves.
    """
    evidence, known = list(evidence), set(years)
    known |= {other.year for other in evidence}
    for other in evidence:
        year = date.year in (0, other.year) or (not other.year and date.year in known)
        if year and date.month in (0, other.month) and date.day in (0, other.day):
            return True
    return bool(date.year and not date.month and date.year in known)


def _date(match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    month = _month(parts.get("month") or "")
    day = int(parts.get("day") or 0)
    if month > 12 or day > 31 or (parts.get("month") and not month):
        return None
    late = parts.get("late")  # "'22년" is of this century or the last
    year = int(parts.get("year") or 0) if not late else int(late) + (1900 if int(late) > THIS_CENTURY else 2000)
    return Date(match.start(), match.end(), year, month, day)


def _with_others(text: str, date: Date, match: re.Match[str]) -> list[Date]:
    """A date and the days beside it that share its month and year."""
    if not date.day:
        return [date]
    first = match.start("day") == date.start
    days = list(days_before(text, date.start, date.day) if first else days_behind(text, date.end, date.day))
    year = date.year or max((day.year for day in days), default=0)
    return [replace(date, year=year), *(Date(day.start, day.end, year, date.month, day.day) for day in days)]


def _short(match: re.Match[str]) -> Date | None:
    """The second year of a range that is written short: "1348–50"."""
    first = int(match.string[match.start() - 5 : match.start() - 1])
    year = first - first % 100 + int(match["short"])
    return Date(match.start(), match.end(), year, 0, 0) if first < year else None


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    name = name.lower().strip(".")
    for names in (_EN, _EN_SHORT):
        for number, known in enumerate(names, 1):
            if name == known or (name == "sept" and known == "sep"):
                return number
    for number, stem in enumerate(_RU, 1):
        if stem != "ма" and name.startswith(stem):
            return number
    return 5 if name.startswith("ма") else 0
