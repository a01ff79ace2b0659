"""On what two sentences differ of what a question asks for: one figure of a unit or of a counted thing, or one date.

A figure that the other sentence has too, also rounded or in another unit, does not differ; two dates ten to thirteen
days apart before 1919 are one date by two calendars. Does not know whether the sentences are about one thing, nor who
is right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from bot.asking import wanted
from bot.evidence.dates import Date, dates, holds
from bot.evidence.expected import find_expected
from bot.evidence.figures import Figure, figures
from bot.evidence.rounding import last_digit, rounded
from bot.evidence.synonyms import content, held
from bot.evidence.units import converted

CALENDARS = range(10, 14)  # days between the old style and the new
MONTHS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days of a year before each
NEW_STYLE = 1919
ROW = 6  # characters between the days of a row
ROUNDED = Fraction(1, 80)  # of a value, that rounding may change
FARTHER = 2.0  # what the root of the logarithm of the ratio of two figures counts beside how alike their things are
BESIDE = 25  # characters within which a figure's thing is named
_NUMBERED = re.compile(r"(?<!\d)(?:19|20)\d\d[-/]$")  # the number of a report: "2022-17"
_CHANGED = re.compile(
    r"에서\s.*(?:으로|로)\s|낮[아추췄]|줄[었어이인]|늘[었어리린]|높[아이인]|상향|하향|조정|개정|변경"
    r"|\bfrom\b.*\bto\b|\b(?:revis|lower|rais|cut|increas|reduc|chang|instead)\w*"
    r"|(?<!\w)(?:вместо|с[о]?\s.*\sдо)\s|(?<!\w)(?:сни[жз]|сократ|увелич|повы[шс]|пересмотр|измен)\w*",
    re.IGNORECASE,
)


_Told = tuple[str, Sequence[Figure]]


class Difference(NamedTuple):
    """What differs.

    Attributes:
        about: a unit, "count" or "date".
        apart: logarithm of the ratio of two figures; of dates 0.
        alike: how surely one thing is counted, 0 to 1; of what has a unit, and of dates, 1.
    """

    about: str
    apart: float
    alike: float = 1.0


def difference(question: str, one: str, other: str, *, newer: bool = False) -> Difference | None:
    """What another sentence tells otherwise: of what a question asks for, or of anything if it asks for neither.

    Args:
        question: as searched; may be empty.
        one: a sentence.
        other: another one.
        newer: whether the other is, so that it may say what has changed: "lowered from 88 to 30".
    """
    kinds = wanted(question) & {"figure", "date"}
    mine, yours = _asked_figures(question, one, kinds), _asked_figures(question, other, kinds)
    changed = newer and _CHANGED.search(other)
    left = [figure for figure in mine if changed or not _same(one, figure, other, figures(other))]
    right = [figure for figure in yours if not _same(other, figure, one, figures(one))]
    for unit in dict.fromkeys(figure.unit for figure in left):
        here = [figure for figure in left if figure.unit == unit]
        there = [figure for figure in (*right, *converted(right)) if figure.unit == unit]
        if here and there and (not unit or len(here) == len(there) == 1):
            return _apart(question, (one, here), (other, there))
    if "figure" in kinds:
        return None
    return Difference("date", 0.0) if _dates_differ(question, one, other, asked="date" in kinds) else None


def agrees(question: str, one: str, other: str) -> bool:
    """Whether a sentence has a figure or a date of what a question asks for that another one tells."""
    kinds = wanted(question) & {"figure", "date"}
    if any(_same(one, figure, other, figures(other)) for figure in _asked_figures(question, one, kinds)):
        return True
    told = _told_dates(question, one, asked="date" in kinds) if "figure" not in kinds else []
    return any(holds(dates(other), date) for date in told)


def _apart(question: str, mine: _Told, yours: _Told) -> Difference | None:
    """How figures of one unit differ; of several, those that are asked for, of one thing and near in size."""
    (one, here), (other, there) = mine, yours
    found = []
    for a in here:
        asked = _names_thing(question, one, a) if len(here) > 1 else 0.0
        for b in there:
            if max(a.values) > 0 and max(b.values) > 0:
                alike = 1.0 if a.unit else _of_one_thing(one, a, other, b)
                apart = abs(math.log(max(a.values) / max(b.values)))
                found.append((asked + alike - FARTHER * math.sqrt(apart), Difference(a.unit or "count", apart, alike)))
    return max(found, default=(0.0, None))[1]


def _names_thing(question: str, text: str, figure: Figure) -> float:
    """How surely a question names what stands behind a figure, or, half as surely, before it."""
    behind = held(content(question), text[figure.end : figure.end + BESIDE])
    before = held(content(question), text[max(0, figure.start - BESIDE) : figure.start])
    return float(max(behind.max(initial=0.0), before.max(initial=0.0) / 2))


def _asked_figures(question: str, text: str, kinds: frozenset[str]) -> list[Figure]:
    found = [figure for figure in figures(text) if not figure.code and not _NUMBERED.search(text, 0, figure.start)]
    if not kinds:
        return found
    spans = find_expected(text, question) if "figure" in kinds else []
    return [figure for figure in found if any(start < figure.end and figure.start < end for start, end in spans)]


def _same(text: str, figure: Figure, other_text: str, others: Sequence[Figure]) -> bool:
    """Whether one of some figures is this one: as it stands, in another unit, or rounded on either side."""
    given = [*others, *converted(others)]
    near = [
        one
        for one in given
        if not (figure.unit and one.unit and figure.unit != one.unit)
        and any(_is_rounded(value, its) for value in figure.values for its in one.values)
    ]
    own = [figure, *converted([figure])]
    return bool(near) or rounded(text, figure, given) or any(rounded(other_text, one, own) for one in others)


def _is_rounded(one: Fraction, other: Fraction) -> bool:
    """Whether one value is the other to the digits that either has: 5 and 4.98, 487,000 and 487,300."""
    step = max(last_digit(one), last_digit(other))
    return one == other or abs(one - other) <= min(step / 2, min(one, other) * ROUNDED)


def _of_one_thing(one: str, figure: Figure, other: str, its: Figure) -> float:
    """How surely what stands beside two figures is of one kind."""
    here, there = _beside(one, figure), _beside(other, its)
    return float(held(content(here), there).max(initial=0.0))


def _beside(text: str, figure: Figure) -> str:
    return text[max(0, figure.start - BESIDE) : figure.start] + " " + text[figure.end : figure.end + BESIDE]


def _dates_differ(question: str, one: str, other: str, *, asked: bool) -> bool:
    """Whether each tells one date, or one row of days, asked for if any is, that the other does not have."""
    mine, yours = (_told_dates(question, text, asked=asked) for text in (one, other))
    left = [date for date in mine if not holds(yours, date) and not any(holds([date], its) for its in yours)]
    right = [date for date in yours if not holds(mine, date) and not any(holds([date], its) for its in mine)]
    return _is_one(left) and _is_one(right) and not _two_calendars(left[0], right[0])


def _is_one(found: Sequence[Date]) -> bool:
    """Whether dates are one, or stand beside one another as days of one month do: "from 6 to 8 November"."""
    return bool(found) and all(after.start - date.end <= ROW for date, after in pairwise(found))


def _told_dates(question: str, text: str, *, asked: bool) -> list[Date]:
    """The dates of a text, of those asked for if any is, without a bare year beside a day of that year or of none."""
    spans = find_expected(text, question) if asked else [(0, len(text))]
    found = [date for date in dates(text) if any(start < date.end and date.start < end for start, end in spans)]
    return [
        date for date in found if date.month or not any(other.month and other.year in (0, date.year) for other in found)
    ]


def _two_calendars(one: Date, other: Date) -> bool:
    if not (one.year == other.year < NEW_STYLE and one.day and other.day):
        return False
    return abs(MONTHS[one.month - 1] - MONTHS[other.month - 1] + one.day - other.day) in CALENDARS
