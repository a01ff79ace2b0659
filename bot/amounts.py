"""Figures and dates of a quote in the words of another language: "1,480억 원" is "148 billion won".

Only what is sure: a unit that is known, no rounding. A number that reads alike everywhere, "2 150",
is not said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bot.evidence.dates import Date, dates
from bot.evidence.figures import figures
from index.words.months import month_name

_SCALES = {
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
    "ru": ((10**12, " трлн"), (10**9, " млрд"), (10**6, " млн"), (10**3, " тыс.")),
    "ko": ((10**12, "조"), (10**8, "억"), (10**4, "만")),
}
_UNITS = {
    "": ("", "", ""),
    "%": ("%", "%", "%"),
    "RUB": (" roubles", " рублей", " 루블"),
    "USD": (" dollars", " долларов", " 달러"),
    "EUR": (" euros", " евро", " 유로"),
    "CNY": (" yuan", " юаней", " 위안"),
    "JPY": (" yen", " иен", " 엔"),
    "KRW": (" won", " вон", " 원"),
    "t": (" tonnes", " тонн", " 톤"),
    "ha": (" hectares", " гектаров", " 헥타르"),
    "km": (" km", " км", "km"),
}
_COLUMN = {"en": 0, "ru": 1, "ko": 2}
_SCALED = re.compile(
    r"\d\s?(?:[십백천만억조]|тыс|млн|млрд|трлн|миллион|миллиард|триллион|thousand|million|billion|trillion)"
)


class Said(NamedTuple):
    """`text[start:end]` of a quote, as a reader's language says it."""

    start: int
    end: int
    meaning: str


def amounts(text: str, *, source: str, reader: str) -> list[Said]:
    """The scaled figures and the dates of a text that its reader's language writes otherwise, in order.

    Args:
        text: a quote.
        source: its language: a comma between three digits and three is decimal in Russian alone.
        reader: "ko", "en" or "ru".
    """
    return sorted([*_figures(text, source, reader), *_dates(text, reader)])


def _figures(text: str, source: str, reader: str) -> Iterator[Said]:
    for figure in figures(text):
        own = text[figure.start : figure.end].rstrip(". \u00a0")
        known = not (figure.code or figure.word) and figure.unit in _UNITS
        if known and _SCALED.search(own):
            value = min(figure.values) if source == "ru" else max(figure.values)
            if said := _said(value, figure.unit, reader):
                yield Said(figure.start, figure.start + len(own), said)


def _said(value: Fraction, unit: str, reader: str) -> str:
    """A figure as a language says it; empty where that would take more digits than a reader can take in."""
    name = _UNITS[unit][_COLUMN[reader]]
    if reader == "ko":
        number = _korean(value)
    else:
        scale, word = next(((n, word) for n, word in _SCALES[reader] if value >= n), (1, ""))
        if scale == 1000 and (value / 100).denominator != 1:  # "10,219 тыс." would read as ten million
            scale, word = 1, ""
        number = _number(value / scale, reader)
        number += word if number else ""
    return number + name if number else ""


def _number(value: Fraction, reader: str) -> str:
    """At most three places behind the point; empty for a value that has more."""
    if (value * 1000).denominator != 1:
        return ""
    digits = f"{float(value):,.3f}".rstrip("0").rstrip(".")
    return digits.replace(",", " ").replace(".", ",") if reader == "ru" else digits


def _korean(value: Fraction) -> str:
    """In groups of four digits: 12억 3,000만."""
    if value.denominator != 1 or value < 1000:
        return _number(value, "ko")
    rest, parts = int(value), []
    for scale, word in _SCALES["ko"]:
        if rest >= scale:
            parts.append(f"{rest // scale:,}{word}")
            rest %= scale
    return " ".join([*parts, *([f"{rest:,}"] if rest else [])])


def _dates(text: str, reader: str) -> Iterator[Said]:
    for date in dates(text):
        if date.month and date.year and not re.fullmatch(r"[\d./\s-]+", text[date.start : date.end]):
            yield Said(date.start, date.end, _date(date, reader))


def _date(date: Date, reader: str) -> str:
    if reader == "ko":
        return f"{date.year}년 {date.month}월" + (f" {date.day}일" if date.day else "")
    month = month_name(date.month, reader, of=bool(date.day))
    return f"{date.day} {month} {date.year}" if date.day else f"{month} {date.year}"
