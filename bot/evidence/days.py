"""Days that share a month and a year with the day beside them: "17 and 18 November 2022", "11월 17일부터 18일까지".

Days only go up: a smaller number is a count, or a day of another month. Does not know which day is meant by a range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LAST = 31

_ENDING = r"(?:st|nd|rd|th|-?го|-?е|\.)?"
_DASH = r"\s?[–—~∼/-]\s?"
_AND = r"\s(?:and|or|to|и|или|по|до|на)\s(?:the\s)?"
_COUNT = r"(?![\d%]|[.,:]\d|\s?(?:%|per|million|billion))"
_ON = r"(?=\s*(?:$|[,.;:)\]]|(?:of|in|at|on|the|an?|was|were|is|are|to|and|with|by|for|as|that|but)\b)|,?\s\d{4})"
_FREE = r"(?<![\w.,№$€₽₩£§–-])(?<![№§#]\s)(?<!\bno\.\s)"  # no decimals, ranges or numbers of things
_BEFORE = re.compile(rf"{_FREE}(\d{{1,2}}){_ENDING}(?:{_DASH}|,?{_AND})$", re.IGNORECASE)
_LISTED = re.compile(rf"(?<![\w.№$€₽₩£§–-])(\d{{1,2}}){_ENDING},\s$", re.IGNORECASE)
_BEHIND = re.compile(
    rf"{_DASH}(\d{{1,2}})(?:st|nd|rd|th)?\b{_COUNT}|,?{_AND}(\d{{1,2}})(?:st|nd|rd|th)?\b{_COUNT}{_ON}"
    rf"|,\s(\d{{1,2}})(?=,\s\d{{1,2}},|,?\sand\s\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r",?\s((?:1[5-9]|20)\d\d)(?!\d)")
_KOREAN = re.compile(
    r"(?:\s?\([월화수목금토일]\))?\s?(?:부터|에서|[과및,·~∼–-]|또는)\s?(\d{1,2})"
    r"(?:\s?일(?!\s?(?:간|동안|째|치|이내|정도|짜리|만에|씩|가량))|(?=(?:\s?[,·~∼–-]\s?\d{1,2})+\s?일))"
)
_DOTTED = re.compile(r"\.?\s?[~∼–]\s?(\d{1,2})(?![\d%월만]|\.?\s?[./-]?\d)|\.\s?-\s?(\d{1,2})(?=\.(?!\s?\d))")


class Day(NamedTuple):
    """`text[start:end]` is a day; `year` is 0 where none follows."""

    start: int
    end: int
    day: int
    year: int = 0


def days_before(text: str, start: int, day: int) -> Iterator[Day]:
    """The days that share the month of a date which begins with its day, from the last to the first.

    Args:
        text: whole.
        start: of the date.
        day: of it.
    """
    shape = _BEFORE
    while (found := shape.search(text, max(0, start - 16), start)) and 0 < int(found[1]) < day:
        start, day, shape = found.start(), int(found[1]), _LISTED
        yield Day(start, found.end(1), day)


def days_behind(text: str, end: int, day: int) -> Iterator[Day]:
    """The days that share the month of a date which ends with its day, with the year behind the last one."""
    date = text[max(0, end - 14) : end]
    shape = _KOREAN if "월" in date else _DOTTED if re.search(r"\d[.-] ?\d", date) else _BEHIND
    while (found := shape.match(text, end)) and day < (more := int(found[found.lastindex or 1])) <= LAST:
        year = _YEAR.match(text, found.end()) if shape is _BEHIND else None
        day, end = more, (year or found).end()
        yield Day(found.start(found.lastindex or 1), end, day, int(year[1]) if year else 0)
